// SPDX-License-Identifier: MIT
// CSV in and out, and the guard against formulas.
#include "exchange/csv.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace custrec;
using Cells = std::vector<std::string>;

namespace {

std::vector<Cells> cells_of(const CsvTable& table) {
  std::vector<Cells> all;
  for (const auto& row : table.rows) all.push_back(row.cells);
  return all;
}

std::vector<std::size_t> lines_of(const CsvTable& table) {
  std::vector<std::size_t> all;
  for (const auto& row : table.rows) all.push_back(row.line);
  return all;
}

/// Without faults.
std::vector<Cells> read_cells(std::string_view text) {
  const auto table = parse_csv(text);
  CHECK_FALSE(table.fault.has_value());
  return cells_of(table);
}

std::string random_text(std::mt19937& random, const std::vector<std::string>& pieces) {
  std::string text;
  for (auto left = random() % 7; left > 0; --left) text += pieces[random() % pieces.size()];
  return text;
}

}  // namespace

TEST_CASE("cells are separated and lines ended in every usual way") {
  const std::vector<Cells> expected = {{"a", "b"}, {"1", "2"}};
  for (const std::string text : {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2",
                                 "a;b\n1;2\n", "a\tb\n1\t2\n", "\"a\",\"b\"\n\"1\",2\n"}) {
    CAPTURE(text);
    CHECK(read_cells(text) == expected);
  }
}

TEST_CASE("the separator is the most frequent one outside quotes in the first line") {
  CHECK(parse_csv("").separator == ',');
  CHECK(parse_csv("name\na;b;c\n").separator == ',');
  CHECK(parse_csv("a;b;c,d\n").separator == ';');
  CHECK(parse_csv("a;b,c\n").separator == ',');
  CHECK(parse_csv("\"a,b,c\";d\n").separator == ';');
  CHECK(parse_csv("\"a\"\",b,c\n,,\";d\n").separator == ';');
  CHECK(parse_csv("5\" pipe;6\" pipe\na,b,c,d\n").separator == ';');
  CHECK(parse_csv("\n\r\na\tb\n1,2,3\n").separator == '\t');
}

TEST_CASE("a first line sep= is obeyed and is no row") {
  const auto table = parse_csv("sep=;\r\na,b;c\r\n1;2\r\n");
  CHECK(table.separator == ';');
  CHECK(cells_of(table) == std::vector<Cells>{{"a,b", "c"}, {"1", "2"}});
  CHECK(lines_of(table) == std::vector<std::size_t>{2, 3});
  CHECK(read_cells("sep=|\na|b") == std::vector<Cells>{{"a", "b"}});
  CHECK(read_cells("sep=\t\na\tb") == std::vector<Cells>{{"a", "b"}});
  CHECK(read_cells("sep=;").empty());
  CHECK(read_cells("sep=;x\n") == std::vector<Cells>{{"sep=", "x"}});
  CHECK(read_cells("sep=\nx\n") == std::vector<Cells>{{"sep="}, {"x"}});
}

TEST_CASE("quoted cells hold separators, line ends and doubled quotes") {
  const auto table = parse_csv("a,b\n\"x,\ny\",\"he said \"\"no\"\"\"\n\"\",z\n");
  CHECK_FALSE(table.fault.has_value());
  CHECK(cells_of(table) == std::vector<Cells>{{"a", "b"}, {"x,\ny", "he said \"no\""}, {"", "z"}});
  CHECK(lines_of(table) == std::vector<std::size_t>{1, 2, 4});
}

TEST_CASE("lines are counted whatever ends them") {
  const auto table = parse_csv("a\r\n\"1\r\n2\r3\n4\r\"\r\rb\n\nc\n");
  CHECK_FALSE(table.fault.has_value());
  CHECK(cells_of(table) == std::vector<Cells>{{"a"}, {"1\r\n2\r3\n4\r"}, {"b"}, {"c"}});
  CHECK(lines_of(table) == std::vector<std::size_t>{1, 2, 8, 10});
}

TEST_CASE("empty rows are left out, ragged ones and spaces stay") {
  CHECK(read_cells("a,b,c\n,,\n\n\"\"\n 　,\t\n1\n1,2,3,4\n x , y,\n") ==
        std::vector<Cells>{{"a", "b", "c"}, {"1"}, {"1", "2", "3", "4"}, {" x ", " y", ""}});
}

TEST_CASE("a quote inside an unquoted cell is an ordinary character") {
  CHECK(read_cells("a,b\n5\" pipe,x\"\"\n") ==
        std::vector<Cells>{{"a", "b"}, {"5\" pipe", "x\"\""}});
}

TEST_CASE("an unclosed quote is told where it opens, with the rows before it") {
  const auto table = parse_csv("a,b\n1,2\n3,\"x\ny\nz\n");
  REQUIRE(table.fault.has_value());
  CHECK(table.fault->line == 3);
  CHECK(table.fault->message ==
        Text{"a quote is opened here and never closed", "此处的引号没有闭合"});
  CHECK(cells_of(table) == std::vector<Cells>{{"a", "b"}, {"1", "2"}});
  CHECK(parse_csv("\"").fault.value().line == 1);
}

