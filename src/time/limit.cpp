// SPDX-License-Identifier: MIT
// Time limits as people write them.
#include "time/limit.hpp"

#include <array>

namespace custrec {
namespace {

constexpr std::array<std::string_view, 6> unit_names = {"min", "h", "d", "wd", "mo", "y"};
constexpr std::size_t most_digits = 4;

}  // namespace

std::optional<Limit> parse_limit(std::string_view text) {
  std::size_t digits = 0;
  Limit limit;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    if (digits == most_digits) return std::nullopt;
    limit.count = limit.count * 10 + static_cast<unsigned>(text[digits] - '0');
    ++digits;
  }
  const bool leading_zero = digits > 1 && text[0] == '0';
  if (digits == 0 || leading_zero) return std::nullopt;
  for (std::size_t unit = 0; unit < unit_names.size(); ++unit) {
    if (text.substr(digits) != unit_names[unit]) continue;
    limit.unit = static_cast<LimitUnit>(unit);
    return limit;
  }
  return std::nullopt;
}

std::string format_limit(const Limit& limit) {
  return std::to_string(limit.count).append(unit_names[static_cast<std::size_t>(limit.unit)]);
}

}  // namespace custrec
