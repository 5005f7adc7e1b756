// SPDX-License-Identifier: MIT
// What changed between two states of a record.
#include "record/differences.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string differences(const Value& before, const Value& after) {
  std::string lines;
  for (const Difference& one : find_differences(before, after)) {
    lines += one.path + ": " + one.from + " -> " + one.to + "\n";
  }
  return lines;
}

/// A record with three entries `{a: 1}` `{a: 2}` `{a: 3}`.
Value three_entries() {
  return value_of(read_both("l:\n  - a: e1\n  - a: e2\n  - a: e3\n"), Document::root);
}

}  // namespace

TEST_CASE("differences are told by path, with what was and what is") {
  const Value before = make_mapping(
      "", {make_text("a", "1"), make_text("gone", "2"), make_sequence("tags", {make_text("", "x")}),
           make_sequence("list", {make_mapping("", {make_text("b", "3"), make_text("c", "4")})}),
           make_mapping("group", {make_text("d", "5")}), make_text("kind", "6")});
  const Value after =
      make_mapping("", {make_text("a", "1"), make_text("new", "7"),
                        make_sequence("tags", {make_text("", "y"), make_text("", "z")}),
                        make_sequence("list", {make_mapping("", {make_text("b", "8")}),
                                               make_mapping("", {make_text("b", "9")})}),
                        make_mapping("group", {make_text("d", "5"), make_text("e", "")}),
                        make_sequence("kind", {make_text("", "6")})});
  CHECK(differences(before, before) == "");
  CHECK(differences(before, after) ==
        "gone: 2 -> \n"
        "tags: x -> y\n"
        "tags:  -> z\n"
        "list[0].b: 3 -> 8\n"
        "list[0].c: 4 -> \n"
        "list[1].b:  -> 9\n"
        "kind: 6 -> \n"
        "kind:  -> 6\n"
        "new:  -> 7\n");
}

TEST_CASE("an entry that went is told by where it was, the others are known again") {
  const Value before = three_entries();
  Value after = before;
  auto& items = after.items[0].items;
  items.erase(items.begin());
  items[1].items[0].text = "e4";
  CHECK(differences(before, after) == "l[0].a: e1 -> \nl[1].a: e3 -> e4\n");
}

TEST_CASE("without origins entries that say the same are known again, then the order counts") {
  Value before = three_entries();
  forget_origins(before);
  Value after = before;
  auto& items = after.items[0].items;
  items.erase(items.begin() + 1);
  items[0].items[0].text = "e4";
  CHECK(differences(before, after) == "l[1].a: e2 -> \nl[0].a: e1 -> e4\n");
}

TEST_CASE("entries with an id are told and known by it") {
  const std::string text = "needs:\n  - id: N1\n    s: open\n  - id: N2\n    s: open\n";
  Value before = value_of(read_both(text), Document::root);
  forget_origins(before);
  Value after = before;
  std::swap(after.items[0].items[0], after.items[0].items[1]);
  CHECK(differences(before, after) == "");
  after.items[0].items[0].items[1].text = "done";
  after.items[0].items.pop_back();
  CHECK(differences(before, after) ==
        "needs.N1.id: N1 -> \nneeds.N1.s: open -> \nneeds.N2.s: open -> done\n");
}

TEST_CASE("values of a list stand under the list, whatever their order") {
  Value before = make_mapping("", {make_sequence("t", {make_text("", "a"), make_text("", "b")})});
  Value after = make_mapping(
      "", {make_sequence("t", {make_text("", "b"), make_text("", "c"), make_text("", "a")})});
  CHECK(differences(before, after) == "t:  -> c\n");
  CHECK(differences(after, before) == "t: c -> \n");
}

TEST_CASE("entries without an id that change places are one difference of their list") {
  Value before = three_entries();
  Value after = before;
  std::swap(after.items[0].items[0], after.items[0].items[2]);
  CHECK(differences(before, after) == "l: [0] [1] [2] -> [2] [1] [0]\n");
  forget_origins(before);
  forget_origins(after);
  after.items[0].items.erase(after.items[0].items.begin() + 1);
  CHECK(differences(before, after) == "l: [0] [2] -> [2] [0]\nl[1].a: e2 -> \n");
}
