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
};

/// The layout of this process's stdout.
TableLayout find_table_layout(bool colour);

/// `rows` have as many cells as `header`. The header is left out without a terminal.
std::string format_table(const std::vector<std::string>& header,
                         const std::vector<std::vector<std::string>>& rows,
                         const TableLayout& layout);

}  // namespace custrec
