// SPDX-License-Identifier: MIT
// Which patterns RE2 and ECMA-262 (with its u flag) read alike.
#include "exchange/portable_pattern.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace custrec {
namespace {

constexpr std::string_view special = "\\^$.*+?()[]{}|/";

// Each gives the bytes of what stands at the beginning, 0 when that is not read alike.

std::size_t escape_length(std::string_view rest, bool in_class) {
  if (rest.size() < 2) return 0;
  const std::string_view alike = in_class ? "dDwWntrfv-" : "dDwWbBntrfv";
  return special.find(rest[1]) != special.npos || alike.find(rest[1]) != alike.npos ? 2 : 0;
}

std::size_t class_length(std::string_view rest) {
  std::size_t at = rest.starts_with("[^") ? 2 : 1;
  if (rest.substr(at).starts_with(']')) return 0;
  while (at < rest.size() && rest[at] != ']') {
    if (rest[at] == '[') return 0;
    const std::size_t length = rest[at] == '\\' ? escape_length(rest.substr(at), true) : 1;
    if (length == 0) return 0;
    at += length;
  }
  return at + 1;
}

std::size_t quantifier_length(std::string_view rest) {
  std::size_t at = 1;
  while (at < rest.size() && (is_digit(rest[at]) || (rest[at] == ',' && at > 1))) ++at;
  const bool closed = at > 1 && at < rest.size() && rest[at] == '}';
  return closed && std::count(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(at), ',') < 2
             ? at + 1
             : 0;
}

std::size_t alike_length(std::string_view rest) {
  switch (rest[0]) {
    case '\\':
      return escape_length(rest, false);
    case '[':
      return class_length(rest);
    case '{':
      return quantifier_length(rest);
    case '}':
    case ']':
      return 0;
    case '(':
      return rest.starts_with("(?") ? (rest.starts_with("(?:") ? 3 : 0) : 1;
    default:
      return 1;
  }
}

}  // namespace

std::optional<std::string> find_portable_pattern(std::string_view pattern) {
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::size_t length = alike_length(rest);
    if (length == 0) return std::nullopt;
    rest.remove_prefix(length);
  }
  return "^(?:" + std::string(pattern) + ")$";
}

std::string escape_pattern(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (special.find(c) != special.npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace custrec
