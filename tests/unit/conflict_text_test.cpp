// SPDX-License-Identifier: MIT
// Texts with conflict markers.
#include "record/conflict_text.hpp"

#include <doctest/doctest.h>

using namespace custrec;

namespace {

const std::string marked =
    "id: C1\n<<<<<<< ours\nowner: a\n=======\nowner: b\n>>>>>>> theirs\nneeds:\n  - id: N1\n"
    "<<<<<<< HEAD\n    x: 1\n||||||| base\n    x: 2\n=======\n>>>>>>> side\ncontacts:\n"
    "<<<<<<< ours\n=======\n  - name: q\n    title: r\n>>>>>>> theirs\n  - name: z\n";

}  // namespace

TEST_CASE("sides are chosen conflict by conflict") {
  const auto regions = find_conflict_regions(marked);
  REQUIRE(regions);
  CHECK(regions->size() == 3);
  CHECK(choose_sides(marked, *regions, [](std::size_t) { return std::nullopt; }) == marked);
  CHECK(choose_sides(marked, *regions, [](std::size_t) { return Side::ours; }) ==
        "id: C1\nowner: a\nneeds:\n  - id: N1\n    x: 1\ncontacts:\n  - name: z\n");
  CHECK(choose_sides(
            marked, *regions,
            [](std::size_t at) { return at == 1 ? std::nullopt : std::optional(Side::theirs); }) ==
        "id: C1\nowner: b\nneeds:\n  - id: N1\n<<<<<<< HEAD\n    x: 1\n||||||| base\n    x: 2\n"
        "=======\n>>>>>>> side\ncontacts:\n  - name: q\n    title: r\n  - name: z\n");
}

TEST_CASE("conflicts know their fields") {
  const auto fields = find_conflict_fields(marked, *find_conflict_regions(marked));
  REQUIRE(fields);
  CHECK((*fields)[0] == std::vector<std::string>{"owner"});
  CHECK((*fields)[1] == std::vector<std::string>{"needs.N1.x"});
  CHECK((*fields)[2] == std::vector<std::string>{"contacts[0]"});
  const std::string broken = "a: 1\n<<<<<<< x\nb: [\n=======\nb: 1\n>>>>>>> y\n";
  CHECK_FALSE(find_conflict_fields(broken, *find_conflict_regions(broken)));
}

TEST_CASE("markers that don't pair are no conflict") {
  CHECK(find_conflict_regions("a: 1\n")->empty());
  CHECK(find_conflict_regions("=======\n")->empty());
  CHECK_FALSE(find_conflict_regions("<<<<<<< x\na: 1\n=======\n"));
  CHECK_FALSE(find_conflict_regions("<<<<<<< x\n<<<<<<< x\n=======\n>>>>>>> y\n"));
  CHECK_FALSE(find_conflict_regions("<<<<<<< x\n>>>>>>> y\n"));
  CHECK_FALSE(find_conflict_regions(">>>>>>> y\n"));
  CHECK(find_conflict_regions("<<<<<<<<<< x\n=======\n==========\n>>>>>>>>>> y")->size() == 1);
}

TEST_CASE("two texts stand between markers as they are") {
  CHECK(put_between_markers("a: 1\n", "b: 2", 9) ==
        "<<<<<<<<< ours\na: 1\n=========\nb: 2\n>>>>>>>>> theirs\n");
}
