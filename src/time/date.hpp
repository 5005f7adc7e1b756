// SPDX-License-Identifier: MIT
// Dates and instants as records hold them (ISO 8601, proleptic Gregorian, years 0001 to 9999), and
// the ways in which people and spreadsheets write them.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace custrec {

class Zone;

/// A date of which only the beginning may be known: `2004`, `2004-05`, `2004-05-06`.
struct PartialDate {
  int year = 0;
  unsigned month = 0;  ///< 0: unknown, then the day is unknown too
  unsigned day = 0;    ///< 0: unknown
  bool operator==(const PartialDate&) const = default;
};

/// A date, or an instant and the offset from UTC in which it was written.
struct Time {
  std::chrono::sys_seconds
      instant;                    ///< of a date: its midnight in UTC, standing for the civil date
  std::chrono::minutes offset{};  ///< east of UTC is positive; 0 of a date
  bool date_only = false;
};

/// Exactly `YYYY-MM-DD`, a day that exists.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

/// Exactly `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
std::optional<PartialDate> parse_partial_date(std::string_view text);

/// A date, or `YYYY-MM-DDTHH:MM[:SS]` and `Z` or `±HH:MM`: the offset is required, 24:00, leap
/// seconds and fractions are refused, letters are capitals.
std::optional<Time> parse_time(std::string_view text);

/// Whether `parse_time` reads it.
bool is_time(std::string_view text);

std::string format_date(std::chrono::year_month_day date);
/// The day that a spreadsheet means by a number of days, `45366`: nothing unless it is a whole
/// number of five digits that falls between 1954-10-04 (20000) and 2099-12-31.
std::optional<std::chrono::year_month_day> parse_spreadsheet_day(std::string_view text);
std::string format_partial_date(const PartialDate& date);

/// `2024-03-14T16:00:00+08:00`; UTC is `+00:00`. The local year must be 0001 to 9999.
std::string format_time(std::chrono::sys_seconds instant, std::chrono::minutes offset);

/// By the parts that both sides have: `2004` and `2004-05` are equal. Hence not transitive.
std::strong_ordering compare_partial(const PartialDate& left, const PartialDate& right);

/// These three give the stored form of what was written, or the trimmed input when it says nothing
/// certain (03/04/2024, 24-3-15, a day that doesn't exist). Valid input comes back as it is.
///
/// Taken as a date: `2024-3-15`, `2024/3/15`, `2024.3.15`, `20240315`, `2024年3月15日` (also 号,
/// also with spaces), all also in full-width characters, and also with a time of day of 0:00 and no
/// offset, which is how spreadsheets write a date.
std::string normalise_date(std::string_view input);

/// Dates as above, and `2004年`, `2004年5月`, `2004/5`, `2004-5`, `2004.5`. `2004.1` stays: a sheet
/// makes it of 2004.10 too.
std::string normalise_partial_date(std::string_view input);

/// Dates as above, and a date with a time of day after spaces or `T`: `9:12`, `09:12:30`,
/// `09:12:30.000`, then nothing (the zone's offset at that local time), `Z`, `+08:00`, `+0800` or
/// `+08`. Midnight after a space, without an offset, is taken for a spreadsheet's date.
std::string normalise_time(std::string_view input, const Zone& zone);

}  // namespace custrec
