// SPDX-License-Identifier: MIT
// The offsets of one zone, remembered.
#include "time/zone_offsets.hpp"

#include <limits>

namespace custrec {
namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr std::chrono::seconds week_length = std::chrono::weeks(1);
constexpr std::size_t week_count = std::size_t{131} * 53;
constexpr std::int16_t unknown = std::numeric_limits<std::int16_t>::max();

}  // namespace

ZoneOffsets::ZoneOffsets(const Zone& zone)
    : zone_(zone), weeks_(std::make_unique<std::atomic<Offset>[]>(week_count)) {
  for (std::size_t week = 0; week < week_count; ++week) {
    weeks_[week].store(unknown, std::memory_order_relaxed);
  }
}

ZoneOffsets::Offset ZoneOffsets::find_offset(std::size_t week) const {
  Offset offset = weeks_[week].load(std::memory_order_relaxed);
  if (offset != unknown) return offset;
  const sys_seconds start(week_length * static_cast<std::int64_t>(week));
  offset = static_cast<Offset>(zone_.offset_at(start).count());
  weeks_[week].store(offset, std::memory_order_relaxed);
  return offset;
}

std::chrono::minutes ZoneOffsets::offset_at(sys_seconds instant) const {
  const std::int64_t seconds = instant.time_since_epoch().count();
  const auto week = static_cast<std::size_t>(seconds / week_length.count());
  if (seconds < 0 || week + 1 >= week_count) return zone_.offset_at(instant);
  const Offset before = find_offset(week);
  // No zone changes its offset and back within a week.
  if (before == find_offset(week + 1)) return std::chrono::minutes(before);
  return zone_.offset_at(instant);
}

sys_days ZoneOffsets::day_of(const Time& time) const {
  if (time.date_only) return std::chrono::floor<std::chrono::days>(time.instant);
  return std::chrono::floor<std::chrono::days>(time.instant + offset_at(time.instant));
}

sys_seconds ZoneOffsets::start_of(sys_days day) const {
  return sys_seconds(day) - zone_.offset_at_local(day, std::chrono::seconds(0));
}

}  // namespace custrec
