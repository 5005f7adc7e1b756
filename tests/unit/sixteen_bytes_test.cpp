// SPDX-License-Identifier: MIT
// Sixteen bytes at once.
#include "text/sixteen_bytes.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace custrec;

TEST_CASE("each of sixteen bytes is compared") {
  for (std::size_t at = 0; at < SixteenBytes::size; ++at) {
    CAPTURE(at);
    std::string text(SixteenBytes::size, 'x');
    text[at] = 'b';
    const SixteenBytes bytes(text.data());
    CHECK((bytes == 'b').first() == at);
    CHECK((bytes == 'b').bits() == 1U << at);
    CHECK((~(bytes == 'x')).first() == at);
    CHECK(bytes.lie_between('a', 'c').first() == at);
    CHECK(((bytes == 'b') | (bytes == 'x')).bits() == 0xFFFFU);
    CHECK(((bytes == 'b') & (bytes == 'x')).first() == SixteenBytes::size);
  }
}

TEST_CASE("bytes lie between the first and the last, both included") {
  const std::string text = "/09:`az{\x80\xFF@AZ[_ ";
  CHECK(SixteenBytes(text.data()).lie_between('0', '9').bits() == 0b110U);
  CHECK(SixteenBytes(text.data()).lie_between('a', 'z').bits() == 0b1100000U);
  CHECK(SixteenBytes(text.data()).lie_between('{', '~').bits() == 0b10000000U);
}
