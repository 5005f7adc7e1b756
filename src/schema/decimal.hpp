// SPDX-License-Identifier: MIT
// Decimal numbers as text, compared and normalised without rounding.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace custrec {

/// A number in parts; views into the text that was parsed. Zero is never negative.
struct Decimal {
  bool negative = false;
  std::string_view whole;     ///< without leading zeros
  std::string_view fraction;  ///< without trailing zeros
};

/// `-12.50`, `007`: digits with an optional sign and point. Nothing else is a number.
std::optional<Decimal> parse_decimal(std::string_view text);

std::strong_ordering compare_decimals(const Decimal& left, const Decimal& right);

/// Digits without blanks, currency signs and commas between thousands; 万 and 亿 written out. What
/// is no number comes back trimmed.
std::string normalise_decimal(std::string_view input);

}  // namespace custrec
