// SPDX-License-Identifier: MIT
// A target of libFuzzer: any bytes are read as a sheet or refused as one, under any name; what came
// in as JSON or YAML can be given back with a reason, and is then the same but for that.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "exchange/json_lines_reader.hpp"
#include "exchange/sheet.hpp"
#include "exchange/yaml_records_reader.hpp"

using namespace custrec;

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::cerr << what << "\n";
  std::abort();
}

void check_cells(const Sheet& sheet) {
  for (const SheetRow& row : sheet.rows) {
    for (const SheetCell& cell : row.cells) {
      require(cell.column < sheet.columns.size() || sheet.format == SheetFormat::csv,
              "a cell without a column");
      require(!cell.text.empty(), "an empty cell");
    }
  }
}

/// Others are refused as headings, and no row of such a sheet is given back.
bool has_plain_keys(const Sheet& sheet) {
  for (const SheetColumn& column : sheet.columns) {
    if (column.heading.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789.[]") !=
            std::string::npos ||
        column.heading.empty() || column.heading[0] < 'a') {
      return false;
    }
  }
  return true;
}

/// The same cells, and two more.
void check_rejects(const Sheet& sheet, const SheetSource& source) {
  for (const SheetRow& row : sheet.rows) {
    const auto bytes =
        std::string_view(sheet.text).substr(row.source.begin, row.source.end - row.source.begin);
    const bool json = sheet.format == SheetFormat::json_lines;
    const std::string text = json ? add_reason(bytes, 7, "why") : add_yaml_reason(bytes, 7, "why");
    const Sheet again = json ? read_json_lines(text, source) : read_yaml_records(text, source);
    require(again.rows.size() == 1, "a rejected record is not one");
    require(again.rows[0].cells.size() >= 2, "a rejected record lost its reason");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::array<const char*, 4> names = {"a", "a.csv", "a.jsonl", "a.yaml"};
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const char* name : names) {
    const SheetSource source{name, ""};
    Sheet sheet;
    try {
      sheet = read_sheet(bytes, source);
    } catch (const Error& error) {
      require(error.exit_code() == Exit::files, "another exit code");
      continue;
    }
    check_cells(sheet);
    if (!sheet.is_table() && has_plain_keys(sheet)) check_rejects(sheet, source);
  }
  return 0;
}
