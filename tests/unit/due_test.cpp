// SPDX-License-Identifier: MIT
// What limits make of times, by the calendar that is shipped.
#include "time/due.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

struct Row {
  const char* start;
  const char* limit;
  const char* due;  ///< `?` at the end: provisional
};

const Calendar& shipped_calendar() {
  static const Calendar calendar =
      parse_calendar(read_file(CUSTREC_SOURCE_DIR "/schemas/calendar/CN.tsv")).calendar;
  return calendar;
}

using Count = Due (*)(const Time&, const Limit&, const Counting&);

void check_rows(const char* zone_name, Count count, const std::vector<Row>& rows) {
  const Zone zone = Zone::find_zone(zone_name).value();
  const ZoneOffsets offsets(zone);
  for (const Row& row : rows) {
    CAPTURE(row.start);
    CAPTURE(row.limit);
    const Due due = count(parse_time(row.start).value(), parse_limit(row.limit).value(),
                          {offsets, shipped_calendar()});
    CHECK(format_due(due, offsets) + (due.provisional ? " ?" : "") == row.due);
  }
}

}  // namespace

TEST_CASE("a limit after a time") {
  check_rows(
      "Asia/Shanghai", add_limit,
      {
          // Spring Festival 2024: off 10 to 17 February, Sundays 4 and 18 February are worked
          {"2024-02-01", "1wd", "2024-02-02"},
          {"2024-02-02", "1wd", "2024-02-04"},
          {"2024-02-02", "2wd", "2024-02-05"},
          {"2024-02-03", "1wd", "2024-02-04"},
          {"2024-02-04", "1wd", "2024-02-05"},
          {"2024-02-07", "3wd", "2024-02-18"},
          {"2024-02-08", "1wd", "2024-02-09"},
          {"2024-02-08", "2wd", "2024-02-18"},
          {"2024-02-09", "1wd", "2024-02-18"},
          {"2024-02-09", "3wd", "2024-02-20"},
          {"2024-02-09", "7wd", "2024-02-26"},
          {"2024-02-10", "1wd", "2024-02-18"},
          {"2024-02-10", "2wd", "2024-02-19"},
          {"2024-02-13", "3wd", "2024-02-20"},
          {"2024-02-17", "1wd", "2024-02-18"},
          {"2024-02-18", "1wd", "2024-02-19"},
          {"2024-02-18", "5wd", "2024-02-23"},
          {"2024-02-09", "7d", "2024-02-16"},
          {"2024-02-10", "0d", "2024-02-10"},
          {"2024-02-10", "0wd", "2024-02-10"},
          // National Day 2026: off 25 to 27 September and 1 to 7 October; worked on Sunday 20
          // September
          // and Saturday 10 October
          {"2026-09-18", "1wd", "2026-09-20"},
          {"2026-09-19", "1wd", "2026-09-20"},
          {"2026-09-20", "1wd", "2026-09-21"},
          {"2026-09-24", "1wd", "2026-09-28"},
          {"2026-09-24", "4wd", "2026-10-08"},
          {"2026-09-30", "1wd", "2026-10-08"},
          {"2026-09-30", "2wd", "2026-10-09"},
          {"2026-09-30", "3wd", "2026-10-10"},
          {"2026-09-30", "4wd", "2026-10-12"},
          {"2026-10-01", "1wd", "2026-10-08"},
          {"2026-10-07", "3wd", "2026-10-10"},
          {"2026-10-10", "1wd", "2026-10-12"},
          {"2026-10-09", "2wd", "2026-10-12"},
          // ends of years, and years that the calendar lacks
          {"2023-12-29", "1wd", "2024-01-02"},
          {"2024-12-31", "1wd", "2025-01-02"},
          {"2025-12-31", "1wd", "2026-01-04"},
          {"2025-12-31", "2wd", "2026-01-05"},
          {"2026-12-30", "1wd", "2026-12-31"},
          {"2026-12-31", "1wd", "2027-01-01 ?"},
          {"2026-12-31", "0wd", "2026-12-31"},
          {"2027-01-29", "1wd", "2027-02-01 ?"},
          {"2027-02-05", "5wd", "2027-02-12 ?"},
          {"2019-12-31", "1wd", "2020-01-02"},
          {"2019-12-30", "1wd", "2019-12-31 ?"},
          {"2024-12-31", "1d", "2025-01-01"},
          {"2024-12-31", "1mo", "2025-01-31"},
          {"2024-12-31", "1y", "2025-12-31"},
          // ends of months and leap days
          {"2024-01-31", "1mo", "2024-02-29"},
          {"2023-01-31", "1mo", "2023-02-28"},
          {"2023-11-30", "3mo", "2024-02-29"},
          {"2023-12-31", "2mo", "2024-02-29"},
          {"2024-02-29", "1mo", "2024-03-29"},
          {"2024-02-29", "12mo", "2025-02-28"},
          {"2024-02-29", "1y", "2025-02-28"},
          {"2024-02-29", "4y", "2028-02-29"},
          {"2023-02-28", "1y", "2024-02-28"},
          {"2024-03-31", "1mo", "2024-04-30"},
          {"2024-05-31", "3mo", "2024-08-31"},
          {"2024-02-28", "1d", "2024-02-29"},
          {"2024-02-28", "2d", "2024-03-01"},
          {"2023-02-28", "1d", "2023-03-01"},
          {"2024-08-31", "6mo", "2025-02-28"},
          {"2100-01-31", "1mo", "2100-02-28"},
          {"2026-11-22", "7d", "2026-11-29"},
          {"2026-11-22", "0d", "2026-11-22"},
          {"2000-02-29", "100y", "2100-02-28"},
          {"9999-12-30", "9wd", "9999-12-31 ?"},
          {"9999-12-30", "9999y", "9999-12-31"},
          // the day of an instant is that of the archive's zone, whatever the offset it was written
          // with
          {"2024-03-15T23:30:00+08:00", "1d", "2024-03-16"},
          {"2024-02-09T23:59:59+08:00", "1wd", "2024-02-18"},
          {"2024-03-15T20:00:00+00:00", "1d", "2024-03-17"},
          {"2024-03-14T20:00:00-05:00", "0d", "2024-03-15"},
          {"2024-02-08T17:00:00+00:00", "1wd", "2024-02-18"},
          // exact ones count to the second, a date from its end
          {"2024-03-15T16:00:00+08:00", "24h", "2024-03-16T16:00:00+08:00"},
          {"2024-02-28T16:00:00+08:00", "48h", "2024-03-01T16:00:00+08:00"},
          {"2024-12-31T23:45:30+08:00", "30min", "2025-01-01T00:15:30+08:00"},
          {"2024-03-15T16:00:00+08:00", "0min", "2024-03-15T16:00:00+08:00"},
          {"2024-03-15T08:00:00+00:00", "1h", "2024-03-15T17:00:00+08:00"},
          {"2024-03-15", "24h", "2024-03-17T00:00:00+08:00"},
          {"2024-03-15", "10min", "2024-03-16T00:10:00+08:00"},
          {"2024-02-10T09:00:00+08:00", "1h", "2024-02-10T10:00:00+08:00"},
      });
}

