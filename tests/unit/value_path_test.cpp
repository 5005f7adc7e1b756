// SPDX-License-Identifier: MIT
// Paths of values as text.
#include "record/value_path.hpp"

#include <doctest/doctest.h>

using namespace custrec;

TEST_CASE("positions are left out of a path, ids are not") {
  CHECK(without_positions("contacts[12].mobile") == "contacts[].mobile");
  CHECK(without_positions("visits.V1.todos[0]") == "visits.V1.todos[]");
  CHECK(without_positions("name") == "name");
}

TEST_CASE("a path lies within itself and what it is a part of") {
  CHECK(is_within("contacts", "contacts"));
  CHECK(is_within("contacts[0].mobile", "contacts"));
  CHECK(is_within("contacts[0].mobile", "contacts[0]"));
  CHECK(is_within("plan.owner", "plan"));
  CHECK_FALSE(is_within("planned", "plan"));
  CHECK_FALSE(is_within("contacts", "contacts[0]"));
}
