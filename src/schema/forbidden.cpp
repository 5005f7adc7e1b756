// SPDX-License-Identifier: MIT
// Looking for cards, ID numbers and home addresses in what people wrote. One pass over the bytes
// finds the runs of digits; everything after that sees short pieces only.
#include "schema/forbidden.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "schema/mask.hpp"
#include "schema/resident_id.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// The digits of one group: `digits` is ASCII whatever the width in the text.
struct Group {
  std::size_t offset;
  std::size_t end;
  std::string digits;
};

/// Groups of digits with one space or hyphen between them.
struct Run {
  std::vector<Group> groups;
  std::vector<char> gaps;  ///< gaps[i] stands after groups[i]
};

struct Issuer {
  int from;  ///< first four digits
  int to;
  std::string_view lengths;  ///< one letter a length: a is 13 … g is 19
};

/// ISO/IEC 7812 issuers met in China: UnionPay, Visa, Mastercard, American Express, JCB, old ICBC.
constexpr std::array<Issuer, 8> issuers{{{6200, 6299, "defg"},
                                         {4000, 4999, "adg"},
                                         {5100, 5599, "d"},
                                         {2221, 2720, "d"},
                                         {3400, 3499, "c"},
                                         {3700, 3799, "c"},
                                         {3528, 3589, "d"},
                                         {9558, 9558, "g"}}};

/// What stands right before a number that is no card.
constexpr std::array<std::string_view, 12> order_words{"订单",  "单号",  "运单",    "流水",
                                                       "快递",  "发票",  "合同",    "编号",
                                                       "order", "Order", "invoice", "Invoice"};

bool holds_luhn(std::string_view number) {
  int sum = 0;
  bool twice = false;
  for (std::size_t i = number.size(); i-- > 0; twice = !twice) {
    const int digit = number[i] - '0';
    sum += twice ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
  }
  return sum % 10 == 0;
}

