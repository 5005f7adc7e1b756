// SPDX-License-Identifier: MIT
// Time zones by their IANA names, read from the TZif files (RFC 9636) of the system's tzdata; the
// C++ library of Debian 12 has no tzdb yet.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace custrec {

/// A day of every year, as in the POSIX TZ string at the end of a TZif file.
struct YearlyDay {
  enum class Kind : unsigned char {
    julian,      ///< `Jn`: 1 to 365, 29 February never counts
    zero_based,  ///< `n`: 0 to 365, 29 February counts
    weekday,     ///< `Mm.w.d`: weekday d (0 = Sunday) of week w (5 = the last) of month m
  };
  Kind kind = Kind::julian;
  unsigned day = 0;
  unsigned month = 0;
  unsigned week = 0;
  std::chrono::seconds time{
      7200};  ///< local, -167 h to 167 h from the midnight that begins the day
};

/// What holds after the last transition of a file. Offsets are east of UTC.
struct YearlyRule {
  std::chrono::seconds standard{};
  std::chrono::seconds summer{};  ///< equal to `standard` when there is no summer time
  YearlyDay summer_begins;
  YearlyDay summer_ends;
};

/// A zone's offsets from UTC, east positive, in whole minutes (local mean times of former centuries
/// are rounded). Never changes, so it may be read by several threads.
class Zone {
 public:
  /// Nothing when `name` isn't a zone in `directory` or has other characters than names of zones
  /// (no `.`, no leading `/`). `UTC`, `Etc/UTC` and `Asia/Shanghai` are always known; the latter
  /// without tzdata as +08:00, which is right since 1992.
  static std::optional<Zone> find_zone(std::string_view name,
                                       std::string_view directory = "/usr/share/zoneinfo");

  [[nodiscard]] const std::string& name() const { return name_; }

  [[nodiscard]] std::chrono::minutes offset_at(std::chrono::sys_seconds instant) const;

  /// The offset of the local time `of_day` after the midnight of `date`. A time that comes twice
  /// is taken as the first, one that is skipped gets the offset from before the skip.
  [[nodiscard]] std::chrono::minutes offset_at_local(std::chrono::year_month_day date,
                                                     std::chrono::seconds of_day) const;

 private:
  friend class TzifReader;

  Zone() = default;

  struct Transition {
    std::int64_t at;  ///< seconds since 1970 UTC
    std::chrono::seconds offset;
  };

  [[nodiscard]] std::chrono::seconds exact_offset(std::chrono::sys_seconds instant) const;

  std::string name_;
  std::chrono::seconds first_{};         ///< before the first transition
  std::vector<Transition> transitions_;  ///< sorted by time
  std::optional<YearlyRule> rule_;       ///< from the last transition on
};

/// A POSIX TZ string such as `EST5EDT,M3.2.0,M11.1.0` or `<+08>-8`; nothing when it isn't one. Its
/// summer time must say when it begins and ends.
std::optional<YearlyRule> parse_posix_zone(std::string_view text);

}  // namespace custrec
