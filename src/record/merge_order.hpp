// SPDX-License-Identifier: MIT
// In which order the items of two lists stand in the merged one.
#pragma once

#include <vector>

#include "record/part.hpp"

namespace custrec {

/// One item as the three texts have it; null where it isn't.
struct Threesome {
  const Part* base = nullptr;
  const Part* ours = nullptr;
  const Part* theirs = nullptr;
};

/// Those that one of the sides has: in the order of the side that changed it, else of ours; what
/// only the other side has goes behind what it stands behind there. New ones of both sides at one
/// place stand in the order of their time, where it is known.
std::vector<Threesome> order_items(const Part& base, const Part& ours, const Part& theirs,
                                   const std::vector<Threesome>& items);

}  // namespace custrec
