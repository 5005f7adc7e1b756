// SPDX-License-Identifier: MIT
// Drawing: the same on every machine, and hardly moved by records more or less.
#include "review/draw.hpp"

#include <doctest/doctest.h>

#include <set>

#include "test_support.hpp"
#include "text/sha256.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::vector<std::string> make_ids(std::size_t begin, std::size_t end) {
  std::vector<std::string> ids;
  for (std::size_t at = begin; at < end; ++at) ids.push_back("K" + std::to_string(100000 + at));
  return ids;
}

std::string join(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += text + "\n";
  return joined;
}

/// How many of `left` aren't in `right`.
std::size_t count_missing(const std::vector<std::string>& left,
                          const std::vector<std::string>& right) {
  const std::set<std::string> known(right.begin(), right.end());
  return static_cast<std::size_t>(std::count_if(
      left.begin(), left.end(), [&](const std::string& id) { return !known.contains(id); }));
}

Sample begin(std::size_t rate) {
  Sample sample;
  sample.period = "2026-Q1";
  sample.seed = "2026-Q1";
  sample.rate = rate;
  return sample;
}

std::string show(const Sample& sample) {
  std::string text;
  for (const SampledRecord& record : sample.records) text += record.id + " " + record.result + "\n";
  return text;
}

}  // namespace

TEST_CASE("the rank is SHA-256 of seed and number, a line each") {
  // printf '2026-Q1\nC20260115001\n' | sha256sum
  CHECK(find_rank("2026-Q1", "C20260115001") ==
        "8bee39e6737109042146993e36e55867431fed29bf3020560f6ae6bb38767a5e");
  CHECK(find_rank("a", "b").size() == 64);
}

TEST_CASE("a draw of 30 % of 1,000 is 300, the same on every machine and in any order") {
  std::vector<std::string> ids = make_ids(0, 1000);
  const std::vector<std::string> drawn = draw(ids, 30, "2026-Q1");
  CHECK(drawn.size() == 300);
  CHECK(sha256(join(drawn)) == "dbaa7382f3bbfa20057aafb34784e819eb9010e458a6dcd3c18a9bac07e777e5");
  std::reverse(ids.begin(), ids.end());
  CHECK(draw(ids, 30, "2026-Q1") == drawn);
  CHECK(draw(ids, 30, "2026-Q2") != drawn);
}

TEST_CASE("the share is rounded up") {
  CHECK(draw(make_ids(0, 1), 1, "s").size() == 1);
  CHECK(draw(make_ids(0, 10), 30, "s").size() == 3);
  CHECK(draw(make_ids(0, 11), 30, "s").size() == 4);
  CHECK(draw(make_ids(0, 101), 1, "s").size() == 2);
  CHECK(draw(make_ids(0, 7), 100, "s").size() == 7);
  CHECK(draw({}, 100, "s").empty());
}

TEST_CASE("ten records more change the draw of the others by at most ten") {
  for (std::size_t round = 0; round < 20; ++round) {
    const auto seed = std::to_string(round);
    const auto before = draw(make_ids(0, 1000), 30, seed);
    const auto after = draw(make_ids(0, 1010), 30, seed);
    CHECK(after.size() == 303);
    CHECK(count_missing(before, after) <= 10);
    std::vector<std::string> old_ones;
    for (const std::string& id : after) {
      if (id < "K101000") old_ones.push_back(id);
    }
    CHECK(count_missing(old_ones, before) <= 10);
  }
}

TEST_CASE("drawing again adds what is missing and drops nothing but open records that are gone") {
  Redraw first = draw_again(begin(50), {make_ids(0, 8), 0});
  CHECK(first.sample.records.size() == 4);
  CHECK(first.sample.population == 8);
  CHECK(first.added == draw(make_ids(0, 8), 50, "2026-Q1"));
  CHECK(first.gone.empty());

  const Redraw same = draw_again(first.sample, {make_ids(0, 8), 0});
  CHECK(show(same.sample) == show(first.sample));
  CHECK(same.added.empty());

  first.sample.records[0].result = "ok";
  const std::string verified = first.sample.records[0].id;
  const std::string open = first.sample.records[1].id;
  Population fewer{make_ids(0, 8), 0};
  std::erase(fewer.ids, verified);
  std::erase(fewer.ids, open);
  const Redraw again = draw_again(first.sample, fewer);
  CHECK(again.gone == std::vector<std::string>{open});
  CHECK(again.sample.find(open) == nullptr);
  REQUIRE(again.sample.find(verified) != nullptr);
  CHECK(again.sample.find(verified)->result == "ok");
  CHECK(again.added.size() == 1);
  CHECK(again.sample.population == 6);
}

TEST_CASE("a record counts by the day of its entry in the archive's time zone, drafts don't") {
  const auto period = parse_period("2026-Q1");
  REQUIRE(period.has_value());
  const auto is_in = [&](const std::string& status, const std::string& at) {
    const Reading reading =
        read_document("status: " + status + "\ncollection:\n  entered_at: " + at + "\n");
    return is_entered_in(reading.document, *period, world().zone);
  };
  CHECK(is_in("submitted", "2026-01-01T00:00:00+08:00"));
  CHECK(is_in("active", "2025-12-31T16:00:00+00:00"));
  CHECK_FALSE(is_in("active", "2025-12-31T15:59:59+00:00"));
  CHECK(is_in("closed", "2026-03-31"));
  CHECK_FALSE(is_in("closed", "2026-04-01"));
  CHECK_FALSE(is_in("active", "2026-03-31T16:00:00+00:00"));
  CHECK_FALSE(is_in("draft", "2026-02-01"));
  CHECK_FALSE(is_in("active", "yesterday"));
  CHECK_FALSE(is_entered_in(read_document("status: active\n").document, *period, world().zone));
}
