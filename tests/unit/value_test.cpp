// SPDX-License-Identifier: MIT
// Values, and the writer: whatever it writes, both readers read as the same tree.
#include "record/value.hpp"

#include <doctest/doctest.h>

#include "record/plain.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::vector<std::string>& nasty_texts() {
  static const std::vector<std::string> texts = {"",
                                                 " ",
                                                 "  ",
                                                 "x",
                                                 " x",
                                                 "x ",
                                                 "null",
                                                 "~",
                                                 "no",
                                                 "0755",
                                                 "3.10",
                                                 "=",
                                                 "<<",
                                                 "-",
                                                 "?",
                                                 ":",
                                                 "- x",
                                                 "? x",
                                                 ": x",
                                                 "x: y",
                                                 "x:",
                                                 "x #y",
                                                 "#x",
                                                 "\"",
                                                 "'",
                                                 "\"x\"",
                                                 "'x'",
                                                 "\\",
                                                 "\\n",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "}",
                                                 "[]",
                                                 "{}",
                                                 ",",
                                                 "&a",
                                                 "*a",
                                                 "!a",
                                                 "|",
                                                 "|-",
                                                 ">",
                                                 "%",
                                                 "@",
                                                 "`",
                                                 "---",
                                                 "...",
                                                 "--- x",
                                                 "\n",
                                                 "\n\n",
                                                 "x\n",
                                                 "\nx",
                                                 "x\ny",
                                                 "x\ny\n",
                                                 "x\n\ny",
                                                 "x\n\n\ny\n",
                                                 "x\ny\n\n",
                                                 " x\ny",
                                                 "x\n y",
                                                 "x\n  y\nz",
                                                 "x\n \ny",
                                                 "x \ny",
                                                 "x\n#y",
                                                 "#x\ny",
                                                 "x: y\n- z",
                                                 "- x\n- y",
                                                 "|\n|",
                                                 "x\ty",
                                                 "\tx",
                                                 "x\n\ty",
                                                 "x\ty\nz",
                                                 "x\r\ny",
                                                 "x\ry",
                                                 "\x01",
                                                 "x\x7Fy",
                                                 "\x1B[31m",
                                                 "\xC2\x85",
                                                 "x\xC2\x85y",
                                                 "x\n\xC2\x85",
                                                 "\xE2\x80\xA8",
                                                 "x\n\xE2\x80\xA9y",
                                                 "\xEF\xBB\xBF",
                                                 "\xEF\xBB\xBFx\ny",
                                                 "\xC2\xA0",
                                                 "\xE3\x80\x80x",
                                                 "\xE2\x80\x8B",
                                                 "\xEF\xBF\xBD",
                                                 "\U0001FFFF\ny",
                                                 "😀",
                                                 "😀\n😀",
                                                 "中文：值",
                                                 "第一行\n第二行\n",
                                                 "<<<<<<< HEAD",
                                                 "<<<<<<< HEAD\nx\n>>>>>>> y",
                                                 "x\n---\ny",
                                                 "...\nx",
                                                 "C35 专用设备制造业",
                                                 "91440300708461136T",
                                                 "2024-03-15T09:12:00+08:00",
                                                 "https://example.com/#x",
                                                 "\"x\ny\"",
                                                 "a: \"b\\\"\nc"};
  return texts;
}

Value random_scalar(std::mt19937& random, const std::string& key) {
  const auto& texts = nasty_texts();
  std::string text = texts[random() % texts.size()];
  if (random() % 4 == 0) text += texts[random() % texts.size()];
  return make_text(key, text, random() % 2 == 0);
}

Value random_value(std::mt19937& random, const std::string& key, int depth, bool in_sequence);

Value random_mapping(std::mt19937& random, const std::string& key, int depth) {
  Value mapping = make_mapping(key);
  const auto items = random() % 4 + (depth == 0 ? 1 : 0);
  static const std::vector<std::string> names = {"a",    "null", "no", "k_1",
                                                 "true", "yes",  "b2", "z"};
  for (std::size_t at = 0; at < items; ++at) {
    mapping.items.push_back(
        random_value(random, names[(at * 2 + random() % 2) % names.size()], depth + 1, false));
  }
  return mapping;
}

Value random_value(std::mt19937& random, const std::string& key, int depth, bool in_sequence) {
  const auto kind = depth > 5 ? 0 : random() % 5;
  if (kind == 1) return random_mapping(random, key, depth);
  if (kind == 2 && !in_sequence) {
    Value sequence = make_sequence(key);
    for (auto left = random() % 4; left > 0; --left) {
      sequence.items.push_back(random_value(random, "", depth + 1, true));
    }
    return sequence;
  }
  return random_scalar(random, key);
}

}  // namespace

