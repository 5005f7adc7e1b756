// SPDX-License-Identifier: MIT
// Numbers of a workbook as a person saw them.
#include "exchange/number_format.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace custrec;

namespace {

std::string shown(const std::string& value, const NumberFormat& format, bool from_1904 = false) {
  const NumberText number = format_number(value, format, from_1904);
  return number.text + (number.rounded ? " (rounded)" : "");
}

std::string shown(const std::string& value, const std::string& code = "General") {
  return shown(value, parse_number_format(code));
}

/// `ymdt`, what a format shows.
std::string parts(const NumberFormat& format) {
  std::string letters;
  if (format.year) letters += 'y';
  if (format.month) letters += 'm';
  if (format.day) letters += 'd';
  if (format.time) letters += format.elapsed ? 'e' : 't';
  return letters;
}

}  // namespace

TEST_CASE("numbers are the shortest decimal of the same 15 digits") {
  CHECK(shown("13800138000") == "13800138000");
  CHECK(shown("0.30000000000000004") == "0.3");
  CHECK(shown("1.38E+10") == "13800000000");
  CHECK(shown("620000.5") == "620000.5");
  CHECK(shown("-12.50") == "-12.5");
  CHECK(shown("-0") == "0");
  CHECK(shown("1.0000000000000001E-5") == "0.00001");
  CHECK(shown("123456.789") == "123456.789");
  CHECK(shown("999999999999999") == "999999999999999");
  CHECK(shown("0.1") == "0.1");
  CHECK(shown("1e300") == "1E+300 (rounded)");
  CHECK(shown("1.25e-30") == "1.25E-30");
}

TEST_CASE("whole numbers of more than 15 digits are known to be rounded") {
  CHECK(shown("914403007084611364") == "914403007084611000 (rounded)");
  CHECK(shown("9.14403007084611E+17") == "914403007084611000 (rounded)");
  CHECK(shown("1000000000000000") == "1000000000000000 (rounded)");
}

TEST_CASE("what is no number comes back as it is") {
  CHECK(shown("") == "");
  CHECK(shown("abc") == "abc");
  CHECK(shown("1,5") == "1,5");
  CHECK(shown("nan") == "nan");
  CHECK(shown("1e999") == "1e999");
}

TEST_CASE("format codes say which parts of a date they show") {
  CHECK(parts(parse_number_format("yyyy-mm-dd")) == "ymd");
  CHECK(parts(parse_number_format("yyyy\"年\"m\"月\"d\"日\"")) == "ymd");
  CHECK(parts(parse_number_format("[$-804]yyyy\"年\"m\"月\"d\"日\";@")) == "ymd");
  CHECK(parts(parse_number_format("[DBNum1][$-804]yyyy\"年\"m\"月\";@")) == "ym");
  CHECK(parts(parse_number_format("yyyy/m/d h:mm")) == "ymdt");
  CHECK(parts(parse_number_format("m\"月\"d\"日\"")) == "md");
  CHECK(parts(parse_number_format("yyyy")) == "y");
  CHECK(parts(parse_number_format("h:mm AM/PM")) == "t");
  CHECK(parts(parse_number_format("上午/下午h\"时\"mm\"分\"")) == "t");
  CHECK(parts(parse_number_format("[h]:mm:ss")) == "e");
  CHECK(parts(parse_number_format("mm:ss.0")) == "t");
  CHECK(parts(parse_number_format("[Red]yyyy\\-mm\\-dd")) == "ymd");
}

TEST_CASE("format codes of numbers show no date") {
  for (const char* code : {"General", "0", "0.00", "#,##0.00", "0.00E+00", "@", "0%", "\"day\"0",
                           "[Red]-0", "_(* #,##0_)", "[>100]0;0.0", "¥#,##0", ""}) {
    CAPTURE(code);
    CHECK(parts(parse_number_format(code)).empty());
  }
}

