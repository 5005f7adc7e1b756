// SPDX-License-Identifier: MIT
// The reference reader: what it makes of YAML that is not record form.
#include "record/yaml_reader.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// Faults, then the tree in one line.
std::string read(const std::string& text) {
  Reading reading{Document(text), {}, true};
  read_yaml(reading);
  if (!reading.readable) {
    CHECK(reading.document.nodes().empty());
    return show_faults(reading.faults) + "unreadable";
  }
  return show_faults(reading.faults) + show_value_tree(value_of(reading.document, 0));
}

std::string bytes_of(const std::string& text, const std::string& key) {
  Reading reading{Document(text), {}, true};
  read_yaml(reading);
  const Span span = reading.document[reading.document.find(Document::root, key)].span;
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace

TEST_CASE("words for null are read as the text that stands there") {
  CHECK(read("a: null\nb: ~\nc: NULL\nd:\ne: Null\n") ==
        R"({a: "null", b: "~", c: "NULL", d: "", e: "Null"})");
  CHECK(read("a:\nnull: b\n") == R"({a: "", null: "b"})");
  CHECK(read("a:\n~: b\n") == R"({a: "", ~: "b"})");
  CHECK(read("- a") == "0 syntax: the file holds no fields (field: value)\nunreadable");
  CHECK(read("a: [null, ~, NULL]\n") == R"({a: ["null", "~", "NULL"]})");
  CHECK(read("a: [x, ]\nb: {c, d: }\n") == R"({a: ["x"], b: {c: "", d: ""}})");
  CHECK(read("a: \"null\"\n") == R"({a: "null"})");
}

TEST_CASE("every style of scalar is decoded and keeps its bytes") {
  const std::string text =
      "plain: two\n  lines  # remark\nsingle: 'it''s'  # x\ndouble: \"a\\\"b\\x41\"\n"
      "literal: |+\n  a\n\n   b\n\nfolded: >-\n  c\n  d\nlast: x\n";
  CHECK(read(text) == R"({plain: "two lines", single: "it's", double: "a"bA", )"
                      R"(literal: "a\n\n b\n\n", folded: "c d", last: "x"})");
  CHECK(bytes_of(text, "plain") == "two\n  lines");
  CHECK(bytes_of(text, "single") == "'it''s'");
  CHECK(bytes_of(text, "double") == "\"a\\\"b\\x41\"");
  CHECK(bytes_of(text, "folded") == ">-\n  c\n  d");
  CHECK(bytes_of(text, "last") == "x");
}

TEST_CASE("flow collections keep their bytes") {
  const std::string text = "a: [x, {b: ']'}, []]  # c\nd: {}\ne: [\n  1,\n  2\n]\n";
  CHECK(read(text) == R"({a: ["x", {b: "]"}, []], d: {}, e: ["1", "2"]})");
  CHECK(bytes_of(text, "a") == "[x, {b: ']'}, []]");
  CHECK(bytes_of(text, "d") == "{}");
  CHECK(bytes_of(text, "e") == "[\n  1,\n  2\n]");
}

TEST_CASE("a comment in a flow collection does not end it") {
  CHECK(bytes_of("a: [x, # ]\n  y]\nb: 1\n", "a") == "[x, # ]\n  y]");
  CHECK(bytes_of("a: [ # ]\n]\nb: 1\n", "a") == "[ # ]\n]");
}

TEST_CASE("spans count bytes behind a byte order mark too") {
  const std::string text =
      "\xEF\xBB\xBF"
      "名: 值\nb: 'x'\n";
  CHECK(read(text) == R"({名: "值", b: "x"})");
  CHECK(bytes_of(text, "名") == "值");
  CHECK(bytes_of(text, "b") == "'x'");
}

TEST_CASE("CRLF files are read") {
  CHECK(read("a: x\r\nb:\r\n  - y\r\nc: |-\r\n  l\r\n  m\r\n") ==
        R"({a: "x", b: ["y"], c: "l\nm"})");
  CHECK(bytes_of("a: x\r\nb: y\r\n", "a") == "x");
  CHECK(bytes_of("c: |-\r\n  l\r\n  m\r\nd: x\r\n", "c").starts_with("|-\r\n  l\r\n  m"));
}

TEST_CASE("what a record may not have is a fault at its place, the rest is still read") {
  struct Row {
    std::string text;
    std::string result;
  };
  const std::vector<Row> rows = {
      {"a: 1\nb: 2\na: 3\nc: 4\n",
       "10 syntax: the key a stands here a second time\n{a: \"1\", b: \"2\", c: \"4\"}"},
      {"a: 1\na:\n  - x\n  - y\nc: 4\n",
       "5 syntax: the key a stands here a second time\n{a: \"1\", c: \"4\"}"},
      {"a: &x 1\nb: 2\n", "3 syntax: an anchor (&) is not allowed\n{a: \"1\", b: \"2\"}"},
      {"a: &x 1\nb: *x\n",
       "3 syntax: an anchor (&) is not allowed\n"
       "11 syntax: an alias (*) is not allowed: write the value out\n{a: \"1\", b: \"\"}"},
      {"a: !!str 1\n",
       "3 syntax: a tag (!) is not allowed: the schema gives values their type\n{a: \"1\"}"},
      {"a: !x {b: c}\n",
       "3 syntax: a tag (!) is not allowed: the schema gives values their type\n{a: {b: \"c\"}}"},
      {"<<: {a: 1}\nb: 2\n",
       "0 syntax: a merge key (<<) is not allowed\n{<<: {a: \"1\"}, b: \"2\"}"},
      {"a: 1\n---\nb: 2\n",
       "5 syntax: a second document begins here: one file holds one record\n{a: \"1\"}"},
      {"a: 1\n...\n---\nb: 2\n",
       "9 syntax: a second document begins here: one file holds one record\n{a: \"1\"}"},
      {"? [x]\n: 1\nb: 2\n", "2 syntax: a key is a word, not a list or mapping\n{\"1\", b: \"2\"}"},
      {"a: \"x\\0y\"\nb: 1\n",
       "3 syntax: an escape stands for a character that no text may hold\n{a: \"\", b: \"1\"}"},
      {"a: \"x\\uFFFEy\"\nb: '1'\n",
       "3 syntax: an escape stands for a character that no text may hold\n{a: \"\", b: \"1\"}"},
      {"a: \"\\U0000FFFF\"\nb: '1'\n",
       "3 syntax: an escape stands for a character that no text may hold\n{a: \"\", b: \"1\"}"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.result);
  }
}

TEST_CASE("what yaml-cpp can't read is a fault at its place") {
  for (const std::string text : {"a: [x\n", "a: b: c\n", "a:\n\t- x\n", "a: @x\n", "a: }\n",
                                 "a: *nobody\n", "a: %x\n", "a: x\n b: y\n", "a: {x: [}\n"}) {
    CAPTURE(text);
    const std::string result = read(text);
    CHECK(result.ends_with("unreadable"));
    CHECK(result.find("syntax: not YAML: ") != std::string::npos);
  }
}

TEST_CASE("a quote that is never closed is a fault, not a value to the end of the file") {
  for (const std::string text : {"a: \"x\nb: y\n", "a: 'x\nb: y\n", "a: \"x", "b: y\na: '"}) {
    CAPTURE(text);
    const Reading reading = read_document(text);
    CHECK_FALSE(reading.faults.empty());
  }
}
