// SPDX-License-Identifier: MIT
// The unified social credit code: its alphabet, its tables and its two check characters.
#include "schema/uscc.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t code_length = 18;
constexpr std::size_t organisation_start = 8;

constexpr unsigned no_worth = 255;

/// What a character is worth in the sum of the check; `no_worth` outside of the alphabet.
constexpr auto worths = [] {
  std::array<unsigned char, 256> table{};
  table.fill(no_worth);
  for (std::size_t worth = 0; worth < alphabet.size(); ++worth) {
    table[static_cast<unsigned char>(alphabet[worth])] = static_cast<unsigned char>(worth);
  }
  return table;
}();

unsigned worth_of(char c) {
  return worths[static_cast<unsigned char>(c)];
}

struct Department {
  char code;
  std::string_view categories;
};

constexpr std::array<Department, 12> departments{{{'1', "1239"},
                                                  {'2', "19"},
                                                  {'3', "123459"},
                                                  {'4', "19"},
                                                  {'5', "1239"},
                                                  {'6', "129"},
                                                  {'7', "129"},
                                                  {'8', "19"},
                                                  {'9', "123"},
                                                  {'A', "19"},
                                                  {'N', "1239"},
                                                  {'Y', "1"}}};

struct LookAlike {
  char letter;
  char meant;
};

constexpr std::array<LookAlike, 4> look_alikes{{{'O', '0'}, {'I', '1'}, {'S', '5'}, {'Z', '2'}}};

/// Of each place the power of 3, modulo 31.
constexpr auto weights = [] {
  std::array<unsigned, code_length - 1> powers{1};
  for (std::size_t at = 1; at < powers.size(); ++at) powers[at] = powers[at - 1] * 3 % 31;
  return powers;
}();

/// The check character that the first 17 ask for; all of them are in the alphabet.
char uscc_check(std::string_view value) {
  unsigned sum = 0;
  for (std::size_t at = 0; at < weights.size(); ++at) sum += worth_of(value[at]) * weights[at];
  return alphabet[(31 - sum % 31) % 31];
}

/// The check character of the organisation code (GB 11714-1997).
char expected_organisation_check(std::string_view value) {
  static constexpr std::array<std::size_t, 8> factors{3, 7, 9, 10, 5, 8, 4, 2};
  std::size_t sum = 0;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const char c = value[organisation_start + i];
    const int worth = c <= '9' ? c - '0' : c - 'A' + 10;
    sum += static_cast<std::size_t>(worth) * factors[i];
  }
  return "0X987654321"[sum % 11];
}

std::optional<std::size_t> find_outsider(std::string_view value) {
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (worth_of(value[at]) == no_worth) return at;
  }
  return std::nullopt;
}

bool looks_rounded(std::string_view value) {
  return value.ends_with("000") || value.find("E+") != std::string_view::npos;
}

Text rounded_hint() {
  return {"it looks like a number that a spreadsheet rounded: take it from the licence again",
          "看起来是被电子表格四舍五入的数字，请按营业执照重新录入"};
}

Text length_hint(std::string_view value) {
  const std::string bare = normalise_uscc(value);
  if (bare.find("E+") != std::string::npos) return rounded_hint();
  if (bare.size() == 15) {
    return {"15 characters are a tax number from before 2015; the licence now has a code of 18",
            "15位是2015年以前的税务登记号，现行营业执照上是18位代码"};
  }
  if (bare.size() == 9) {
    return {"9 characters are the organisation code alone; the licence has the code of 18",
            "9位只是组织机构代码，营业执照上是18位代码"};
  }
  return {};
}

/// `c` of the code at `offset`, visible even when it is not.
std::string show_character(std::string_view value, std::size_t offset) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  const CodePoint point = code_point_at(value, offset);
  if (point.length > 1 && !is_invisible(point.value) && !is_space(point.value)) {
    return escape_controls(value.substr(offset, point.length));
  }
  if (point.length == 1 && point.value > U' ' && point.value < 0x7F) {
    return std::string(value.substr(offset, 1));
  }
  std::string name = "U+";
  for (int shift = 12; shift >= 0; shift -= 4) name += hex[(point.value >> shift) & 0xFU];
  return name;
}

