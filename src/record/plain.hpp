// SPDX-License-Identifier: MIT
// Which texts may stand without quotes in YAML, and which of those are misread.
#pragma once

#include <array>
#include <string_view>

namespace custrec {

/// Only characters that YAML calls printable (1.2.2, 5.1), without tabs, line breaks (U+0085,
/// U+2028, U+2029 too) and byte order marks.
bool is_printable_line(std::string_view text);

/// Lines of such characters in valid UTF-8, each ended by a line feed or not. Fit for whole files:
/// it takes a few instructions for each sixteen bytes.
bool is_printable_text(std::string_view text);

/// May stand as a plain scalar of one line in a block mapping (YAML 1.2.2, 7.3.3).
bool is_plain_safe(std::string_view text);

/// Whether its first characters let it.
bool may_begin_plain(std::string_view text);

/// What a YAML 1.1 or 1.2 reader takes for a number, true, false or null when it stands plain
/// (YAML 1.1 types bool, float, int, merge, null, value; YAML 1.2.2, 10.3): `NO`, `0755`, `3.10`,
/// `914403001922038216`, `12:30`, `null`, `~` and the empty text.
bool is_ambiguous_plain(std::string_view text);

/// What those begin with: most texts don't.
inline constexpr std::array<bool, 256> begins_ambiguous = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("0123456789+-.~nNyYtTfFoO=<")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();

inline bool may_be_ambiguous_plain(std::string_view text) {
  return text.empty() || begins_ambiguous[static_cast<unsigned char>(text.front())];
}

}  // namespace custrec
