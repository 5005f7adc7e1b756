// SPDX-License-Identifier: MIT
// One pass over blocks of one size and without branches, of which the compiler makes vector
// instructions.
#include "schema/signs.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace custrec {
namespace {

using Byte = unsigned char;

constexpr std::size_t block_size = 64;

/// A block with the byte before it in front.
constexpr std::size_t span_size = 1 + block_size;

/// Bits of what was found.
constexpr Byte control = 1, line_feed = 2, asterisk = 4, exponent = 8, address = 16;

struct Found {
  Byte signs = 0;
  Byte digits = 0;  ///< how many, or a few more
};

#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
[[gnu::target_clones("avx2", "default")]]
#endif
Found look_at(const char* span) {
  const auto* block = reinterpret_cast<const Byte*>(span);
  Found found;
  for (std::size_t at = 1; at <= block_size; ++at) {
    const Byte byte = block[at];
    const Byte last = block[at - 1];
    const auto sign = [](bool holds, Byte bit) {
      return static_cast<Byte>(static_cast<Byte>(holds) * bit);
    };
    const bool is_control = ((byte < 0x20) & (byte != '\n')) | (byte == 0x7F) | (byte == 0xC2);
    const bool is_of_address = ((last == 0xBD) & (byte == 0x8F)) |
                               ((last == 0xBA) & (byte == 0xAD)) | ((last == 'd') & (byte == 'd'));
    const bool ascii = (byte >= '0') & (byte <= '9');
    const bool full_width = (last == 0xBC) & (byte >= 0x90) & (byte <= 0x99);
    found.signs = static_cast<Byte>(found.signs | sign(is_control, control) |
                                    sign(byte == '\n', line_feed) | sign(byte == '*', asterisk) |
                                    sign((last == 'E') & (byte == '+'), exponent) |
                                    sign(is_of_address, address));
    found.digits = static_cast<Byte>(found.digits + (ascii | full_width));
  }
  return found;
}

}  // namespace

Signs find_signs(std::string_view text) {
  constexpr std::size_t fewest_digits = 13;
  Byte signs = 0;
  std::size_t digits = 0;
  const auto look = [&](const char* span) {
    const Found found = look_at(span);
    signs |= found.signs;
    digits += found.digits;
  };
  // The beginning, behind a blank and up to a block's end filled with more of them.
  std::array<char, span_size> first;
  first.fill(' ');
  std::memcpy(first.data() + 1, text.data(), std::min(text.size(), block_size));
  look(first.data());
  // The rest where it lies; the last block may overlap the one before, which finds nothing new.
  for (std::size_t at = block_size; at < text.size(); at += block_size) {
    look(text.data() + std::min(at, text.size() - block_size) - 1);
  }
  return {(signs & control) != 0,  (signs & line_feed) != 0, (signs & asterisk) != 0,
          (signs & exponent) != 0, digits >= fewest_digits,  (signs & address) != 0};
}

}  // namespace custrec