Text look_alike_hint(std::string_view value) {
  std::string meant(value);
  Text pairs;
  for (const LookAlike& pair : look_alikes) {
    if (value.find(pair.letter) == std::string_view::npos) continue;
    std::ranges::replace(meant, pair.letter, pair.meant);
    const bool first = pairs.empty();
    pairs.en += (first ? "" : ", ") + std::string(1, pair.meant) + " for " + pair.letter;
    pairs.zh += (first ? "" : "、") + std::string(1, pair.letter) + "→" + pair.meant;
  }
  if (pairs.empty()) return {};
  const bool fits = !find_outsider(meant) && meant.back() == uscc_check(meant);
  if (fits) {
    return fill({"check the licence: with {} the check character would hold",
                 "请核对营业执照：若{}，则校验码相符"},
                {pairs});
  }
  return fill({"check the licence: it may be {}", "请核对营业执照：可能是{}"}, {pairs});
}

Verdict outsider(std::string_view value, std::string_view shown, std::size_t offset) {
  const Text reason =
      fill({"{} has {} at place {}, a credit code has digits and capitals without I, O, S, V, Z",
            "{0}第{2}位是“{1}”，统一社会信用代码只用数字和除I、O、S、V、Z外的大写字母"},
           {shown, show_character(value, offset), count_code_points(value.substr(0, offset)) + 1});
  return bad(reason, look_alike_hint(value));
}

Verdict unknown_kind(std::string_view value, std::string_view shown, bool department_known) {
  if (!department_known) {
    return bad(fill({"{} begins with {}, which is no registering department",
                     "{}的第1位“{}”不是登记管理部门代码"},
                    {shown, value.substr(0, 1)}),
               {"companies begin with 91, their owners with 92, co-operatives with 93",
                "企业以91开头，个体工商户以92开头，农民专业合作社以93开头"});
  }
  return bad(fill({"{} begins with {}, a category that department {} does not have",
                   "{}以“{}”开头，登记管理部门{}没有这一机构类别"},
                  {shown, value.substr(0, 2), value.substr(0, 1)}));
}

Verdict wrong_uscc_check(std::string_view value, std::string_view shown) {
  const Text reason =
      fill({"{} ends with {}, its check character does not hold", "{}的末位“{}”与校验码不符"},
           {shown, value.substr(code_length - 1)});
  if (looks_rounded(value)) return bad(reason, rounded_hint());
  return bad(reason, fill({"check the licence: the last character would be {}",
                           "请核对营业执照：末位应为{}"},
                          {std::string(1, uscc_check(value))}));
}

}  // namespace

Verdict check_uscc(std::string_view value, std::string_view shown) {
  const std::size_t length = count_code_points(value);
  if (length != code_length) {
    return bad(
        fill({"{} has {} characters, a credit code has 18", "{}有{}个字符，统一社会信用代码为18位"},
             {shown, length}),
        length_hint(value));
  }
  if (const auto offset = find_outsider(value)) return outsider(value, shown, *offset);

  const auto department = std::ranges::find(departments, value[0], &Department::code);
  const bool known = department != departments.end();
  if (!known || department->categories.find(value[1]) == std::string_view::npos) {
    return unknown_kind(value, shown, known);
  }
  const std::string_view area = value.substr(2, 6);
  if (!std::ranges::all_of(area, [](char c) { return worth_of(c) < 10; })) {
    return bad(fill({"{} has a letter among places 3 to 8, which are the digits of an area",
                     "{}的第3至8位应为数字（行政区划码）"},
                    {shown}));
  }
  if (value.back() != uscc_check(value)) return wrong_uscc_check(value, shown);
  if (value[16] != expected_organisation_check(value)) {
    return doubtful(fill({"{} has an organisation code (places 9 to 17) whose own check fails",
                          "{}中的组织机构代码（第9至17位）自身校验不符"},
                         {shown}),
                    {"compare it with the licence", "请与营业执照核对"});
  }
  return good();
}

std::string normalise_uscc(std::string_view input) {
  return to_upper_ascii(squeeze(input));
}

}  // namespace custrec
