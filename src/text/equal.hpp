// SPDX-License-Identifier: MIT
// Whether two short texts are equal, without a call: names of fields and options are compared more
// often than anything else.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/sixteen_bytes.hpp"

namespace custrec {

inline bool are_equal(std::string_view left, std::string_view right) {
  const std::size_t size = left.size();
  if (size != right.size()) return false;
  // The first and the last bytes of both, which may overlap.
  const auto ends_differ = [&]<typename Word>(Word /*kind*/) {
    Word words[4];
    std::memcpy(&words[0], left.data(), sizeof(Word));
    std::memcpy(&words[1], right.data(), sizeof(Word));
    std::memcpy(&words[2], left.data() + size - sizeof(Word), sizeof(Word));
    std::memcpy(&words[3], right.data() + size - sizeof(Word), sizeof(Word));
    return ((words[0] ^ words[1]) | (words[2] ^ words[3])) != 0;
  };
  if (size > 16) return left == right;
  if (size >= 8) return !ends_differ(std::uint64_t{});
  if (size >= 4) return !ends_differ(std::uint32_t{});
  for (std::size_t at = 0; at < size; ++at) {
    if (left[at] != right[at]) return false;
  }
  return true;
}

/// The same of texts from whose beginnings sixteen bytes can be read, whatever their size: of a
/// std::string that is so, and of what a Document holds. Without branches on the size, which the
/// processor would guess wrong.
inline bool are_equal_padded(std::string_view left, std::string_view right) {
  const std::size_t size = left.size();
  if (size != right.size()) return false;
  const auto find_equal = [&](std::size_t offset) {
    return SixteenBytes(left.data() + offset) == SixteenBytes(right.data() + offset);
  };
  constexpr std::size_t width = SixteenBytes::size;
  if (size > 2 * width) return left == right;
  // The last sixteen bytes may overlap the first.
  if (size > width) return (~(find_equal(0) & find_equal(size - width))).bits() == 0;
  return (~find_equal(0).bits() & ((1U << size) - 1)) == 0;
}

}  // namespace custrec
