// SPDX-License-Identifier: MIT
// What a limit makes of a time.
#include "time/due.hpp"

#include <algorithm>
#include <tuple>

namespace custrec {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month_day;

constexpr sys_days first_day = sys_days(std::chrono::year(1) / 1 / 1);
constexpr sys_days last_day = sys_days(std::chrono::year(9999) / 12 / 31);

std::chrono::seconds length_of(const Limit& limit) {
  return limit.unit == LimitUnit::hours ? std::chrono::hours(limit.count)
                                        : std::chrono::minutes(limit.count);
}

sys_days add_months(sys_days day, int months) {
  const year_month_day date(day);
  const year_month_day moved = date + std::chrono::months(months);
  if (moved.ok()) return sys_days(moved);
  return sys_days(moved.year() / moved.month() / std::chrono::last);
}

/// `sign` is 1 or -1.
Due count_from(sys_days day, const Limit& limit, int sign, const Calendar& calendar) {
  const int count = static_cast<int>(limit.count) * sign;
  Calendar::Counted counted{day, false};
  switch (limit.unit) {
    case LimitUnit::working_days:
      counted = sign > 0 ? calendar.after(day, limit.count) : calendar.before(day, limit.count);
      break;
    case LimitUnit::months:
      counted.day = add_months(day, count);
      break;
    case LimitUnit::years:
      counted.day = add_months(day, 12 * count);
      break;
    default:
      counted.day = day + days(count);
  }
  return {false, std::clamp(counted.day, first_day, last_day), {}, counted.provisional};
}

Due exact_due(sys_seconds instant, const ZoneOffsets& zone) {
  instant = std::clamp(instant, sys_seconds(first_day + days(1)), sys_seconds(last_day));
  return {true, zone.day_of({instant, {}, false}), instant, false};
}

}  // namespace

Due add_limit(const Time& start, const Limit& limit, const Counting& counting) {
  const sys_days day = counting.zone.day_of(start);
  if (!limit.is_exact()) return count_from(day, limit, 1, counting.calendar);
  const sys_seconds from = start.date_only ? counting.zone.start_of(day + days(1)) : start.instant;
  return exact_due(from + length_of(limit), counting.zone);
}

Due subtract_limit(const Time& end, const Limit& limit, const Counting& counting) {
  const sys_days day = counting.zone.day_of(end);
  if (!limit.is_exact()) return count_from(day, limit, -1, counting.calendar);
  const sys_seconds from = end.date_only ? counting.zone.start_of(day) : end.instant;
  return exact_due(from - length_of(limit), counting.zone);
}

bool is_late(const Time& time, const Due& due, const ZoneOffsets& zone) {
  if (due.exact && !time.date_only) return time.instant > due.instant;
  return zone.day_of(time) > due.day;
}

std::string format_due(const Due& due, const ZoneOffsets& zone) {
  if (!due.exact) return format_date(due.day);
  return format_time(due.instant, zone.offset_at(due.instant));
}

bool is_earlier(const Due& left, const Due& right) {
  const auto key = [](const Due& due) {
    return std::tuple(due.day, !due.exact, due.exact ? due.instant : sys_seconds());
  };
  return key(left) < key(right);
}

}  // namespace custrec