TEST_CASE("decimals that the format shows are known of amounts") {
  const auto amount = [](const std::string& value, const std::string& code) {
    return format_number(value, parse_number_format(code), false).amount;
  };
  CHECK(amount("620000", "#,##0.00") == "620000.00");
  CHECK(amount("620000.5", "0.00") == "620000.50");
  CHECK(amount("-0.125", "0.00").empty());
  CHECK(amount("7", "¥#,##0.0_);[Red](¥#,##0.0)") == "7.0");
  CHECK(amount("7", "\"No.\"0").empty());
  CHECK(amount("0.5", "0.00%").empty());
  CHECK(amount("1500", "0.00E+00").empty());
  CHECK(amount("7", "General").empty());
  CHECK(shown("13800138000", "0.00") == "13800138000");
}

TEST_CASE("a format of zeros gives as many digits") {
  CHECK(shown("123", "000000") == "000123");
  CHECK(shown("1234567", "000000") == "1234567");
  CHECK(shown("1.5", "000000") == "1.5");
  CHECK(shown("7", "0") == "7");
}

TEST_CASE("a format of words for yes and no shows them") {
  CHECK(shown("1", "\"TRUE\";\"TRUE\";\"FALSE\"") == "TRUE");
  CHECK(shown("0", "\"TRUE\";\"TRUE\";\"FALSE\"") == "FALSE");
}

TEST_CASE("dates have as many parts as their format shows") {
  CHECK(shown("45366", "yyyy-mm-dd") == "2024-03-15");
  CHECK(shown("45366", "yyyy\"年\"m\"月\"") == "2024-03");
  CHECK(shown("45366", "yyyy") == "2024");
  CHECK(shown("45366", "m\"月\"d\"日\"") == "2024-03-15");
  CHECK(shown("45365.6875", "yyyy-mm-dd hh:mm") == "2024-03-14 16:30");
  CHECK(shown("45365.687508", "yyyy-mm-dd hh:mm") == "2024-03-14 16:30:01");
  CHECK(shown("45366", "yyyy-mm-dd hh:mm:ss") == "2024-03-15");
  CHECK(shown("45366.9999999", "yyyy-mm-dd") == "2024-03-16");
  CHECK(shown("0.378472222222222", "h:mm") == "09:05");
  CHECK(shown("45365.6875", "h:mm") == "2024-03-14 16:30");
  CHECK(shown("1.5", "[h]:mm") == "36:00");
}

TEST_CASE("both epochs count from their own first day") {
  const NumberFormat day = parse_number_format("yyyy-mm-dd");
  CHECK(shown("1", day) == "1900-01-01");
  CHECK(shown("59", day) == "1900-02-28");
  CHECK(shown("60", day) == "1900-02-29");
  CHECK(shown("61", day) == "1900-03-01");
  CHECK(shown("0", day, true) == "1904-01-01");
  CHECK(shown("43904", day, true) == "2024-03-15");
}

TEST_CASE("what is no date in a date format stays a number") {
  CHECK(shown("-1", "yyyy-mm-dd") == "-1");
  CHECK(shown("0", "yyyy-mm-dd") == "0");
  CHECK(shown("2958465", "yyyy-mm-dd") == "9999-12-31");
  CHECK(shown("2958466", "yyyy-mm-dd") == "2958466");
}

TEST_CASE("formats that have a number only are known") {
  CHECK(parts(built_in_number_format(0)).empty());
  CHECK(parts(built_in_number_format(4)).empty());
  CHECK(parts(built_in_number_format(14)) == "ymd");
  CHECK(parts(built_in_number_format(17)) == "ym");
  CHECK(parts(built_in_number_format(20)) == "t");
  CHECK(parts(built_in_number_format(22)) == "ymdt");
  CHECK(parts(built_in_number_format(27)) == "ym");
  CHECK(parts(built_in_number_format(31)) == "ymd");
  CHECK(parts(built_in_number_format(46)) == "e");
  CHECK(parts(built_in_number_format(49)).empty());
  CHECK(parts(built_in_number_format(58)) == "md");
}
