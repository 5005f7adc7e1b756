// SPDX-License-Identifier: MIT
// Masks. A star in a value counts as one more unknown character, so that a mask laid upon a masked
// value keeps its shape and shows no more.
#include "schema/mask.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "schema/email.hpp"
#include "schema/phone.hpp"
#include "schema/resident_id.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::string_view all_hidden = "***";

struct NamedMask {
  std::string_view name;
  Mask mask;
};

constexpr std::array<NamedMask, 8> named_masks{{{"none", Mask::none},
                                                {"whole", Mask::whole},
                                                {"name", Mask::name},
                                                {"mobile", Mask::mobile},
                                                {"phone", Mask::phone},
                                                {"email", Mask::email},
                                                {"id", Mask::id},
                                                {"address", Mask::address}}};

/// 百家姓 and the compound surnames in use today.
constexpr std::array<std::string_view, 46> compound_surnames{
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯",
    "长孙", "宇文", "端木", "闻人", "南宫", "西门", "独孤", "轩辕", "申屠", "淳于", "单于", "太史",
    "公冶", "宗政", "濮阳", "仲孙", "钟离", "鲜于", "司空", "司寇", "赫连", "澹台", "呼延", "万俟",
    "拓跋", "百里", "东郭", "公羊", "即墨", "纳兰", "完颜", "歐陽", "諸葛", "司馬"};

bool is_digit_or_star(char c) {
  return is_digit(c) || c == '*';
}

bool is_han(char32_t value) {
  return (value >= 0x3400 && value <= 0x9FFF) || (value >= 0xF900 && value <= 0xFAFF) ||
         (value >= 0x20000 && value <= 0x3FFFF);
}

bool is_other_letter(char32_t value) {
  return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') ||
         (value >= 0xC0 && value <= 0x1FFF && value != 0xD7 && value != 0xF7) ||
         (value >= 0x3041 && value <= 0x30FA) || (value >= 0xAC00 && value <= 0xD7A3);
}

std::string stars(std::size_t count) {
  return std::string(count, '*');
}

/// The first `head` and last `tail` characters, as many stars between as there are characters.
std::string keep_ends(std::string_view text, std::size_t head, std::size_t tail) {
  return std::string(text.substr(0, head)) + stars(text.size() - head - tail) +
         std::string(text.substr(text.size() - tail));
}

// Numbers

std::string mask_mobile(std::string_view value) {
  const std::string number = normalise_mobile(value);
  if (number.size() < 10 || number.size() > 13) return std::string(all_hidden);
  if (!std::ranges::all_of(number, is_digit_or_star)) return std::string(all_hidden);
  return keep_ends(number, 3, number.size() == 10 ? 3 : 4);
}

std::string mask_id(std::string_view value) {
  const std::string number = normalise_resident_id(value);
  const bool length_known = number.size() == 18 || number.size() == 15;
  const bool clean =
      std::ranges::all_of(number, [](char c) { return is_digit_or_star(c) || c == 'X'; });
  if (!length_known || !clean) return std::string(all_hidden);
  return keep_ends(number, 4, 4);
}

/// Area code and the last four of a landline that is written in one go or in groups.
std::string mask_landline(std::string_view number, std::string_view extension) {
  if (number.size() < 10 || number.size() > 12) return std::string(all_hidden);
  const std::size_t area = number[1] == '1' || number[1] == '2' ? 3 : 4;
  return std::string(number.substr(0, area)) + "-" + keep_ends(number.substr(area), 0, 4) +
         std::string(extension);
}

