// SPDX-License-Identifier: MIT
// Strict reading: each mistake ends it with its place.
#include "record/configuration.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// The message of what `read` does with the value under `value` in `text`.
std::string mistake(const std::string& text,
                    const std::function<void(const Configuration&, NodeIndex)>& read) {
  return error_of([&] {
    const Configuration file("team.yaml", text);
    read(file, file.document().find(Document::root, "value"));
  });
}

}  // namespace

TEST_CASE("a file with faults is refused with the place of the first") {
  const auto open = [](const std::string& text) {
    return error_of([&] { const Configuration file("custrec.yaml", text); });
  };
  CHECK(open("a: 1\n") == "");
  CHECK(open("") == "3 custrec.yaml:1:1: the file is empty");
  CHECK(open("a: 1\nb: 2\na: 3\n") == "3 custrec.yaml:3:1: the key a stands here a second time");
  CHECK(open("- x\n") == "3 custrec.yaml:1:1: the file holds no fields (field: value)");
  CHECK(open("名: &x 1\n") == "3 custrec.yaml:1:4: an anchor (&) is not allowed");
  CHECK(open("a: 1\n<<<<<<< HEAD\n") ==
        "3 custrec.yaml:2:1: a conflict of git is not resolved yet");
}

TEST_CASE("a text is one line that everybody can see") {
  const auto open = [](const std::string& text) {
    return error_of([&] { const Configuration file("team.yaml", text); });
  };
  const std::string invisible = ": a text here can't contain the invisible character ";
  CHECK(open("a: 1\nb:\n  - \"x\\e[2K\"\n") == "3 team.yaml:3:5" + invisible + "\\u001B");
  CHECK(open("a: x\u202Ey\n") == "3 team.yaml:1:4" + invisible + "\\u202E");
  CHECK(open("a: \"x\\ty\"\n") == "3 team.yaml:1:4" + invisible + "\\u0009");
  CHECK(open("a: 1\n\"b\\u0085\": 2\n") == "3 team.yaml:2:1" + invisible + "\\u0085");
  const std::string lines =
      ": a text here has no line breaks: write it on one line (and >- instead of > or |)";
  CHECK(open("a: \"x\\ny\"\n") == "3 team.yaml:1:4" + lines);
  CHECK(open("a: >\n  x\n") == "3 team.yaml:1:4" + lines);
  CHECK(open("a: >-\n  x\n  y\nb: 客户（é）\n") == "");
}

TEST_CASE("values are read by their kind") {
  const Configuration file("x.yaml",
                           "t: word\nyes: [true, on, yes]\nno: [false, off, no]\nn: 42\n"
                           "both: one\nlabel: {en: English, zh: 中文}\nen: {en: English}\n"
                           "zh: {zh: 中文}\nlist: [a, b]\none: a\nempty: []\n");
  const auto node = [&](std::string_view key) { return file.document().find(0, key); };
  CHECK(file.path() == "x.yaml");
  CHECK(file.text(node("t")) == "word");
  for (const NodeIndex item : file.sequence(node("yes"))) CHECK(file.yes_no(item));
  for (const NodeIndex item : file.sequence(node("no"))) CHECK_FALSE(file.yes_no(item));
  CHECK(file.count(node("n")) == 42);
  CHECK(file.label(node("both")) == Text{"one", "one"});
  CHECK(file.label(node("label")) == Text{"English", "中文"});
  CHECK(file.label(node("en")) == Text{"English", "English"});
  CHECK(file.label(node("zh")) == Text{"中文", "中文"});
  CHECK(file.texts(node("list")) == std::vector<std::string>{"a", "b"});
  CHECK(file.texts(node("one")) == std::vector<std::string>{"a"});
  CHECK(file.texts(node("empty")).empty());
  CHECK(file.required(0, "t") == node("t"));
  CHECK(file.any_mapping(node("label")).size() == 2);
}

