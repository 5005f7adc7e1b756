// SPDX-License-Identifier: MIT
// What is a date or time in a record, and what is made of what people write.
#include "time/date.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "time/zone.hpp"

using namespace custrec;
using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month_day;

namespace {

struct Written {
  std::string input;
  std::string stored;
};

Zone shanghai() {
  return Zone::find_zone("Asia/Shanghai").value();
}

}  // namespace

TEST_CASE("a date is four, two and two digits of a day that exists") {
  for (const std::string good :
       {"2024-03-15", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1899-12-31"}) {
    CAPTURE(good);
    REQUIRE(parse_date(good).has_value());
    CHECK(format_date(*parse_date(good)) == good);
  }
}

TEST_CASE("anything else is no date") {
  for (const std::string bad : {"",
                                "2024",
                                "2024-03",
                                "2024-3-15",
                                "2024-03-5",
                                "24-03-15",
                                "2024-13-01",
                                "2024-00-01",
                                "2024-01-00",
                                "2023-02-29",
                                "1900-02-29",
                                "2024-04-31",
                                "0000-01-01",
                                "2024/03/15",
                                "2024-03-15 ",
                                " 2024-03-15",
                                "2024-03-151",
                                "02024-03-15",
                                "+2024-03-1",
                                "2024-03-1x",
                                "2024-03-15T00:00:00Z",
                                "２０２４-03-15"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_date(bad).has_value());
  }
}

TEST_CASE("a partial date may leave out the day, or the month and the day") {
  CHECK(parse_partial_date("2004") == PartialDate{2004, 0, 0});
  CHECK(parse_partial_date("2004-05") == PartialDate{2004, 5, 0});
  CHECK(parse_partial_date("2004-05-06") == PartialDate{2004, 5, 6});
  CHECK(format_partial_date({2004, 0, 0}) == "2004");
  CHECK(format_partial_date({987, 5, 0}) == "0987-05");
  CHECK(format_partial_date({2004, 5, 6}) == "2004-05-06");
  for (const std::string bad : {"", "204", "0000", "2004-", "2004-5", "2004-13", "2004-00",
                                "2004-05-", "2004-05-00", "2004-02-30", "2004-05-06-", "200405"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_partial_date(bad).has_value());
  }
}

TEST_CASE("partial dates compare by the parts that both have") {
  using Order = std::strong_ordering;
  CHECK(compare_partial({2004, 0, 0}, {2005, 1, 1}) == Order::less);
  CHECK(compare_partial({2004, 0, 0}, {2004, 12, 31}) == Order::equal);
  CHECK(compare_partial({2004, 5, 0}, {2004, 0, 0}) == Order::equal);
  CHECK(compare_partial({2004, 5, 0}, {2004, 4, 30}) == Order::greater);
  CHECK(compare_partial({2004, 5, 0}, {2004, 5, 30}) == Order::equal);
  CHECK(compare_partial({2004, 5, 6}, {2004, 5, 7}) == Order::less);
  CHECK(compare_partial({2004, 5, 6}, {2004, 5, 6}) == Order::equal);
}

TEST_CASE("a time is an instant with its offset") {
  const auto time = parse_time("2024-03-14T16:00:00+08:00").value();
  CHECK(time.instant == sys_days{year_month_day{2024y / 3 / 14}} + 8h);
  CHECK(time.offset == 480min);
  CHECK_FALSE(time.date_only);
  CHECK(format_time(time.instant, time.offset) == "2024-03-14T16:00:00+08:00");
  CHECK(parse_time("2024-03-14T16:00+08:00").value().instant == time.instant);
  CHECK(parse_time("2024-03-14T08:00:00Z").value().instant == time.instant);
  CHECK(parse_time("2024-03-14T04:30:00-03:30").value().instant == time.instant);
}

TEST_CASE("a date as a time is its midnight in UTC and known to be a date") {
  const auto time = parse_time("2024-03-14").value();
  CHECK(time.date_only);
  CHECK(time.instant == sys_seconds{sys_days{year_month_day{2024y / 3 / 14}}});
  CHECK(time.offset == 0min);
}

TEST_CASE("times without offset, beyond the clock or with other marks are refused") {
  for (const std::string bad : {"2024-03-14T16:00:00",        "2024-03-14T16:00",
                                "2024-03-14 16:00:00+08:00",  "2024-03-14T24:00:00Z",
                                "2024-03-14T23:60:00Z",       "2024-03-14T23:59:60Z",
                                "2024-03-14T16:00:00.5Z",     "2024-03-14T16Z",
                                "2024-03-14T1600Z",           "2024-03-14T6:00Z",
                                "2024-03-14t16:00:00Z",       "2024-03-14T16:00:00z",
                                "2024-03-14T16:00:00+0800",   "2024-03-14T16:00:00+08",
                                "2024-03-14T16:00:00+24:00",  "2024-03-14T16:00:00+08:60",
                                "2024-03-14T16:00:00+08:00 ", "2024-03-14T",
                                "2023-02-29T16:00:00Z",       "2024-03-14T16:00:Z",
                                "2024-03-14T-1:00Z"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_time(bad).has_value());
  }
}

TEST_CASE("times are written in the offset asked for") {
  const auto instant = sys_days{year_month_day{2024y / 1 / 1}} + 1h + 2min + 3s;
  CHECK(format_time(instant, 0min) == "2024-01-01T01:02:03+00:00");
  CHECK(format_time(instant, -210min) == "2023-12-31T21:32:03-03:30");
  CHECK(format_time(instant, 765min) == "2024-01-01T13:47:03+12:45");
  CHECK(format_time(sys_seconds{-1s}, 0min) == "1969-12-31T23:59:59+00:00");
}

TEST_CASE("dates as people and spreadsheets write them are normalised") {
  const std::vector<Written> table = {
      {"2024-03-15", "2024-03-15"},
      {" 2024-03-15\t", "2024-03-15"},
      {"2024/3/15", "2024-03-15"},
      {"2024.3.15", "2024-03-15"},
      {"2024-3-15", "2024-03-15"},
      {"2024年3月15日", "2024-03-15"},
      {"2024年3月15号", "2024-03-15"},
      {"2024年03月15", "2024-03-15"},
      {"2024 年 3 月 15 日", "2024-03-15"},
      {"20240315", "2024-03-15"},
      {"２０２４－０３－１５", "2024-03-15"},
      {"２０２４年３月１５日", "2024-03-15"},
      {"2024-03-15 00:00:00", "2024-03-15"},
      {"2024/3/15 0:00", "2024-03-15"},
      {"2024-03-15T00:00:00", "2024-03-15"},
      {"2024-03-15 00:00:00.000", "2024-03-15"},
      {"　2024/12/1　", "2024-12-01"},
  };
  for (const auto& [input, stored] : table) {
    CAPTURE(input);
    CHECK(normalise_date(input) == stored);
  }
}

TEST_CASE("what is no certain date comes back trimmed") {
  for (const std::string input : {"",
                                  "03/04/2024",
                                  "3/15",
                                  "24/3/15",
                                  "2024/3-15",
                                  "2024/13/1",
                                  "2024/2/30",
                                  "2024/0/5",
                                  "2024/5/0",
                                  "2024/3",
                                  "2024年3月",
                                  "20240230",
                                  "20240015",
                                  "202403",
                                  "2024-03-15 09:12",
                                  "2024-03-15T00:00:00Z",
                                  "2024-03-15 00:00:00+08:00",
                                  "2024-03-15 00:00:00.5",
                                  "２０２４年１３月１日",
                                  "昨天",
                                  "45366",
                                  "2024-03-15x",
                                  "2024/3/15/",
                                  "0000/1/1",
                                  "2024-03-15 - 2024-03-16",
                                  "2024年3月15日2"}) {
    CAPTURE(input);
    CHECK(normalise_date(input) == input);
    CHECK(normalise_date(" " + input + "\n") == input);
  }
  CHECK(normalise_date(std::string(1000, '1')) == std::string(1000, '1'));
}

TEST_CASE("partial dates are normalised") {
  const std::vector<Written> table = {{"2004", "2004"},
                                      {"２００４", "2004"},
                                      {"2004年", "2004"},
                                      {"2004年5月", "2004-05"},
                                      {"2004/5", "2004-05"},
                                      {"2004-5", "2004-05"},
                                      {"2004.5", "2004-05"},
                                      {"2004.10", "2004-10"},
                                      {"2004/5/6", "2004-05-06"},
                                      {"20040506", "2004-05-06"},
                                      {"2004-05-06 00:00:00", "2004-05-06"},
                                      {"2004.1", "2004.1"},
                                      {"200405", "200405"},
                                      {"2004/0", "2004/0"},
                                      {"2004/13", "2004/13"},
                                      {"2004年5月0日", "2004年5月0日"},
                                      {"5/2004", "5/2004"},
                                      {"2004 00:00", "2004 00:00"},
                                      {"约2004年", "约2004年"},
                                      {"2004.1.2", "2004-01-02"},
                                      {"0000年", "0000年"}};
  for (const auto& [input, stored] : table) {
    CAPTURE(input);
    CHECK(normalise_partial_date(input) == stored);
  }
}

TEST_CASE("times are normalised with the offset of the zone") {
  const std::vector<Written> table = {{"2024-03-15 09:12", "2024-03-15T09:12:00+08:00"},
                                      {"2024-03-15T09:12", "2024-03-15T09:12:00+08:00"},
                                      {"2024/3/15 9:12:30", "2024-03-15T09:12:30+08:00"},
                                      {"2024年3月15日 9:12", "2024-03-15T09:12:00+08:00"},
                                      {"2024年3月15日9:12", "2024-03-15T09:12:00+08:00"},
                                      {"２０２４／３／１５　９：１２", "2024-03-15T09:12:00+08:00"},
                                      {"20240315 9:12", "2024-03-15T09:12:00+08:00"},
                                      {"2024-03-15t09:12:00z", "2024-03-15T09:12:00Z"},
                                      {"2024-03-15T09:12:00+0800", "2024-03-15T09:12:00+08:00"},
                                      {"2024-03-15 09:12:00 +0130", "2024-03-15T09:12:00+01:30"},
                                      {"2024-03-15 09:12:00-03", "2024-03-15T09:12:00-03:00"},
                                      {"2024-03-15T09:12:30.000Z", "2024-03-15T09:12:30Z"},
                                      {"2024-03-15T00:00:00", "2024-03-15T00:00:00+08:00"},
                                      {"2024/3/15", "2024-03-15"},
                                      {"2024-03-15 00:00:00", "2024-03-15"},
                                      {" 2024-03-15 ", "2024-03-15"},
                                      {"1988-07-01 12:00", "1988-07-01T12:00:00+09:00"}};
  const auto zone = shanghai();
  for (const auto& [input, stored] : table) {
    CAPTURE(input);
    CHECK(normalise_time(input, zone) == stored);
    CHECK(parse_time(stored).has_value());
    CHECK(normalise_time(stored, zone) == stored);
  }
}

TEST_CASE("valid times stay as they are, uncertain ones come back trimmed") {
  const auto zone = shanghai();
  for (const std::string input :
       {"2024-03-15T09:12+08:00", "2024-03-15T09:12:00Z", "2024-03-15", "2024-03-15 24:00",
        "2024-03-15 9:60", "2024-03-15 9", "2024-03-15 9:1", "9:12", "03/04/2024 9:12",
        "2024-03-15 9:12 PM", "2024-03-15 09:12:30.5", "2024-03-15 09:12+8:00", "2024-03 09:12",
        "2024-03-15 T09:12", "2024-03-15 09:12+25:00", ""}) {
    CAPTURE(input);
    CHECK(normalise_time(" " + input + " ", zone) == input);
  }
}

TEST_CASE("the offset is that of the local time in summer and winter") {
  const auto zone = Zone::find_zone("Europe/Berlin");
  REQUIRE(zone.has_value());
  CHECK(normalise_time("2024-03-15 09:12", *zone) == "2024-03-15T09:12:00+01:00");
  CHECK(normalise_time("2024-07-15 09:12", *zone) == "2024-07-15T09:12:00+02:00");
}

TEST_CASE("what is a time is what can be read as one, whichever byte of it is another") {
  std::vector<std::string> differing;
  std::size_t times = 0;
  for (const std::string good :
       {"2024-03-15T09:12:00+08:00", "2024-02-29T23:59:59-03:30", "0001-12-28T00:00:00+00:00",
        "2023-12-31T20:10:30+23:59", "2024-03-15T09:12+08:00", "2024-03-15T09:12:00Z"}) {
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (unsigned byte = 0; byte < 256; ++byte) {
        std::string text = good;
        text[at] = static_cast<char>(byte);
        const bool is_one = parse_time(text).has_value();
        times += is_one ? 1 : 0;
        if (is_time(text) != is_one) differing.push_back(text);
      }
    }
  }
  CHECK(differing.empty());
  CHECK(times > 500);
}
