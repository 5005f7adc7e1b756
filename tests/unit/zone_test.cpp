// SPDX-License-Identifier: MIT
// Zones with tzdata and without.
#include "time/zone.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace custrec;
using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

namespace {

sys_seconds midnight(std::chrono::year_month_day date) {
  return sys_days{date};
}

}  // namespace

TEST_CASE("zones have the offsets that tzdata gives them") {
  struct Row {
    const char* name;
    std::chrono::year_month_day date;
    std::chrono::minutes offset;
  };
  for (const Row& row :
       {Row{"Asia/Shanghai", 2024y / 7 / 1, 480min}, Row{"Asia/Shanghai", 1988y / 7 / 1, 540min},
        Row{"UTC", 2024y / 7 / 1, 0min}, Row{"America/New_York", 2024y / 7 / 1, -240min},
        Row{"America/New_York", 2024y / 1 / 1, -300min},
        Row{"Asia/Kathmandu", 2024y / 1 / 1, 345min}, Row{"Etc/GMT+5", 2024y / 1 / 1, -300min}}) {
    CAPTURE(row.name);
    const auto zone = Zone::find_zone(row.name);
    REQUIRE(zone.has_value());
    CHECK(zone->name() == row.name);
    CHECK(zone->offset_at(midnight(row.date)) == row.offset);
  }
}

TEST_CASE("summer time changes at the very second") {
  const auto zone = Zone::find_zone("America/New_York").value();
  const auto begin = midnight(2050y / 3 / 13) + 7h;
  CHECK(zone.offset_at(begin - 1s) == -300min);
  CHECK(zone.offset_at(begin) == -240min);
  const auto end = midnight(2050y / 11 / 6) + 6h;
  CHECK(zone.offset_at(end - 1s) == -240min);
  CHECK(zone.offset_at(end) == -300min);
}

TEST_CASE("a local time that comes twice is the first, a skipped one has the offset before") {
  const auto zone = Zone::find_zone("Europe/Berlin").value();
  CHECK(zone.offset_at_local(2024y / 3 / 31, 1h + 59min) == 60min);
  CHECK(zone.offset_at_local(2024y / 3 / 31, 2h + 30min) == 60min);
  CHECK(zone.offset_at_local(2024y / 3 / 31, 3h) == 120min);
  CHECK(zone.offset_at_local(2024y / 10 / 27, 1h + 59min) == 120min);
  CHECK(zone.offset_at_local(2024y / 10 / 27, 2h + 30min) == 120min);
  CHECK(zone.offset_at_local(2024y / 10 / 27, 3h) == 60min);
  CHECK(zone.offset_at_local(2024y / 7 / 1, 0h) == 120min);
}

TEST_CASE("unknown names and paths are no zones") {
  for (const std::string name :
       {"", "Asia/Nowhere", "../zoneinfo/UTC", "Asia/../UTC", "/usr/share/zoneinfo/UTC", "Asia",
        "Asia/", "tzdata.zi", "zone.tab", "Asia/Shanghai ", "上海", "leapseconds"}) {
    CAPTURE(name);
    CHECK_FALSE(Zone::find_zone(name).has_value());
  }
  CHECK_FALSE(Zone::find_zone(std::string("UTC\0", 4)).has_value());
  CHECK_FALSE(Zone::find_zone(std::string(5000, 'a')).has_value());
}

TEST_CASE("UTC and Asia/Shanghai are known without tzdata") {
  const auto shanghai = Zone::find_zone("Asia/Shanghai", "/nonexistent").value();
  CHECK(shanghai.name() == "Asia/Shanghai");
  CHECK(shanghai.offset_at(midnight(2024y / 7 / 1)) == 480min);
  CHECK(shanghai.offset_at_local(1992y / 1 / 1, 0s) == 480min);
  CHECK(Zone::find_zone("UTC", "/nonexistent").value().offset_at(midnight(2024y / 7 / 1)) == 0min);
  CHECK_FALSE(Zone::find_zone("Europe/Berlin", "/nonexistent").has_value());
}
