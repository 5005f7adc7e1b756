// SPDX-License-Identifier: MIT
// Years, quarters and months.
#include "time/period.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"
#include "time/date.hpp"

using namespace custrec;

namespace {

std::string show(const std::optional<Period>& period) {
  if (!period) return "none";
  return period->name + " " + format_date(period->begin) + " " + format_date(period->last_day());
}

std::string last_quarter(const char* today) {
  return last_full_quarter(std::chrono::sys_days(*parse_date(today))).name;
}

}  // namespace

TEST_CASE("a period is a year, a quarter or a month") {
  CHECK(show(parse_period("2026")) == "2026 2026-01-01 2026-12-31");
  CHECK(show(parse_period("2026-Q1")) == "2026-Q1 2026-01-01 2026-03-31");
  CHECK(show(parse_period("2026-Q4")) == "2026-Q4 2026-10-01 2026-12-31");
  CHECK(show(parse_period("2024-02")) == "2024-02 2024-02-01 2024-02-29");
  CHECK(show(parse_period("2026-12")) == "2026-12 2026-12-01 2026-12-31");
  CHECK(show(parse_period("0001")) == "0001 0001-01-01 0001-12-31");
  for (const char* word : {"", "26", "2026-", "2026-Q0", "2026-Q5", "2026-q1", "2026-13", "2026-00",
                           "2026-1", "2026-001", "2026Q1", "0000", "2026-Q1 ", "二〇二六"}) {
    CHECK_MESSAGE(show(parse_period(word)) == "none", word);
  }
}

TEST_CASE("the day after the last one is outside") {
  const auto period = parse_period("2026-Q1");
  REQUIRE(period.has_value());
  CHECK(period->contains(std::chrono::sys_days(*parse_date("2026-01-01"))));
  CHECK(period->contains(std::chrono::sys_days(*parse_date("2026-03-31"))));
  CHECK_FALSE(period->contains(std::chrono::sys_days(*parse_date("2026-04-01"))));
  CHECK_FALSE(period->contains(std::chrono::sys_days(*parse_date("2025-12-31"))));
}

TEST_CASE("the last full quarter is the one before that of today") {
  CHECK(last_quarter("2026-01-01") == "2025-Q4");
  CHECK(last_quarter("2026-03-31") == "2025-Q4");
  CHECK(last_quarter("2026-04-01") == "2026-Q1");
  CHECK(last_quarter("2026-11-22") == "2026-Q3");
  CHECK(last_quarter("2026-12-31") == "2026-Q3");
}