TEST_CASE("a value of another kind is a mistake at its place") {
  struct Row {
    std::string text;
    void (*read)(const Configuration&, NodeIndex);
    std::string message;
  };
  const auto text = [](const Configuration& f, NodeIndex at) { static_cast<void>(f.text(at)); };
  const auto yes_no = [](const Configuration& f, NodeIndex at) { static_cast<void>(f.yes_no(at)); };
  const auto count = [](const Configuration& f, NodeIndex at) { static_cast<void>(f.count(at)); };
  const auto label = [](const Configuration& f, NodeIndex at) { static_cast<void>(f.label(at)); };
  const auto texts = [](const Configuration& f, NodeIndex at) { static_cast<void>(f.texts(at)); };
  const auto list = [](const Configuration& f, NodeIndex at) { static_cast<void>(f.sequence(at)); };
  const auto mapping = [](const Configuration& f, NodeIndex at) {
    static_cast<void>(f.mapping(at, {"name", "email", "roles"}));
  };
  const auto required = [](const Configuration& f, NodeIndex at) {
    static_cast<void>(f.required(at, "name"));
  };
  const std::vector<Row> rows = {
      {"value: []\n", text, "1:8: a value is expected here"},
      {"a: b\nvalue: \"\"\n", text, "2:8: a value is expected here"},
      {"value: maybe\n", yes_no, "1:8: true or false is expected here"},
      {"value: TRUE\n", yes_no, "1:8: true or false is expected here"},
      {"value: -1\n", count, "1:8: a number from 0 to 999999999 is expected here"},
      {"value: 1234567890\n", count, "1:8: a number from 0 to 999999999 is expected here"},
      {"value: 1.5\n", count, "1:8: a number from 0 to 999999999 is expected here"},
      {"value:\n  en: x\n  de: y\n", label, "3:3: de is not known here"},
      {"value: {}\n", label, "1:8: a value is expected here"},
      {"value:\n  - x\n", label, "2:3: fields (name: value) are expected here"},
      {"value:\n  - x\n  - []\n", texts, "3:5: a value is expected here"},
      {"value:\n  a: x\n", texts, "2:3: a list (- …) is expected here"},
      {"value: x\n", list, "1:8: a list (- …) is expected here"},
      {"value: x\n", mapping, "1:8: fields (name: value) are expected here"},
      {"value:\n  emial: x\n", mapping, "2:3: emial is not known here; did you mean email?"},
      {"value:\n  名: x\n  b: y\n", mapping, "2:3: 名 is not known here"},
      {"value:\n  email: x\n", required, "2:3: name is missing here"},
      {"value: {}\n", required, "1:8: name is missing here"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(mistake(row.text, row.read) == "3 team.yaml:" + row.message);
  }
}

TEST_CASE("a place is the one that the document tells") {
  for (const std::string text : {"a: 1\n\n# 注\n名称: 示例\nlist:\n  - x\n  - 值\nz: \"y\"\n",
                                 "\xEF\xBB\xBF"
                                 "a: 1\nb: 2\n",
                                 "a: 1"}) {
    const Configuration file("x.yaml", text);
    const Document& document = file.document();
    for (NodeIndex node = 1; node < document.nodes().size(); ++node) {
      const Place place = file.place_of(node);
      const Place expected = document.place_of(document[node].span.begin);
      CHECK(place.line == expected.line);
      CHECK(place.column == expected.column);
      const Place key = file.place_of_key(node);
      const Place expected_key = document.place_of(document[node].key_span.begin);
      CHECK(key.line == expected_key.line);
      CHECK(key.column == expected_key.column);
    }
  }
}

TEST_CASE("braces in a file stay what they are in messages") {
  CHECK(mistake("value:\n  \"{}\": x\n", [](const Configuration& file, NodeIndex at) {
          static_cast<void>(file.mapping(at, {"name"}));
        }) == "3 team.yaml:2:3: {} is not known here");
}
