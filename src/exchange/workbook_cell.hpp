// SPDX-License-Identifier: MIT
// What a value becomes in a cell of a workbook: a number only where the same value comes back from
// what a person sees there, else text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/schema.hpp"
#include "time/zone.hpp"

namespace custrec {

enum class CellLook : unsigned char { text, number, amount, date, time };

struct WorkbookCell {
  CellLook look = CellLook::text;
  double number = 0;         ///< of all but text; of dates and times days since 1899-12-30
  std::size_t decimals = 0;  ///< of numbers and amounts
};

/// How the values of a field look: what a column is set to, before it has any.
CellLook look_of(const Field& field);

/// The cell for a stored `text` of `field`. Times are shown in `zone`, without their offset. Text
/// stay: numbers of more than 15 digits or not in their normal form, dates before March 1900, times
/// of another offset and midnights.
WorkbookCell make_workbook_cell(const Field& field, const std::string& text, const Zone& zone);

}  // namespace custrec