TEST_CASE("a limit before a time: its own day isn't counted, a date counts from its beginning") {
  check_rows("Asia/Shanghai", subtract_limit,
             {
                 {"2024-02-19", "2wd", "2024-02-09"},
                 {"2024-02-20", "2wd", "2024-02-18"},
                 {"2024-02-20", "3wd", "2024-02-09"},
                 {"2024-02-12", "1wd", "2024-02-09"},
                 {"2026-10-08", "2wd", "2026-09-29"},
                 {"2026-10-12", "2wd", "2026-10-09"},
                 {"2026-12-10", "2wd", "2026-12-08"},
                 {"2027-01-04", "2wd", "2026-12-31 ?"},
                 {"2024-03-01", "1wd", "2024-02-29"},
                 {"2026-12-10T10:00:00+08:00", "2wd", "2026-12-08"},
                 {"2024-02-17", "1wd", "2024-02-09"},
                 {"2024-03-15", "2d", "2024-03-13"},
                 {"2024-03-31", "1mo", "2024-02-29"},
                 {"2024-02-29", "1y", "2023-02-28"},
                 {"2024-03-15T16:00:00+08:00", "24h", "2024-03-14T16:00:00+08:00"},
                 {"2024-03-15", "24h", "2024-03-14T00:00:00+08:00"},
                 {"0001-01-02", "1y", "0001-01-01"},
             });
}

