// SPDX-License-Identifier: MIT
// Time limits as people write them: `10min`, `24h`, `7d`, `3wd` (working days), `3mo`, `1y`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace custrec {

enum class LimitUnit : unsigned char { minutes, hours, days, working_days, months, years };

struct Limit {
  unsigned count = 0;  ///< 0 to 9999; `0d` means the day itself
  LimitUnit unit = LimitUnit::days;

  bool operator==(const Limit&) const = default;
  /// Counted to the second; the other units end at 24:00 of a day.
  [[nodiscard]] bool is_exact() const { return unit <= LimitUnit::hours; }
};

/// A whole number of at most four digits and a unit, nothing else.
std::optional<Limit> parse_limit(std::string_view text);

std::string format_limit(const Limit& limit);

}  // namespace custrec
