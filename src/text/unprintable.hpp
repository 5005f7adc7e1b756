// SPDX-License-Identifier: MIT
// Characters that nobody can see, and those that some format can't hold.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace custrec {

/// C0 and C1 controls and DEL.
bool is_control(char32_t value);

/// The first character that can't be shown as it is, or is invalid: controls, bidi marks and
/// overrides, line and paragraph separators, U+FFFE and U+FFFF. Nothing when there is none.
std::optional<std::size_t> find_unprintable(std::string_view text);

/// The first U+FFFE or U+FFFF, which neither YAML nor XML allows.
std::optional<std::size_t> find_noncharacter(std::string_view text);

/// Valid UTF-8 without NUL, U+FFFE and U+FFFF: every format can hold it.
bool may_be_stored(std::string_view text);

}  // namespace custrec
