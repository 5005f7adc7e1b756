// SPDX-License-Identifier: MIT
// The resident identity number: places, dates and the check character of ISO 7064 MOD 11-2.
#include "schema/resident_id.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "schema/uscc.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t number_length = 18;
constexpr std::size_t withdrawn_length = 15;

/// GB/T 2260; 81, 82 and 83 are also the residence permits of Hong Kong, Macau and Taiwan.
constexpr std::array<std::string_view, 35> places{
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34",
    "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52",
    "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"};

bool is_foreign(std::string_view value) {
  return value.starts_with('9');
}

int number_at(std::string_view value, std::size_t offset, std::size_t length) {
  int number = 0;
  for (const char c : value.substr(offset, length)) number = number * 10 + (c - '0');
  return number;
}

std::optional<std::chrono::sys_days> day_of(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (year == 0 || !date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

/// The check character that 17 digits ask for.
char resident_check(std::string_view value) {
  static constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (value[i] - '0') * weights[i];
  return "10X98765432"[sum % 11];
}

/// Counties are known for the mainland only: 71 to 83 and foreigners carry none.
bool is_known_county(std::string_view value, std::span<const std::string_view> counties) {
  if (counties.empty() || value[0] >= '7') return true;
  return std::ranges::binary_search(counties, value.substr(0, 6));
}

Text other_number_hint(std::string_view value) {
  if (check_uscc(value, value).is_good()) {
    return {"it is a unified social credit code: the number of a company, not of a person",
            "这是统一社会信用代码：属于单位而非个人"};
  }
  const bool letter_first = !value.empty() && value[0] >= 'A' && value[0] <= 'Z';
  if (letter_first && value.size() >= 8 && value.size() <= 12) {
    return {"it looks like the number of a passport or travel permit",
            "看起来是护照或往来内地通行证号码"};
  }
  return {};
}

Verdict check_withdrawn(std::string_view value, std::string_view shown) {
  const auto born =
      day_of(1900 + number_at(value, 6, 2), number_at(value, 8, 2), number_at(value, 10, 2));
  if (!has_resident_place(value) || is_foreign(value) || !born) {
    return bad(
        fill({"{} has 15 digits, a resident ID number has 18", "{}有15位，公民身份号码为18位"},
             {shown}),
        other_number_hint(value));
  }
  return doubtful(fill({"{} has the 15 digits withdrawn in 2013, the card in use has 18",
                        "{}是2013年停用的15位号码，现行证件为18位"},
                       {shown}),
                  {"ask for the number on the present card", "请向客户索取现行证件上的号码"});
}

Verdict wrong_length(std::string_view value, std::string_view shown) {
  return bad(fill({"{} has {} characters, a resident ID number has 18",
                   "{}有{}个字符，公民身份号码为18位"},
                  {shown, count_code_points(value)}),
             other_number_hint(value));
}

Verdict wrong_resident_check(std::string_view value, std::string_view shown) {
  const Text reason =
      fill({"{} has a check character that does not hold", "{}的校验码不符"}, {shown});
  if (value.ends_with("000")) {
    return bad(reason,
               {"it looks like a number that a spreadsheet rounded: take it from the card again",
                "看起来是被电子表格四舍五入的数字，请按证件重新录入"});
  }
  return bad(reason,
             fill({"check the card: the last character would be {}", "请核对证件：末位应为{}"},
                  {std::string(1, resident_check(value))}));
}

/// What can't be in a number of 17 digits and a check character.
Verdict find_fault(std::string_view value, std::string_view shown, std::chrono::sys_days today) {
  if (!has_resident_place(value)) {
    return bad(fill({"{} begins with {}, which is no province", "{}以“{}”开头，不是省级代码"},
                    {shown, value.substr(0, is_foreign(value) ? 3 : 2)}),
               other_number_hint(value));
  }
  const auto born = find_birth_date(value);
  if (!born) {
    return bad(fill({"{} has a date of birth that does not exist (places 7 to 14)",
                     "{}中的出生日期不存在（第7至14位）"},
                    {shown}),
               other_number_hint(value));
  }
  if (*born > today) {
    return bad(fill({"{} has a date of birth in the future (places 7 to 14)",
                     "{}中的出生日期在将来（第7至14位）"},
                    {shown}));
  }
  if (!has_resident_check(value)) return wrong_resident_check(value, shown);
  return good();
}

/// What is possible and yet unlikely.
Verdict find_doubt(std::string_view value, std::string_view shown, std::chrono::sys_days today,
                   std::span<const std::string_view> counties) {
  const Text hint{"compare it with the card", "请与证件核对"};
  if (!is_known_county(value, counties)) {
    return doubtful(fill({"{} begins with {}, a county that is not in the list",
                          "{}以“{}”开头，不在行政区划代码表中"},
                         {shown, value.substr(0, 6)}),
                    hint);
  }
  if (value.substr(14, 3) == "000") {
    return doubtful(
        fill({"{} has the sequence 000, which is not given out", "{}的顺序码为000，通常不使用"},
             {shown}),
        hint);
  }
  if (find_birth_date(value).value_or(today) < today - std::chrono::years(150)) {
    return doubtful(
        fill({"{} has a birth more than 150 years ago", "{}中的出生日期在150年以前"}, {shown}),
        hint);
  }
  return good();
}

}  // namespace

Verdict check_resident_id(std::string_view value, std::string_view shown,
                          std::chrono::sys_days today, std::span<const std::string_view> counties) {
  if (value.size() == withdrawn_length && is_digits(value)) return check_withdrawn(value, shown);
  if (count_code_points(value) != number_length) return wrong_length(value, shown);
  if (value.size() != number_length || !is_digits(value.substr(0, 17)) ||
      (!is_digits(value.substr(17)) && value[17] != 'X')) {
    return bad(fill({"{} has other characters than 17 digits and a digit or X at the end",
                     "{}应为17位数字加1位数字或X"},
                    {shown}),
               other_number_hint(value));
  }
  Verdict fault = find_fault(value, shown, today);
  if (!fault.is_good()) return fault;
  return find_doubt(value, shown, today, counties);
}

std::string normalise_resident_id(std::string_view input) {
  return to_upper_ascii(squeeze(input));
}

bool has_resident_check(std::string_view value) {
  return value.size() == number_length && is_digits(value.substr(0, 17)) &&
         value[17] == resident_check(value);
}

bool has_resident_place(std::string_view value) {
  if (value.size() < 3) return false;
  const std::string_view place = value.substr(is_foreign(value) ? 1 : 0, 2);
  return std::ranges::binary_search(places, place);
}

std::optional<std::chrono::sys_days> find_birth_date(std::string_view value) {
  if (value.size() != number_length || !is_digits(value.substr(6, 8))) return std::nullopt;
  return day_of(number_at(value, 6, 4), number_at(value, 10, 2), number_at(value, 12, 2));
}

}  // namespace custrec
