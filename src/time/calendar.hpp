// SPDX-License-Identifier: MIT
// Which days an office works. A calendar file (schemas/calendar/CN.tsv) has the columns `date kind
// name`; kind is `holiday` or `workday`, a weekend day that is worked to make up for a holiday. On
// all other days it is Monday to Friday.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace custrec {

struct CalendarReading;

class Calendar {
 public:
  /// A day that was found by counting. It is provisional when a day on the way lies in a year of
  /// which the calendar has no row: nobody knows its holidays yet.
  struct Counted {
    std::chrono::sys_days day;
    bool provisional = false;
  };

  [[nodiscard]] bool is_working_day(std::chrono::sys_days day) const;
  /// Whether there is any row of that year.
  [[nodiscard]] bool knows(std::chrono::year year) const;

  /// The `count`-th working day after `start`; `start` itself for 0.
  [[nodiscard]] Counted after(std::chrono::sys_days start, unsigned count) const;
  /// The `count`-th working day before `end`; `end` itself for 0.
  [[nodiscard]] Counted before(std::chrono::sys_days end, unsigned count) const;

 private:
  enum class Sort : std::uint8_t { usual, holiday, workday };
  [[nodiscard]] Counted count_days(std::chrono::sys_days day, unsigned count,
                                   std::chrono::days step) const;

  std::chrono::sys_days first_;  ///< of `days_`: a 1 January
  std::vector<Sort> days_;       ///< whole years
  std::vector<bool> known_;      ///< the same years
  friend CalendarReading parse_calendar(std::string_view tsv);
};

/// What `tsv` says, or its first mistake: then the calendar is empty.
struct CalendarReading {
  Calendar calendar;
  std::size_t line = 0;  ///< of the mistake, from 1; 0: there is none
  Text mistake;
};
CalendarReading parse_calendar(std::string_view tsv);

}  // namespace custrec
