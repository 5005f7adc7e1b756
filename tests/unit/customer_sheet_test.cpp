// SPDX-License-Identifier: MIT
// Customers as rows of a sheet.
#include "exchange/customer_sheet.hpp"

#include <doctest/doctest.h>

#include <set>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const Schemas& schemas() {
  static const Schemas one = make_schemas(
      "- {name: gone, type: text, retired: true}\n"
      "- {name: tags, label: {en: Tags, zh: 标签}, type: choices, options: [{value: a, label: {en: "
      "Aa, zh: 甲}}, {value: b}]}\n"
      "- {name: contacts, label: {en: Contacts, zh: 联系人}, type: entries, min_items: 1, fields: "
      "[{name: mobile, label: {en: Mobile number, zh: 手机号码}, type: mobile}, {name: old, type: "
      "text, retired: true}]}\n"
      "- {name: visits, type: entries, fields: [{name: at, type: date}]}\n"
      "- {name: g, type: group, fields: [{name: x, label: {en: The X, zh: 叉}, type: text}, {name: "
      "h, type: group, fields: [{name: y, type: text}]}]}\n");
  return one;
}

std::string headings(const std::vector<FieldPath>& columns, bool labels, Language language) {
  std::string line;
  for (const FieldPath& path : columns) line += column_heading(path, labels, language) + "|";
  return line;
}

}  // namespace

TEST_CASE("columns are single fields, those of groups, and of each contact") {
  CHECK(headings(customer_columns(schemas(), 2), false, Language::english) ==
        "id|status|type|name|tags|contacts[0].mobile|contacts[1].mobile|g.x|g.h.y|");
  CHECK(headings(customer_columns(schemas(), 0), false, Language::english) ==
        "id|status|type|name|tags|contacts[0].mobile|g.x|g.h.y|");
  CHECK(
      headings(customer_columns(schemas(), 2), true, Language::english) ==
      "id|status|type|Customer name|Tags|Contacts Mobile number|Contacts2 Mobile number|The X|y|");
  CHECK(headings(customer_columns(schemas(), 2), true, Language::chinese) ==
        "id|status|type|客户名称|标签|联系人手机号码|联系人2手机号码|叉|y|");
}

TEST_CASE("every heading of the shipped schemas comes in again as the same field") {
  const Headings known(shipped_schemas(), shipped_schemas().customer().fields);
  for (const FieldPath& path : customer_columns(shipped_schemas(), 3)) {
    CAPTURE(path.text());
    for (const bool labels : {false, true}) {
      for (const Language language : {Language::english, Language::chinese}) {
        const std::string heading = column_heading(path, labels, language);
        const FieldPathResult found = known.find(heading);
        CAPTURE(heading);
        REQUIRE(found.path.has_value());
        CHECK(found.path->text() == path.text());
      }
    }
  }
}

TEST_CASE("no two columns of the shipped schemas have the same heading") {
  for (const Language language : {Language::english, Language::chinese}) {
    std::set<std::string> seen;
    for (const FieldPath& path : customer_columns(shipped_schemas(), 2)) {
      const std::string heading = column_heading(path, true, language);
      CHECK_MESSAGE(seen.insert(heading).second, heading);
    }
  }
}

TEST_CASE("a cell is the value at its path, a list of choices joined") {
  const Value record = make_mapping(
      "", {make_text("id", "C1"), make_text("type", "enterprise"),
           make_sequence("tags", {make_text("", "a"), make_text("", "b"), make_text("", "c")}),
           make_sequence("contacts", {make_mapping("", {make_text("mobile", "1")}),
                                      make_mapping("", {make_text("mobile", "2")})}),
           make_mapping("g", {make_mapping("h", {make_text("y", "z\nw")})})});
  const auto row = [&](bool labels, Language language) {
    std::string line;
    for (const FieldPath& path : customer_columns(schemas(), 3)) {
      line += cell_text(record, path, labels, language) + "|";
    }
    return line;
  };
  CHECK(row(false, Language::english) == "C1||enterprise||a、b、c|1|2|||z\nw|");
  CHECK(row(true, Language::english) == "C1||Enterprise||Aa、b、c|1|2|||z\nw|");
  CHECK(row(true, Language::chinese) == "C1||企业客户||甲、b、c|1|2|||z\nw|");
}

TEST_CASE("a record of another shape than the schema's gives empty cells, no crash") {
  const Value record =
      make_mapping("", {make_sequence("name", {make_text("", "x")}), make_text("contacts", "y"),
                        make_sequence("g", {make_text("", "z")}), make_text("tags", "a")});
  for (const FieldPath& path : customer_columns(schemas(), 2)) {
    static_cast<void>(cell_text(record, path, true, Language::english));
    if (path.text().starts_with("contacts") || path.text().starts_with("g.")) {
      CHECK(cell_text(record, path, true, Language::english) == "");
    }
  }
}