std::string mask_phone(std::string_view value) {
  const std::string mobile = normalise_mobile(value);
  if (mobile.size() == 11 && mobile[0] == '1') return mask_mobile(mobile);
  std::string text = to_nfkc(trim(value));
  std::string extension;
  const std::size_t hyphen = text.rfind('-');
  const bool two_hyphens = hyphen != std::string::npos && text.find('-') < hyphen;
  if (two_hyphens && text.size() - hyphen <= 7) {
    extension = "-" + std::string(all_hidden);
    text.resize(hyphen);
  }
  const bool plus = text.starts_with('+');
  std::string number;
  for (const char c : std::string_view(text).substr(plus ? 1 : 0)) {
    if (is_digit_or_star(c)) {
      number += c;
    } else if (std::string_view(" -()").find(c) == std::string_view::npos) {
      return std::string(all_hidden);
    }
  }
  const bool long_enough = number.size() >= 10 && number.size() <= 15;
  if (plus) return long_enough ? "+" + keep_ends(number, 2, 4) : std::string(all_hidden);
  if (number.starts_with('0')) return mask_landline(number, extension);
  const bool service = number.starts_with("400") || number.starts_with("800");
  if (!service || number.size() != 10) return std::string(all_hidden);
  return keep_ends(number, 3, 4) + extension;
}

// Words

std::string mask_email(std::string_view value) {
  const std::string address = normalise_email(value);
  const std::size_t at = address.find('@');
  if (at == std::string::npos || at == 0) return std::string(all_hidden);
  const std::string_view domain = std::string_view(address).substr(at + 1);
  const bool clean = std::ranges::all_of(domain, [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
  });
  if (domain.empty() || !clean) return std::string(all_hidden);
  const CodePoint first = code_point_at(address, 0);
  const bool is_letter =
      is_han(first.value) || is_other_letter(first.value) || is_digit(address[0]);
  const bool shows_first = first.length < at && is_letter;
  return address.substr(0, shows_first ? first.length : 0) + std::string(all_hidden) + "@" +
         std::string(domain);
}

std::string mask_one_name(std::string_view name) {
  const CodePoint first = code_point_at(name, 0);
  if (first.length == name.size() || name.find_first_not_of('*') == std::string_view::npos) {
    return first.length == name.size() ? "*" : std::string(all_hidden);
  }
  if (!is_han(first.value)) {
    return is_other_letter(first.value)
               ? std::string(name.substr(0, first.length)) + std::string(all_hidden)
               : std::string(all_hidden);
  }
  for (const std::string_view surname : compound_surnames) {
    if (name.starts_with(surname) && name.size() > surname.size()) {
      return std::string(surname) + "*";
    }
  }
  return std::string(name.substr(0, first.length)) + "*";
}

bool separates_names(char32_t value) {
  return std::u32string_view(U"、，,;；/").find(value) != std::u32string_view::npos;
}

/// `text` cut at the signs that stand between names, each piece and each sign through its function.
template <class OnPiece, class OnSign>
void for_each_name(std::string_view text, OnPiece on_piece, OnSign on_sign) {
  std::size_t start = 0;
  for (std::size_t offset = 0; offset <= text.size();) {
    const bool end = offset == text.size();
    const CodePoint point = end ? CodePoint{0, 1} : code_point_at(text, offset);
    if (end || separates_names(point.value)) {
      on_piece(text.substr(start, offset - start));
      if (!end) on_sign(text.substr(offset, point.length));
      start = offset + point.length;
    }
    offset += point.length;
  }
}

std::string mask_name(std::string_view value) {
  std::string masked;
  for_each_name(
      value,
      [&](std::string_view piece) {
        const std::string_view name = trim(piece);
        if (name.empty()) {
          masked += piece.empty() ? "" : " ";
          return;
        }
        if (name.data() != piece.data()) masked += ' ';
        masked += mask_one_name(name);
      },
      [&](std::string_view sign) { masked += sign; });
  return masked;
}

// Addresses

enum class PlaceKind : unsigned char { none, wider, county };

struct PlaceEnding {
  std::string_view ending;
  PlaceKind kind;
  std::size_t longest;  ///< code points of the whole name
};

