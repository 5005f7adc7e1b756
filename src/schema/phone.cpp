// SPDX-License-Identifier: MIT
// Telephone numbers. `check_*` look at the stored forms only and allocate nothing for a good value;
// `normalise_*` take numbers apart into groups of digits and put the stored form together.
#include "schema/phone.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t mobile_length = 11;
constexpr std::size_t longest_extension = 6;

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
}

bool is_mobile(std::string_view text) {
  return text.size() == mobile_length && all_digits(text) && text[0] == '1' && text[1] >= '3';
}

/// 400 (shared cost) and 800 (free) numbers.
bool is_service(std::string_view text) {
  return text.size() == 10 && all_digits(text) &&
         (text.starts_with("400") || text.starts_with("800"));
}

bool is_extension(std::string_view text) {
  return text.size() <= longest_extension && all_digits(text);
}

const AreaCode* find_area(std::string_view code, const PhonePlan& plan) {
  const auto found = std::ranges::lower_bound(
      plan.area_codes, code, {}, [](const AreaCode& area) { return std::string_view(area.code); });
  return found != plan.area_codes.end() && found->code == code ? &*found : nullptr;
}

bool fits(const AreaCode& area, std::string_view local) {
  return all_digits(local) && local.size() >= area.shortest && local.size() <= area.longest;
}

/// `010-62345678` and the like, without extension.
bool is_landline(std::string_view text, const PhonePlan& plan) {
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos) return false;
  const AreaCode* area = find_area(text.substr(0, hyphen), plan);
  return area != nullptr && fits(*area, text.substr(hyphen + 1));
}

/// + and 7 to 15 digits, single spaces or hyphens between them, not of mainland China.
bool is_abroad(std::string_view text) {
  if (text.size() < 2 || text[0] != '+' || text[1] == '0') return false;
  bool after_digit = false;
  for (const char c : text.substr(1)) {
    if (!is_digit(c) && !(after_digit && (c == ' ' || c == '-'))) return false;
    after_digit = is_digit(c);
  }
  const std::size_t count = count_digits(text);
  return after_digit && count >= 7 && count <= 15 && !text.starts_with("+86");
}

/// The number before a last `-801`, or all of it.
std::string_view without_extension(std::string_view text) {
  const std::size_t hyphen = text.rfind('-');
  if (hyphen == std::string_view::npos || !is_extension(text.substr(hyphen + 1))) return text;
  return text.substr(0, hyphen);
}

bool is_stored_domestic(std::string_view text, const PhonePlan& plan) {
  if (is_mobile(text) || is_service(text) || is_landline(text, plan)) return true;
  const std::string_view main = without_extension(text);
  return main.size() < text.size() && (is_service(main) || is_landline(main, plan));
}

// Normalising

/// NFKC, plain hyphens, no invisible marks, no `tel:`, nothing at the ends.
std::string clean(std::string_view input) {
  const std::string normal = to_nfkc(input);
  std::string plain;
  for (std::size_t offset = 0; offset < normal.size();) {
    const CodePoint point = code_point_at(normal, offset);
    const bool dash = (point.value >= 0x2010 && point.value <= 0x2015) || point.value == 0x2212;
    if (dash) {
      plain += '-';
    } else if (is_space(point.value)) {
      plain += ' ';
    } else if (!is_invisible(point.value)) {
      plain.append(normal, offset, point.length);
    }
    offset += point.length;
  }
  std::string_view text = trim(plain);
  if (to_upper_ascii(text.substr(0, 4)) == "TEL:") text = trim(text.substr(4));
  // What a spreadsheet adds to a number: the mark of a text cell, the decimals of a numeric one.
  if (text.starts_with('\'')) text.remove_prefix(1);
  if (text.ends_with(".0") && all_digits(text.substr(0, text.size() - 2))) text.remove_suffix(2);
  return std::string(text);
}

/// Takes the country code of mainland China away; whether there was one.
bool drop_china(std::string_view& text) {
  for (const std::string_view code : {"+86", "0086", "(+86)", "(0086)", "(86)"}) {
    if (!text.starts_with(code)) continue;
    text.remove_prefix(code.size());
    return true;
  }
  return false;
}

struct Extension {
  std::string_view main;
  std::string_view digits;  ///< empty: none
};

