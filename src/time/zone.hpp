// SPDX-License-Identifier: MIT
// Time zones by IANA name, read by libc from the system's tzdata.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace custrec {

/// libc knows one zone at a time (TZ), so the zone that is asked becomes that of the process.
/// Several threads may ask the same zone at once, not different ones.
class Zone {
 public:
  /// Nothing when there is no such zone in `directory`. `UTC` and `Asia/Shanghai` are known without
  /// tzdata too; the latter as +08:00, which is right since 1992.
  static std::optional<Zone> find_zone(std::string_view name,
                                       std::string_view directory = "/usr/share/zoneinfo");

  [[nodiscard]] const std::string& name() const { return name_; }

  [[nodiscard]] std::chrono::minutes offset_at(std::chrono::sys_seconds instant) const;

  /// The offset of the local time `of_day` after the midnight of `date`. A time that comes twice is
  /// taken as the first, one that is skipped gets the offset from before the skip.
  [[nodiscard]] std::chrono::minutes offset_at_local(std::chrono::year_month_day date,
                                                     std::chrono::seconds of_day) const;

 private:
  Zone(std::string name, std::string rule) : name_(std::move(name)), rule_(std::move(rule)) {}

  std::string name_;
  std::string rule_;  ///< what TZ is set to
};

}  // namespace custrec
