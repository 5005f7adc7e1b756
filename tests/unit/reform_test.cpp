// SPDX-License-Identifier: MIT
// YAML of any form in record form, with its comments.
#include "record/reform.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string reform(const std::string& text) {
  const Reading reading = read_document(text);
  REQUIRE(reading.readable);
  REQUIRE(reading.faults.empty());
  return reform_record(reading.document).value_or("(nothing)");
}

}  // namespace

TEST_CASE("record form stays what it says") {
  const std::string text =
      "# head\na: x # r\nl:\n  - b: y\n    c:\n      - z\n  # c\n  - []\n# end\n";
  CHECK(reform(text) ==
        "# head\na: x  # r\nl:\n  - b: y\n    c:\n      - z\n  # c\n  - []\n# end\n");
}

TEST_CASE("other ways to write the same tree") {
  CHECK(reform("a: 'x'\nb: {c: d, e: [f, g]}\n") == "a: x\nb:\n  c: d\n  e:\n    - f\n    - g\n");
  CHECK(reform("l:\n- a: 1\n  b: 2\n-   c: 3\n") == "l:\n  - a: 1\n    b: 2\n  - c: 3\n");
  CHECK(reform("a: >\n  folded\n  text\nb: x\n  y\n") == "a: |\n  folded text\nb: x y\n");
  CHECK(reform("\xEF\xBB\xBF"
               "a: x\r\nb:\r\n    c: y\r\n") == "a: x\nb:\n  c: y\n");
  CHECK(reform("---\na:   x\n...\n") == "a: x\n");
  CHECK(reform("a: x") == "a: x\n");
  CHECK(reform("\"a\": \"\\x41\"\n") == "a: \"A\"\n");
}

TEST_CASE("blank lines and double quotes stay") {
  CHECK(reform("a: \"x\"\n\nb: {c: d}\n\n\n# r\ne: f\n\n") ==
        "a: \"x\"\n\nb:\n  c: d\n\n\n# r\ne: f\n\n");
}

TEST_CASE("comments come along") {
  CHECK(reform("# one\nl: # two\n# three\n- a: 'x' # four\n  # five\n  b: y\n# six\n") ==
        "# one\nl:\n  # two\n  # three\n  - a: x  # four\n    # five\n    b: y\n# six\n");
  CHECK(reform("a: [x, # one\n  y] # two\nb: z\n") == "a:\n  - x  # one\n  - y  # two\nb: z\n");
  CHECK(reform("a: 'b # no comment'\nc: 'd' #e\n") == "a: \"b # no comment\"\nc: d  #e\n");
  CHECK(reform("a: > # why\n  x\n  y\nb: z\n") == "a: |\n  x y\n# why\nb: z\n");
}

TEST_CASE("keys that record form doesn't have can't be brought there") {
  CHECK(reform("Name: x\n") == "(nothing)");
  CHECK(reform("a b: x\n") == "(nothing)");
}
