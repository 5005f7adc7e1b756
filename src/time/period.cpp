// SPDX-License-Identifier: MIT
// Names of periods, and the days in them.
#include "time/period.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace custrec {
namespace {

Period make_period(std::string name, std::chrono::year_month first, unsigned months) {
  const auto day_of = [](std::chrono::year_month month) {
    return std::chrono::sys_days(month / std::chrono::day(1));
  };
  return {std::move(name), day_of(first), day_of(first + std::chrono::months(months))};
}

}  // namespace

std::optional<Period> parse_period(std::string_view name) {
  constexpr std::size_t year_digits = 4;
  const std::string_view digits = name.substr(0, year_digits);
  if (digits.size() < year_digits || !is_digits(digits) || digits == "0000") return std::nullopt;
  const std::chrono::year year(std::stoi(std::string(digits)));
  const std::string_view rest = name.substr(year_digits);
  if (rest.empty()) return make_period(std::string(name), year / 1, 12);
  if (rest.size() != 3 || rest[0] != '-') return std::nullopt;
  if (rest[1] == 'Q' && rest[2] >= '1' && rest[2] <= '4') {
    const unsigned quarter = static_cast<unsigned>(rest[2] - '1');
    return make_period(std::string(name), year / static_cast<int>(quarter * 3 + 1), 3);
  }
  if (!is_digits(rest.substr(1))) return std::nullopt;
  const std::chrono::month month(static_cast<unsigned>((rest[1] - '0') * 10 + (rest[2] - '0')));
  if (!month.ok()) return std::nullopt;
  return make_period(std::string(name), year / month, 1);
}

Period last_full_quarter(std::chrono::sys_days today) {
  const std::chrono::year_month_day day(today);
  const auto quarter = (static_cast<unsigned>(day.month()) - 1) / 3;  // of today, from 0
  const std::chrono::year year = quarter == 0 ? day.year() - std::chrono::years(1) : day.year();
  const unsigned last = quarter == 0 ? 4 : quarter;
  std::string digits = std::to_string(static_cast<int>(year));
  digits.insert(0, digits.size() < 4 ? 4 - digits.size() : 0, '0');
  return make_period(digits + "-Q" + std::to_string(last), year / static_cast<int>(last * 3 - 2),
                     3);
}

}  // namespace custrec
