// SPDX-License-Identifier: MIT
// Names and conditions, looked for in the entry first, then outward.
#include "schema/scope.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const Schemas& schemas() {
  static const Schemas one = make_schemas(
      "- {name: country, type: code, codes: country, default: CN}\n"
      "- {name: at, type: date, renamed_from: old_at}\n"
      "- {name: phone, type: text, pii: personal}\n"
      "- {name: address, type: text, pii_when: {type: individual}}\n"
      "- {name: must, type: text, required: true}\n"
      "- {name: g, type: group, fields: [{name: at, type: date}, {name: h, type: group, fields: "
      "[{name: x, type: text}]}]}\n"
      "- {name: l, type: entries, fields: [{name: at, type: date}, {name: y, type: text}]}\n"
      "- {name: t, type: choices}\n");
  return one;
}

const Field& field(std::string_view name) {
  return *find_field(schemas().customer().fields, name);
}

FieldReference reference(std::string_view path, const FieldList* inner = nullptr) {
  Levels levels = {&schemas().customer().fields};
  if (inner != nullptr) levels.insert(levels.begin(), inner);
  return find_reference(schemas(), levels, path);
}

/// Field and values, as they would stand in a schema.
Condition condition(const std::vector<std::pair<std::string, std::vector<std::string>>>& terms) {
  Condition made;
  for (const auto& [name, values] : terms) {
    made.emplace_back();
    made.back().field = name;
    made.back().values = values;
    made.back().reference = reference(name);
  }
  return made;
}

}  // namespace

TEST_CASE("names are found in the entry first, then outward, and through groups by dots") {
  const Document document = read_both(
      "name: n\nat: 2024-01-01\ng:\n  at: 2024-02-02\n  h:\n    x: deep\n"
      "l:\n  - at: 2024-03-03\n  - y: z\n");
  const Scope record{schemas(), document, Document::root, schemas().customer().fields, nullptr};
  const NodeIndex list = document.find(Document::root, "l");
  const auto items = document.children(list);
  const Scope first{schemas(), document, items[0], schemas().fields_of(field("l")), &record};
  const Scope second{schemas(), document, items[1], schemas().fields_of(field("l")), &record};
  const auto text = [&](const Scope& scope, std::string_view path) {
    const FieldList* inner = scope.outer == nullptr ? nullptr : &scope.fields;
    return locate(scope, reference(path, inner)).text(document);
  };
  CHECK(text(record, "at") == "2024-01-01");
  CHECK(text(record, "g.at") == "2024-02-02");
  CHECK(text(record, "g.h.x") == "deep");
  CHECK(text(first, "at") == "2024-03-03");
  CHECK(text(second, "at") == "");
  CHECK(text(second, "y") == "z");
  CHECK(text(first, "name") == "n");
  CHECK(text(first, "g.at") == "2024-02-02");
  CHECK(text(record, "country") == "CN");
  CHECK(locate(record, reference("country")).node == no_node);
  CHECK(locate(record, reference("l")).node == list);
  CHECK(reference("y").way.empty());
  CHECK(reference("g.none").way.empty());
  CHECK(reference("none.at").way.empty());
}

TEST_CASE("an item stands under its name or the one it had before") {
  const Document old_name = read_both("old_at: 2024-01-01\n");
  CHECK(find_item(old_name, Document::root, field("at")) == 1);
  const Document both = read_both("old_at: 2024-01-01\nat: 2024-02-02\n");
  CHECK(find_item(both, Document::root, field("at")) == 2);
  CHECK(find_item(both, Document::root, field("name")) == no_node);
}

TEST_CASE("a condition holds when all its terms do") {
  const Document document = read_both(
      "type: individual\ncountry: US 美国\nname: \"\"\ng:\n  h: {}\nl:\n  - y: z\nt: []\n");
  const Scope scope{schemas(), document, Document::root, schemas().customer().fields, nullptr};
  CHECK(holds({}, scope));
  CHECK(holds(condition({{"type", {"individual"}}}), scope));
  CHECK(holds(condition({{"type", {"enterprise", "individual"}}}), scope));
  CHECK_FALSE(holds(condition({{"type", {"enterprise"}}}), scope));
  CHECK(holds(condition({{"country", {"US"}}}), scope));
  CHECK(holds(condition({{"country", {"US 美国"}}}), scope));
  CHECK_FALSE(holds(condition({{"country", {"CN"}}}), scope));
  CHECK_FALSE(holds(condition({{"type", {"individual"}}, {"country", {"CN"}}}), scope));
  CHECK(holds(condition({{"type", {}}}), scope));
  CHECK_FALSE(holds(condition({{"name", {}}}), scope));
  CHECK_FALSE(holds(condition({{"id", {}}}), scope));
  CHECK(holds(condition({{"l", {}}}), scope));
  CHECK_FALSE(holds(condition({{"t", {}}}), scope));
}

TEST_CASE("a default counts in a condition when nothing is filled in") {
  const Document document = read_both("name: x\n");
  const Scope scope{schemas(), document, Document::root, schemas().customer().fields, nullptr};
  CHECK(holds(condition({{"country", {"CN"}}}), scope));
  CHECK(holds(condition({{"country", {}}}), scope));
}

TEST_CASE("what is personal and what is required may depend on the record") {
  const Document individual = read_both("type: individual\n");
  const Document enterprise = read_both("type: enterprise\n");
  const auto& fields = schemas().customer().fields;
  const Scope one{schemas(), individual, Document::root, fields, nullptr};
  const Scope other{schemas(), enterprise, Document::root, fields, nullptr};
  CHECK(is_personal(field("phone"), one));
  CHECK(is_personal(field("phone"), other));
  CHECK(is_personal(field("address"), one));
  CHECK_FALSE(is_personal(field("address"), other));
  CHECK_FALSE(is_personal(field("name"), one));
  CHECK(is_required(field("must"), one));
  CHECK_FALSE(is_required(field("name"), one));
}
