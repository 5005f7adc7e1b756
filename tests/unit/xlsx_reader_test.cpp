// SPDX-License-Identifier: MIT
// Workbooks of three programs, cell by cell. tests/xlsx/make_with_* wrote them.
#include "exchange/xlsx_reader.hpp"

#include <doctest/doctest.h>

#include <string>

#include "exchange/cell_reference.hpp"
#include "exchange/workbook_writer.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string damage_of(const SheetCell& cell) {
  switch (cell.damage) {
    case CellDamage::none:
      return "";
    case CellDamage::error:
      return " (error)";
    case CellDamage::unknown:
      return " (unknown)";
    case CellDamage::rounded:
      return " (rounded)";
  }
  return "?";
}

/// Notes; then a line for each row: its cells, each with the letter of its column.
std::string show(const Sheet& sheet) {
  std::string shown;
  for (const Text& note : sheet.notes) shown += "note: " + note.en + "\n";
  for (const SheetColumn& column : sheet.columns) {
    shown += format_column(column.place.column) + " " + column.heading + " | ";
  }
  for (const SheetRow& row : sheet.rows) {
    shown += "\n" + std::to_string(row.number);
    for (const SheetCell& cell : row.cells) {
      shown +=
          " | " + format_column(cell.place.column) + " " + std::string(cell.text) + damage_of(cell);
    }
  }
  return shown;
}

std::string show_file(const std::string& name, const std::string& sheet = {}) {
  const std::string bytes = read_file(CUSTREC_SOURCE_DIR "/tests/xlsx/" + name);
  return show(read_xlsx(bytes, {name, sheet}));
}

}  // namespace

TEST_CASE("a workbook of XlsxWriter comes in as a person saw it, in both epochs") {
  const std::string cells =
      "A what | B value | C behind | "
      "\n2 | A empty | C 后一格"
      "\n3 | A empty text | C 再后一格"
      "\n4 | A Chinese | B 示例机械有限公司"
      "\n5 | A rare | B 𠮷田😀"
      "\n6 | A rich | B 张三丰"
      "\n7 | A lines | B 第一行\n第二行"
      "\n8 | A zeros | B 0755"
      "\n9 | A escape | B a_x000D_b"
      "\n10 | A mobile | B 13800138000"
      "\n11 | A sum | B 0.3"
      "\n12 | A money | B 620000.5"
      "\n13 | A long | B 914403007084611000 (rounded)"
      "\n14 | A negative | B -12.5"
      "\n15 | A small | B 0.00001"
      "\n16 | A padded | B 000123"
      "\n17 | A date | B 2024-03-15"
      "\n18 | A slashes | B 2024-03-15"
      "\n19 | A built-in | B 2024-03-15"
      "\n20 | A 年月日 | B 2024-03-15"
      "\n21 | A language | B 2024-03-15"
      "\n22 | A 年月 | B 2024-03"
      "\n23 | A moment | B 2024-03-14 16:30"
      "\n24 | A midnight | B 2024-03-15"
      "\n25 | A time | B 09:05"
      "\n26 | A no format | B 45366"
      "\n27 | A yes | B TRUE"
      "\n28 | A formula | B 3"
      "\n29 | A formula text | B 甲乙"
      "\n30 | A error | B #N/A (error)"
      "\n31 | A merged | C beside"
      "\n32 | A hidden | B still read";
  const std::string notes =
      "note: only the sheet 单元格 is read; others hold something too (--sheet): 别的\n"
      "note: hidden rows: 1, hidden columns: 0; they are read like the others\n";
  CHECK(show_file("xlsxwriter_1900.xlsx") == notes + cells);
  CHECK(show_file("xlsxwriter_1904.xlsx") == notes + cells);
}

TEST_CASE("a workbook of exceljs comes in as a person saw it, in both epochs") {
  const std::string cells =
      "A what | B value | C behind | "
      "\n2 | A empty | C 后一格"
      "\n3 | A Chinese | B 示例机械有限公司"
      "\n4 | A rare | B 𠮷田😀"
      "\n5 | A rich | B 张三丰"
      "\n6 | A lines | B 第一行\n第二行"
      "\n7 | A zeros | B 0755"
      "\n8 | A mobile | B 13800138000"
      "\n9 | A sum | B 0.3"
      "\n10 | A money | B 620000.5"
      "\n11 | A long | B 914403007084611000 (rounded)"
      "\n12 | A date | B 2024-03-15"
      "\n13 | A default | B 2024-03-15"
      "\n14 | A 年月日 | B 2024-03-15"
      "\n15 | A language | B 2024-03-15"
      "\n16 | A moment | B 2024-03-14 16:30"
      "\n17 | A yes | B TRUE"
      "\n18 | A formula | B 3"
      "\n19 | A formula text | B 甲乙"
      "\n20 | A no result | B = (unknown)"
      "\n21 | A error | B #N/A (error)"
      "\n22 | A link | B 示例";
  CHECK(show_file("exceljs_1900.xlsx") == cells);
  CHECK(show_file("exceljs_1904.xlsx") == cells);
}

