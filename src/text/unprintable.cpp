// SPDX-License-Identifier: MIT
// Characters that nobody can see, and those that some format can't hold.
#include "text/unprintable.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace custrec {
namespace {

bool is_bidi(char32_t value) {
  return value == 0x061C || value == 0x200E || value == 0x200F ||
         (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

bool is_unprintable(CodePoint point) {
  const char32_t value = point.value;
  const bool invalid = point.length == 1 && value >= 0x80;
  const bool separator = value == 0x2028 || value == 0x2029;
  return invalid || is_control(value) || is_bidi(value) || separator || value == 0xFFFE ||
         value == 0xFFFF;
}

}  // namespace

bool is_control(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0);
}

std::optional<std::size_t> find_unprintable(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto continues = [&](std::size_t at) {
    return at < text.size() && (byte(at) & 0xC0U) == 0x80U;
  };
  for (std::size_t offset = 0; offset < text.size();) {
    if (byte(offset) >= ' ' && byte(offset) < 0x7F) {
      ++offset;
      continue;
    }
    // U+3000 to U+CFFF, ideographs among them.
    if (byte(offset) >= 0xE3 && byte(offset) <= 0xEC && continues(offset + 1) &&
        continues(offset + 2)) {
      offset += 3;
      continue;
    }
    const CodePoint point = code_point_at(text, offset);
    if (is_unprintable(point)) return offset;
    offset += point.length;
  }
  return std::nullopt;
}

std::optional<std::size_t> find_noncharacter(std::string_view text) {
  const std::size_t offset = std::min(text.find("\xEF\xBF\xBE"), text.find("\xEF\xBF\xBF"));
  return offset == text.npos ? std::nullopt : std::optional(offset);
}

bool may_be_stored(std::string_view text) {
  return text.find('\0') == text.npos && !find_invalid_utf8(text) && !find_noncharacter(text);
}

}  // namespace custrec
