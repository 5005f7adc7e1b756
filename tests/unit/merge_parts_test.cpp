// SPDX-License-Identifier: MIT
// Merging two texts of a record by field and by entry; every byte that nobody changed stays.
#include "record/merge_parts.hpp"

#include <doctest/doctest.h>

#include "record/conflict_text.hpp"
#include "record/part_text.hpp"
#include "record/record_form_reader.hpp"
#include "test_support.hpp"
#include "time/date.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// The text as parts; entries of lists have the time in their `at`.
Part parts_of(const std::string& text) {
  Document document(text);
  REQUIRE_MESSAGE(read_record_form(document), text);
  Part root = read_parts(document);
  for (Part& list : root.items) {
    for (Part& entry : list.items) {
      if (const auto time = parse_time(entry.text_at("at"))) entry.time = time->instant;
    }
  }
  return root;
}

/// The merged text, which says the same in the other order.
std::string merge(const std::string& base, const std::string& ours, const std::string& theirs) {
  const Part merged = merge_parts(parts_of(base), parts_of(ours), parts_of(theirs));
  const Part other = merge_parts(parts_of(base), parts_of(theirs), parts_of(ours));
  CHECK(find_conflict_paths(merged) == find_conflict_paths(other));
  if (merged.conflict) return "the whole record";
  for (const Side side : {Side::ours, Side::theirs}) {
    const std::string text = format_parts(merged);
    const auto regions = find_conflict_regions(text);
    REQUIRE(regions);
    Document chosen(choose_sides(text, *regions, [&](std::size_t) { return side; }));
    CHECK_MESSAGE(read_record_form(chosen), chosen.bytes());
  }
  return format_parts(merged);
}

const std::string marked_ours = "<<<<<<< ours\n";
const std::string marked_end = ">>>>>>> theirs\n";

}  // namespace

TEST_CASE("parts give back the bytes that they were read from") {
  for (const std::string text : {
           "a: 1\n",
           "# c\n\na:   \"1\"   # r\n\n  # d\nb: []  # e\nc: {}\n# end\n\n",
           "a:\n  # one\n  - b: |-\n      x\n\n      y\n    # c\n    d: 1  \n  - e:\n      - 1\n# "
           "z\n",
           "a:\n  - |\n    x\n  - \"y\"  # q\n  - {}\nb:\n  c:\n    d: x\n",
       }) {
    CHECK(format_parts(parts_of(text)) == text);
  }
}

TEST_CASE("different fields both count, and their comments stay") {
  CHECK(merge("# head\na: 1  # one\n\nb: 2\n# end\n", "# head\na: 3  # one\n\nb: 2\n# end\n",
              "# head\na: 1  # one\n\n# two\nb: \"4\"\n# end\nc: 5\n") ==
        "# head\na: 3  # one\n\n# two\nb: \"4\"\n# end\nc: 5\n");
  CHECK(merge("a: 1\nb: 2\nc: 3\n", "b: 2\nc: 3\n", "a: 1\nb: 2\n") == "b: 2\n");
  CHECK(merge("a: 1\n", "a: 1\nb: 2\n", "a: 1\nb: 2\n") == "a: 1\nb: 2\n");
  CHECK(merge("a: 1\nb: 1\n", "a: \"1\"\nb: 1\n", "a: 1  # r\nb: 1\n") == "a: \"1\"  # r\nb: 1\n");
  CHECK(merge("g:\n  a: 1\n  b: 1\n", "g:\n  a: 2\n  b: 1\n", "g:\n  a: 1\n  b: 2\n") ==
        "g:\n  a: 2\n  b: 2\n");
}

TEST_CASE("the same field changed two ways is a conflict around that field") {
  CHECK(merge("a: 1\nb: 1\n", "a: 2  # x\nb: 3\n", "a: 4\nb: 1\n") ==
        marked_ours + "a: 2  # x\n=======\na: 4\n" + marked_end + "b: 3\n");
  CHECK(merge("z: 1\na: 1\n", "z: 1\n", "z: 1\na: 2\n") ==
        "z: 1\n" + marked_ours + "=======\na: 2\n" + marked_end);
  CHECK(merge("z: 1\n", "z: 1\na: 1\n", "z: 1\na: 2\n") ==
        "z: 1\n" + marked_ours + "a: 1\n=======\na: 2\n" + marked_end);
}

