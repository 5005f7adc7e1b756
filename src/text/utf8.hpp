// SPDX-License-Identifier: MIT
// UTF-8 and the normal forms of what people type. Offsets and lengths are bytes unless a name says
// otherwise; every function but `find_invalid_utf8` expects valid UTF-8 and treats each byte of an
// invalid sequence as one character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace custrec {

/// The offset of the first byte that is not valid UTF-8 (RFC 3629: no surrogates, no overlong
/// forms), nothing when all of it is valid.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

struct CodePoint {
  char32_t value;
  std::size_t length;  ///< bytes, at least 1
};

/// The character at `offset`, which must be inside `text`.
CodePoint code_point_at(std::string_view text, std::size_t offset);

void append_utf8(std::string& text, char32_t value);

std::size_t count_code_points(std::string_view text);

/// Columns on a terminal: wide characters count 2, combining and invisible ones 0.
std::size_t display_width(std::string_view text);

/// The longest beginning of `text` that takes at most `columns`, with `…` when something was cut.
std::string cut_to_width(std::string_view text, std::size_t columns);

/// Without white space (also U+3000 and U+00A0) and invisible marks at both ends.
std::string_view trim(std::string_view text);
/// Whether `trim` leaves it as it is.
bool is_trimmed(std::string_view text);

/// White space, U+200B..U+200F, U+202A..U+202E, U+2060..U+2064, U+2066..U+2069, U+FEFF.
bool is_space(char32_t value);
bool is_invisible(char32_t value);

/// Unicode normal form KC (full-width digits become ASCII).
std::string to_nfkc(std::string_view text);

/// Bytes at the beginning that are ASCII and unified ideographs from U+4E00 to U+9FFF, which no
/// normal form changes as long as nothing that combines with the last one follows.
std::size_t count_plain_chinese(std::string_view text);

/// NFKC and case fold: two texts that fold alike read alike.
std::string fold(std::string_view text);

/// Normal form of codes and numbers: NFKC, no white space, hyphens or invisible marks.
std::string squeeze(std::string_view text);

std::string to_upper_ascii(std::string_view text);

/// Fit for a terminal: what `find_unprintable` (text/unprintable.hpp) finds as `\u001B`; line feeds
/// and tabs stay when `keep_lines`.
std::string escape_controls(std::string_view text, bool keep_lines = false);

std::string replace_all(std::string text, std::string_view from, std::string_view to);

}  // namespace custrec
