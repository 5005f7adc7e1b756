// SPDX-License-Identifier: MIT
// Reads and matches the simplest of patterns.
#include "schema/simple_pattern.hpp"

#include <charconv>

#include "text/ascii.hpp"

namespace custrec {
namespace {

/// RE2 itself refuses to repeat more often.
constexpr std::size_t most_times = 1000;

using Characters = std::array<bool, 256>;

/// Takes `[…]` or a single character from the beginning of `pattern`; no characters when something
/// else stands there.
Characters take_characters(std::string_view& pattern) {
  Characters characters{};
  const auto add = [&](char first, char last) {
    const auto end = static_cast<unsigned char>(last);
    for (auto c = static_cast<unsigned char>(first); c <= end; ++c) characters[c] = true;
  };
  if (pattern.front() != '[') {
    if (is_word(pattern.front())) add(pattern.front(), pattern.front());
    pattern.remove_prefix(1);
    return characters;
  }
  const std::size_t end = pattern.find(']');
  if (end == std::string_view::npos) return {};
  std::string_view inside = pattern.substr(1, end - 1);
  pattern.remove_prefix(end + 1);
  while (!inside.empty()) {
    const bool range = inside.size() >= 3 && inside[1] == '-';
    const char last = inside[range ? 2 : 0];
    if (!is_word(inside.front()) || !is_word(last) || last < inside.front()) return {};
    add(inside.front(), last);
    inside.remove_prefix(range ? 3 : 1);
  }
  return characters;
}

/// Takes `{n}`; 0 when something else stands in the braces. A number with a leading zero is none.
std::size_t take_times(std::string_view& pattern) {
  if (pattern.starts_with("{0")) return 0;
  std::size_t times = 0;
  const char* begin = pattern.data() + 1;
  const auto [end, error] = std::from_chars(begin, pattern.data() + pattern.size(), times);
  const bool whole = error == std::errc() && end < pattern.data() + pattern.size() && *end == '}';
  if (!whole || times > most_times) return 0;
  pattern.remove_prefix(static_cast<std::size_t>(end + 1 - pattern.data()));
  return times;
}

}  // namespace

bool SimplePattern::matches(std::string_view text) const {
  std::size_t at = 0;
  const auto fits = [&](const Part& part) {
    return part.characters[static_cast<unsigned char>(text[at])];
  };
  for (const Part& part : parts_) {
    if (text.size() - at < part.least) return false;
    bool all_fit = true;
    for (const std::size_t end = at + part.least; at < end; ++at) all_fit = all_fit & fits(part);
    if (!all_fit) return false;
    while (part.open && at < text.size() && fits(part)) ++at;
  }
  return at == text.size();
}

std::optional<SimplePattern> parse_simple_pattern(std::string_view pattern) {
  SimplePattern simple;
  while (!pattern.empty()) {
    SimplePattern::Part part;
    part.characters = take_characters(pattern);
    if (part.characters == Characters{}) return std::nullopt;
    if (pattern.starts_with('{')) {
      part.least = take_times(pattern);
      if (part.least == 0) return std::nullopt;
    } else if (pattern == "*" || pattern == "+") {
      part.least = pattern == "+" ? 1 : 0;
      part.open = true;
      pattern = {};
    }
    simple.parts_.push_back(part);
  }
  return simple;
}

}  // namespace custrec
