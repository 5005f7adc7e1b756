// SPDX-License-Identifier: MIT
// Schemas as a whole: kinds, code lists, and the names in conditions and checks.
#include "schema/schema.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string mistake(const std::string& fields, const std::string& checks = {},
                    const std::map<std::string, std::string>& kinds = {}) {
  return error_of([&] { static_cast<void>(make_schemas(fields, checks, kinds)); });
}

const std::map<std::string, std::string> visit = {
    {"schemas/visit.yaml",
     "kind: visit\nsections:\n  - fields:\n      - {name: at, type: date}\n"
     "      - {name: how, type: choice, options: [{value: far}, {value: near}]}\n"}};

}  // namespace

TEST_CASE("the shipped schemas fit together") {
  const Schemas& schemas = shipped_schemas();
  CHECK(schemas.customer().kind == "customer");
  CHECK(schemas.all().size() == 11);
  for (const std::string kind : {"customer", "contact", "interaction", "visit", "need", "complaint",
                                 "contract", "file", "review", "change", "anomaly"}) {
    CHECK_MESSAGE(schemas.find(kind) != nullptr, kind);
  }
  CHECK(schemas.find("visits") == nullptr);
}

TEST_CASE("the fields of a field are those of its kind, or its own") {
  const Schemas schemas = make_schemas(
      "- {name: visits, type: entries, of: visit}\n"
      "- {name: group, type: group, fields: [{name: a, type: text}]}\n",
      {}, visit);
  const auto& fields = schemas.customer().fields;
  CHECK(schemas.fields_of(*find_field(fields, "visits")).size() == 2);
  CHECK(schemas.fields_of(*find_field(fields, "group"))[0].name == "a");
  CHECK(schemas.fields_of(*find_field(fields, "name")).empty());
  CHECK(schemas.checks_of(*find_field(fields, "visits")).empty());
  CHECK(find_field(fields, "none") == nullptr);
}

TEST_CASE("kinds, code lists and the core fields must be there") {
  const auto open = [](const std::map<std::string, std::string>& files) {
    return error_of([&] { const Schemas schemas(files, [](std::string_view) { return true; }); });
  };
  CHECK(open({}) == "3 schemas/: there is no schema of kind customer");
  CHECK(open({{"schemas/a.yaml", "kind: visit\nsections: []\n"},
              {"schemas/b.yaml", "version: 2\nkind: visit\nsections: []\n"}}) ==
        "3 schemas/b.yaml:2:7: the kind visit is also that of schemas/a.yaml");
  CHECK(open({{"schemas/c.yaml", "kind: customer\nsections: []\n"}}) ==
        "3 schemas/c.yaml:1:7: the field id must be there");
  CHECK(open({{"schemas/c.yaml",
               "kind: customer\nsections:\n  - fields:\n      - {name: id, type: text}\n"
               "      - {name: status, type: text}\n      - {name: type, type: text}\n"}}) ==
        "3 schemas/c.yaml:1:7: the field name must be there");
  CHECK(open({{"schemas/c.yaml",
               "kind: customer\nsections:\n  - fields:\n      - {name: id, type: text}\n"
               "      - {name: status, type: text}\n      - {name: type, type: text}\n"
               "      - {name: name, type: group, fields: [{name: a, type: text}]}\n"}}) ==
        "3 schemas/c.yaml:7:9: the field name must have a type of single values, such as text, not "
        "group");
}

TEST_CASE("fields come to an end") {
  const std::string customer =
      "kind: customer\nsections:\n  - fields:\n      - {name: id, type: text}\n"
      "      - {name: status, type: text}\n      - {name: type, type: text}\n"
      "      - {name: name, type: text}\n      - {name: a, type: entries, of: a}\n";
  const auto open = [&](const std::string& a, const std::string& b) {
    const std::map<std::string, std::string> files = {
        {"schemas/a.yaml", "kind: a\nsections:\n  - fields:\n" + a},
        {"schemas/b.yaml", "kind: b\nsections:\n  - fields:\n" + b},
        {"schemas/c.yaml", customer}};
    return error_of([&] { const Schemas schemas(files, [](std::string_view) { return true; }); });
  };
  const std::string text = "      - {name: x, type: text}\n";
  const std::string of_a = "      - {name: y, type: entries, of: a}\n";
  const std::string of_b = "      - {name: z, type: entries, of: b}\n";
  CHECK(open(text + of_b, text).empty());
  // Kinds may contain themselves, and each other.
  CHECK(open(text + of_a, text).empty());
  CHECK(open(text + of_b, text + of_a).empty());
  std::string many;
  for (int at = 0; at <= 1000; ++at) {
    many += "      - {name: x" + std::to_string(at) + ", type: text}\n";
  }
  CHECK(open(many, text) == "3 schemas/a.yaml:1004:9: more than 1000 fields");
}

