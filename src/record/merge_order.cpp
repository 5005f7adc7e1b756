// SPDX-License-Identifier: MIT
// In which order the items of two lists stand in the merged one.
#include "record/merge_order.hpp"

#include <algorithm>
#include <map>

namespace custrec {
namespace {

using Indexes = std::vector<std::size_t>;  ///< of the items, in some order

/// The items that `list` has, in its order.
Indexes find_order(const Part& list, const std::vector<Threesome>& items,
                   const Part* Threesome::*side) {
  std::map<const Part*, std::size_t> index;
  for (std::size_t at = 0; at < items.size(); ++at) {
    if (items[at].*side != nullptr) index[items[at].*side] = at;
  }
  Indexes order;
  for (const Part& part : list.items) order.push_back(index.at(&part));
  return order;
}

/// Whether the items that both orders have stand in another one.
bool is_reordered(const Indexes& before, const Indexes& after, std::size_t count) {
  constexpr std::size_t nowhere = SIZE_MAX;
  Indexes place(count, nowhere);
  for (std::size_t at = 0; at < before.size(); ++at) place[before[at]] = at;
  std::size_t last = 0;
  for (const std::size_t item : after) {
    if (place[item] == nowhere) continue;
    if (place[item] < last) return true;
    last = place[item];
  }
  return false;
}

bool is_later(const Part& part, const Part& than) {
  return part.time && than.time && *part.time > *than.time;
}

/// Puts what only `second` has into `first`.
class OrderMerge {
 public:
  OrderMerge(const std::vector<Threesome>& items, const Part* Threesome::*first,
             const Part* Threesome::*second)
      : items_(items), first_(first), second_(second) {}

  [[nodiscard]] Indexes run(const Indexes& spine, const Indexes& other) const {
    // In front of each item of the spine, and at the end, goes what came behind the one before.
    std::map<std::size_t, Indexes> behind;  // by position in the spine + 1, 0: in front of all
    Indexes position(items_.size(), 0);
    for (std::size_t at = 0; at < spine.size(); ++at) position[spine[at]] = at + 1;
    std::size_t anchor = 0;
    for (const std::size_t item : other) {
      if (items_[item].*first_ != nullptr) {
        anchor = position[item];
      } else {
        behind[anchor].push_back(item);
      }
    }
    Indexes merged;
    std::size_t at = 0;
    Indexes waiting = behind[0];
    while (true) {
      take(spine, at, waiting, merged);
      if (at == spine.size()) return merged;
      merged.push_back(spine[at]);
      at += 1;
      waiting = behind[at];
    }
  }

 private:
  /// Whether an item of the spine stands before a new one of the other side: what that side has
  /// removed, and new ones that are not later.
  [[nodiscard]] bool goes_first(std::size_t item, std::size_t fresh) const {
    if (items_[item].*second_ != nullptr) return false;
    return items_[item].base != nullptr ||
           !is_later(*(items_[item].*first_), *(items_[fresh].*second_));
  }

  /// Those that wait, and between them what goes first of the spine.
  void take(const Indexes& spine, std::size_t& at, const Indexes& waiting, Indexes& merged) const {
    for (const std::size_t item : waiting) {
      const bool fresh = items_[item].base == nullptr;
      while (fresh && at < spine.size() && goes_first(spine[at], item)) {
        merged.push_back(spine[at]);
        at += 1;
      }
      merged.push_back(item);
    }
  }

  const std::vector<Threesome>& items_;
  const Part* Threesome::*first_;
  const Part* Threesome::*second_;
};

}  // namespace

std::vector<Threesome> order_items(const Part& base, const Part& ours, const Part& theirs,
                                   const std::vector<Threesome>& items) {
  const Indexes before = find_order(base, items, &Threesome::base);
  const Indexes our_order = find_order(ours, items, &Threesome::ours);
  const Indexes their_order = find_order(theirs, items, &Threesome::theirs);
  const bool follow_theirs = !is_reordered(before, our_order, items.size()) &&
                             is_reordered(before, their_order, items.size());
  const Indexes order =
      follow_theirs
          ? OrderMerge(items, &Threesome::theirs, &Threesome::ours).run(their_order, our_order)
          : OrderMerge(items, &Threesome::ours, &Threesome::theirs).run(our_order, their_order);
  std::vector<Threesome> ordered;
  for (const std::size_t index : order) ordered.push_back(items[index]);
  return ordered;
}

}  // namespace custrec
