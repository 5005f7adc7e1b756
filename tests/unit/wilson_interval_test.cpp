// SPDX-License-Identifier: MIT
// Published values of the interval.
#include "review/wilson_interval.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;

namespace {

/// `0.2553 0.3662`
std::string show(std::size_t hits, std::size_t size) {
  const Interval interval = find_wilson_interval(hits, size);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4f %.4f", interval.low, interval.high);
  return text.data();
}

}  // namespace

TEST_CASE("the interval is that of Newcombe 1998, table I, method 3") {
  CHECK(show(81, 263) == "0.2553 0.3662");
  CHECK(show(15, 148) == "0.0624 0.1605");
  CHECK(show(0, 20) == "0.0000 0.1611");
  CHECK(show(1, 29) == "0.0061 0.1718");
}

TEST_CASE("hits and misses mirror each other, and nothing says nothing") {
  CHECK(show(182, 263) == "0.6338 0.7447");
  CHECK(show(20, 20) == "0.8389 1.0000");
  CHECK(show(0, 0) == "0.0000 1.0000");
  CHECK(show(0, 1) == "0.0000 0.7935");
  CHECK(show(1, 1) == "0.2065 1.0000");
}
