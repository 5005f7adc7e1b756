// SPDX-License-Identifier: MIT
// Patterns that are matched without RE2, beside RE2.
#include "schema/simple_pattern.hpp"

#include <doctest/doctest.h>
#include <re2/re2.h>

#include <random>
#include <string>

using custrec::parse_simple_pattern;

TEST_CASE("the patterns of entry numbers and fingerprints are simple") {
  const auto number = parse_simple_pattern("N[1-9][0-9]*");
  REQUIRE(number);
  CHECK(number->matches("N1"));
  CHECK(number->matches("N120"));
  for (const char* wrong : {"", "N", "N0", "n1", "N1 ", "N1x", "NN1", "N1\xE4\xBD\x8F"}) {
    CHECK_FALSE(number->matches(wrong));
  }
  const auto digest = parse_simple_pattern("[0-9a-f]{64}");
  REQUIRE(digest);
  CHECK(digest->matches(std::string(64, 'a')));
  CHECK_FALSE(digest->matches(std::string(63, 'a')));
  CHECK_FALSE(digest->matches(std::string(65, 'a')));
  CHECK_FALSE(digest->matches(std::string(63, 'a') + "g"));
}

TEST_CASE("whatever means more than characters one after the other is left to RE2") {
  for (const char* pattern :
       {"a|b", "(a)",  "a?",   "a*b",  "a+b",  "a{2,3}",      "a{0}",  "a{02}", "a{1001}",
        "a{",  "a{x}", "[^a]", "[]a]", "[a-]", "[-a]",        "[z-a]", "[a",    ".",
        "\\d", "^a",   "a$",   "a**",  "a*?",  "[[:alpha:]]", "客",    "*"}) {
    CAPTURE(pattern);
    CHECK_FALSE(parse_simple_pattern(pattern));
  }
}

TEST_CASE("what a simple pattern matches RE2 matches, and the other way round") {
  std::mt19937 random(11);
  const std::string characters = "aA0_-[]{}*+9z";
  const auto draw = [&](std::size_t longest) {
    std::string text;
    for (std::size_t left = random() % (longest + 1); left > 0; --left) {
      text += characters[random() % characters.size()];
    }
    return text;
  };
  std::size_t simple_ones = 0;
  for (int round = 0; round < 200'000; ++round) {
    const std::string pattern = draw(6);
    const auto simple = parse_simple_pattern(pattern);
    if (!simple) continue;
    ++simple_ones;
    CAPTURE(pattern);
    const RE2 reference(pattern, RE2::Quiet);
    REQUIRE(reference.ok());
    for (int text = 0; text < 4; ++text) {
      const std::string value = draw(3);
      CAPTURE(value);
      CHECK(simple->matches(value) == RE2::FullMatch(value, reference));
    }
  }
  CHECK(simple_ones > 1000);
}
