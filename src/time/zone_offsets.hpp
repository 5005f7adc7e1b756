// SPDX-License-Identifier: MIT
// The offsets of one zone, remembered: libc takes a lock at every question, which is too slow where
// all times of an archive are asked about on all cores.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "time/date.hpp"
#include "time/zone.hpp"

namespace custrec {

/// Any number of threads may ask at once.
class ZoneOffsets {
 public:
  /// `zone` outlives it.
  explicit ZoneOffsets(const Zone& zone);

  [[nodiscard]] std::chrono::minutes offset_at(std::chrono::sys_seconds instant) const;

  /// The day in the zone: of a date the date itself.
  [[nodiscard]] std::chrono::sys_days day_of(const Time& time) const;

  /// The instant at which `day` begins in the zone.
  [[nodiscard]] std::chrono::sys_seconds start_of(std::chrono::sys_days day) const;

 private:
  using Offset = std::int16_t;  ///< minutes
  [[nodiscard]] Offset find_offset(std::size_t week) const;

  const Zone& zone_;
  /// Of each week of the years 1970 to 2100 at its beginning.
  std::unique_ptr<std::atomic<Offset>[]> weeks_;
};

}  // namespace custrec
