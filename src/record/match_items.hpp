// SPDX-License-Identifier: MIT
// Which items of two lists are the same one.
#pragma once

#include <cstddef>
#include <vector>

#include "record/part.hpp"

namespace custrec {

using PartList = std::vector<const Part*>;

inline constexpr std::size_t no_match = SIZE_MAX;

/// For each of `after` the position in `before` of the item that it is, or no_match; each is taken
/// once. Entries with an id are known by it, others by saying the same, plain values by their text.
/// With `changed`, entries without an id of which nothing the same is left are known by saying the
/// same in at least half of their fields.
std::vector<std::size_t> match_items(const PartList& before, const PartList& after, bool changed);

/// The id of an entry, or empty.
std::string_view id_of(const Part& part);

}  // namespace custrec