TEST_CASE("where the clock is put forward and back, hours are hours and days are days") {
  check_rows("Europe/Berlin", add_limit,
             {
                 {"2024-03-30T12:00:00+01:00", "24h", "2024-03-31T13:00:00+02:00"},
                 {"2024-03-30", "24h", "2024-04-01T01:00:00+02:00"},
                 {"2024-03-30T12:00:00+01:00", "1d", "2024-03-31"},
                 {"2024-10-26T12:00:00+02:00", "24h", "2024-10-27T11:00:00+01:00"},
                 {"2024-10-26", "25h", "2024-10-28T00:00:00+01:00"},
                 {"2024-10-27T00:30:00+02:00", "3h", "2024-10-27T02:30:00+01:00"},
                 {"2024-10-26T23:30:00+00:00", "0d", "2024-10-27"},
                 {"2024-06-30T22:30:00+00:00", "0d", "2024-07-01"},
                 {"2024-12-31T22:30:00+00:00", "0d", "2024-12-31"},
             });
  check_rows("America/New_York", add_limit,
             {{"2024-03-15T03:00:00+00:00", "0d", "2024-03-14"},
              {"2024-11-02", "24h", "2024-11-03T23:00:00-05:00"}});
}

TEST_CASE("what comes at the last moment is in time, and so is a date that may be") {
  const ZoneOffsets zone(world().zone);
  const Counting counting{zone, shipped_calendar()};
  const auto late = [&](const char* start, const char* limit, const char* time) {
    const Due due = add_limit(parse_time(start).value(), parse_limit(limit).value(), counting);
    return is_late(parse_time(time).value(), due, zone);
  };
  CHECK_FALSE(late("2024-03-15", "1d", "2024-03-16"));
  CHECK_FALSE(late("2024-03-15", "1d", "2024-03-16T23:59:59+08:00"));
  CHECK_FALSE(late("2024-03-15", "1d", "2024-03-16T15:59:59+00:00"));
  CHECK(late("2024-03-15", "1d", "2024-03-17"));
  CHECK(late("2024-03-15", "1d", "2024-03-17T00:00:00+08:00"));
  CHECK(late("2024-03-15", "1d", "2024-03-16T16:00:00+00:00"));
  CHECK_FALSE(late("2024-03-15T10:00:00+08:00", "1h", "2024-03-15T11:00:00+08:00"));
  CHECK(late("2024-03-15T10:00:00+08:00", "1h", "2024-03-15T11:00:01+08:00"));
  CHECK_FALSE(late("2024-03-15T10:00:00+08:00", "24h", "2024-03-16"));
  CHECK(late("2024-03-15T10:00:00+08:00", "24h", "2024-03-17"));
}

TEST_CASE("limits are written as they are read") {
  for (const char* text : {"0d", "10min", "24h", "7d", "3wd", "3mo", "1y", "9999d"}) {
    REQUIRE(parse_limit(text).has_value());
    CHECK(format_limit(*parse_limit(text)) == text);
  }
  for (const char* text : {"", "d", "3", "3 wd", "-1d", "+1d", "1.5h", "3w", "3WD", "03d", "10000d",
                           "3wdd", "3m", "三天"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_limit(text).has_value());
  }
}
