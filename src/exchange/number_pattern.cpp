// SPDX-License-Identifier: MIT
// Limits of numbers as regular expressions, digit by digit.
#include "exchange/number_pattern.hpp"

#include "schema/decimal.hpp"

namespace custrec {
namespace {

constexpr std::string_view any_fraction = "([.][0-9]+)?";
constexpr std::string_view no_fraction = "([.]0+)?";

/// The numbers as long as `digits` that agree with it up to a place and have there one of the
/// digits above (or below) its own.
std::string differ_at_one_place(std::string_view digits, bool above) {
  std::string alternatives;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    const char digit = digits[at];
    if (digit == (above ? '9' : '0')) continue;
    const char first = above ? static_cast<char>(digit + 1) : '0';
    const char last = above ? '9' : static_cast<char>(digit - 1);
    alternatives += "|" + std::string(digits.substr(0, at)) + "[" + first + "-" + last + "]";
    const std::size_t rest = digits.size() - at - 1;
    if (rest > 0) alternatives += "[0-9]{" + std::to_string(rest) + "}";
  }
  return alternatives;
}

/// Of numbers without sign; `whole` has no leading zeros and is empty for 0.
std::string size_at_least(std::string_view whole) {
  if (whole.empty()) return "[0-9]+" + std::string(any_fraction);
  return "0*([1-9][0-9]{" + std::to_string(whole.size()) + ",}|" + std::string(whole) +
         differ_at_one_place(whole, true) + ")" + std::string(any_fraction);
}

std::string size_at_most(std::string_view whole) {
  if (whole.empty()) return "0+" + std::string(no_fraction);
  std::string below = differ_at_one_place(whole, false).substr(1);
  if (whole.size() > 1) below += "|[0-9]{1," + std::to_string(whole.size() - 1) + "}";
  return "0*(" + below + ")" + std::string(any_fraction) + "|0*" + std::string(whole) +
         std::string(no_fraction);
}

std::string anchored(const std::string& alternatives) {
  return "^(" + alternatives + ")$";
}

}  // namespace

std::optional<std::string> pattern_at_least(std::string_view limit) {
  const auto number = parse_decimal(limit);
  if (!number || !number->fraction.empty()) return std::nullopt;
  if (number->negative)
    return anchored(size_at_least({}) + "|-(" + size_at_most(number->whole) + ")");
  const std::string minus_zero = number->whole.empty() ? "|-" + size_at_most({}) : "";
  return anchored(size_at_least(number->whole) + minus_zero);
}

std::optional<std::string> pattern_at_most(std::string_view limit) {
  const auto number = parse_decimal(limit);
  if (!number || !number->fraction.empty()) return std::nullopt;
  if (number->negative) return anchored("-(" + size_at_least(number->whole) + ")");
  return anchored("-" + size_at_least({}) + "|" + size_at_most(number->whole));
}

}  // namespace custrec
