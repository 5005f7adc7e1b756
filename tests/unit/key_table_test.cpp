// SPDX-License-Identifier: MIT
// Who was the first with a key.
#include "archive/key_table.hpp"

#include <doctest/doctest.h>

using namespace custrec;

TEST_CASE("the first with a hash is told to all who come later") {
  KeyTable table;
  CHECK(table.find_or_add(7, 0) == std::nullopt);
  CHECK(table.find_or_add(8, 1) == std::nullopt);
  CHECK(table.find_or_add(7, 2) == 0U);
  CHECK(table.find_or_add(7, 3) == 0U);
  CHECK(table.find_or_add(0, 4) == std::nullopt);
  CHECK(table.find_or_add(0, 5) == 4U);
}

TEST_CASE("a table with too little or too much room, or none yet, tells the same") {
  for (const std::size_t room : {0U, 1U, 2U, 3U, 4U, 100U, 5000U}) {
    CAPTURE(room);
    KeyTable table;
    table.prefetch(1);
    table.reserve(room);
    for (std::uint32_t holder = 0; holder < 2000; ++holder) {
      table.prefetch(holder);
      CHECK(table.find_or_add(holder, holder) == std::nullopt);
      if (holder == 1000) table.reserve(room);
    }
    for (std::uint32_t holder = 0; holder < 2000; ++holder) {
      CHECK(table.find_or_add(holder, 0) == holder);
    }
  }
}

TEST_CASE("a table nearly full goes on at its beginning") {
  KeyTable table;
  table.reserve(30);
  for (std::uint32_t holder = 0; holder < 30; ++holder) {
    CHECK(table.find_or_add(holder, holder) == std::nullopt);
    for (std::uint32_t known = 0; known <= holder; ++known) {
      CHECK(table.find_or_add(known, 99) == known);
    }
  }
}

TEST_CASE("a table that grows forgets nothing, and keeps apart what falls into one slot") {
  KeyTable table;
  constexpr std::uint32_t count = 20000;
  for (std::uint32_t holder = 0; holder < count; ++holder) {
    CHECK(table.find_or_add(std::uint64_t{holder} << 20U, holder) == std::nullopt);
  }
  for (std::uint32_t holder = 0; holder < count; ++holder) {
    CHECK(table.find_or_add(std::uint64_t{holder} << 20U, count) == holder);
  }
}