TEST_CASE("a value finds its items and knows whether it holds anything") {
  const Value value = make_mapping("", {make_text("a", "x"), make_sequence("b")});
  REQUIRE(value.find("a") != nullptr);
  CHECK(value.find("a")->text == "x");
  CHECK(value.find("c") == nullptr);
  CHECK(value.text_at("a") == "x");
  CHECK(value.text_at("b") == "");
  CHECK(value.text_at("c") == "");
  CHECK_FALSE(value.is_empty());
  CHECK(make_text("a", "").is_empty());
  CHECK_FALSE(make_text("a", " ").is_empty());
  CHECK(make_mapping("a", {make_text("b", ""), make_sequence("c", {make_mapping("")})}).is_empty());
}

TEST_CASE("a scalar stands plain, in quotes or as a block, whatever shows it best") {
  struct Row {
    std::string text;
    bool bare;
    std::string written;
  };
  const std::vector<Row> rows = {
      {"x", false, "x"},
      {"", false, "\"\""},
      {"", true, "\"\""},
      {"no", false, "\"no\""},
      {"no", true, "no"},
      {"3.10", false, "\"3.10\""},
      {"3.10", true, "3.10"},
      {"2024-03-15", false, "2024-03-15"},
      {"x: y", true, "\"x: y\""},
      {" x", true, "\" x\""},
      {"say \"x\" \\ y", false, "say \"x\" \\ y"},
      {"\"x\" \\ y", false, R"("\"x\" \\ y")"},
      {"x\ty", false, R"("x\ty")"},
      {"x\r\x01\x7F", false, R"("x\u000D\u0001\u007F")"},
      {"x\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF", false, R"("x\u0085\u2028\uFEFF")"},
      {"x\ny", false, "|-\n      x\n      y"},
      {"x\ny\n", false, "|\n      x\n      y"},
      {"x\n\ny", false, "|-\n      x\n\n      y"},
      {"x\n  y", false, "|-\n      x\n        y"},
      {"x\n", false, "|\n      x"},
      {"\n", false, R"("\n")"},
      {"\nx", false, R"("\nx")"},
      {" x\ny", false, R"(" x\ny")"},
      {"x\ny\n\n", false, R"("x\ny\n\n")"},
      {"x\n \ny", false, R"("x\n \ny")"},
      {"x\n\ty", false, R"("x\n\ty")"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(format_scalar(row.text, row.bare, 4) == row.written);
  }
}

TEST_CASE("a record is written in the record form") {
  const Value record = make_mapping(
      "",
      {make_text("id", "C1"), make_text("annual_value", "620000.00"),
       make_text("founded", "2004", true),
       make_sequence("tags", {make_text("", "x"), make_text("", "no")}),
       make_sequence("contacts",
                     {make_mapping("", {make_text("name", "王小明"), make_text("note", "a\nb\n"),
                                        make_mapping("more", {make_text("c", "d")})}),
                      make_mapping("")}),
       make_mapping("group", {make_text("e", "f")}), make_mapping("none"),
       make_sequence("changes")});
  const std::string text =
      "id: C1\n"
      "annual_value: \"620000.00\"\n"
      "founded: 2004\n"
      "tags:\n"
      "  - x\n"
      "  - \"no\"\n"
      "contacts:\n"
      "  - name: 王小明\n"
      "    note: |\n"
      "      a\n"
      "      b\n"
      "    more:\n"
      "      c: d\n"
      "  - {}\n"
      "group:\n"
      "  e: f\n"
      "none: {}\n"
      "changes: []\n";
  CHECK(format_record(record) == text);
  CHECK(show_value_tree(value_of(read_both(text), Document::root)) == show_value_tree(record));
}

TEST_CASE("a part of a document becomes a value, plain scalars stay bare") {
  const Document document = read_both("a: no\nb: \"no\"\nc:\n  - |-\n    x\n");
  const Value value = value_of(document, Document::root);
  CHECK(show_value_tree(value) == R"({a: "no", b: "no", c: ["x"]})");
  CHECK(value.items[0].bare);
  CHECK_FALSE(value.items[1].bare);
  CHECK_FALSE(value.items[2].items[0].bare);
  CHECK(show_value_tree(value_of(document, document.find(Document::root, "c"))) == R"(c: ["x"])");
}

TEST_CASE("every nasty text comes back from every place it can stand in") {
  for (const std::string& text : nasty_texts()) {
    for (const bool bare : {false, true}) {
      CAPTURE(text);
      const Value record = make_mapping(
          "",
          {make_text("a", text, bare),
           make_sequence("b", {make_text("", text, bare), make_text("", text, bare)}),
           make_sequence(
               "c", {make_mapping("", {make_text("d", text, bare), make_text("e", text, bare)})}),
           make_mapping("f", {make_text("g", text, bare)})});
      const std::string written = format_record(record);
      CHECK(show_value_tree(value_of(read_both(written), Document::root)) ==
            show_value_tree(record));
    }
  }
}

TEST_CASE("random trees are read back as they were written") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const Value record = random_mapping(random, "", 0);
    const std::string written = format_record(record);
    CAPTURE(round);
    const Document document = read_both(written);
    REQUIRE(show_value_tree(value_of(document, Document::root)) == show_value_tree(record));
  }
}