TEST_CASE("a name that leads nowhere is a mistake at its place") {
  struct Row {
    std::string fields;
    std::string checks;
    std::string message;
  };
  const std::vector<Row> rows = {
      {"- {name: a, type: entries, of: nothing}\n", "",
       "22:38: there is no schema of kind nothing"},
      {"- {name: a, type: code, codes: nothing}\n", "",
       "22:38: there is no code list schemas/codes/nothing.tsv"},
      {"- {name: a, type: text, required_when: {nothing: x}}\n", "",
       "22:47: a condition names the field nothing, which there is not"},
      {"- {name: a, type: text, pii_when: {nothing: x}}\n", "",
       "22:42: a condition names the field nothing, which there is not"},
      {"- {name: a, type: text, required_when: {type: company}}\n", "",
       "22:47: a condition asks whether type is company, which is none of its options"},
      {"- {name: a, type: group, fields: [{name: b, type: text, required_when: {c: x}}]}\n", "",
       "22:79: a condition names the field c, which there is not"},
      {"- {name: a, type: group, fields: [{name: b, type: text, unique: true}]}\n", "",
       "22:41: field b: only fields of the customer itself can be unique"},
      {"- {name: a, type: entries, fields: [{name: b, type: text, unique: true}]}\n", "",
       "22:43: field b: only fields of the customer itself can be unique"},
      {"- {name: a, type: text}\n", "- {that: nothing == a, message: m}\n",
       "24:12: a check names the field nothing, which there is not"},
      {"- {name: a, type: text}\n", "- {when: {nothing: x}, that: a == a, message: m}\n",
       "24:13: a condition names the field nothing, which there is not"},
      {"- {name: a, type: text}\n", "- {has: {a: {b: c}}, message: m}\n",
       "24:12: a check names the list a, which there is not"},
      {"- {name: a, type: text}\n", "- {has: {nothing: {b: c}}, message: m}\n",
       "24:12: a check names the list nothing, which there is not"},
      {"- {name: a, type: entries, of: visit}\n", "- {has: {a: {nothing: c}}, message: m}\n",
       "24:16: a condition names the field nothing, which there is not"},
      {"- {name: a, type: entries, of: visit}\n", "- {has: {a: {how: never}}, message: m}\n",
       "24:16: a condition asks whether how is never, which is none of its options"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.fields);
    CAPTURE(row.checks);
    const std::string told = mistake(row.fields, row.checks, visit);
    CHECK(told == "3 schemas/customer.yaml:" + row.message);
  }
}

TEST_CASE("names may lead through groups and outward to the record") {
  CHECK(mistake("- {name: g, type: group, fields: [{name: b, type: date, required_when: "
                "{type: enterprise}}, {name: c, type: date}]}\n"
                "- {name: d, type: text, required_when: {g.b: present}}\n",
                "- {that: g.b <= g.c, message: m}\n") == "");
  CHECK(mistake("- {name: visits, type: entries, of: visit}\n",
                "- {that: visits.at >= visits.at, message: m}\n", visit) == "");
  std::map<std::string, std::string> kinds = visit;
  kinds["schemas/visit.yaml"] +=
      "      - {name: why, type: text, required_when: {type: enterprise}}\n";
  CHECK(mistake("- {name: visits, type: entries, of: visit}\n", {}, kinds) == "");
}

TEST_CASE("the right side of a check is a field where there is one of that name") {
  const Schemas schemas = make_schemas("- {name: a, type: text}\n- {name: b, type: text}\n",
                                       "- {that: a == b, message: m}\n"
                                       "- {that: a == c, message: m}\n");
  CHECK_FALSE(schemas.customer().checks[0].right_field.way.empty());
  CHECK(schemas.customer().checks[1].right_field.way.empty());
}

TEST_CASE("a constant that is no value of the field on the left is a mistake") {
  CHECK(mistake("- {name: a, type: date}\n", "- {that: a <= tomorrow, message: m}\n") != "");
  CHECK(mistake("- {name: a, type: money}\n", "- {that: a >= b, message: m}\n") != "");
  CHECK(mistake("- {name: a, type: money}\n", "- {that: a >= 10, message: m}\n") == "");
}
