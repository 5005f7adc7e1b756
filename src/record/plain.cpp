// SPDX-License-Identifier: MIT
// Which texts may stand without quotes in YAML, and which of those are misread.
#include "record/plain.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::string_view decimal_digits = "0123456789";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Not empty and made of `characters` only, at least one of them a digit of some base.
bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos &&
         text.find_first_not_of('_') != std::string_view::npos;
}

/// `12:30`, `1:30:00.5`: numbers to base sixty in YAML 1.1.
bool is_sexagesimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point != std::string_view::npos) {
    if (text.find_first_not_of("0123456789_", point + 1) != std::string_view::npos) return false;
    text = text.substr(0, point);
  }
  const std::size_t first = text.find(':');
  if (first == std::string_view::npos || !consists_of(text.substr(0, first), "0123456789_")) {
    return false;
  }
  text.remove_prefix(first);
  while (!text.empty()) {
    const std::size_t next = std::min(text.find(':', 1), text.size());
    const std::string_view part = text.substr(1, next - 1);
    const bool fits = part.size() == 1 || (part.size() == 2 && part[0] <= '5');
    if (!fits || !consists_of(part, decimal_digits)) return false;
    text.remove_prefix(next);
  }
  return true;
}

bool is_number(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  if (text.empty()) return false;
  if (text.starts_with("0x")) return consists_of(text.substr(2), "0123456789abcdefABCDEF_");
  if (text.starts_with("0o")) return consists_of(text.substr(2), "01234567");
  if (text.starts_with("0b")) return consists_of(text.substr(2), "01_");
  if (is_sexagesimal(text)) return true;
  const bool begins = is_digit(text[0]) || (text[0] == '.' && text.size() > 1 && is_digit(text[1]));
  if (!begins) return false;
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    std::string_view power = text.substr(exponent + 1);
    if (!power.empty() && (power[0] == '+' || power[0] == '-')) power.remove_prefix(1);
    if (!consists_of(power, decimal_digits)) return false;
    text = text.substr(0, exponent);
  }
  return consists_of(text, "0123456789_.") && std::count(text.begin(), text.end(), '.') <= 1;
}

}  // namespace

bool is_printable_line(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    if (byte < 0x80) {
      if (byte < 0x20 || byte == 0x7F) return false;
      ++offset;
      continue;
    }
    const CodePoint point = code_point_at(text, offset);
    if (point.value < 0xA0 || point.value == 0x2028 || point.value == 0x2029 ||
        point.value == 0xFEFF || point.value == 0xFFFE || point.value == 0xFFFF) {
      return false;
    }
    offset += point.length;
  }
  return true;
}

bool is_plain_safe(std::string_view text) {
  static constexpr std::string_view indicators = ",[]{}#&*!|>'\"%@`";
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (indicators.find(text.front()) != std::string_view::npos) return false;
  const bool dash = text.front() == '-' || text.front() == '?' || text.front() == ':';
  if (dash && (text.size() == 1 || text[1] == ' ')) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) {
    return false;
  }
  return is_printable_line(text);
}

bool is_ambiguous_plain(std::string_view text) {
  static constexpr std::array<std::string_view, 42> words = {
      "",      "~",     "null",  "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE",
      "y",     "Y",     "yes",   "Yes",  "YES",  "n",    "N",    "no",   "No",    "NO",    "on",
      "On",    "ON",    "off",   "Off",  "OFF",  ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF",
      "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN", "=",    "<<",   "-"};
  if (std::find(words.begin(), words.end(), text) != words.end()) return true;
  return is_number(text);
}

}  // namespace custrec
