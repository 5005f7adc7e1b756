// SPDX-License-Identifier: MIT
// Work on several threads, results in order.
#include "archive/pipeline.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

using namespace custrec;

namespace {

std::vector<std::size_t> squares(std::size_t count, unsigned jobs) {
  std::vector<std::size_t> taken;
  run_pipeline<std::size_t>(
      count, jobs,
      [](unsigned, std::size_t at) {
        if (at % 97 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
        return at * at;
      },
      [&](std::size_t result) { taken.push_back(result); });
  return taken;
}

}  // namespace

TEST_CASE("results come in order, whatever the number of threads and items") {
  for (const std::size_t count : {0U, 1U, 31U, 32U, 33U, 5000U}) {
    std::vector<std::size_t> expected;
    for (std::size_t at = 0; at < count; ++at) expected.push_back(at * at);
    for (const unsigned jobs : {1U, 2U, 8U}) CHECK(squares(count, jobs) == expected);
  }
}

TEST_CASE("nobody runs further ahead than the window") {
  std::atomic<std::size_t> worked = 0;
  std::size_t most = 0;
  run_pipeline(
      20000, 4, [&](unsigned, std::size_t) { ++worked; },
      [&](std::size_t at) {
        if (at % 1000 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        most = std::max(most, worked - at);
      });
  CHECK(worked == 20000);
  CHECK(most <= pipeline_window + 32);
}

TEST_CASE("items that take long are handed out one by one") {
  std::vector<std::size_t> taken;
  std::atomic<int> busy = 0;
  std::atomic<bool> met = false;
  run_pipeline<std::size_t>(
      200, 4,
      [&](unsigned, std::size_t at) {
        if (++busy > 1) met = true;
        std::this_thread::sleep_for(std::chrono::microseconds(at < 4 ? 20000 : 10));
        --busy;
        return at;
      },
      [&](std::size_t at) { taken.push_back(at); }, 1);
  REQUIRE(taken.size() == 200);
  CHECK(std::is_sorted(taken.begin(), taken.end()));
  CHECK(met);
}

TEST_CASE("what is thrown on a thread or in between arrives, after all before it was taken") {
  for (const unsigned jobs : {1U, 4U}) {
    std::size_t taken = 0;
    const auto fail_at = [](std::size_t at, std::size_t wanted) {
      if (at == wanted) throw std::runtime_error("here");
    };
    CHECK_THROWS_WITH(run_pipeline(
                          10000, jobs, [&](unsigned, std::size_t at) { fail_at(at, 6400); },
                          [&](std::size_t) { ++taken; }),
                      "here");
    CHECK(taken == 6400);
    CHECK_THROWS_WITH(
        run_pipeline(
            10000, jobs, [](unsigned, std::size_t) {}, [&](std::size_t at) { fail_at(at, 77); }),
        "here");
  }
}

TEST_CASE("a worker does one thing at a time") {
  constexpr unsigned jobs = 4;
  std::atomic<bool> busy[jobs] = {};
  std::atomic<bool> met = false;
  run_pipeline(
      5000, jobs,
      [&](unsigned worker, std::size_t) {
        if (worker >= jobs || busy[worker].exchange(true)) met = true;
        std::this_thread::yield();
        busy[worker] = false;
      },
      [](std::size_t) {});
  CHECK_FALSE(met);
}