/// The check of bar codes (GS1), which articles of 13 digits hold and cards don't.
bool is_article_number(std::string_view number) {
  int sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i) sum += (number[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return number.size() == 13 && sum % 10 == 0;
}

bool is_card(std::string_view number) {
  if (number.size() < 13 || number.size() > 19 || !std::ranges::all_of(number, is_digit))
    return false;
  int beginning = 0;
  for (const char c : number.substr(0, 4)) beginning = beginning * 10 + (c - '0');
  const char length = static_cast<char>('a' + static_cast<char>(number.size() - 13));
  const bool issued = std::ranges::any_of(issuers, [&](const Issuer& issuer) {
    return beginning >= issuer.from && beginning <= issuer.to &&
           issuer.lengths.find(length) != std::string_view::npos;
  });
  return issued && holds_luhn(number) && !is_article_number(number);
}

bool is_resident_number(std::string_view number) {
  if (!has_resident_check(number) || !has_resident_place(number)) return false;
  using std::chrono::sys_days;
  using std::chrono::year;
  const auto born = find_birth_date(number);
  return born && *born >= sys_days(year(1880) / 1 / 1) && *born < sys_days(year(2100) / 1 / 1);
}

/// Bytes of the digit at `offset` (full-width: 3), 0 when there is none.
std::size_t digit_length(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return 0;
  if (is_digit(text[offset])) return 1;
  const std::string_view three = text.substr(offset, 3);
  const bool full_width = three.size() == 3 && three.starts_with("\xEF\xBC") &&
                          three[2] >= '\x90' && three[2] <= '\x99';
  return full_width ? 3 : 0;
}

/// The digits from `offset` on, with the X that ends an ID number.
Group read_group(std::string_view text, std::size_t offset) {
  Group group{offset, offset, {}};
  while (const std::size_t length = digit_length(text, group.end)) {
    group.digits +=
        length == 1 ? text[group.end] : static_cast<char>(text[group.end + 2] - '\x90' + '0');
    group.end += length;
  }
  const bool ends_with_x = group.end < text.size() && (text[group.end] | 0x20) == 'x' &&
                           (group.end + 1 == text.size() || !is_word(text[group.end + 1]));
  if (ends_with_x) {
    group.digits += 'X';
    ++group.end;
  }
  return group;
}

Run read_run(std::string_view text, std::size_t offset) {
  Run run;
  run.groups.push_back(read_group(text, offset));
  while (true) {
    const std::size_t end = run.groups.back().end;
    if (end >= text.size() || (text[end] != ' ' && text[end] != '-')) return run;
    if (digit_length(text, end + 1) == 0) return run;
    run.gaps.push_back(text[end]);
    run.groups.push_back(read_group(text, end + 1));
  }
}

/// Whether a word goes on at either end (codes, versions, decimals): then the digits are part of
/// it.
bool is_part_of_word(std::string_view text, std::size_t offset, std::size_t end) {
  const auto goes_on = [&](std::size_t mark, std::size_t beyond) {
    if (mark >= text.size()) return false;
    if (is_word(text[mark])) return true;
    return text[mark] == '.' && beyond < text.size() && is_digit(text[beyond]);
  };
  const bool before = offset > 0 && goes_on(offset - 1, offset >= 2 ? offset - 2 : text.size());
  return before || goes_on(end, end + 1);
}

bool follows_order_word(std::string_view text, std::size_t offset) {
  const std::size_t start = offset > 24 ? offset - 24 : 0;
  std::string_view before = text.substr(start, offset - start);
  for (const std::string_view stop : {"\n", ";", "；", "。"}) {
    const std::size_t clause = before.rfind(stop);
    if (clause != std::string_view::npos) before.remove_prefix(clause);
  }
  if (before.find("卡") != std::string_view::npos ||
      before.find("card") != std::string_view::npos) {
    return false;
  }
  return std::ranges::any_of(order_words, [&](std::string_view word) {
    return before.find(word) != std::string_view::npos;
  });
}

/// Groups `first` … `last` of the run as one number.
std::string join(const Run& run, std::size_t first, std::size_t last) {
  std::string number;
  for (std::size_t i = first; i <= last; ++i) number += run.groups[i].digits;
  return number;
}

/// The last of the groups of four that begin at `first`, a shorter one may end them.
std::size_t find_last_of_fours(const Run& run, std::size_t first) {
  std::size_t last = first;
  while (last + 1 < run.groups.size() && run.groups[last].digits.size() == 4 &&
         run.gaps[last] == run.gaps[first] && run.groups[last + 1].digits.size() <= 4) {
    ++last;
  }
  return last;
}

class Search {
 public:
  explicit Search(std::string_view text) : text_(text) {}

  std::vector<Forbidden> run() {
    find_numbers();
    find_addresses();
    std::ranges::sort(found_, {}, &Forbidden::offset);
    return std::move(found_);
  }

 private:
  void find_numbers() {
    for (std::size_t offset = 0; offset < text_.size();) {
      if (digit_length(text_, offset) == 0) {
        ++offset;
        continue;
      }
      const Run run = read_run(text_, offset);
      for (std::size_t i = 0; i < run.groups.size();) i = take_number(run, i);
      offset = run.groups.back().end;
    }
  }

  /// Looks for a number that begins with group `first`; the group to go on with.
  std::size_t take_number(const Run& run, std::size_t first) {
    const std::size_t groups = run.groups.size();
    for (std::size_t last = first; last < std::min(groups, first + 5); ++last) {
      if (is_resident_number(join(run, first, last)) && take(run, first, last, Mask::id)) {
        return last + 1;
      }
    }
    if (is_card(run.groups[first].digits) && take(run, first, first, Mask::none)) return first + 1;
    const bool fours_before = first > 0 && run.groups[first - 1].digits.size() == 4 &&
                              first < run.gaps.size() && run.gaps[first - 1] == run.gaps[first];
    if (run.groups[first].digits.size() != 4 || fours_before) return first + 1;
    const std::size_t end = find_last_of_fours(run, first);
    for (std::size_t last = end; last >= first + 2 && last + 2 > end; --last) {
      if (is_card(join(run, first, last)) && take(run, first, last, Mask::none)) return last + 1;
    }
    return first + 1;
  }

  /// Notes the number unless it is part of something else.
  bool take(const Run& run, std::size_t first, std::size_t last, Mask mask) {
    const std::size_t offset = run.groups[first].offset;
    const std::size_t end = run.groups[last].end;
    if (is_part_of_word(text_, offset, end)) return false;
    const std::string number = join(run, first, last);
    if (mask == Mask::id) {
      found_.push_back(
          {offset, end - offset,
           fill({"a resident ID number ({})", "公民身份号码（{}）"}, {mask_value(mask, number)})});
      return true;
    }
    if (follows_order_word(text_, offset)) return false;
    found_.push_back({offset, end - offset,
                      fill({"a bank card number (****{})", "银行卡号（****{}）"},
                           {number.substr(number.size() - 4)})});
    return true;
  }

  void find_addresses();

  std::string_view text_;
  std::vector<Forbidden> found_;
};

// Addresses

constexpr std::array<std::string_view, 7> address_labels{
    "家庭住址", "家庭地址", "住址", "家庭住所", "home address", "Home address", "Home Address"};
constexpr std::array<std::string_view, 7> assignments{"：", ":", "为", "是", "=", "在", "is "};

/// What stands before 住址 when it is the seat of a firm.
constexpr std::array<std::string_view, 5> firms{"公司", "单位", "企业", "注册", "办公"};

/// How a note begins that says that there is none.
constexpr std::array<std::string_view, 24> refusals{
    "无法", "未提供", "未登记",  "未知", "未填",     "未留", "不",   "暂",
    "没有", "没提",   "保密",    "同上", "待",       "略",   "已删", "已清",
    "none", "None",   "unknown", "not ", "withheld", "n/a",  "N/A",  "same as"};

/// The text of the address after a label that ends at `offset`; empty when none is given.
std::string_view find_address_text(std::string_view text, std::size_t offset) {
  std::string_view rest = text.substr(offset);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  const auto assignment = std::ranges::find_if(
      assignments, [&](std::string_view word) { return rest.starts_with(word); });
  if (assignment == assignments.end()) return {};
  rest = trim(rest.substr(assignment->size()));
  std::size_t end = rest.size();
  for (const std::string_view stop : {"\n", "。", "；", ";"}) end = std::min(end, rest.find(stop));
  const std::string_view address = trim(rest.substr(0, end));
  const bool refused = std::ranges::any_of(
      refusals, [&](std::string_view word) { return address.starts_with(word); });
  return count_code_points(address) < 4 || refused ? std::string_view{} : address;
}

void Search::find_addresses() {
  for (const std::string_view label : address_labels) {
    for (std::size_t at = text_.find(label); at != std::string_view::npos;
         at = text_.find(label, at + label.size())) {
      const std::string_view address = find_address_text(text_, at + label.size());
      const std::string_view before = text_.substr(0, at);
      const bool of_firm =
          std::ranges::any_of(firms, [&](std::string_view firm) { return before.ends_with(firm); });
      if (address.empty() || of_firm) continue;
      const auto end = static_cast<std::size_t>(address.data() - text_.data()) + address.size();
      const bool known = std::ranges::any_of(found_, [&](const Forbidden& other) {
        return other.offset < end && at < other.offset + other.length;
      });
      if (!known) found_.push_back({at, end - at, {"a home address", "家庭住址"}});
    }
  }
}

}  // namespace

std::vector<Forbidden> find_forbidden(std::string_view text) {
  return Search(text).run();
}

}  // namespace custrec
