// SPDX-License-Identifier: MIT
// Optimal string alignment over folded code points.
#include "text/similar.hpp"

#include <algorithm>
#include <vector>

#include "text/utf8.hpp"

namespace custrec {
namespace {

std::u32string to_folded_code_points(std::string_view text) {
  const auto folded = fold(text);
  std::u32string result;
  for (std::size_t at = 0; at < folded.size();) {
    const auto one = code_point_at(folded, at);
    result += one.value;
    at += one.length;
  }
  return result;
}

/// Three rows of the table suffice: a swap looks back two.
std::size_t alignment_distance(std::u32string_view from, std::u32string_view to) {
  std::vector<std::size_t> two_above(to.size() + 1);
  std::vector<std::size_t> above(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    two_above.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string> find_similar(std::string_view word,
                                        std::span<const std::string> candidates) {
  const auto wanted = to_folded_code_points(word);
  if (wanted.empty()) return std::nullopt;
  const auto limit = std::max<std::size_t>(1, wanted.size() / 3);
  const std::string* nearest = nullptr;
  auto least = std::min(limit + 1, wanted.size());  // found ones must be nearer than this
  const std::string* begins = nullptr;
  std::size_t beginnings = 0;
  for (const auto& candidate : candidates) {
    const auto known = to_folded_code_points(candidate);
    if (known == wanted) return candidate;
    if (known.starts_with(wanted)) {
      begins = &candidate;
      ++beginnings;
    }
    const auto longer = std::max(known.size(), wanted.size());
    const auto shorter = std::min(known.size(), wanted.size());
    if (longer - shorter >= least) continue;
    const auto distance = alignment_distance(wanted, known);
    if (distance >= least) continue;
    least = distance;
    nearest = &candidate;
  }
  if (beginnings == 1) return *begins;
  return nearest == nullptr ? std::nullopt : std::optional<std::string>(*nearest);
}

}  // namespace custrec