/// An extension that is named as one; nothing when what follows the name is no extension.
std::optional<Extension> split_extension(std::string_view text) {
  static constexpr std::array<std::string_view, 9> marks{";EXT=", "转分机", "分机", "转", "EXT.",
                                                         "EXT",   "X",      "#",    "轉"};
  const std::string upper = to_upper_ascii(text);
  for (const std::string_view mark : marks) {
    const std::size_t at = upper.find(mark);
    if (at == std::string::npos) continue;
    std::string_view after = trim(text.substr(at + mark.size()));
    if (after.starts_with(':')) after = trim(after.substr(1));
    std::string_view main = trim(text.substr(0, at));
    while (main.ends_with('-') || main.ends_with(',')) main = trim(main.substr(0, main.size() - 1));
    if (!is_extension(after)) return std::nullopt;
    return Extension{main, after};
  }
  return Extension{text, {}};
}

struct Groups {
  std::vector<std::string> digits;
  bool hyphen_last = false;  ///< the last group stands after a hyphen
};

/// Groups of digits; none when anything but spaces, hyphens, dots and brackets is between them.
Groups split_groups(std::string_view text) {
  Groups groups;
  bool open = false;
  for (const char c : text) {
    if (is_digit(c)) {
      if (!open) groups.digits.emplace_back();
      groups.digits.back() += c;
      open = true;
    } else if (std::string_view(" -().").find(c) != std::string_view::npos) {
      groups.hyphen_last = open ? c == '-' : groups.hyphen_last || c == '-';
      open = false;
    } else {
      return {};
    }
  }
  return groups;
}

std::string join(const std::vector<std::string>& parts, std::size_t count) {
  std::string joined;
  for (std::size_t i = 0; i < count; ++i) joined += parts[i];
  return joined;
}

/// The stored form of a landline's digits, `number` with the 0 of its area code.
std::optional<std::string> find_landline(std::string_view number, const PhonePlan& plan) {
  for (const std::size_t length : {std::size_t{3}, std::size_t{4}}) {
    if (number.size() <= length) continue;
    const AreaCode* area = find_area(number.substr(0, length), plan);
    if (area != nullptr && fits(*area, number.substr(length))) {
      return area->code + "-" + std::string(number.substr(length));
    }
  }
  return std::nullopt;
}

std::optional<std::string> find_domestic(const std::string& number, std::string_view extension,
                                         bool international, const PhonePlan& plan) {
  if (is_mobile(number)) return extension.empty() ? std::optional(number) : std::nullopt;
  std::optional<std::string> found;
  if (is_service(number)) {
    found = number;
  } else {
    const bool bare = international && !number.starts_with('0');
    found = find_landline(bare ? "0" + number : number, plan);
  }
  if (found && !extension.empty()) *found += "-" + std::string(extension);
  return found;
}

/// Whether three groups are area code, local number and extension as they stand.
bool is_grouped_with_extension(const Groups& groups, bool international, const PhonePlan& plan) {
  if (groups.digits.size() != 3 || !groups.hyphen_last || !is_extension(groups.digits[2])) {
    return false;
  }
  const bool bare = international && !groups.digits[0].starts_with('0');
  const AreaCode* area = find_area((bare ? "0" : "") + groups.digits[0], plan);
  return area != nullptr && fits(*area, groups.digits[1]);
}

std::optional<std::string> normalise_domestic(std::string_view text, std::string_view extension,
                                              bool international, const PhonePlan& plan) {
  const Groups groups = split_groups(text);
  const std::size_t count = groups.digits.size();
  if (count == 0) return std::nullopt;
  const bool last_may_extend =
      extension.empty() && count >= 2 && groups.hyphen_last && is_extension(groups.digits.back());
  const auto with_last_as_extension = [&] {
    return find_domestic(join(groups.digits, count - 1), groups.digits.back(), international, plan);
  };
  if (last_may_extend && is_grouped_with_extension(groups, international, plan)) {
    return with_last_as_extension();
  }
  const auto whole = find_domestic(join(groups.digits, count), extension, international, plan);
  return whole || !last_may_extend ? whole : with_last_as_extension();
}

/// A number abroad after its + or 00: `(0)` dropped, other brackets and runs of spaces made single.
std::string normalise_abroad(std::string_view text) {
  const std::string bare = replace_all(std::string(text), "(0)", " ");
  std::string number = "+";
  for (const char c : bare) {
    const char last = number.back();
    const bool gap = c == ' ' || c == '(' || c == ')' || c == '-';
    if (!gap) {
      number += c;
    } else if (last == ' ' && c == '-') {
      number.back() = '-';
    } else if (last != ' ' && last != '-' && last != '+') {
      number += c == '-' ? '-' : ' ';
    }
  }
  return number;
}

