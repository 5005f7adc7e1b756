// SPDX-License-Identifier: MIT
// What stops a text before it is parsed.
#include "record/limits.hpp"

#include <doctest/doctest.h>

#include <chrono>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string show(const std::optional<Fault>& fault) {
  return fault ? show_faults({*fault}) : "";
}

std::string nested(std::size_t levels, const std::string& last) {
  std::string text;
  for (std::size_t level = 0; level + 1 < levels; ++level) {
    text += std::string(2 * level, ' ') + "a:\n";
  }
  return text + std::string(2 * (levels - 1), ' ') + "a: " + last + "\n";
}

}  // namespace

TEST_CASE("size, encoding and conflict markers are looked at first") {
  struct Row {
    std::string bytes;
    std::string fault;
  };
  const std::string conflict = "conflict-marker: a conflict of git is not resolved yet\n";
  const std::vector<Row> rows = {
      {"", ""},
      {"a: 1\n", ""},
      {std::string(max_record_bytes, 'a'), ""},
      {std::string(max_record_bytes + 1, 'a'),
       "0 syntax: the file is longer than the 4 MiB that a record may have\n"},
      {std::string("a\0b", 3), "1 syntax: a NUL byte stands here\n"},
      {std::string("\xFF\xFE"
                   "a\0",
                   4),
       "0 syntax: the file is in UTF-16, a record is in UTF-8\n"},
      {std::string("\xFE\xFF\0a", 4), "0 syntax: the file is in UTF-16, a record is in UTF-8\n"},
      {"ab\xC0\x80", "2 syntax: the file is not in UTF-8: save it in that encoding\n"},
      {"a\xED\xA0\x80", "1 syntax: the file is not in UTF-8: save it in that encoding\n"},
      {"\xCA\xBE\xC0\xFD: \xB9\xAB\xCB\xBE\n",
       "2 syntax: the file is not in UTF-8: save it in that encoding\n"},
      {"a: 客\xEF\xBF\xBE\n", "6 syntax: U+FFFE or U+FFFF stands here, which is no character\n"},
      {"a\xEF\xBF\xBF", "1 syntax: U+FFFE or U+FFFF stands here, which is no character\n"},
      {"a: \xEF\xBF\xBD\U0001FFFE\n", ""},
      {"<<<<<<< HEAD\na: 1\n", "0 " + conflict},
      {"a: 1\n>>>>>>> topic\n", "5 " + conflict},
      {"a: 1\n>>>>>>> topic", "5 " + conflict},
      {"a: 1\n=======\n", ""},
      {"a: 1 <<<<<<< HEAD\n", ""},
      {"  <<<<<<< HEAD\n", ""},
      {"<<<<<<<< HEAD\n", ""},
      {"<<<<<<\n", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes.substr(0, 40));
    CHECK(show(find_broken_limit(row.bytes)) == row.fault);
  }
}

TEST_CASE("32 levels are read, 33 are too many, in either form") {
  const std::string deep = "syntax: nested deeper than 32 levels\n";
  CHECK(read_document(nested(32, "x")).readable);
  CHECK(show_faults(read_document(nested(33, "x")).faults) == "1152 " + deep);
  CHECK(read_document(std::string(32, '{') + "a: b" + std::string(32, '}')).faults.size() > 0);
  std::string flow;
  for (int level = 0; level < 32; ++level) flow += "{a: ";
  CHECK(read_document(flow + "b" + std::string(32, '}') + "\n").readable);
  CHECK(show_faults(read_document("{a: " + flow + "b" + std::string(33, '}') + "\n").faults) ==
        "128 " + deep);
}

TEST_CASE("an empty list counts as a level like any other") {
  const std::string deep = "syntax: nested deeper than 32 levels\n";
  CHECK(read_document(nested(31, "[]")).readable);
  CHECK(show_faults(read_document(nested(32, "[]")).faults) ==
        std::to_string(nested(32, "[]").size() - 3) + " " + deep);
  CHECK(show_faults(read_document(nested(32, "{}")).faults) ==
        std::to_string(nested(32, "{}").size() - 3) + " " + deep);
}

TEST_CASE("megabytes of brackets are refused at once") {
  const std::string message = "syntax: nested deeper than 32 levels\n";
  const std::size_t large = 1U << 20U;
  CHECK(show(find_deep_flow(std::string(large, '{'))) == "32 " + message);
  CHECK(show(find_deep_flow(std::string(large, '['))) == "32 " + message);
  CHECK(show(find_deep_flow(std::string(100, '{'))) == "");
  std::string spaced;
  while (spaced.size() < large) spaced += "[ \n";
  CHECK(show(find_deep_flow(spaced)) == "96 " + message);
  std::string ordinary;
  while (ordinary.size() < large) ordinary += "{a: [b, c]}, ";
  CHECK(show(find_deep_flow(ordinary)) == "");
}

TEST_CASE("hostile texts of a megabyte are refused within seconds") {
  const std::size_t large = 1U << 20U;
  const auto repeat = [&](const std::string& piece) {
    std::string text;
    while (text.size() + piece.size() <= large) text += piece;
    return text;
  };
  const std::vector<std::string> texts = {std::string(large, '{'),
                                          std::string(large, '['),
                                          repeat("{a: "),
                                          repeat("[x, "),
                                          repeat("- "),
                                          repeat("? "),
                                          repeat("!!map {"),
                                          repeat("&a "),
                                          repeat("a: [\n"),
                                          std::string(large, '!'),
                                          std::string(large, '"'),
                                          std::string(large, ' '),
                                          std::string(large, '#'),
                                          std::string(large, '\t'),
                                          std::string(large, '%'),
                                          "a: \"" + std::string(large - 8, '\\'),
                                          repeat("a:\n "),
                                          repeat("[[],"),
                                          repeat("{{}:")};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 16));
    const auto begin = std::chrono::steady_clock::now();
    const Reading reading = read_document(text);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    CHECK_FALSE(reading.faults.empty());
    CHECK(taken.count() < 20.0);
  }
}
