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

/// A block, with the byte before it in front and blanks behind its end.
using Block = std::array<Byte, 1 + block_size>;

struct Found {
  Byte control = 0;
  Byte line_feed = 0;
  Byte asterisk = 0;
  Byte exponent = 0;
  Byte address = 0;
  Byte digits = 0;  ///< how many, or a few more
};

#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
[[gnu::target_clones("avx2", "default")]]
#endif
Found look_at(const Block& block) {
  Found found;
  for (std::size_t at = 1; at <= block_size; ++at) {
    const Byte byte = block[at];
    const Byte last = block[at - 1];
    const auto note = [](Byte& sign, bool holds) { sign = static_cast<Byte>(sign | holds); };
    note(found.control, ((byte < 0x20) & (byte != '\n')) | (byte == 0x7F) | (byte == 0xC2));
    note(found.line_feed, byte == '\n');
    note(found.asterisk, byte == '*');
    note(found.exponent, (last == 'E') & (byte == '+'));
    note(found.address, ((last == 0xBD) & (byte == 0x8F)) | ((last == 0xBA) & (byte == 0xAD)) |
                            ((last == 'd') & (byte == 'd')));
    const bool ascii = (byte >= '0') & (byte <= '9');
    const bool full_width = (last == 0xBC) & (byte >= 0x90) & (byte <= 0x99);
    found.digits = static_cast<Byte>(found.digits + (ascii | full_width));
  }
  return found;
}

}  // namespace

Signs find_signs(std::string_view text) {
  constexpr std::size_t fewest_digits = 13;
  Found all;
  std::size_t digits = 0;
  Byte last = ' ';
  while (!text.empty()) {
    Block block;
    block.fill(' ');
    const std::size_t size = std::min(text.size(), block_size);
    block[0] = last;
    std::memcpy(block.data() + 1, text.data(), size);
    last = block[size];
    const Found found = look_at(block);
    all.control |= found.control;
    all.line_feed |= found.line_feed;
    all.asterisk |= found.asterisk;
    all.exponent |= found.exponent;
    all.address |= found.address;
    digits += found.digits;
    text.remove_prefix(size);
  }
  return {all.control != 0,  all.line_feed != 0,      all.asterisk != 0,
          all.exponent != 0, digits >= fewest_digits, all.address != 0};
}

}  // namespace custrec
