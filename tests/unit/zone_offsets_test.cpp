// SPDX-License-Identifier: MIT
// The remembered offsets are those of the zone.
#include "time/zone_offsets.hpp"

#include <doctest/doctest.h>

using namespace custrec;
using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

TEST_CASE("remembered offsets are those of the zone, asked once or twice") {
  for (const char* name : {"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Africa/Cairo",
                           "Africa/Casablanca", "Pacific/Apia", "UTC"}) {
    CAPTURE(name);
    const Zone zone = Zone::find_zone(name).value();
    const ZoneOffsets offsets(zone);
    std::size_t different = 0;
    for (int round = 0; round < 2; ++round) {
      for (sys_seconds at = sys_days(1965y / 1 / 1); at < sys_days(2110y / 1 / 1); at += 19h) {
        different += offsets.offset_at(at) == zone.offset_at(at) ? 0 : 1;
      }
    }
    CHECK(different == 0);
  }
}

TEST_CASE("days begin at midnight in the zone") {
  const Zone zone = Zone::find_zone("Europe/Berlin").value();
  const ZoneOffsets offsets(zone);
  CHECK(offsets.start_of(2024y / 3 / 31) == sys_days(2024y / 3 / 30) + 23h);
  CHECK(offsets.start_of(2024y / 4 / 1) == sys_days(2024y / 3 / 31) + 22h);
  CHECK(offsets.day_of({sys_days(2024y / 3 / 31) + 21h + 59min, 0min, false}) ==
        sys_days(2024y / 3 / 31));
  CHECK(offsets.day_of({sys_days(2024y / 3 / 31) + 22h, 0min, false}) == sys_days(2024y / 4 / 1));
  CHECK(offsets.day_of({sys_days(2024y / 3 / 31), 0min, true}) == sys_days(2024y / 3 / 31));
}
