// SPDX-License-Identifier: MIT
// The columns of a sheet of customers or of entries.
#include "exchange/sheet_layout.hpp"

#include <doctest/doctest.h>

#include "schema/field_type.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const Field& list_called(std::string_view name) {
  return *find_field(shipped_schemas().customer().fields, name);
}

std::string names(const std::vector<LayoutColumn>& columns) {
  std::string line;
  for (const LayoutColumn& column : columns) {
    line += (column.of_customer ? "customer." : "") + column.path.text() + "|";
  }
  return line;
}

}  // namespace

TEST_CASE("the columns of a list in a row stand as often as the widest row has entries") {
  const SheetLayout layout(parse_columns(shipped_schemas(), &list_called("visits"),
                                         {"at", "todos.what", "todos.done", "customer.name"}));
  CHECK(names(layout.columns(layout.narrowest())) ==
        "customer.id|at|todos[0].what|todos[0].done|customer.name|");
  const Value visit =
      make_mapping("", {make_sequence("todos", {make_mapping(""), make_mapping("")})});
  SheetWidths widths = layout.narrowest();
  widen(widths, layout.measure({make_mapping(""), visit}));
  CHECK(names(layout.columns(widths)) ==
        "customer.id|at|todos[0].what|todos[0].done|todos[1].what|todos[1].done|customer.name|");
}

TEST_CASE("values looked up by field are those that a path finds") {
  const FieldList& fields = shipped_schemas().customer().fields;
  const Value record = make_mapping(
      "",
      {make_text("name", "示例公司"), make_text("name", "第二个"), make_text("no_such_field", "x"),
       make_sequence("contacts", {make_mapping("", {make_text("name", "王小明")})}),
       make_mapping("collection", {make_text("channel", "active")})});
  const ValuesByField values(record, fields);
  for (const std::string path :
       {"name", "id", "contacts", "contacts[0].name", "contacts[0].mobile", "contacts[1].name",
        "collection.channel", "collection.entered_at", "collection", "consumption.budget"}) {
    CAPTURE(path);
    const FieldPathResult parsed = parse_field_path(shipped_schemas(), fields, path);
    if (!parsed.path) continue;
    CHECK(values.find(*parsed.path) == find_value(record, *parsed.path));
  }
  const auto found = parse_field_path(shipped_schemas(), fields, "name");
  CHECK(values.find(*found.path)->text == "示例公司");
}

TEST_CASE("columns that are none are refused") {
  const auto parse = [](const Field* list, const std::string& name) {
    return error_of([&] { static_cast<void>(parse_columns(shipped_schemas(), list, {name})); });
  };
  CHECK(parse(nullptr, "collection") == "2 collection is no single value; name a field in it");
  CHECK(parse(nullptr, "visits.todos.what") ==
        "2 visits.todos.what is no column: name entries by position, and one list at most without");
  CHECK(parse(nullptr, "needs.N1.status") ==
        "2 needs.N1.status is no column: name entries by position, and one list at most without");
  CHECK(parse(&list_called("visits"), "topics") == error_of([&] {
          static_cast<void>(parse_columns(shipped_schemas(), &list_called("visits"), {"topics"}));
        }));
  CHECK(parse(nullptr, " ") == "2 --columns names no field");
}

TEST_CASE("every heading of a sheet of entries comes in again as the same field") {
  for (const Field& list : shipped_schemas().customer().fields) {
    if (list.type->shape != Shape::entries) continue;
    const SheetLayout layout(columns_of_entries(shipped_schemas(), list));
    const auto columns = layout.columns(SheetWidths(layout.narrowest()));
    const Headings known(shipped_schemas(), shipped_schemas().fields_of(list));
    for (const bool labels : {false, true}) {
      for (const Language language : {Language::english, Language::chinese}) {
        const auto headings = sheet_headings(shipped_schemas(), &list, columns, labels, language);
        CHECK((headings[0] == "customer" || headings[0] == "客户"));
        for (std::size_t at = 1; at < headings.size(); ++at) {
          const FieldPathResult found = known.find(headings[at]);
          CAPTURE(headings[at]);
          REQUIRE(found.path.has_value());
          CHECK(found.path->text() == columns[at].path.text());
        }
      }
    }
  }
}
