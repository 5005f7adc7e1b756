// SPDX-License-Identifier: MIT
// Reads one sheet of a workbook, as `read_xlsx` says.
#pragma once

#include "exchange/sheet.hpp"
#include "exchange/workbook.hpp"

namespace custrec {

/// Notes are about what is hidden and about a title. Throws Error(files) for a sheet that can't be
/// read or holds more than fits into memory.
Sheet read_worksheet(Workbook& workbook, const WorkbookSheet& sheet);

}  // namespace custrec
