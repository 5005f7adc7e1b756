// SPDX-License-Identifier: MIT
// Records as rows of a sheet.
#include "exchange/record_columns.hpp"

namespace custrec {

bool RecordColumns::add(SheetRow& row, const std::string& heading, Place place,
                        std::string_view text, bool in_list) {
  const auto index = static_cast<std::uint32_t>(sheet_.columns.size());
  const auto [found, added] = columns_.emplace(heading, Column{index, 0});
  if (added) sheet_.columns.push_back({heading, place});
  Column& column = found->second;
  const bool is_taken = column.last_row == row_;
  column.last_row = row_;
  const bool goes_on = is_taken && in_list && !row.cells.empty() &&
                       row.cells.back().column == column.index && row.cells.back().is_list;
  if (goes_on) {
    std::string_view& list = row.cells.back().text;
    list = sheet_.texts.extend(sheet_.texts.extend(list, "\n"), text);
    return true;
  }
  if (is_taken) return in_list && text.empty();
  if (!text.empty()) {
    row.cells.push_back(
        {column.index, CellDamage::none, in_list, place, sheet_.texts.keep(text), {}});
  }
  return true;
}

}  // namespace custrec
