// SPDX-License-Identifier: MIT
// How spreadsheets name cells.
#include "exchange/cell_reference.hpp"

#include <algorithm>

namespace custrec {

std::optional<Place> parse_cell_reference(std::string_view text) {
  constexpr std::size_t longest = 10;  // XFD1048576
  if (text.size() > longest) return std::nullopt;
  Place place{0, 0};
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z'; ++at) {
    place.column = place.column * 26 + static_cast<std::uint32_t>(text[at] - 'A' + 1);
    if (place.column > max_sheet_columns) return std::nullopt;
  }
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    place.line = place.line * 10 + static_cast<std::uint32_t>(text[at] - '0');
    if (place.line > max_sheet_rows) return std::nullopt;
  }
  if (at != text.size() || place.line == 0 || place.column == 0) return std::nullopt;
  return place;
}

std::string format_column(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters += static_cast<char>('A' + (column - 1) % 26);
  }
  std::reverse(letters.begin(), letters.end());
  return letters;
}

}  // namespace custrec