TEST_CASE("a workbook of LibreOffice comes in as a person saw it, in both epochs") {
  const std::string cells =
      "A what | B value | C behind | "
      "\n2 | A empty text | C 后一格"
      "\n3 | A Chinese | B 示例机械有限公司"
      "\n4 | A rare | B 𠮷田😀"
      "\n5 | A rich | B 张三丰"
      "\n6 | A lines | B 第一行\n第二行"
      "\n7 | A zeros | B 0755"
      "\n8 | A mobile | B 13800138000"
      "\n9 | A sum | B 0.3"
      "\n10 | A money | B 620000.5"
      "\n11 | A long | B 914403007084611000 (rounded)"
      "\n12 | A date | B 2024-03-15"
      "\n13 | A 年月日 | B 2024-03-15"
      "\n14 | A moment | B 2024-03-14 16:30"
      "\n15 | A yes | B TRUE"
      "\n16 | A formula | B 3"
      "\n17 | A formula text | B 甲乙"
      "\n18 | A error | B #N/A (error)"
      "\n19 | A merged | C beside";
  CHECK(show_file("libreoffice_1900.xlsx") == cells);
  CHECK(show_file("libreoffice_1904.xlsx") == cells);
}

TEST_CASE("a sheet is chosen by name or number") {
  CHECK(show_file("xlsxwriter_1900.xlsx", "别的") == "A a | B b | ");
  CHECK(show_file("xlsxwriter_1900.xlsx", "2") == "A a | B b | ");
  CHECK(error_of([] { show_file("xlsxwriter_1900.xlsx", "4"); }) ==
        "2 xlsxwriter_1900.xlsx: there is no sheet 4; its sheets are: 单元格, 别的, 空表");
}

TEST_CASE("a workbook of texts is read back as it was written") {
  const std::string bytes = format_text_workbook(
      "客户", {{"客户名称", "手机号码"}, {"甲", "013800138000"}, {"", "=1+1"}, {"a\nb", " x "}});
  CHECK(show(read_xlsx(bytes, {"a.xlsx", ""})) ==
        "A 客户名称 | B 手机号码 | "
        "\n2 | A 甲 | B 013800138000"
        "\n3 | B =1+1"
        "\n4 | A a\nb | B  x ");
}

TEST_CASE("a workbook holds any text, also what XML can't") {
  const std::string text = "a\x01\x1B\x7F\u0085\u202E\uFFFE\uFFFF\U0001FFFE_x0041_b";
  const std::string bytes = format_text_workbook("表\uFFFE\x01", {{text, "b"}, {"甲", text}});
  const Sheet sheet = read_xlsx(bytes, {"a.xlsx", ""});
  CHECK(sheet.columns.at(0).heading == text);
  CHECK(sheet.rows.at(0).cells.at(1).text == text);
}

TEST_CASE("a workbook that is cut off or damaged anywhere is refused or read, never more") {
  const std::string whole = read_file(CUSTREC_SOURCE_DIR "/tests/xlsx/exceljs_1900.xlsx");
  const auto try_reading = [](const std::string& bytes) {
    const std::string error = error_of([&] { read_xlsx(bytes, {"a.xlsx", ""}); });
    CHECK((error.empty() || error.starts_with("4 a.xlsx: ")));
  };
  for (std::size_t size = 97; size < whole.size(); size += 97) {
    CHECK(error_of([&] {
            read_xlsx(whole.substr(0, size), {"a.xlsx", ""});
          }) == "4 a.xlsx: the workbook is damaged or cut off; fetch it anew");
  }
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string bytes = whole;
    for (int times = 0; times < 4; ++times) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    try_reading(bytes);
  }
}

TEST_CASE("cells are named by letters and numbers within a sheet") {
  const auto shown = [](std::string_view text) -> std::string {
    const auto place = parse_cell_reference(text);
    if (!place) return "none";
    return std::to_string(place->line) + ":" + std::to_string(place->column) + " " +
           format_column(place->column);
  };
  CHECK(shown("A1") == "1:1 A");
  CHECK(shown("Z5") == "5:26 Z");
  CHECK(shown("AA10") == "10:27 AA");
  CHECK(shown("XFD1048576") == "1048576:16384 XFD");
  for (const char* bad : {"", "A", "1", "A0", "XFE1", "A1048577", "a1", "A1B", "$A$1",
                          "AAAAAAAAAAAAA1", "A99999999999"}) {
    CAPTURE(bad);
    CHECK(shown(bad) == "none");
  }
}
