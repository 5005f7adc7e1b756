// SPDX-License-Identifier: MIT
// Writes workbooks (XLSX), by libxlsxwriter.
#pragma once

#include <string>
#include <vector>

namespace custrec {

/// The bytes of a workbook with one sheet whose cells are all text, the first row frozen. Throws
/// Error(files) when it can't be made: more rows than a sheet has, a cell of more than 32,767
/// characters.
std::string format_text_workbook(const std::vector<std::vector<std::string>>& rows);

}  // namespace custrec
