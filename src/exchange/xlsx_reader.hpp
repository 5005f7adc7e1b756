// SPDX-License-Identifier: MIT
// Reads a sheet of a workbook (XLSX): every cell as a person saw it.
#pragma once

#include <string_view>

#include "exchange/sheet.hpp"

namespace custrec {

/// Whether the bytes are a ZIP file, which workbooks are.
bool looks_like_zip(std::string_view bytes);

/// Texts come whole, also of several formats and empty ones; numbers and dates as `format_number`
/// says, `TRUE` and `FALSE`, of a formula the value that was stored. Of merged cells the first has
/// the value. Rows and columns that are hidden are read like the others, and it is said; so are
/// further sheets that hold something. A first row of one cell above rows of several is a title,
/// which is passed over and said. Rows and columns that hold nothing are left out. Errors as
/// `read_sheet`.
Sheet read_xlsx(std::string_view bytes, const SheetSource& source);

}  // namespace custrec
