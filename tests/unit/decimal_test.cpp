// SPDX-License-Identifier: MIT
// Decimal numbers: what is taken, and what is left for a person to decide.
#include "schema/decimal.hpp"

#include <doctest/doctest.h>

using namespace custrec;

TEST_CASE("amounts as people write them become digits") {
  struct Row {
    const char* input;
    const char* normal;
  };
  for (const Row& row :
       {Row{"620000", "620000"}, Row{"1,234", "1234"}, Row{"1,234,567.50", "1234567.50"},
        Row{"12,3456", "123456"}, Row{"62万", "620000"}, Row{"1.5万元", "15000"},
        Row{"1.23456万", "12345.6"}, Row{"0.5亿", "050000000"}, Row{"¥1,000元", "1000"},
        Row{"１２３", "123"}, Row{"-12.5", "-12.5"}, Row{"RMB 300", "300"}}) {
    CAPTURE(row.input);
    CHECK(normalise_decimal(row.input) == row.normal);
    CHECK(parse_decimal(row.normal).has_value());
  }
}

TEST_CASE("what may mean two amounts or none is left as it stands") {
  for (const char* input : {"万", "亿", "万元", "-万", "1.2.3万", "12,5", "1,5", "12,50", "1,23,4",
                            ",123", "1,234,5678", "1.5,000", "1e5", "十万", "", "1.38E+10"}) {
    CAPTURE(input);
    CHECK(normalise_decimal(input) == input);
    CHECK_FALSE(parse_decimal(normalise_decimal(input)).has_value());
  }
}

TEST_CASE("numbers compare by value, however long") {
  const auto compare = [](const char* left, const char* right) {
    return compare_decimals(parse_decimal(left).value(), parse_decimal(right).value());
  };
  CHECK(compare("1000000", "1000000.00") == std::strong_ordering::equal);
  CHECK(compare("007", "7") == std::strong_ordering::equal);
  CHECK(compare("-0", "0.0") == std::strong_ordering::equal);
  CHECK(compare("99999999999999999998", "99999999999999999999") == std::strong_ordering::less);
  CHECK(compare("-2", "-10") == std::strong_ordering::greater);
  CHECK(compare("1.05", "1.5") == std::strong_ordering::less);
}
