// SPDX-License-Identifier: MIT
// Chooses the sheet of a workbook that is read.
#include "exchange/xlsx_reader.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "exchange/worksheet_reader.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Whether any cell of the sheet has a value.
bool holds_something(Workbook& workbook, const WorkbookSheet& sheet) {
  bool found = false;
  workbook.read_part(sheet.part,
                     {[&](std::string_view name, const XmlAttributes&) {
                        found = found || name == "v" || name == "is";
                      },
                      [](std::string_view) {}, [](std::string_view) {}},
                     [&] { return !found; });
  return found;
}

std::string list_names(const std::vector<WorkbookSheet>& sheets) {
  std::string list;
  for (const WorkbookSheet& sheet : sheets) {
    list += (list.empty() ? "" : ", ") + escape_controls(sheet.name);
  }
  return cut_to_width(list, 300);
}

std::size_t choose_sheet(const Workbook& workbook, const SheetSource& source) {
  const std::vector<WorkbookSheet>& sheets = workbook.sheets();
  const auto first = [&](const auto& fits) {
    return static_cast<std::size_t>(std::find_if(sheets.begin(), sheets.end(), fits) -
                                    sheets.begin());
  };
  if (source.sheet.empty()) {
    const std::size_t visible = first([](const WorkbookSheet& sheet) { return !sheet.hidden; });
    return visible < sheets.size() ? visible : 0;
  }
  const std::size_t named =
      first([&](const WorkbookSheet& sheet) { return sheet.name == source.sheet; });
  if (named < sheets.size()) return named;
  const auto number = parse_xml_number(source.sheet);
  if (number && *number >= 1 && *number <= sheets.size()) return *number - 1;
  throw Error(Exit::usage, fill({"{}: there is no sheet {}; its sheets are: {}",
                                 "{}：没有工作表 {}；现有工作表：{}"},
                                {source.path, source.sheet, list_names(sheets)}));
}

}  // namespace

bool looks_like_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

Sheet read_xlsx(std::string_view bytes, const SheetSource& source) {
  Workbook workbook(bytes, source.path);
  const std::size_t chosen = choose_sheet(workbook, source);
  const std::vector<WorkbookSheet>& sheets = workbook.sheets();
  Sheet sheet = read_worksheet(workbook, sheets[chosen]);
  std::vector<WorkbookSheet> others;
  for (std::size_t at = 0; at < sheets.size() && source.sheet.empty(); ++at) {
    if (at != chosen && holds_something(workbook, sheets[at])) others.push_back(sheets[at]);
  }
  if (!others.empty()) {
    sheet.notes.insert(sheet.notes.begin(),
                       fill({"only the sheet {} is read; others hold something too (--sheet): {}",
                             "只读取工作表 {}；其他有内容的工作表（--sheet）：{}"},
                            {escape_controls(sheets[chosen].name), list_names(others)}));
  }
  return sheet;
}

}  // namespace custrec
