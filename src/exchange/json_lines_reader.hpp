// SPDX-License-Identifier: MIT
// Reads JSON Lines: one object for each record, as `export --format jsonl` writes them. Objects
// over several lines, and a list of objects (`export --format json`), are read as well.
#pragma once

#include <string>
#include <string_view>

#include "exchange/sheet.hpp"

namespace custrec {

/// `text` is valid UTF-8. Numbers stay as they are written; `true` and `false` are these words;
/// `null` and empty lists are nothing. A row is counted by the line on which its object begins.
/// Throws Error(files) with the place of the first fault: no JSON, a key twice, something that is
/// no object, nesting beyond that of records.
Sheet read_json_lines(std::string text, const SheetSource& source);

/// `object`, the bytes of one, on one line with the keys `_row` and `_reason` behind its own; those
/// that it had are gone.
std::string add_reason(std::string_view object, std::size_t row, const std::string& reason);

}  // namespace custrec
