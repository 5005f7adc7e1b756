// SPDX-License-Identifier: MIT
// What a limit makes of a time. Limits in minutes and hours are exact instants. For the others the
// day of the start isn't counted and the end is 24:00 of the last day in the zone, so the answer is
// a civil date. A date as start counts from its end: 24:00 of that day in the zone.
#pragma once

#include <chrono>

#include "time/calendar.hpp"
#include "time/date.hpp"
#include "time/limit.hpp"
#include "time/zone_offsets.hpp"

namespace custrec {

struct Due {
  bool exact = false;
  std::chrono::sys_days day;         ///< in the zone, the last on which it is in time
  std::chrono::sys_seconds instant;  ///< the last that is in time; meant only if `exact`
  bool provisional = false;          ///< working days of a year that the calendar lacks
};

/// What is needed to count.
struct Counting {
  const ZoneOffsets& zone;
  const Calendar& calendar;
};

/// `limit` after `start`. Months end on the last day of a shorter month: 2024-01-31 and `1mo` is
/// 2024-02-29. Never after 9999-12-31.
Due add_limit(const Time& start, const Limit& limit, const Counting& counting);

/// The last moment that is `limit` before `end`, whose day isn't counted; a date counts from its
/// beginning. Never before 0001-01-01.
Due subtract_limit(const Time& end, const Limit& limit, const Counting& counting);

/// Whether `time` comes too late. A date that may be in time is.
bool is_late(const Time& time, const Due& due, const ZoneOffsets& zone);

/// `2024-03-18`, or for exact ones `2024-03-18T10:00:00+08:00`.
std::string format_due(const Due& due, const ZoneOffsets& zone);

/// The order in which things are due: a day ends after all instants in it.
bool is_earlier(const Due& left, const Due& right);

}  // namespace custrec
