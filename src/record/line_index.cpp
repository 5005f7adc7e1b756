// SPDX-License-Identifier: MIT
// Lines found once, places by a search among them.
#include "record/line_index.hpp"

#include <algorithm>
#include <iterator>

#include "text/utf8.hpp"

namespace custrec {

LineIndex::LineIndex(std::string_view text)
    : text_(text), begins_{text.starts_with("\xEF\xBB\xBF") ? std::size_t{3} : 0} {
  for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1)) {
    begins_.push_back(end + 1);
  }
}

Place LineIndex::place_of(std::uint32_t offset) const {
  const auto next = std::upper_bound(std::next(begins_.begin()), begins_.end(), offset);
  const std::size_t begin = std::min<std::size_t>(*std::prev(next), offset);
  const std::size_t column = 1 + count_code_points(text_.substr(begin, offset - begin));
  return {static_cast<std::uint32_t>(next - begins_.begin()), static_cast<std::uint32_t>(column)};
}

}  // namespace custrec