TEST_CASE("what a dash needs in its line is never in doubt") {
  CHECK(merge("l:\n  - a: 1\n    b: 1\n    c: 1\n", "l:\n  - b: 1\n    c: 1\n",
              "l:\n  - a: 2\n    b: 1\n    c: 1\n") ==
        "l:\n  - b: 1\n" + marked_ours + "=======\n    a: 2\n" + marked_end + "    c: 1\n");
  CHECK(merge("l:\n  - a: 1\n    b: 1\n", "l:\n  - a: 2\n    b: 1\n", "l:\n  - a: 3\n    b: 1\n") ==
        "l:\n" + marked_ours + "  - a: 2\n=======\n  - a: 3\n" + marked_end + "    b: 1\n");
  CHECK(merge("x: 1\nl:\n  - id: A1\n    a: 1\n", "x: 1\nl: []\n",
              "x: 1\nl:\n  - id: A1\n    a: 2\n") ==
        "x: 1\n" + marked_ours + "l: []\n=======\nl:\n  - id: A1\n    a: 2\n" + marked_end);
  CHECK(merge("x: 1\nl:\n  - id: A1\n    a: 1\n", "x: 1\n", "x: 1\nl:\n  - id: A1\n    a: 2\n") ==
        "x: 1\n" + marked_ours + "=======\nl:\n  - id: A1\n    a: 2\n" + marked_end);
  CHECK(merge("a: 1\nb: 1\n", "a: 1\n", "b: 1\n") == "the whole record");
}

TEST_CASE("new entries of both sides stand in the order of their time") {
  const std::string base = "l:\n  - id: I1\n    at: 2024-01-01\n";
  CHECK(
      merge(base, base + "  - id: I2\n    at: 2024-01-03\n  - id: I4\n    at: 2024-01-05\n",
            base + "  # early\n  - id: I3\n    at: 2024-01-02\n  - id: I5\n    at: 2024-01-04\n") ==
      base + "  # early\n  - id: I3\n    at: 2024-01-02\n  - id: I2\n    at: 2024-01-03\n" +
          "  - id: I5\n    at: 2024-01-04\n  - id: I4\n    at: 2024-01-05\n");
  CHECK(merge("x: 1\n", "x: 1\n" + base, "x: 1\n" + base) == "x: 1\n" + base);
  CHECK(merge("l: []  # none\n", base, "l: []  # none\n") == base);
}

TEST_CASE("entries without an id are known by what they say") {
  const std::string first = "  - n: a\n    m: 1\n    t: x\n";
  const std::string second = "  - n: b\n    m: 2\n    t: y\n";
  CHECK(merge("l:\n" + first + second, "l:\n" + second,
              "l:\n" + first + "  - n: b\n    m: 3\n    t: y\n") ==
        "l:\n  - n: b\n    m: 3\n    t: y\n");
  CHECK(merge("l:\n" + first, "l:\n" + first + second, "l:\n" + first + second) ==
        "l:\n" + first + second);
  CHECK(merge("l:\n" + first + second, "l:\n" + second + first, "l:\n" + first + second) ==
        "l:\n" + second + first);
}

TEST_CASE("lists of plain values merge as sets") {
  CHECK(merge("l:\n  - a\n  - b\n", "l:\n  - b\n  - c\n", "l:\n  - a\n  - b\n  - d\n") ==
        "l:\n  - b\n  - c\n  - d\n");
  CHECK(merge("l:\n  - a\n  - b\n", "l:\n  - b\n", "l:\n  - a\n") == "l: []\n");
  CHECK(merge("l: []\n", "l:\n  - a\n", "l:\n  - a\n") == "l:\n  - a\n");
}

TEST_CASE("comments above a list in conflict stay with it") {
  CHECK(merge("x: 1\nl:\n  - id: A1\n    a: 1\n", "x: 1\n# why\nl:\n  - id: A1\n    a: 2\n",
              "x: 1\n") ==
        "x: 1\n" + marked_ours + "# why\nl:\n  - id: A1\n    a: 2\n=======\n" + marked_end);
}

TEST_CASE("comments are kept when what they stand at goes") {
  CHECK(merge("a: 1\nb: 1\n", "b: 1\n", "# why\na: 1  # r\nb: 1\n") == "# why\n# r\nb: 1\n");
  CHECK(merge("a: 1\nb: 1\n", "a: 1\n", "a: 1\n# why\nb: 1\n") == "a: 1\n# why\n");
  CHECK(merge("a: 1  # x\n", "a: 1\n", "a: 1  # x\nb: 1\n") == "a: 1\nb: 1\n");
  CHECK(merge("a: 1  # x\n", "a: 1  # y\n", "a: 1  # z\n") == "# z\na: 1  # y\n");
}

TEST_CASE("a comment never becomes part of a block before it") {
  CHECK(merge("l:\n  - a: 1\n    # deep\n    b: 2\n",
              "l:\n  - a: |-\n      x\n    # deep\n    b: 2\n",
              "l:\n  - a: 1\n      # deeper\n    b: 2\n") ==
        "l:\n  - a: |-\n      x\n    # deeper\n    b: 2\n");
}