TEST_CASE("text after a closing quote is told at the cell's beginning") {
  const auto table = parse_csv("a,b\n1,\"x\ny\" z\n5,6\n");
  REQUIRE(table.fault.has_value());
  CHECK(table.fault->line == 2);
  CHECK(table.fault->message ==
        Text{"text after a closing quote; a quote within a quoted cell is written twice",
             "引号闭合后还有文字；引号内的引号须写成两个"});
  CHECK(cells_of(table) == std::vector<Cells>{{"a", "b"}});
}

TEST_CASE("spaces before an opening quote are refused rather than guessed at") {
  const auto table = parse_csv("a,b\n1, \"x, y\"\n");
  REQUIRE(table.fault.has_value());
  CHECK(table.fault->line == 2);
  CHECK(table.fault->message ==
        Text{"spaces before an opening quote; a quote that opens a cell stands first in it",
             "引号前有空格；单元格若用引号，须以引号开头"});
}

TEST_CASE("a row is quoted only where needed") {
  CHECK(format_csv_row(Cells{"a", "示例 公司", "", "x,y", "x\"y", "x\ny", "x;y", "x\ty", "x\ry"}) ==
        "a,示例 公司,,\"x,y\",\"x\"\"y\",\"x\ny\",\"x;y\",\"x\ty\",\"x\ry\"\n");
  CHECK(format_csv_row(Cells{}) == "\n");
  CHECK(format_csv_row(Cells{""}) == "\"\"\n");
  CHECK(format_csv_row(Cells{"sep=;"}) == "\"sep=;\"\n");
}

TEST_CASE("what is written is read back the same") {
  std::mt19937 random(1);
  const std::vector<std::string> pieces = {"a",     ",", ";",  "\t", "\"", "\n", "\r",
                                           "sep=;", " ", "示", "'",  "=",  "",   "\r\n"};
  for (int round = 0; round < 20000; ++round) {
    std::vector<Cells> rows;
    std::string text;
    for (auto left = random() % 4 + 1; left > 0; --left) {
      Cells cells = {"x"};  // lest the row be empty
      for (auto more = random() % 4; more > 0; --more) {
        cells.insert(cells.begin(), random_text(random, pieces));
      }
      text += format_csv_row(cells);
      rows.push_back(cells);
    }
    CAPTURE(text);
    REQUIRE(read_cells(text) == rows);
  }
}

TEST_CASE("reading takes linear time") {
  std::string text = "a,b\n";
  for (int i = 0; i < 300000; ++i) text += "\"\"\"\"\"\",x\n";
  CHECK(parse_csv(text).rows.size() == 300001);
  CHECK(parse_csv("\"" + std::string(4 << 20, '\n')).fault.has_value());
  CHECK(parse_csv(std::string(1 << 20, ',')).rows.empty());
}

TEST_CASE("cells that a spreadsheet would run are guarded") {
  for (const std::string cell : {"=1+1",     "=cmd|' /C calc'!A0",
                                 "+1+1",     "-2+3+cmd",
                                 "@SUM(A1)", "\tx",
                                 "\r=1",     "=",
                                 "+",        "-",
                                 "@",        "+a1",
                                 "-1.2.3",   "+86(21)5555",
                                 "--",       "- -",
                                 "＝1",      "＋86",
                                 "－1",      "＠x",
                                 "'=1",      "''@x",
                                 "'-a",      "+1\n2",
                                 "-1e5"}) {
    CAPTURE(cell);
    CHECK(guard_formula(cell) == "'" + cell);
    CHECK(unguard_formula("'" + cell) == cell);
  }
}

TEST_CASE("phone numbers, numbers and ordinary text are left readable") {
  for (const std::string cell : {"",
                                 "a",
                                 "a=b",
                                 "'",
                                 "''",
                                 "'a",
                                 "O'Neil",
                                 "+86 138 0013 8000",
                                 "+44 20 7031 3000",
                                 "+86-21-5555",
                                 "-12.5",
                                 "+3",
                                 "-.5",
                                 "- 12",
                                 "+86.10",
                                 "13800138000",
                                 " =1",
                                 "\n=1",
                                 "'+86 138",
                                 "'-12.5",
                                 "示例"}) {
    CAPTURE(cell);
    CHECK(guard_formula(cell) == cell);
    CHECK(unguard_formula(cell) == cell);
  }
}

TEST_CASE("unguarding gives back whatever was guarded") {
  std::mt19937 random(2);
  const std::vector<std::string> pieces = {"'", "'", "=", "+", "-",  "@",  "\t", "\r",   "＝",
                                           "1", ".", " ", "a", "\n", "，", "",   "#REF!"};
  for (int round = 0; round < 200000; ++round) {
    const auto cell = random_text(random, pieces);
    CAPTURE(cell);
    REQUIRE(unguard_formula(guard_formula(cell)) == cell);
  }
}