/// The first that fits counts.
constexpr std::array<PlaceEnding, 15> place_endings{{{"特别行政区", PlaceKind::wider, 7},
                                                     {"自治区", PlaceKind::wider, 10},
                                                     {"自治州", PlaceKind::wider, 13},
                                                     {"自治县", PlaceKind::county, 16},
                                                     {"自治旗", PlaceKind::county, 12},
                                                     {"族区", PlaceKind::county, 9},
                                                     {"地区", PlaceKind::wider, 8},
                                                     {"省", PlaceKind::wider, 5},
                                                     {"盟", PlaceKind::wider, 5},
                                                     {"市", PlaceKind::wider, 7},
                                                     {"区", PlaceKind::county, 6},
                                                     {"县", PlaceKind::county, 6},
                                                     {"旗", PlaceKind::county, 9},
                                                     {"縣", PlaceKind::county, 6},
                                                     {"區", PlaceKind::county, 6}}};

struct Estate {
  std::string_view ending;
  std::size_t longest;  ///< code points of a real place that ends so; 0: none does
};

constexpr std::array<Estate, 12> estates{{{"小区", 0},
                                          {"社区", 0},
                                          {"校区", 0},
                                          {"厂区", 0},
                                          {"院区", 0},
                                          {"景区", 0},
                                          {"宿舍区", 0},
                                          {"园区", 3},
                                          {"城市", 3},
                                          {"超市", 0},
                                          {"夜市", 0},
                                          {"红旗", 0}}};

/// What is no place although it has the ending of one, and the words that name a street.
constexpr std::array<std::string_view, 7> no_place{"市场", "市政", "市府", "区府",
                                                   "县府", "县城", "区委"};
constexpr std::array<std::string_view, 8> street_words{"大街", "大道", "街道", "胡同",
                                                       "号",   "弄",   "栋",   "幢"};

bool is_street(std::string_view name, bool autonomous) {
  if (autonomous) return false;
  for (const std::string_view word : street_words) {
    if (name.find(word) != std::string_view::npos) return true;
  }
  const auto stands_at = [&](std::string_view word, std::size_t least) {
    const std::size_t at = name.find(word);
    return at != std::string_view::npos && count_code_points(name.substr(0, at)) >= least;
  };
  if (stands_at("路", 1) || stands_at("街", 1) || stands_at("道", 2)) return true;
  const bool is_long = count_code_points(name) >= 5;
  return is_long && (stands_at("镇", 1) || stands_at("乡", 1) || stands_at("村", 1));
}

/// What kind of place `name` is by its ending, `rest` being what follows.
PlaceKind kind_of_place(std::string_view name, std::string_view rest) {
  const auto found = std::ranges::find_if(
      place_endings, [&](const PlaceEnding& ending) { return name.ends_with(ending.ending); });
  if (found == place_endings.end() || found->ending.size() == name.size()) return PlaceKind::none;
  const std::size_t length = count_code_points(name);
  if (length > found->longest) return PlaceKind::none;
  for (const Estate& estate : estates) {
    if (name.ends_with(estate.ending) && length > estate.longest) return PlaceKind::none;
  }
  const std::string joined =
      std::string(name.substr(name.size() - 3)) + std::string(rest.substr(0, 3));
  if (std::ranges::find(no_place, joined) != no_place.end()) return PlaceKind::none;
  const bool autonomous = name.find("自治") != std::string_view::npos;
  return is_street(name, autonomous) ? PlaceKind::none : found->kind;
}

/// Bytes of `address` up to and with its county, or the widest place it names; 0: none.
std::size_t find_county_end(std::string_view address) {
  std::size_t start = 0;
  int cities = 0;
  for (std::size_t offset = 0; offset < address.size();) {
    const CodePoint point = code_point_at(address, offset);
    if (!is_han(point.value)) break;
    offset += point.length;
    const std::string_view rest = address.substr(offset);
    // 沙市区, 津市市, 红旗区: the ending is the last of two.
    if (rest.starts_with("区") || rest.starts_with("市") || rest.starts_with("县")) continue;
    const std::string_view name = address.substr(start, offset - start);
    const PlaceKind kind = kind_of_place(name, rest);
    if (kind == PlaceKind::none) continue;
    start = offset;
    if (name.ends_with("市")) ++cities;
    if (kind == PlaceKind::county || cities == 2) break;
  }
  return start;
}

