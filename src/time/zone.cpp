// SPDX-License-Identifier: MIT
// Time zones by IANA name, through libc.
#include "time/zone.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>

namespace custrec {
namespace {

/// `Area/City`; nothing that could lead out of the folder of zones.
bool is_zone_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '_' || c == '-' || c == '+';
  };
  return !name.empty() && name.size() < 64 && name.front() != '/' && name.back() != '/' &&
         std::all_of(name.begin(), name.end(), fits);
}

/// tzdata keeps tables beside its zones; these begin with the four letters of their format.
bool is_zone_file(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  std::string magic(4, '\0');
  std::ifstream(path, std::ios::binary).read(magic.data(), 4);
  return magic == "TZif";
}

void use_rule(const std::string& rule) {
  static std::string current;
  if (current == rule) return;
  current = rule;
  setenv("TZ", rule.c_str(), 1);
  tzset();
}

}  // namespace

std::optional<Zone> Zone::find_zone(std::string_view name, std::string_view directory) {
  if (!is_zone_name(name)) return std::nullopt;
  const std::string path = std::string(directory) + "/" + std::string(name);
  if (is_zone_file(path)) return Zone(std::string(name), ":" + path);
  if (name == "UTC") return Zone("UTC", "UTC0");
  if (name == "Asia/Shanghai") return Zone("Asia/Shanghai", "CST-8");
  return std::nullopt;
}

std::chrono::minutes Zone::offset_at(std::chrono::sys_seconds instant) const {
  use_rule(rule_);
  const std::time_t at = instant.time_since_epoch().count();
  std::tm local{};
  localtime_r(&at, &local);
  return std::chrono::round<std::chrono::minutes>(std::chrono::seconds(local.tm_gmtoff));
}

std::chrono::minutes Zone::offset_at_local(std::chrono::year_month_day date,
                                           std::chrono::seconds of_day) const {
  const std::chrono::sys_seconds local = std::chrono::sys_days(date) + of_day;
  const std::chrono::minutes before = offset_at(local - std::chrono::hours(24));
  // The offset of the day before holds, unless it changes before this time is reached.
  const std::chrono::minutes here = offset_at(local - before);
  const bool same = offset_at(local - here) == here;
  return same ? here : before;
}

}  // namespace custrec
