// SPDX-License-Identifier: MIT
// Calendars, and the mistakes in them.
#include "time/calendar.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace custrec;
using std::chrono::sys_days;
using namespace std::chrono_literals;

TEST_CASE("a calendar names holidays and worked weekend days, all else is Monday to Friday") {
  const CalendarReading reading = parse_calendar(
      "date\tkind\tname\r\n2024-02-09\tholiday\t春节\r\n\r\n2024-02-04\tworkday\t\r\n"
      "2026-01-01\tholiday\t元旦");
  CHECK(reading.line == 0);
  const Calendar& calendar = reading.calendar;
  CHECK(calendar.is_working_day(sys_days(2024y / 2 / 4)));
  CHECK_FALSE(calendar.is_working_day(sys_days(2024y / 2 / 9)));
  CHECK(calendar.is_working_day(sys_days(2024y / 2 / 8)));
  CHECK_FALSE(calendar.is_working_day(sys_days(2024y / 2 / 10)));
  CHECK_FALSE(calendar.is_working_day(sys_days(2026y / 1 / 1)));
  CHECK(calendar.knows(2024y));
  CHECK_FALSE(calendar.knows(2025y));
  CHECK(calendar.knows(2026y));
  CHECK_FALSE(calendar.knows(2023y));
  CHECK_FALSE(calendar.knows(2027y));
}

TEST_CASE("an empty calendar knows no year") {
  const Calendar calendar;
  CHECK(calendar.is_working_day(sys_days(2024y / 10 / 1)));
  CHECK_FALSE(calendar.knows(2024y));
  CHECK(calendar.after(sys_days(2024y / 9 / 30), 1).provisional);
  CHECK_FALSE(parse_calendar("date\tkind\tname\n").calendar.knows(1970y));
}

TEST_CASE("mistakes in a calendar are told with their line") {
  const std::string header = "date\tkind\tname\n";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "1: the first line must name the columns date, kind, name, with tabs between"},
      {"date,kind,name\n",
       "1: the first line must name the columns date, kind, name, with tabs between"},
      {header + "2024-2-10\tholiday\tx\n", "2: 2024-2-10 is no date YYYY-MM-DD"},
      {header + "2024-02-10\tholiday\tx\n2024-02-30\tholiday\tx\n",
       "3: 2024-02-30 is no date YYYY-MM-DD"},
      {header + "\tholiday\tx\n", "2: \"\" is no date YYYY-MM-DD"},
      {header + "2024-02-10\tHoliday\tx\n", "2: the kind of a day is holiday or workday"},
      {header + "2024-02-10\n", "2: the kind of a day is holiday or workday"},
      {header + "2024-02-10\tholiday\tx\n2024-02-10\tworkday\tx\n",
       "3: the day 2024-02-10 stands here twice"},
  };
  for (const auto& [tsv, mistake] : rows) {
    CAPTURE(tsv);
    const CalendarReading reading = parse_calendar(tsv);
    CHECK(std::to_string(reading.line) + ": " + reading.mistake.en == mistake);
  }
}