// Telling what is wrong

struct Complaint {
  bool (*applies)(std::string_view value, std::string_view bare, const PhonePlan& plan);
  Text reason;
  Text hint;
};

bool holds_several(std::string_view value) {
  return value.find_first_of("/,;") != std::string_view::npos ||
         value.find("、") != std::string_view::npos || value.find("，") != std::string_view::npos ||
         value.find("；") != std::string_view::npos;
}

Text several_hint() {
  return {"one number a field; a further one goes into another field or contact",
          "一个字段只填一个号码，其余填入其他字段或联系人"};
}

Text first_three(std::string_view value) {
  return same_text(value.substr(0, 3));
}

/// A mobile number written as its digits and yet no mobile number.
Verdict wrong_mobile_digits(std::string_view bare, std::string_view shown) {
  if (bare.size() != mobile_length) {
    Text hint;
    if (bare.size() == 13 && bare.starts_with("861")) {
      hint = {"leave the 86 out", "请去掉前面的86"};
    } else if (bare.size() == 13 && bare.starts_with('1')) {
      hint = {"13 digits belong to devices, not to people", "13位号码属于物联网设备"};
    } else if (bare.starts_with('0')) {
      hint = {"a landline goes into a phone field", "固定电话请填入电话字段"};
    }
    return bad(
        fill(bare.size() == 1
                 ? Text{"{} has {} digit, a mobile number has 11", "{}有{}位，手机号码为11位"}
                 : Text{"{} has {} digits, a mobile number has 11", "{}有{}位，手机号码为11位"},
             {shown, bare.size()}),
        hint);
  }
  Text hint;
  if (bare.starts_with('0')) {
    hint = {"a landline goes into a phone field", "固定电话请填入电话字段"};
  }
  return bad(fill({"{} begins with {}, a mobile number begins with 13 to 19",
                   "{}以{}开头，手机号码以13至19开头"},
                  {shown, first_three(bare)}),
             hint);
}

/// The number that all the digits of `text` are.
std::size_t number_of(std::string_view text) {
  std::size_t number = 0;
  for (const char digit : text) number = number * 10 + static_cast<std::size_t>(digit - '0');
  return number;
}

constexpr std::size_t start_length = 4;  // digits that `mobile_starts` knows

std::bitset<10000> find_starts(const std::vector<std::string>& prefixes) {
  std::bitset<10000> starts;
  for (const std::string& prefix : prefixes) {
    if (prefix[0] != '1' || prefix.size() > 1 + start_length) continue;
    std::string first = prefix.substr(1);
    std::string last = first;
    first.resize(start_length, '0');
    last.resize(start_length, '9');
    for (std::size_t at = number_of(first); at <= number_of(last); ++at) starts.set(at);
  }
  return starts;
}

Verdict check_prefix(std::string_view value, std::string_view shown, const PhonePlan& plan) {
  if (plan.mobile_starts.test(number_of(value.substr(1, start_length)))) return good();
  const auto& prefixes = plan.mobile_prefixes;
  const auto after = std::ranges::upper_bound(
      prefixes, value, {}, [](const std::string& prefix) { return std::string_view(prefix); });
  if (prefixes.empty() || (after != prefixes.begin() && value.starts_with(*std::prev(after)))) {
    return good();
  }
  return doubtful(fill({"{} begins with {}, which is not allocated to mobile numbers",
                        "{}以{}开头，该号段尚未分配"},
                       {shown, first_three(value)}),
                  {"ask again, or keep it if a call gets through", "请再次核对；确能接通则保留"});
}

bool lost_zero(std::string_view value, std::string_view, const PhonePlan& plan) {
  return restore_leading_zero(value, plan).has_value();
}

