// SPDX-License-Identifier: MIT
// Tables for people.
#include "terminal/table.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "text/environment.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 6;

/// The widest column that may be shortened.
std::size_t find_widest(const std::vector<std::size_t>& widths, const TableLayout& layout,
                        bool whole_too) {
  std::size_t widest = 0;
  std::size_t width = 0;
  for (std::size_t at = 0; at < widths.size(); ++at) {
    const bool whole = std::ranges::find(layout.whole, at) != layout.whole.end();
    if (widths[at] <= width || (whole && !whole_too)) continue;
    widest = at;
    width = widths[at];
  }
  return widest;
}

/// Widths of the columns as needed, the widest shortened until all fit.
std::vector<std::size_t> fit_columns(const std::vector<std::vector<std::string>>& lines,
                                     const TableLayout& layout) {
  std::vector<std::size_t> widths(lines.empty() ? 0 : lines[0].size());
  for (const auto& line : lines) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      widths[at] = std::max(widths[at], display_width(line[at]));
    }
  }
  std::size_t sum = widths.empty() ? 0 : gap * (widths.size() - 1);
  for (const std::size_t column : widths) sum += column;
  bool whole_too = layout.whole.size() >= widths.size();
  while (sum > layout.width) {
    const std::size_t widest = find_widest(widths, layout, whole_too);
    if (widths[widest] > narrowest) {
      widths[widest] -= 1;
      sum -= 1;
    } else if (whole_too) {
      break;
    } else {
      whole_too = true;
    }
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
  const std::size_t width = std::strtoul(environment("COLUMNS").c_str(), nullptr, 10);
  return {width == 0 ? 80 : width, colour};
}

std::string format_table(const std::vector<std::string>& header,
                         const std::vector<std::vector<std::string>>& rows,
                         const TableLayout& layout, std::size_t alarming) {
  std::vector<std::vector<std::string>> lines;
  const auto add_line = [&lines](const std::vector<std::string>& cells) {
    lines.emplace_back();
    for (const std::string& cell : cells)
      lines.back().push_back(escape_controls(replace_all(cell, "\n", " ")));
  };
  if (layout.width > 0) add_line(header);
  for (const auto& row : rows) add_line(row);
  std::string text;
  if (layout.width == 0) {
    for (const auto& line : lines) {
      for (std::size_t at = 0; at < line.size(); ++at) text += (at == 0 ? "" : "\t") + line[at];
      text += '\n';
    }
    return text;
  }
  const std::vector<std::size_t> widths = fit_columns(lines, layout);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::string_view colour = !layout.colour   ? ""
                                    : at == 0        ? "\033[1m"
                                    : at <= alarming ? "\033[31m"
                                                     : "";
    text.append(colour).append(format_line(lines[at], widths));
    text += colour.empty() ? "\n" : "\033[0m\n";
  }
  return text;
}

}  // namespace custrec
