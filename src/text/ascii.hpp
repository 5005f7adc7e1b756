// SPDX-License-Identifier: MIT
// Characters of ASCII, whatever the locale says.
#pragma once

#include <string_view>

namespace custrec {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Of a word as regular expressions know it.
constexpr bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Nothing but digits; true of an empty text.
constexpr bool is_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return true;
}

}  // namespace custrec
