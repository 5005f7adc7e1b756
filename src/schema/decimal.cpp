// SPDX-License-Identifier: MIT
// Decimal numbers as text.
#include "schema/decimal.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace custrec {

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal decimal;
  decimal.negative = text.starts_with('-');
  if (decimal.negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  decimal.whole = text.substr(0, point);
  if (point != std::string_view::npos) {
    decimal.fraction = text.substr(point + 1);
    if (decimal.fraction.empty()) return std::nullopt;
  }
  const auto digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (decimal.whole.empty() || !digits(decimal.whole) || !digits(decimal.fraction)) {
    return std::nullopt;
  }
  decimal.whole.remove_prefix(std::min(decimal.whole.find_first_not_of('0'), decimal.whole.size()));
  decimal.fraction = decimal.fraction.substr(0, decimal.fraction.find_last_not_of('0') + 1);
  if (decimal.whole.empty() && decimal.fraction.empty()) decimal.negative = false;
  return decimal;
}

std::strong_ordering compare_decimals(const Decimal& left, const Decimal& right) {
  if (left.negative != right.negative) {
    return left.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const Decimal& small = left.negative ? right : left;
  const Decimal& large = left.negative ? left : right;
  if (small.whole.size() != large.whole.size()) return small.whole.size() <=> large.whole.size();
  if (small.whole != large.whole) return small.whole <=> large.whole;
  return small.fraction <=> large.fraction;
}

std::string normalise_decimal(std::string_view input) {
  std::string digits;
  const std::string normal = to_nfkc(trim(input));
  for (const char c : normal) {
    if (c != ' ' && c != ',') digits += c;
  }
  for (const std::string_view mark : {"人民币", "元", "¥", "RMB", "CNY"}) {
    if (digits.starts_with(mark)) digits.erase(0, mark.size());
    if (digits.ends_with(mark)) digits.erase(digits.size() - mark.size());
  }
  std::size_t zeros = 0;
  if (digits.ends_with("万")) zeros = 4;
  if (digits.ends_with("亿")) zeros = 8;
  if (zeros > 0) {
    digits.erase(digits.size() - 3);
    const std::size_t point = digits.find('.');
    std::string fraction = point == std::string::npos ? "" : digits.substr(point + 1);
    if (fraction.size() > zeros) return std::string(trim(input));
    fraction.resize(zeros, '0');
    digits = digits.substr(0, point) + fraction;
  }
  return parse_decimal(digits) ? digits : std::string(trim(input));
}

}  // namespace custrec
