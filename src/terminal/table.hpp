// SPDX-License-Identifier: MIT
// Tables for people: columns that fit the terminal and count wide characters right. For programs
// (stdout is no terminal) the same cells with tabs between, never cut.
#pragma once

#include <string>
#include <vector>

namespace custrec {

struct TableLayout {
  std::size_t width = 0;  ///< columns of the terminal; 0: none, so tabs
  bool colour = false;
  /// Columns that are shortened only when all others are as narrow as can be: numbers, dates.
  std::vector<std::size_t> whole = {};
};

/// The layout of this process's stdout.
TableLayout find_table_layout(bool colour);

/// `rows` have as many cells as `header`. The header is left out without a terminal. Where there is
/// colour, the first `alarming` rows are red.
std::string format_table(const std::vector<std::string>& header,
                         const std::vector<std::vector<std::string>>& rows,
                         const TableLayout& layout, std::size_t alarming = 0);

}  // namespace custrec
