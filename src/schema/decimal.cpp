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
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (decimal.whole.empty() || !digits(decimal.whole) || !digits(decimal.fraction)) {
    return std::nullopt;
  }
  while (decimal.whole.starts_with('0')) decimal.whole.remove_prefix(1);
  while (decimal.fraction.ends_with('0')) decimal.fraction.remove_suffix(1);
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

namespace {

/// Without commas where they stand between groups of three digits (thousands) or four (万); any
/// other comma may be a decimal one, and nothing is guessed.
std::optional<std::string> drop_group_commas(const std::string& text) {
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  const std::size_t end = std::min(text.find('.'), text.size());
  const std::size_t first = text.find(',');
  if (first == std::string::npos) return text;
  std::size_t group = 0;
  for (std::size_t comma = first; comma < end;) {
    const std::size_t next = std::min(text.find(',', comma + 1), end);
    const std::size_t size = next - comma - 1;
    if ((size != 3 && size != 4) || (group != 0 && size != group)) return std::nullopt;
    group = size;
    comma = next;
  }
  if (first == begin || first - begin > group || text.find(',', end) != std::string::npos) {
    return std::nullopt;
  }
  std::string digits = text;
  std::erase(digits, ',');
  return digits;
}

/// `12.5` with the point `zeros` places to the right.
std::optional<std::string> shift_point(const std::string& digits, std::size_t zeros) {
  if (!parse_decimal(digits)) return std::nullopt;
  const std::size_t point = digits.find('.');
  std::string fraction = point == std::string::npos ? "" : digits.substr(point + 1);
  if (fraction.size() > zeros) fraction.insert(zeros, ".");
  if (fraction.size() < zeros) fraction.resize(zeros, '0');
  return digits.substr(0, point) + fraction;
}

}  // namespace

std::string normalise_decimal(std::string_view input) {
  const std::string given(trim(input));
  std::string text = to_nfkc(given);
  std::erase(text, ' ');
  for (const std::string_view mark : {"人民币", "元", "¥", "RMB", "CNY"}) {
    if (text.starts_with(mark)) text.erase(0, mark.size());
    if (text.ends_with(mark)) text.erase(text.size() - mark.size());
  }
  const std::size_t zeros = text.ends_with("万") ? 4 : text.ends_with("亿") ? 8 : 0;
  if (zeros > 0) text.erase(text.size() - std::string_view("万").size());
  auto digits = drop_group_commas(text);
  if (digits && zeros > 0) digits = shift_point(*digits, zeros);
  return digits && parse_decimal(*digits) ? *digits : given;
}

}  // namespace custrec
