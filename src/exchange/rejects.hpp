// SPDX-License-Identifier: MIT
// The rows of a sheet that failed, in the format of the sheet, ready to be corrected and fed in
// again.
#pragma once

#include <string>
#include <vector>

#include "exchange/import.hpp"

namespace custrec {

/// The rows whose item failed, as they came, each with `_row` and `_reason` behind its own columns
/// or keys; those of an earlier rejects file are gone. A CSV has the separator of the sheet, and
/// the mark by which spreadsheets know UTF-8 where the sheet had it or another encoding; its cells
/// can't become formulas (`guard_formula`), and come in again as they came in first. A workbook
/// has one sheet of text cells, so that nothing is taken for a number. `items` go with the rows.
std::string format_rejects(const Sheet& sheet, const std::vector<ImportItem>& items,
                           Language language);

}  // namespace custrec
