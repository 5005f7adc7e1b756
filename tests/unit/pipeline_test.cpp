// SPDX-License-Identifier: MIT
// Work on several threads, results in order.
#include "archive/pipeline.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

using namespace custrec;

namespace {

std::vector<std::size_t> squares(std::size_t count, unsigned jobs) {
  std::vector<std::size_t> taken;
  run_pipeline<std::size_t>(
      count, jobs,
      [](std::size_t at) {
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
      20000, 4, [&](std::size_t) { ++worked; },
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
      [&](std::size_t at) {
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
    CHECK_THROWS_WITH(
        run_pipeline(
            10000, jobs, [&](std::size_t at) { fail_at(at, 6400); }, [&](std::size_t) { ++taken; }),
        "here");
    CHECK(taken == 6400);
    CHECK_THROWS_WITH(
        run_pipeline(
            10000, jobs, [](std::size_t) {}, [&](std::size_t at) { fail_at(at, 77); }),
        "here");
  }
}

TEST_CASE("each thread makes what it works with, and is done with it in the end") {
  struct Tool {
    explicit Tool(std::atomic<int>& number) : count(number) { ++count; }
    ~Tool() {
      --count;
      if (std::this_thread::get_id() != thread) std::terminate();
    }
    Tool(const Tool&) = delete;
    Tool& operator=(const Tool&) = delete;
    std::atomic<int>& count;
    std::atomic<bool> busy = false;
    std::thread::id thread = std::this_thread::get_id();
  };
  for (const unsigned jobs : {1U, 4U}) {
    std::atomic<int> tools = 0;
    std::atomic<unsigned> made = 0;
    std::atomic<bool> met = false;
    run_workers(
        5000, jobs,
        [&]() -> Work {
          ++made;
          return [&, tool = std::make_shared<Tool>(tools)](std::size_t, std::size_t) {
            if (tool->busy.exchange(true) || std::this_thread::get_id() != tool->thread) met = true;
            std::this_thread::yield();
            tool->busy = false;
          };
        },
        [](std::size_t) {});
    CHECK_FALSE(met);
    CHECK(made <= jobs);
    CHECK(tools == 0);
  }
}

TEST_CASE("what can't be made on a thread is told, and a result is filled again") {
  CHECK_THROWS_WITH(
      run_workers(
          100, 4, []() -> Work { throw std::runtime_error("no tool"); }, [](std::size_t) {}),
      "no tool");
  std::size_t longest = 0;
  run_workers<std::string>(
      10000, 4,
      [] {
        return [](std::size_t from, std::span<std::string> results) {
          for (std::string& result : results) result += std::to_string(from++ % 10);
        };
      },
      [&](std::string& result) { longest = std::max(longest, result.size()); });
  CHECK(longest == 10000 / pipeline_window + 1);
}

TEST_CASE("threads close what they open without a word to the others") {
  const int before = open("/dev/null", O_RDONLY | O_CLOEXEC);
  close(before);
  run_workers(
      2000, 4,
      [&]() -> Work {
        const int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
        const auto closer = std::shared_ptr<void>(nullptr, [file](void*) { close(file); });
        return [closer](std::size_t, std::size_t) {};
      },
      [](std::size_t) {});
  const int after = open("/dev/null", O_RDONLY | O_CLOEXEC);
  close(after);
  CHECK(after == before);
}
