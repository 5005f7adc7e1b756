// SPDX-License-Identifier: MIT
// Short texts compared without a call.
#include "text/equal.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace custrec;

TEST_CASE("texts are equal when each of their bytes is, whatever stands behind them") {
  const std::string text = "0123456789abcdefghijklmnopqrstuvwxyz";
  for (std::size_t size = 0; size <= 20; ++size) {
    CAPTURE(size);
    const std::string same = text.substr(0, size) + "????????????????";
    const std::string_view left = std::string_view(text).substr(0, size);
    const std::string_view right = std::string_view(same).substr(0, size);
    CHECK(are_equal(left, right));
    CHECK(are_equal_padded(left, right));
    CHECK_FALSE(are_equal(left, std::string_view(text).substr(0, size + 1)));
    CHECK_FALSE(are_equal_padded(left, std::string_view(text).substr(0, size + 1)));
    for (std::size_t at = 0; at < size; ++at) {
      CAPTURE(at);
      std::string other = same;
      other[at] = '!';
      const std::string_view changed = std::string_view(other).substr(0, size);
      CHECK_FALSE(are_equal(left, changed));
      CHECK_FALSE(are_equal_padded(left, changed));
    }
  }
}