const std::array<Complaint, 6>& complaints() {
  static const std::array<Complaint, 6> table{
      {{lost_zero,
        {"{} lacks the 0 that its area code begins with", "{}缺少区号开头的0"},
        {"a spreadsheet took it for a number: write the area code with its 0",
         "被电子表格当作数字处理：请补上区号开头的0"}},
       {[](std::string_view value, std::string_view, const PhonePlan&) {
          return holds_several(value);
        },
        {"{} holds more than one number", "{}含有多个号码"},
        several_hint()},
       {[](std::string_view value, std::string_view, const PhonePlan&) {
          return value.starts_with('+') || value.starts_with("00");
        },
        {"{} is no number abroad: + and 7 to 15 digits",
         "{}不是有效的境外号码：应为+和7至15位数字"},
        {"write it like +44 20 7031 3000", "写法如+44 20 7031 3000"}},
       {[](std::string_view, std::string_view bare, const PhonePlan&) {
          return all_digits(bare) && bare.size() >= 3 && bare.size() <= 6;
        },
        {"{} is a short service number, nobody's own", "{}是短号码，不是客户自己的号码"},
        {"write the number on which the customer can be called", "请填写可联系到客户的号码"}},
       {[](std::string_view, std::string_view bare, const PhonePlan&) {
          return all_digits(bare) && (bare.size() == 7 || bare.size() == 8);
        },
        {"{} has no area code", "{}缺少区号"},
        {"write it like 010-62345678", "写法如010-62345678"}},
       {[](std::string_view, std::string_view bare, const PhonePlan&) {
          return all_digits(bare) && bare.size() == 13 && bare.starts_with('1');
        },
        {"{} has 13 digits: the number of a device, not of a person",
         "{}有13位：是物联网设备号码，不是联系电话"},
        {}}}};
  return table;
}

/// A landline whose area code is unknown or whose local number has the wrong length.
Verdict wrong_landline(std::string_view number, std::string_view shown, const PhonePlan& plan) {
  const AreaCode* area = find_area(number.substr(0, 3), plan);
  if (area == nullptr) area = find_area(number.substr(0, 4), plan);
  if (area == nullptr) {
    return bad(fill({"{} begins with {}, which is no area code", "{}以{}开头，不是有效区号"},
                    {shown, number.substr(0, number[1] <= '2' ? 3 : 4)}));
  }
  const std::string wanted =
      area->shortest == area->longest
          ? std::to_string(area->longest)
          : std::to_string(area->shortest) + "-" + std::to_string(area->longest);
  return bad(fill({"{} has {} digits after the area code {}, there numbers have {}",
                   "{0}在区号{2}之后有{1}位，当地号码为{3}位"},
                  {shown, number.size() - area->code.size(), area->code, wanted}));
}

Verdict wrong_phone(std::string_view value, std::string_view shown, const PhonePlan& plan) {
  const std::string bare = squeeze(value);
  for (const Complaint& complaint : complaints()) {
    if (complaint.applies(value, bare, plan)) {
      return bad(fill(complaint.reason, {shown}), complaint.hint);
    }
  }
  if (all_digits(bare) && bare.starts_with('0') && bare.size() >= 7 &&
      normalise_phone(value, plan) == trim(value)) {
    return wrong_landline(bare, shown, plan);
  }
  return bad(fill({"{} is no telephone number", "{}不是电话号码"}, {shown}),
             {"a mobile number, a landline like 010-62345678, 400 or 800, or + and country code",
              "手机号码、带区号的固定电话（如010-62345678）、400或800号码，或+和国家代码"});
}

/// Numbers of Hong Kong and Macau have 8 digits.
bool is_odd_abroad(std::string_view value) {
  const bool known = value.starts_with("+852") || value.starts_with("+853");
  return known && count_digits(value) != 11;
}

/// The first three cells of every line that begins with a number.
std::vector<std::array<std::string_view, 3>> parse_rows(std::string_view tsv) {
  std::vector<std::array<std::string_view, 3>> rows;
  while (!tsv.empty()) {
    const std::size_t end = std::min(tsv.find('\n'), tsv.size());
    std::string_view line = trim(tsv.substr(0, end));
    tsv.remove_prefix(std::min(end + 1, tsv.size()));
    std::array<std::string_view, 3> cells;
    for (std::string_view& cell : cells) {
      const std::size_t tab = std::min(line.find('\t'), line.size());
      cell = line.substr(0, tab);
      line.remove_prefix(std::min(tab + 1, line.size()));
    }
    if (all_digits(cells[0])) rows.push_back(cells);
  }
  return rows;
}

}  // namespace

