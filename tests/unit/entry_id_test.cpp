// SPDX-License-Identifier: MIT
// Ids of entries.
#include "schema/entry_id.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string next(const std::string& list, const std::vector<std::string>& ids,
                 const std::string& logged = "remarks") {
  Value entries = make_sequence(list);
  for (const std::string& id : ids) {
    entries.items.push_back(make_mapping("", {make_text("id", id)}));
  }
  const Field* field = find_field(shipped_schemas().customer().fields, list);
  REQUIRE(field != nullptr);
  const Value record = make_mapping(
      "",
      {std::move(entries),
       make_sequence(
           "changes",
           {make_mapping(
               "", {make_sequence("fields", {make_mapping("", {make_text("field", logged)})})})})});
  return next_entry_id(shipped_schemas(), *field, record);
}

}  // namespace

TEST_CASE("the first of each kind, by its letter") {
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"interactions", "I1"}, {"visits", "V1"}, {"needs", "N1"},     {"complaints", "K1"},
      {"contracts", "H1"},    {"files", "F1"},  {"anomalies", "A1"}, {"contacts", ""},
      {"changes", ""},        {"reviews", ""}};
  for (const auto& [list, id] : kinds) CHECK(next(list, {}) == id);
}

TEST_CASE("the number goes on behind the highest, whatever else stands there") {
  CHECK(next("needs", {"N1", "N2"}) == "N3");
  CHECK(next("needs", {"N9", "N10", "N2"}) == "N11");
  CHECK(next("needs", {"N1"}, "needs.N4.status") == "N5");
  CHECK(next("needs", {"N1"}, "visits.V4.place") == "N2");
  CHECK(next("needs", {"N1", "x", "", "I7", "N5x", "N99999999999"}) == "N2");
}

TEST_CASE("many paths of one document") {
  const Reading reading = read_document("l:\n  - id: A1\n    x: 1\n  - id: A2\n    x: 2\n");
  EntryPositions positions(reading.document);
  CHECK(positions.with_positions("l.A2.x") == "l[1].x");
  CHECK(positions.with_positions("l.A1") == "l[0]");
  CHECK(positions.with_positions("l[1].x") == "l[1].x");
  CHECK(positions.with_positions("l.A9.x") == "l.A9.x");
}
