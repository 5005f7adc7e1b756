// SPDX-License-Identifier: MIT
// Places in a text, looking things up in a tree, and which texts are read at all.
#include "record/document.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

TEST_CASE("a place counts lines and code points from one") {
  struct Row {
    std::string text;
    std::uint32_t offset;
    std::uint32_t line;
    std::uint32_t column;
  };
  const std::vector<Row> rows = {
      {"", 0, 1, 1},
      {"a: 1\n", 0, 1, 1},
      {"a: 1\n", 3, 1, 4},
      {"a: 1\n", 4, 1, 5},
      {"a: 1\nb: 2\n", 5, 2, 1},
      {"a: 1\nb: 2\n", 8, 2, 4},
      {"a: 1\n\n\nb: 2\n", 7, 4, 1},
      {"a: 1\n", 5, 2, 1},
      {"名: 中文 x\nb: 2\n", 5, 1, 4},
      {"名: 中文 x\nb: 2\n", 12, 1, 7},
      {"名: 中文 x\nb: 2\n", 14, 2, 1},
      {"x: 😀y\n", 7, 1, 5},
      {"e: e\xCC\x81y\n", 6, 1, 6},
      {"a: 1\r\nb: 2\r\n", 6, 2, 1},
      {"a: 1\r\nb: 2\r\n", 9, 2, 4},
      {"\xEF\xBB\xBF"
       "a: 1\nb: 2\n",
       0, 1, 1},
      {"\xEF\xBB\xBF"
       "a: 1\nb: 2\n",
       3, 1, 1},
      {"\xEF\xBB\xBF"
       "a: 1\nb: 2\n",
       6, 1, 4},
      {"\xEF\xBB\xBF"
       "a: 1\nb: 2\n",
       8, 2, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.offset);
    const Place place = Document(row.text).place_of(row.offset);
    CHECK(place.line == row.line);
    CHECK(place.column == row.column);
  }
}

TEST_CASE("items are found by key, in mappings only") {
  const Document document = read_both(
      "id: C1\n"
      "tags:\n"
      "  - id\n"
      "group:\n"
      "  id: inner\n"
      "  empty: \"\"\n"
      "list: []\n"
      "map: {}\n");
  const NodeIndex tags = document.find(Document::root, "tags");
  const NodeIndex group = document.find(Document::root, "group");
  CHECK(document.text_at(Document::root, "id") == "C1");
  CHECK(document.text_at(group, "id") == "inner");
  CHECK(document.text_at(Document::root, "tags") == "");
  CHECK(document.text_at(Document::root, "none") == "");
  CHECK(document.find(Document::root, "inner") == no_node);
  CHECK(document.find(tags, "id") == no_node);
  CHECK(document.children(Document::root).size() == 5);
  CHECK(document.children(tags).list() == std::vector<NodeIndex>{tags + 1});
  CHECK(document.children(tags + 1).empty());
  CHECK(document.has_children(group));
  CHECK_FALSE(document.has_children(document.find(Document::root, "list")));
  CHECK(document.is_empty(document.find(group, "empty")));
  CHECK(document.is_empty(document.find(Document::root, "list")));
  CHECK(document.is_empty(document.find(Document::root, "map")));
  CHECK_FALSE(document.is_empty(group));
  CHECK_FALSE(document.is_empty(tags));
}

TEST_CASE("items of the root are found whatever their number, the first of those of one key") {
  for (const int count : {1, 2, 63, 64, 65, 128, 200}) {
    CAPTURE(count);
    std::string text;
    for (int item = 0; item < count; ++item) {
      text += "k" + std::to_string(item) + ": " + std::to_string(item) + "\n";
    }
    const Document document = read_both(text);
    for (int item = 0; item < count; ++item) {
      CHECK(document.text_at(Document::root, "k" + std::to_string(item)) == std::to_string(item));
    }
    for (const std::string key : {"", "k", "k200", "K0", "a_key_that_is_longer_than_all"}) {
      CHECK(document.find(Document::root, key) == no_node);
    }
  }
  const Reading twice = read_document("a: 1\nb: 2\na: 3\n");
  CHECK(twice.document.text_at(Document::root, "a") == "1");
}

TEST_CASE("a document that is read anew knows nothing of the one before") {
  Reading reading = read_document("a: 1\nb: 2\n");
  const auto read_anew = [&](std::string_view text) {
    std::string bytes = reading.document.release();
    bytes = text;
    read_document(std::move(bytes), reading);
  };
  read_anew("b: 3\n");
  CHECK(reading.document.find(Document::root, "a") == no_node);
  CHECK(reading.document.text_at(Document::root, "b") == "3");
  read_anew("- x\n");
  CHECK(reading.document.find(Document::root, "b") == no_node);
}

TEST_CASE("keys of all lengths have a number that doesn't hang on what stands behind them") {
  for (std::size_t size = 1; size <= 40; ++size) {
    CAPTURE(size);
    const std::string key(size, 'k');
    for (const std::string behind : {": 1\n            ", "xyzXYZ0123456789"}) {
      const std::string text = key + behind;
      CHECK(KeyHash::of_padded(std::string_view(text).substr(0, size)) == KeyHash(key));
    }
    std::string other = key;
    other.back() = 'j';
    CHECK_FALSE(KeyHash(other) == KeyHash(key));
  }
}

TEST_CASE("views into a document stay valid when it is moved") {
  Reading reading = read_document("a: short\nb: \"decoded\\nhere\"\n");
  const std::string_view plain = reading.document.text_at(Document::root, "a");
  const std::string_view decoded = reading.document.text_at(Document::root, "b");
  const Document moved = std::move(reading.document);
  CHECK(plain == "short");
  CHECK(decoded == "decoded\nhere");
  CHECK(moved.text_at(Document::root, "b").data() == decoded.data());
}

TEST_CASE("any YAML is read, the record form and what is none") {
  const auto read = [](const std::string& text) {
    const Reading reading = read_document(text);
    return show_faults(reading.faults) + show_value_tree(value_of(reading.document, 0));
  };
  CHECK(read("a: x\nb:\n  - y\n") == R"({a: "x", b: ["y"]})");
  CHECK(read("{a: x, b: [y, 'it''s']}") == R"({a: "x", b: ["y", "it's"]})");
  CHECK(read("---\na: >\n  two\n  lines\n...\n") == R"({a: "two lines\n"})");
  CHECK(read("a: 1\na: 2\n") == "5 syntax: the key a stands here a second time\n{a: \"1\"}");
}

TEST_CASE("a text that is no record is unreadable and has no tree") {
  struct Row {
    std::string text;
    std::string faults;
  };
  const std::vector<Row> rows = {
      {"", "0 syntax: the file is empty\n"},
      {"# nothing\n", "0 syntax: the file is empty\n"},
      {"\n\n", "0 syntax: the file is empty\n"},
      {"%YAML 1.2\n", "0 syntax: the file is empty\n"},
      {"- a\n", "0 syntax: the file holds no fields (field: value)\n"},
      {"just words\n", "0 syntax: the file holds no fields (field: value)\n"},
      {"~\n", "0 syntax: the file holds no fields (field: value)\n"},
      {std::string("a: \0\n", 5), "3 syntax: a NUL byte stands here\n"},
      {"a: \xFF\n", "3 syntax: the file is not in UTF-8: save it in that encoding\n"},
      {"a: 1\n<<<<<<< HEAD\n", "5 conflict-marker: a conflict of git is not resolved yet\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Reading reading = read_document(row.text);
    CHECK_FALSE(reading.readable);
    CHECK(reading.document.nodes().empty());
    CHECK(show_faults(reading.faults) == row.faults);
  }
}