PhonePlan parse_phone_plan(std::string_view mobile_prefixes_tsv, std::string_view area_codes_tsv) {
  PhonePlan plan;
  for (const auto& row : parse_rows(mobile_prefixes_tsv)) plan.mobile_prefixes.emplace_back(row[0]);
  std::ranges::sort(plan.mobile_prefixes);
  std::vector<std::string> shortest;
  for (std::string& prefix : plan.mobile_prefixes) {
    if (shortest.empty() || !prefix.starts_with(shortest.back())) {
      shortest.push_back(std::move(prefix));
    }
  }
  plan.mobile_prefixes = std::move(shortest);
  plan.mobile_starts = find_starts(plan.mobile_prefixes);
  for (const auto& [code, length, places] : parse_rows(area_codes_tsv)) {
    if (length.empty() || !is_digit(length.front()) || !is_digit(length.back())) continue;
    plan.area_codes.push_back({std::string(code), static_cast<std::size_t>(length.front() - '0'),
                               static_cast<std::size_t>(length.back() - '0'), std::string(places)});
  }
  std::ranges::sort(plan.area_codes, {}, &AreaCode::code);
  return plan;
}

Verdict check_mobile(std::string_view value, std::string_view shown, const PhonePlan& plan) {
  if (is_mobile(value)) return check_prefix(value, shown, plan);
  const std::string bare = squeeze(value);
  if (bare == value && all_digits(bare)) return wrong_mobile_digits(bare, shown);
  if (holds_several(value)) {
    return bad(fill({"{} holds more than one number", "{}含有多个号码"}, {shown}), several_hint());
  }
  if (all_digits(normalise_mobile(value))) {
    return bad(fill({"{} is not written as 11 digits alone", "{}未写成纯11位数字"}, {shown}));
  }
  if (all_digits(bare)) return wrong_mobile_digits(bare, shown);
  const bool abroad = bare.starts_with('+') && !bare.starts_with("+86");
  return abroad
             ? bad(fill({"{} is a number abroad, a mobile number has 11 digits and no country code",
                         "{}是境外号码，手机号码为11位数字，不带国家代码"},
                        {shown}),
                   {"a number abroad goes into a phone field", "境外号码请填入电话字段"})
             : bad(fill({"{} is no mobile number, which has 11 digits",
                         "{}不是手机号码，手机号码为11位数字"},
                        {shown}));
}

std::string normalise_mobile(std::string_view input) {
  const std::string text = squeeze(clean(input));
  std::string_view number = text;
  drop_china(number);
  std::string bare(number);
  std::erase_if(bare, [](char c) { return c == '(' || c == ')' || c == '.'; });
  const bool fits_mobile = bare.size() == mobile_length && all_digits(bare) && bare[0] == '1';
  return fits_mobile ? bare : std::string(trim(input));
}

Verdict check_phone(std::string_view value, std::string_view shown, const PhonePlan& plan) {
  if (is_mobile(value)) return check_prefix(value, shown, plan);
  if (is_stored_domestic(value, plan)) return good();
  if (!is_abroad(value)) return wrong_phone(value, shown, plan);
  if (!is_odd_abroad(value)) return good();
  return doubtful(
      fill({"{} has {} digits after its country code, numbers of Hong Kong and Macau have 8",
            "{}在国家/地区代码之后有{}位，港澳号码为8位"},
           {shown, count_digits(value) - 3}));
}

std::string normalise_phone(std::string_view input, const PhonePlan& plan) {
  std::string given(trim(input));
  std::string text = clean(input);
  if (is_stored_domestic(text, plan) || is_abroad(text)) return text;
  const auto extension = split_extension(text);
  if (!extension) return given;
  std::string_view main = extension->main;
  const bool international = drop_china(main);
  const bool plus = main.starts_with('+');
  if (!international && (plus || main.starts_with("00"))) {
    const std::string abroad = normalise_abroad(main.substr(plus ? 1 : 2));
    return extension->digits.empty() && is_abroad(abroad) ? abroad : given;
  }
  return normalise_domestic(main, extension->digits, international, plan).value_or(given);
}

std::optional<std::string> restore_leading_zero(std::string_view input, const PhonePlan& plan) {
  const std::string text = clean(input);
  if (text.empty() || !is_digit(text[0]) || text[0] == '0') return std::nullopt;
  if (is_stored_domestic(normalise_phone(text, plan), plan)) return std::nullopt;
  const std::string restored = normalise_phone("0" + text, plan);
  if (!restored.starts_with('0') || !is_stored_domestic(restored, plan)) return std::nullopt;
  return restored;
}

}  // namespace custrec
