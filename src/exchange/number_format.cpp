// SPDX-License-Identifier: MIT
// Numbers of a workbook as a person saw them.
#include "exchange/number_format.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>

#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr double seconds_a_day = 86400;
constexpr double first_day_beyond = 2958466;  // 10000-01-01

/// The letters of the first section that stand for something: without quoted text, escaped and
/// padding characters, conditions and colours. Elapsed times (`[h]`) stay, in upper case.
std::string code_letters(std::string_view code) {
  std::string letters;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    const char c = code[at];
    if (c == '"') {
      at = std::min(code.find('"', at + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '[') {
      const std::size_t close = std::min(code.find(']', at), code.size());
      const std::string inner = to_upper_ascii(code.substr(at + 1, close - at - 1));
      const bool elapsed = !inner.empty() && inner.find_first_not_of(inner[0]) == inner.npos &&
                           std::string_view("HMS").find(inner[0]) != std::string_view::npos;
      if (elapsed) letters += inner;
      at = close;
    } else {
      letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  for (const std::string_view half : {"am/pm", "a/p"}) letters = replace_all(letters, half, "");
  return letters;
}

/// Of 1900: the day after 1900-02-28 is 1900-02-29 there, which never was.
std::chrono::year_month_day day_of(std::int64_t serial, bool from_1904) {
  using namespace std::chrono;
  if (from_1904) return sys_days(1904y / January / 1) + days(serial);
  const auto first =
      serial < 60 ? sys_days(1899y / December / 31) : sys_days(1899y / December / 30);
  return first + days(serial);
}

std::string pad(std::int64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

std::string format_clock(std::int64_t seconds) {
  std::string text = pad(seconds / 3600, 2) + ":" + pad(seconds / 60 % 60, 2);
  return seconds % 60 == 0 ? text : text + ":" + pad(seconds % 60, 2);
}

std::string format_day(std::int64_t serial, const NumberFormat& format, bool from_1904) {
  if (!from_1904 && serial == 60) return "1900-02-29";
  const std::chrono::year_month_day day = day_of(serial, from_1904);
  std::string text = pad(static_cast<int>(day.year()), 4);
  if (format.year && !format.month && !format.day) return text;
  text += "-" + pad(static_cast<unsigned>(day.month()), 2);
  if (format.year && !format.day) return text;
  return text + "-" + pad(static_cast<unsigned>(day.day()), 2);
}

/// Nothing for what no date is.
std::optional<std::string> format_date(double value, const NumberFormat& format, bool from_1904) {
  if (value < 0 || value >= first_day_beyond) return std::nullopt;
  const auto all = static_cast<std::int64_t>(std::llround(value * seconds_a_day));
  const std::int64_t serial = all / 86400;
  const std::int64_t seconds = all % 86400;
  if (format.elapsed || (format.time && !format.is_date() && serial == 0)) {
    return format_clock(all);
  }
  if (serial == 0 && !from_1904) return std::nullopt;
  // A format of a time only hides the day, which is needed all the same.
  const NumberFormat shown = format.time ? NumberFormat{true, true, true} : format;
  std::string text = format_day(serial, shown, from_1904);
  if (format.time && seconds != 0) text += " " + format_clock(seconds);
  return text;
}

/// Fifteen digits without those at the end that say nothing, and the power of ten of the first.
struct Decimal15 {
  std::string digits;
  int exponent = 0;
};

Decimal15 round_to_15(double value) {
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.14e", value);
  const std::string_view text = buffer.data();
  const std::size_t mark = text.find('e');
  Decimal15 decimal;
  for (const char c : text.substr(0, mark)) {
    if (c >= '0' && c <= '9') decimal.digits += c;
  }
  decimal.digits.resize(std::max<std::size_t>(decimal.digits.find_last_not_of('0') + 1, 1));
  const std::string_view power = text.substr(mark + (text[mark + 1] == '+' ? 2 : 1));
  std::from_chars(power.data(), power.data() + power.size(), decimal.exponent);
  return decimal;
}

std::string format_decimal(double value) {
  const std::string sign = value < 0 ? "-" : "";
  const auto [digits, exponent] = round_to_15(std::fabs(value));
  const auto count = static_cast<int>(digits.size());
  if (exponent > 20 || exponent < -20) {
    return sign + digits.substr(0, 1) + (count > 1 ? "." + digits.substr(1) : "") + "E" +
           (exponent > 0 ? "+" : "") + std::to_string(exponent);
  }
  if (exponent < 0) {
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  }
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0');
  return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

/// Of a format of numbers; percents and powers of ten show another number than they hold.
std::size_t count_decimals(const std::string& letters) {
  const std::size_t point = letters.find('.');
  if (point == letters.npos || letters.find_first_of("%eE/hsdy") != letters.npos) return 0;
  const std::size_t end = letters.find_first_not_of('0', point + 1);
  return std::min(end, letters.size()) - point - 1;
}

/// At least so many digits behind the point.
std::string pad_decimals(std::string number, std::size_t decimals) {
  constexpr std::size_t longest = 15;
  if (decimals == 0 || decimals > longest || number.find('E') != number.npos) return number;
  std::size_t point = number.find('.');
  if (point == number.npos) {
    point = number.size();
    number += '.';
  }
  const std::size_t wished = point + 1 + decimals;
  return number.size() < wished ? number + std::string(wished - number.size(), '0') : number;
}

}  // namespace

NumberFormat parse_number_format(std::string_view code) {
  const std::string letters = code_letters(code);
  NumberFormat format;
  format.yes_no = code == "\"TRUE\";\"TRUE\";\"FALSE\"";
  if (letters.find("general") != letters.npos) return format;
  if (letters.size() > 1 && letters.find_first_not_of('0') == letters.npos) {
    format.digits = letters.size();
    return format;
  }
  format.decimals = count_decimals(letters);
  const auto has = [&](char letter) { return letters.find(letter) != letters.npos; };
  format.elapsed = letters.find_first_of("HMS") != letters.npos;
  format.time = format.elapsed || has('h') || has('s');
  const std::size_t era = letters.find('e');
  const bool is_year = era != letters.npos && letters.find_first_of("+-", era) != era + 1;
  format.year = has('y') || (is_year && has('m'));
  format.day = has('d');
  // Beside hours or seconds alone, `m` are minutes.
  format.month = has('m') && (!format.time || format.year || format.day);
  return format;
}

NumberFormat built_in_number_format(std::size_t id) {
  constexpr NumberFormat day{true, true, true};
  constexpr NumberFormat month{true, true, false};
  constexpr NumberFormat no_year{false, true, true};
  constexpr NumberFormat time{false, false, false, true};
  constexpr NumberFormat two_decimals{false, false, false, false, false, false, 0, 2};
  if (id == 14 || id == 15 || id == 30 || id == 31) return day;
  if (id == 16 || id == 28 || id == 29 || id == 51 || id == 53 || id == 54 || id == 58) {
    return no_year;
  }
  if (id == 17 || id == 27 || id == 36 || id == 50 || id == 52 || id == 57) return month;
  if (id == 22) return {true, true, true, true};
  if (id == 46) return {false, false, false, true, true};
  if (id == 2 || id == 4 || id == 39 || id == 40) return two_decimals;
  const bool is_time = (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 ||
                       id == 55 || id == 56;
  return is_time ? time : NumberFormat{};
}

NumberText format_number(std::string_view value, const NumberFormat& format, bool from_1904) {
  double number = 0;
  const char* end = value.data() + value.size();
  const auto [rest, fault] = std::from_chars(value.data(), end, number);
  if (fault != std::errc() || rest != end || !std::isfinite(number))
    return {std::string(value), false, {}};
  if (format.is_date() || format.time) {
    if (auto date = format_date(number, format, from_1904)) return {std::move(*date), false, {}};
  }
  if (number == 0) number = 0;  // never -0
  if (format.yes_no) return {number == 0 ? "FALSE" : "TRUE", false, {}};
  const bool whole = std::trunc(number) == number;
  if (whole && number >= 0 && number < 1e15 && format.digits > 0) {
    return {pad(static_cast<std::int64_t>(number), format.digits), false, {}};
  }
  NumberText made{format_decimal(number), whole && std::fabs(number) >= 1e15, {}};
  made.amount = pad_decimals(made.text, format.decimals);
  if (made.amount == made.text) made.amount.clear();
  return made;
}

}  // namespace custrec
