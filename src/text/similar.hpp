// SPDX-License-Identifier: MIT
// "Did you mean …": the known word nearest to a mistyped one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace custrec {

/// The candidate that `word` most likely means, spelled as the candidate is. In this order: the one
/// that folds alike, the only one that begins with `word`, the nearest within a third of the
/// word's characters (but at least one) by optimal string alignment: insertions, deletions,
/// replacements, neighbours swapped. Of equally near ones the first. Nothing when none is close, or
/// when no character of a short word would be left.
std::optional<std::string> find_similar(std::string_view word,
                                        std::span<const std::string> candidates);

}  // namespace custrec
