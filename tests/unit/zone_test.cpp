// SPDX-License-Identifier: MIT
// Zones against libc's own reading of tzdata, and without tzdata.
#include "time/zone.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

using namespace custrec;
using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

namespace {

/// Sets TZ for libc and puts the old value back.
class LibcZone {
 public:
  explicit LibcZone(const char* name) {
    if (const char* old = std::getenv("TZ")) old_ = old;
    setenv("TZ", name, 1);
    tzset();
  }
  ~LibcZone() {
    if (old_.empty()) {
      unsetenv("TZ");
    } else {
      setenv("TZ", old_.c_str(), 1);
    }
    tzset();
  }
  LibcZone(const LibcZone&) = delete;
  LibcZone& operator=(const LibcZone&) = delete;

  static std::chrono::minutes offset_at(std::time_t instant) {
    std::tm local{};
    localtime_r(&instant, &local);
    return std::chrono::round<std::chrono::minutes>(std::chrono::seconds{local.tm_gmtoff});
  }

 private:
  std::string old_;
};

/// A folder with one file `Test/Zone` of these bytes, gone afterwards.
class ZoneFolder {
 public:
  explicit ZoneFolder(const std::string& bytes)
      : path_(std::filesystem::temp_directory_path() /
              ("custrec-zone-test-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_ / "Test");
    std::ofstream(path_ / "Test" / "Zone", std::ios::binary) << bytes;
  }
  ~ZoneFolder() { std::filesystem::remove_all(path_); }
  ZoneFolder(const ZoneFolder&) = delete;
  ZoneFolder& operator=(const ZoneFolder&) = delete;

  [[nodiscard]] std::optional<Zone> find() const {
    return Zone::find_zone("Test/Zone", path_.string());
  }

 private:
  std::filesystem::path path_;
};

std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

sys_seconds midnight(std::chrono::year_month_day date) {
  return sys_days{date};
}

}  // namespace

TEST_CASE("zones agree with libc from 1900 to 2200") {
  for (const char* name :
       {"Asia/Shanghai", "UTC", "America/New_York", "Europe/London", "Europe/Dublin",
        "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Chatham", "Asia/Kathmandu",
        "America/Nuuk", "Africa/Casablanca", "Asia/Gaza", "Pacific/Apia", "Etc/GMT+5",
        "Asia/Jerusalem", "America/Santiago", "Antarctica/Troll"}) {
    CAPTURE(name);
    const auto zone = Zone::find_zone(name);
    REQUIRE(zone.has_value());
    CHECK(zone->name() == name);
    const LibcZone libc(name);
    std::size_t differences = 0;
    constexpr std::time_t first = -2208988800;
    constexpr std::time_t last = 7258118400;
    constexpr std::time_t step = 40 * 3600 + 1;
    for (std::time_t at = first; at < last; at += step) {
      const bool same =
          zone->offset_at(sys_seconds{std::chrono::seconds{at}}) == LibcZone::offset_at(at);
      if (!same) ++differences;
    }
    CHECK(differences == 0);
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
  CHECK(Zone::find_zone("Etc/UTC", "/nonexistent").value().name() == "Etc/UTC");
  CHECK_FALSE(Zone::find_zone("Europe/Berlin", "/nonexistent").has_value());
}

TEST_CASE("a cut-off zone file is no zone") {
  const auto bytes = read_bytes("/usr/share/zoneinfo/Europe/Berlin");
  REQUIRE(bytes.size() > 100);
  CHECK(ZoneFolder(bytes).find().has_value());
  std::size_t accepted = 0;
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    if (ZoneFolder(bytes.substr(0, length)).find()) ++accepted;
  }
  CHECK(accepted == 0);
}

TEST_CASE("a damaged zone file never does harm") {
  const auto bytes = read_bytes("/usr/share/zoneinfo/Europe/Berlin");
  const ZoneFolder folder(bytes);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    auto damaged = bytes;
    damaged[at] = static_cast<char>(~static_cast<unsigned char>(damaged[at]));
    const auto zone = ZoneFolder(damaged).find();
    if (zone) CHECK(std::chrono::abs(zone->offset_at(midnight(2024y / 7 / 1))) < 26h);
  }
}

TEST_CASE("POSIX zone strings are read") {
  CHECK(parse_posix_zone("CST-8").value().standard == 8h);
  CHECK(parse_posix_zone("<+0545>-5:45").value().standard == 5h + 45min);
  const auto nuuk = parse_posix_zone("<-02>2<-01>,M3.5.0/-1,M10.5.0/0").value();
  CHECK(nuuk.standard == -2h);
  CHECK(nuuk.summer == -1h);
  CHECK(nuuk.summer_begins.time == -1h);
  CHECK(nuuk.summer_ends.time == 0h);
  CHECK(parse_posix_zone("XXX3EDT4,0/0,J365/23").value().summer == -4h);
}

TEST_CASE("what is no POSIX zone string is refused") {
  for (const std::string bad :
       {"", "C-8", "CST", "CST-", "CST-8x", "CST-25", "<+08-8", "EST5EDT", "EST5EDT,M3.2.0",
        "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0",
        "EST5EDT,J0,J300", "EST5EDT,1,366", "EST5EDT,1/168,300", "EST5EDT,M3.2.0,M11.1.0,"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_posix_zone(bad).has_value());
  }
}
