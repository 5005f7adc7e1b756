// SPDX-License-Identifier: MIT
// Tables for people.
#include "terminal/table.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 6;

/// Widths of the columns as needed, the widest shortened until all fit.
std::vector<std::size_t> fit_columns(const std::vector<std::vector<std::string>>& lines,
                                     std::size_t width) {
  std::vector<std::size_t> widths(lines.empty() ? 0 : lines[0].size());
  for (const auto& line : lines) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      widths[at] = std::max(widths[at], display_width(line[at]));
    }
  }
  std::size_t sum = widths.empty() ? 0 : gap * (widths.size() - 1);
  for (const std::size_t column : widths) sum += column;
  while (sum > width) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= narrowest) break;
    *widest -= 1;
    sum -= 1;
  }
  return widths;
}

std::string format_line(const std::vector<std::string>& cells,
                        const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const std::string cell = cut_to_width(cells[at], widths[at]);
    line += cell;
    if (at + 1 < cells.size()) line.append(widths[at] - display_width(cell) + gap, ' ');
  }
  return line;
}

}  // namespace

TableLayout find_table_layout(bool colour) {
  if (isatty(STDOUT_FILENO) != 1) return {0, false};
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return {size.ws_col, colour};
  const char* columns = std::getenv("COLUMNS");
  const std::size_t width = columns == nullptr ? 0 : std::strtoul(columns, nullptr, 10);
  return {width == 0 ? 80 : width, colour};
}

std::string format_table(const std::vector<std::string>& header,
                         const std::vector<std::vector<std::string>>& rows,
                         const TableLayout& layout) {
  std::vector<std::vector<std::string>> lines;
  if (layout.width > 0) lines.push_back(header);
  for (const auto& row : rows) {
    lines.emplace_back();
    for (const std::string& cell : row)
      lines.back().push_back(escape_controls(replace_all(cell, "\n", " ")));
  }
  std::string text;
  if (layout.width == 0) {
    for (const auto& line : lines) {
      for (std::size_t at = 0; at < line.size(); ++at) text += (at == 0 ? "" : "\t") + line[at];
      text += '\n';
    }
    return text;
  }
  const std::vector<std::size_t> widths = fit_columns(lines, layout.width);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const bool bold = at == 0 && layout.colour;
    text += (bold ? "\033[1m" : "") + format_line(lines[at], widths) + (bold ? "\033[0m\n" : "\n");
  }
  return text;
}

}  // namespace custrec
