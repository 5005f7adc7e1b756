// SPDX-License-Identifier: MIT
// One pass over blocks of one size and without branches, of which the compiler makes vector
// instructions.
#include "schema/signs.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

#include "record/document.hpp"
#include "text/ascii.hpp"
#include "text/byte_pairs.hpp"
#include "text/sixteen_bytes.hpp"

namespace custrec {
namespace {

using Byte = unsigned char;

constexpr std::size_t block_size = 64;

/// A block with the byte before it in front.
constexpr std::size_t span_size = 1 + block_size;

struct Found {
  Byte signs = 0;   ///< as in `Signs`
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
    found.signs = static_cast<Byte>(
        found.signs | sign(is_control, Signs::control) | sign(byte == '\n', Signs::line_feed) |
        sign(byte == '*', Signs::asterisk) | sign((last == 'E') & (byte == '+'), Signs::exponent) |
        sign(is_of_address, Signs::address));
    found.digits = static_cast<Byte>(found.digits + (ascii | full_width));
  }
  return found;
}

#ifdef __x86_64__
/// Pairs that signs end with; to be one, some need a certain byte before.
constexpr BytePairs ends_of_signs({{
    {any_byte, byte_of('*')},
    {byte_of('E'), byte_of('+')},
    {byte_of(0xBD), byte_of(0x8F)},
    {byte_of(0xBA), byte_of(0xAD)},
    {byte_of(' '), {Halves::of(0x4, 0x6), Halves::of(0x1)}},
    {byte_of(0xBC), {Halves::of(0x9), Halves::between(0x0, 0x9)}},
    no_pair,
    no_pair,
}});

/// The same as `has_sign`, `size` no less than `from + BytePairs::step`.
[[gnu::target("avx2")]] bool has_end_of_sign(const char* text, std::size_t from, std::size_t size) {
  const __m256i alone = _mm256_set1_epi8(0b001111);
  const __m256i behind_e = _mm256_set1_epi8(0b010000);
  const __m256i behind_lead = _mm256_set1_epi8(0b100000);
  __m256i found = _mm256_setzero_si256();
  // First the last ones of all, which others may overlap.
  const char* const last = text + size - BytePairs::step;
  const char* next = text + from;
  for (const char* at = last; at <= last; at = std::exchange(next, next + BytePairs::step)) {
    const __m256i second = BytePairs::load(at - 2);
    const __m256i is_e = _mm256_cmpeq_epi8(second, _mm256_set1_epi8('e'));
    const __m256i is_lead = _mm256_cmpeq_epi8(second, _mm256_set1_epi8(static_cast<char>(0xEF)));
    const __m256i counts = _mm256_or_si256(
        alone,
        _mm256_or_si256(_mm256_and_si256(is_e, behind_e), _mm256_and_si256(is_lead, behind_lead)));
    const __m256i pairs = ends_of_signs.find(BytePairs::load(at - 1), BytePairs::load(at));
    found = _mm256_or_si256(found, _mm256_and_si256(pairs, counts));
  }
  return _mm256_testz_si256(found, found) == 0;
}
#endif

/// Whether a sign ends with one of bytes `from` (at least 2) to `size`. Of a home address the `e a`
/// counts here: `dd` is in keys too.
bool has_sign(const char* text, std::size_t from, std::size_t size) {
#ifdef __x86_64__
  if (size >= from + BytePairs::step && __builtin_cpu_supports("avx2") != 0) {
    return has_end_of_sign(text, from, size);
  }
#endif
  const auto* bytes = reinterpret_cast<const Byte*>(text);
  Byte found = 0;
  for (std::size_t at = from; at < size; ++at) {
    const Byte byte = bytes[at];
    const Byte last = bytes[at - 1];
    const Byte second = bytes[at - 2];
    const bool is_sign =
        (byte == '*') | ((last == 'E') & (byte == '+')) | ((last == 0xBD) & (byte == 0x8F)) |
        ((last == 0xBA) & (byte == 0xAD)) |
        ((second == 'e') & (last == ' ') & ((byte | 0x20) == 'a')) |
        ((second == 0xEF) & (last == 0xBC) & (static_cast<Byte>(byte - 0x90) < 10));
    found = static_cast<Byte>(found | is_sign);
  }
  return found != 0;
}

constexpr std::size_t fewest_digits = 13;

/// Of 64 bytes from `at` on a bit for each that numbers are made of, of the first byte the lowest.
std::uint64_t find_parts_of_numbers(const char* at) {
  std::uint64_t parts = 0;
  for (std::size_t offset = 0; offset < block_size; offset += SixteenBytes::size) {
    const SixteenBytes bytes(at + offset);
    const auto part = bytes.lie_between('0', '9') | (bytes == ' ') | (bytes == '-');
    parts |= std::uint64_t{part.bits()} << offset;
  }
  return parts;
}

/// Whether so many of them follow each other. The processor would guess wrong where digits stand,
/// so there is no branch on them.
bool may_have_long_number(std::string_view line) {
  static_assert(fewest_digits == 13 && block_size <= Document::padding);
  std::uint64_t found = 0;
  // What begins in one block and ends in the next lies in the one that overlaps both.
  for (std::size_t at = 0; at < line.size(); at += block_size - fewest_digits + 1) {
    std::uint64_t runs = find_parts_of_numbers(line.data() + at);
    if (line.size() - at < block_size) runs &= (std::uint64_t{1} << (line.size() - at)) - 1;
    runs &= runs >> 1U;  // of two
    runs &= runs >> 2U;  // of four
    runs &= runs >> 4U;  // of eight
    found |= runs & runs >> 5U;
  }
  return found != 0;
}

/// Whether so many digits follow each other, with at most one space or hyphen between two.
bool has_long_number(std::string_view line) {
  std::size_t digits = 0;
  char last = '\n';
  for (const char c : line) {
    if (is_digit(c)) {
      if (++digits == fewest_digits) return true;
    } else if (!is_digit(last) || (c != ' ' && c != '-')) {
      digits = 0;
    }
    last = c;
  }
  return false;
}

}  // namespace

bool is_calm(std::string_view record) {
  return record.substr(0, 2).find('*') == record.npos && !record.starts_with("E+") &&
         !has_sign(record.data(), 2, record.size());
}

Signs find_signs_of_calm(std::string_view line) {
  const bool number = may_have_long_number(line) && has_long_number(line);
  return number ? Signs(Signs::number) : Signs::none();
}

Signs find_signs(std::string_view text) {
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
  return Signs(digits >= fewest_digits ? signs | Signs::number : signs);
}

}  // namespace custrec