std::string mask_address(std::string_view value) {
  const std::string_view address = trim(value);
  return std::string(address.substr(0, find_county_end(address))) + std::string(all_hidden);
}

// Knowing a mask

struct Stars {
  std::size_t count = 0;
  std::size_t longest_run = 0;
};

Stars count_stars(std::string_view text) {
  Stars found;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '*' ? run + 1 : 0;
    found.count += c == '*' ? 1 : 0;
    found.longest_run = std::max(found.longest_run, run);
  }
  return found;
}

/// 张*, 张**, 张*明, 欧阳*: a surname, one or two stars, at most one more character.
bool looks_masked_name(std::string_view text) {
  const std::size_t star = text.find('*');
  const std::string_view surname = text.substr(0, star);
  if (surname.empty() || !is_han(code_point_at(surname, 0).value)) return false;
  const bool one = code_point_at(surname, 0).length == surname.size();
  const bool compound = std::ranges::find(compound_surnames, surname) != compound_surnames.end();
  if (!one && !compound) return false;
  std::string_view rest = text.substr(star);
  while (rest.starts_with('*')) rest.remove_prefix(1);
  if (text.size() - star - rest.size() > 2) return false;
  if (rest.empty()) return true;
  const CodePoint last = code_point_at(rest, 0);
  return is_han(last.value) && last.length == rest.size();
}

/// 138XXXX5678: digits, four or more X, as long as a number that people mask.
bool looks_crossed_out(std::string_view text) {
  const std::size_t first = text.find('X');
  const std::size_t last = text.rfind("XXXX");
  if (last == std::string_view::npos || first < 3) return false;
  if (text.size() != 11 && text.size() != 18) return false;
  const std::string_view head = text.substr(0, first);
  const std::string_view tail = text.substr(last + 4);
  const std::string_view middle = text.substr(first, last + 4 - first);
  return std::ranges::all_of(head, is_digit) && std::ranges::all_of(tail, is_digit) &&
         middle.find_first_not_of('X') == std::string_view::npos;
}

bool looks_masked_piece(std::string_view text) {
  const Stars found = count_stars(text);
  if (found.count == 0) return looks_crossed_out(to_upper_ascii(text));
  if (found.count == text.size()) return true;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    if (is_space(point.value)) return false;
    offset += point.length;
  }
  const bool number =
      std::ranges::all_of(text, [](char c) { return is_digit_or_star(c) || c == '-' || c == '+'; });
  if (number && found.longest_run >= 2 && text.size() >= 7) return true;
  if (found.longest_run < 3) return looks_masked_name(text);
  // ***重要*** is emphasis: a mask begins with what it shows, or shows a number or a domain.
  return !text.starts_with('*') || text.substr(found.longest_run).starts_with('@');
}

}  // namespace

std::optional<Mask> find_mask(std::string_view name) {
  const auto found = std::ranges::find(named_masks, name, &NamedMask::name);
  return found == named_masks.end() ? std::nullopt : std::optional(found->mask);
}

std::string mask_value(Mask mask, std::string_view value) {
  using Function = std::string (*)(std::string_view);
  static constexpr std::array<Function, 8> functions{
      [](std::string_view text) { return std::string(text); },
      [](std::string_view) { return std::string(all_hidden); },
      mask_name,
      mask_mobile,
      mask_phone,
      mask_email,
      mask_id,
      mask_address};
  return trim(value).empty() ? std::string(mask == Mask::none ? value : "")
                             : functions[static_cast<std::size_t>(mask)](value);
}

bool looks_masked(std::string_view value) {
  const bool may_be =
      value.find('*') != std::string_view::npos || value.find("＊") != std::string_view::npos ||
      value.find("XXXX") != std::string_view::npos || value.find("xxxx") != std::string_view::npos;
  if (!may_be) return false;
  const std::string normal = to_nfkc(trim(value));
  bool masked = false;
  for_each_name(
      normal,
      [&](std::string_view piece) {
        masked = masked || (!trim(piece).empty() && looks_masked_piece(trim(piece)));
      },
      [](std::string_view) {});
  return masked;
}

}  // namespace custrec
