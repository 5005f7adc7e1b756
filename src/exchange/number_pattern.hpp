// SPDX-License-Identifier: MIT
// Limits of numbers that are written as text, as regular expressions: JSON Schema compares numbers
// only, and amounts are strings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace custrec {

/// What matches the decimal numbers (`-12.50`) that are at least or at most `limit`, and, of all
/// that is written as such a number, nothing else. Nothing when `limit` is no whole number.
std::optional<std::string> pattern_at_least(std::string_view limit);
std::optional<std::string> pattern_at_most(std::string_view limit);

}  // namespace custrec
