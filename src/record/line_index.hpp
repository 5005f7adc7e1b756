// SPDX-License-Identifier: MIT
// Where the lines of a text begin, for who has to tell many places in it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "record/document.hpp"

namespace custrec {

class LineIndex {
 public:
  /// `text` outlives it.
  explicit LineIndex(std::string_view text);

  /// A byte order mark takes no column; what is behind the end is in the last line.
  [[nodiscard]] Place place_of(std::uint32_t offset) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> begins_;  ///< of each line, the first behind a byte order mark
};

}  // namespace custrec
