// SPDX-License-Identifier: MIT
// Records as tables of a database.
#include "exchange/tables.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const Schemas& schemas() {
  static const Schemas one = make_schemas(
      "- {name: size, type: integer}\n"
      "- {name: secret, type: integer, pii: personal}\n"
      "- {name: tags, type: choices}\n"
      "- {name: g, type: group, fields: [{name: on, type: date}]}\n"
      "- {name: g_on, type: text}\n"
      "- {name: customers, type: entries, fields: [{name: position, type: text}, {name: sub, type: "
      "entries, fields: [{name: done, type: yes-no}]}]}\n");
  return one;
}

std::string show(const std::vector<Table>& tables) {
  std::string text;
  for (const Table& table : tables) {
    text += quote_name(table.name) + ": " + quote_names(table) + "\n  " +
            key_constraints(tables, table) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("each list is a table whose key begins with that of the one it belongs to") {
  CHECK(show(make_tables(schemas())) ==
        R"("customers": "id", "status", "type", "name", "size", "secret", "g_on", "g_on_2"
  PRIMARY KEY ("id")
"tags": "customer_id", "position", "value"
  PRIMARY KEY ("customer_id", "position"),
  FOREIGN KEY ("customer_id") REFERENCES "customers" ("id")
"customers_2": "customer_id", "position", "position_2"
  PRIMARY KEY ("customer_id", "position"),
  FOREIGN KEY ("customer_id") REFERENCES "customers" ("id")
"customers_2_sub": "customer_id", "customers_2_position", "position", "done"
  PRIMARY KEY ("customer_id", "customers_2_position", "position"),
  FOREIGN KEY ("customer_id", "customers_2_position") REFERENCES "customers_2" ("customer_id", "position")
)");
}

TEST_CASE("rows say where they belong") {
  const auto tables = make_tables(schemas());
  const Value record = make_mapping(
      "",
      {make_text("id", "other"), make_text("name", ""), make_mapping("g", {make_text("on", "x")}),
       make_sequence("tags", {make_text("", "a"), make_text("", "b")}),
       make_sequence(
           "customers",
           {make_mapping(""),
            make_mapping(
                "", {make_sequence("sub", {make_mapping("", {make_text("done", "true")})})})})});
  std::string text;
  for (const ExportedRow& row : make_table_rows(tables, "C1", record)) {
    text += tables[row.table].name;
    for (const auto& cell : row.cells) text += "|" + cell.value_or("-");
    text += "\n";
  }
  CHECK(text ==
        "customers|C1|-|-|-|-|-|x|-\ntags|C1|0|a\ntags|C1|1|b\ncustomers_2|C1|0|-\n"
        "customers_2|C1|1|-\ncustomers_2_sub|C1|1|0|true\n");
}

TEST_CASE("what is none of its type is left empty and told, personal values stay texts") {
  const auto tables = make_tables(schemas());
  TableGuard guard(tables);
  ExportedRecord record{
      "C1",
      {},
      make_table_rows(tables, "C1",
                      make_mapping("", {make_text("size", "many"), make_text("secret", "***")})),
      0};
  guard.check(record);
  CHECK_FALSE(record.rows[0].cells[4].has_value());
  CHECK(record.rows[0].cells[5] == "***");
  REQUIRE(guard.remarks().size() == 1);
  CHECK(guard.remarks()[0].en == "C1: customers.size has no value of its type and was left empty");
  CHECK(error_of([&] { guard.check(record); }) ==
        "5 two records have the number C1; see 'custrec verify'");
}
