// SPDX-License-Identifier: MIT
// How spreadsheets name cells: `C5`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "record/document.hpp"

namespace custrec {

inline constexpr std::uint32_t max_sheet_rows = 1048576;
inline constexpr std::uint32_t max_sheet_columns = 16384;

/// `C5` is line 5, column 3. Nothing when it is none, or beyond what a sheet can hold.
std::optional<Place> parse_cell_reference(std::string_view text);

/// `C` for 3.
std::string format_column(std::uint32_t column);

}  // namespace custrec
