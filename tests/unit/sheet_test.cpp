// SPDX-License-Identifier: MIT
// What a file is, by its bytes.
#include "exchange/sheet.hpp"

#include <doctest/doctest.h>

#include <string>

#include "exchange/header_map.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string format_of(const std::string& bytes, const std::string& path) {
  static const char* const names[] = {"csv", "xlsx", "json_lines", "yaml"};
  return names[static_cast<std::size_t>(read_sheet(bytes, {path, ""}).format)];
}

std::string error_for(const std::string& bytes, const std::string& path = "a.xlsx") {
  return error_of([&] { read_sheet(bytes, {path, ""}); });
}

std::string map_error(const std::string& text) {
  return error_of([&] { HeaderMap("map.yaml", text); });
}

}  // namespace

TEST_CASE("the ending or the beginning tells the format of a text") {
  CHECK(format_of("name\n甲\n", "a.csv") == "csv");
  CHECK(format_of("name\n甲\n", "<stdin>") == "csv");
  CHECK(format_of("{\"name\":\"甲\"}", "a.jsonl") == "json_lines");
  CHECK(format_of("{\"name\":\"甲\"}", "<stdin>") == "json_lines");
  CHECK(format_of("[{\"name\":\"甲\"}]", "<stdin>") == "json_lines");
  CHECK(format_of("{name}\n", "a.csv") == "csv");
  CHECK(format_of("name: 甲\n", "a.yaml") == "yaml");
  CHECK(format_of("name: 甲\n", "<stdin>") == "yaml");
  CHECK(format_of("---\nname: 甲\n", "<stdin>") == "yaml");
  CHECK(format_of("- name: 甲\n", "a.yml") == "yaml");
  CHECK(format_of("{name: 甲, tags: [a]}\n", "a.yaml") == "yaml");
}

TEST_CASE("columns of a CSV without heading that hold nothing are left out, ends of rows too") {
  const Sheet sheet =
      read_sheet("name,,remarks, ,\n甲,,一,,,,\n乙, ,二\n丙,,三,,,x,\n", {"a.csv", ""});
  std::string shown;
  for (const SheetColumn& column : sheet.columns) {
    shown += column.heading + "@" + std::to_string(column.place.column) + " ";
  }
  for (const SheetRow& row : sheet.rows) {
    shown += "| " + std::to_string(row.width) + ": ";
    for (const SheetCell& cell : row.cells) {
      shown += std::to_string(cell.column) + "=" + std::string(cell.text) + " ";
    }
  }
  CHECK(shown == "name@1 remarks@3 | 2: 0=甲 1=一 | 2: 0=乙 1=二 | 3: 0=丙 1=三 2=x ");
}

TEST_CASE("a column without heading that holds something stays") {
  const Sheet sheet = read_sheet("name,\n甲,x\n", {"a.csv", ""});
  CHECK(sheet.columns.size() == 2);
}

TEST_CASE("what is no sheet is named") {
  CHECK(error_for("\xD0\xCF\x11\xE0\xA1\xB1") ==
        "4 a.xlsx: an old workbook (XLS), or one protected by a password; save it as XLSX or CSV "
        "without one");
  CHECK(error_for("<!DOCTYPE html><html>") ==
        "4 a.xlsx: a web page or XML; open it in a spreadsheet and save it as XLSX or CSV");
  CHECK(error_for("\n<table><tr><td>甲</td></tr></table>", "a.csv").ends_with("XLSX or CSV"));
  CHECK(error_for("name,type\n甲,x\n") ==
        "4 a.xlsx: text, and no workbook; if it is CSV, call it .csv");
  CHECK(error_for("%PDF-1.7\n").starts_with("4 a.xlsx: a PDF"));
  CHECK(error_for(std::string("\x89PNG\r\n\x1A\n\0\0\0\r", 12)).starts_with("4 a.xlsx: neither"));
  CHECK(error_for("PK\x03\x04rest") ==
        "4 a.xlsx: the workbook is damaged or cut off; fetch it anew");
  CHECK(error_for("", "a.csv") == "4 a.csv: the sheet is empty");
  CHECK(error_for("{}", "a.jsonl") == "4 a.jsonl: the sheet is empty");
}

TEST_CASE("a map finds headings exactly, else without case, blanks and remarks") {
  const HeaderMap map("map.yaml",
                      "客户全称: name\n\"手机 (11位)\": contacts[0].mobile\n序号: \"-\"\n");
  CHECK(map.find("客户全称 ")->field == "name");
  CHECK(map.find("手机")->field == "contacts[0].mobile");
  CHECK(map.find("序号*")->field == "-");
  CHECK(map.place_of(*map.find("序号")) == "map.yaml:3");
  CHECK(map.find("别的") == nullptr);
  CHECK(HeaderMap().find("序号") == nullptr);
}

TEST_CASE("mistakes of a map are told with their place") {
  CHECK(map_error("客户全称:\n").starts_with("2 map.yaml:1:1: 客户全称: name its field"));
  CHECK(map_error("a:\n  - b\n") == "2 map.yaml:1:1: a: one field belongs here");
  CHECK(map_error("a: -\n").find("\"-\" for what isn't read") != std::string::npos);
}

TEST_CASE("a map that was written is read as the same") {
  const std::string text =
      format_header_map({{"客户全称", "name"}, {"a: b", "-"}, {"两\n行", "remarks"}, {"1", ""}});
  CHECK(text == "客户全称: name\n\"a: b\": \"-\"\n\"两\\n行\": remarks\n\"1\": \"\"\n");
  const HeaderMap map("map.yaml", text.substr(0, text.rfind("\"1\"")));
  CHECK(map.find("a: b")->field == "-");
  CHECK(map.find("两\n行")->field == "remarks");
}
