// SPDX-License-Identifier: MIT
// How figures add up, and what they are of nothing.
#include "review/figures.hpp"

#include <doctest/doctest.h>

#include "time/date.hpp"

using namespace custrec;
using std::chrono::minutes;

namespace {

MonthNumber month(const char* day) {
  return month_number(std::chrono::sys_days(*parse_date(day)));
}

}  // namespace

TEST_CASE("months are numbered through the years") {
  CHECK(format_month(month("2026-01-31")) == "2026-01");
  CHECK(format_month(month("2026-12-01")) == "2026-12");
  CHECK(month("2026-01-01") - month("2025-12-31") == 1);
  CHECK(format_month(month("0001-01-01")) == "0001-01");
}

TEST_CASE("the median is the middle one or half way between two") {
  Durations durations;
  CHECK_FALSE(durations.median());
  CHECK(durations.size() == 0);
  durations.add(minutes(10));
  CHECK(durations.median() == minutes(10));
  durations.add(minutes(30));
  CHECK(durations.median() == minutes(20));
  durations.add(minutes(30));
  CHECK(durations.median() == minutes(30));
  Durations others;
  others.add(minutes(1));
  others.add(minutes(2));
  durations.add(others);
  CHECK(durations.size() == 5);
  CHECK(durations.median() == minutes(10));
}

TEST_CASE("months without an error count from the first one on, or after the last error") {
  const MonthNumber until = month("2026-09-30");
  MonthSpan span;
  CHECK(span.count_error_free(until) == 0);
  span.add_entered(month("2026-07-15"));
  span.add_entered(month("2026-08-15"));
  CHECK(span.count_error_free(until) == 3);
  CHECK(span.count_error_free(month("2026-07-01")) == 1);
  CHECK(span.count_error_free(month("2026-06-01")) == 0);
  span.add_wrong(month("2026-03-01"));
  CHECK(span.count_error_free(until) == 3);
  span.add_wrong(month("2026-08-02"));
  CHECK(span.count_error_free(until) == 1);
  span.add_wrong(until);
  CHECK(span.count_error_free(until) == 0);
  MonthSpan only_wrong;
  only_wrong.add_wrong(until);
  CHECK(only_wrong.count_error_free(until) == 0);
}

TEST_CASE("what nothing ends is overdue but not decided") {
  DeadlineCounts counts;
  counts.add({1, 1, 0, 4, 0});
  counts.add({0, 0, 3, 0, 2});
  CHECK(counts.total() == 9);
  CHECK(counts.decided() == 3);
}

TEST_CASE("figures add up in any order") {
  Figures one;
  one.archive.records = 1;
  one.archive.by_stage["signed"] = 1;
  one.complaints.by_month[month("2026-08-01")] = 2;
  one.reviews.by_reviewer["李四"] = {1, 2};
  one.unknown_years.insert(2027);
  Figures two;
  two.archive.records = 2;
  two.archive.by_stage["signed"] = 1;
  two.archive.by_stage[""] = 1;
  two.deadlines_by_name["entry"] = {1, 0, 0, 0, 0};
  for (const bool first : {true, false}) {
    Figures sum;
    sum.add(first ? one : two);
    sum.add(first ? two : one);
    CHECK(sum.archive.records == 3);
    CHECK(sum.archive.by_stage == Counts{{"", 1}, {"signed", 2}});
    CHECK(sum.complaints.by_month[month("2026-08-01")] == 2);
    CHECK(sum.reviews.by_reviewer["李四"].returned == 2);
    CHECK(sum.count_deadlines().kept == 1);
    CHECK(sum.unknown_years == std::set<int>{2027});
  }
}
