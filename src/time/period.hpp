// SPDX-License-Identifier: MIT
// Periods of reports and samples: a year, a quarter or a month.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace custrec {

struct Period {
  std::string name;             ///< `2026`, `2026-Q1` or `2026-01`
  std::chrono::sys_days begin;  ///< its first day
  std::chrono::sys_days end;    ///< the day after its last one

  [[nodiscard]] bool contains(std::chrono::sys_days day) const { return begin <= day && day < end; }
  [[nodiscard]] std::chrono::sys_days last_day() const { return end - std::chrono::days(1); }
};

/// Exactly `2026`, `2026-Q1` or `2026-01`, of the years 0001 to 9999.
std::optional<Period> parse_period(std::string_view name);

/// The last quarter that was over before `today`.
Period last_full_quarter(std::chrono::sys_days today);

}  // namespace custrec
