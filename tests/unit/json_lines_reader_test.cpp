// SPDX-License-Identifier: MIT
// JSON Lines and YAML as rows of a sheet.
#include "exchange/json_lines_reader.hpp"

#include <doctest/doctest.h>

#include <string>

#include "exchange/yaml_records_reader.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// A line for each row: its number and its cells; lists in brackets.
std::string show(const Sheet& sheet) {
  std::string shown;
  for (const SheetRow& row : sheet.rows) {
    shown += std::to_string(row.number) + ":" + std::to_string(row.place.column);
    for (const SheetCell& cell : row.cells) {
      shown += " | " + sheet.columns[cell.column].heading + "=" +
               (cell.is_list ? "[" + std::string(cell.text) + "]" : std::string(cell.text));
    }
    shown += "\n";
  }
  return shown;
}

std::string json(const std::string& text) {
  return show(read_json_lines(text, {"in.jsonl", ""}));
}

std::string json_error(const std::string& text) {
  return error_of([&] { json(text); });
}

std::string yaml(const std::string& text) {
  return show(read_yaml_records(text, {"in.yaml", ""}));
}

std::string yaml_error(const std::string& text) {
  return error_of([&] { yaml(text); });
}

}  // namespace

TEST_CASE("each object of JSON Lines is a row, each value a cell under its path") {
  CHECK(json("{\"name\":\"甲\",\"year\":2004,\"value\":620000.00,\"done\":true,\"none\":null}\n"
             "\n"
             "{\"collection\":{\"consent\":{\"basis\":\"合同\"}},\"tags\":[\"a,b\",\"c\"],"
             "\"empty\":[],\"contacts\":[{\"name\":\"王\"},{\"mobile\":\"138\"}]}\n") ==
        "1:1 | name=甲 | year=2004 | value=620000.00 | done=true\n"
        "3:1 | collection.consent.basis=合同 | tags=[a,b\nc] | contacts[0].name=王 | "
        "contacts[1].mobile=138\n");
}

TEST_CASE("objects over several lines and lists of objects are read as well") {
  CHECK(json("{\n  \"name\": \"甲\"\n}\n{\"name\": \"乙\"}") == "1:1 | name=甲\n4:1 | name=乙\n");
  CHECK(json("[\n{\"name\": \"甲\"},\n  {\"name\": \"乙\", \"tags\": [\"x\"]}\n]\n") ==
        "2:1 | name=甲\n3:3 | name=乙 | tags=[x]\n");
}

TEST_CASE("faults of JSON are told with their place") {
  CHECK(json_error("{\"name\":\"甲\"}\n{\"name\":}\n") ==
        "4 in.jsonl:2:9: not JSON: Invalid value.");
  CHECK(json_error("{\"a\":1,\"a\":2}") == "4 in.jsonl:1:11: the key a stands twice in one object");
  CHECK(json_error("{\"a.b\":1,\"a\":{\"b\":2}}") ==
        "4 in.jsonl:1:19: a.b stands twice in one record");
  CHECK(json_error("\"text\"") == "4 in.jsonl:1:7: each record is an object in braces");
  CHECK(json_error("{\"a\":[[1]]}") == "4 in.jsonl:1:7: a list directly in a list");
  CHECK(json_error("{\"a\":\"\\u0000\"}") ==
        "4 in.jsonl:1:14: an escape stands for a character that no text may hold");
  CHECK(json_error("{\"a\":\"\\ud800\"}").starts_with("4 in.jsonl:1:"));
  CHECK(json_error("{\"a\":\"\\udc00\"}").starts_with("4 in.jsonl:1:"));
  CHECK(json_error("{\"a\":1").starts_with("4 in.jsonl:1:"));
}

TEST_CASE("JSON that is nested without end is refused, not followed") {
  std::string deep;
  for (int level = 0; level < 1000000; ++level) deep += "{\"a\":";
  CHECK(json_error(deep).ends_with("nested too deeply"));
  CHECK(json_error(std::string(1000000, '[')).ends_with("a list directly in a list"));
}

TEST_CASE("a rejected object keeps its values as they are written") {
  CHECK(add_reason("{ \"value\": 620000.00, \"a\": {\"_row\": 1}, \"t\": [\"x\"], \"_row\": 3,"
                   " \"_reason\": \"old\" }",
                   7, "说\"明\"") ==
        "{\"value\":620000.00,\"a\":{\"_row\":1},\"t\":[\"x\"],\"_row\":7,"
        "\"_reason\":\"说\\\"明\\\"\"}");
}

TEST_CASE("YAML holds one record, several or a list") {
  CHECK(yaml("name: 甲\ncontacts:\n  - name: 王\n    mobile: \"138\"\ntags:\n  - x\n  - y\n") ==
        "1:1 | name=甲 | contacts[0].name=王 | contacts[0].mobile=138 | tags=[x\ny]\n");
  CHECK(yaml("# 导出\nname: 甲\n---\nname: 乙\nremarks: |-\n  ---\n  - x\n") ==
        "2:1 | name=甲\n4:1 | name=乙 | remarks=---\n- x\n");
  CHECK(yaml("- name: 甲\n  tags: [a, b]\n# 下一个\n- name: 乙\n") ==
        "1:3 | name=甲 | tags=[a\nb]\n4:3 | name=乙\n");
}

TEST_CASE("a list in a record of YAML need not be indented") {
  CHECK(yaml("name: 甲\ncontacts:\n- name: 王\n- name: 李\ntags:\n- x\n---\n# 乙\ntags:\n- y\n") ==
        "1:1 | name=甲 | contacts[0].name=王 | contacts[1].name=李 | tags=[x]\n9:1 | tags=[y]\n");
  CHECK(yaml("-\n  name: 甲\n  tags:\n  - x\n-\n  name: 乙\n") ==
        "2:3 | name=甲 | tags=[x]\n6:3 | name=乙\n");
  CHECK(add_yaml_reason("name: 甲\ntags:\n- x\n", 4, "z") ==
        "---\nname: 甲\ntags:\n- x\n_row: 4\n_reason: \"z\"\n");
}

TEST_CASE("faults of YAML are told with their place in the file") {
  CHECK(yaml_error("name: 甲\n---\nname: 乙\nname: 丙\n").starts_with("4 in.yaml:4:1: "));
  CHECK(yaml_error("- name: 甲\n- name: *x\n").starts_with("4 in.yaml:2:9: "));
}

TEST_CASE("a rejected record of YAML is a document with two more keys") {
  CHECK(add_yaml_reason("name: 甲\n_row: 1\n_reason: \"old\"\n", 4, "a: b") ==
        "---\nname: 甲\n_row: 4\n_reason: \"a: b\"\n");
  CHECK(add_yaml_reason("{name: 甲, tags: [a]}\n", 4, "x") ==
        "---\nname: 甲\ntags:\n  - a\n_row: 4\n_reason: x\n");
  CHECK(yaml(add_yaml_reason("- name: 甲\n", 4, "x") + add_yaml_reason("name: 乙\n", 5, "y")) ==
        "2:3 | name=甲 | _row=4 | _reason=x\n6:1 | name=乙 | _row=5 | _reason=y\n");
}
