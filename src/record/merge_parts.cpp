// SPDX-License-Identifier: MIT
// Merging two texts of a record that come from one.
#include "record/merge_parts.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "record/match_items.hpp"
#include "record/merge_comments.hpp"
#include "record/merge_order.hpp"

namespace custrec {
namespace {

PartList list_items(const Part& collection) {
  PartList items;
  for (const Part& item : collection.items) items.push_back(&item);
  return items;
}

Part make_empty(const Part& like) {
  Part empty;
  empty.kind = like.kind;
  empty.key = like.key;
  return empty;
}

Part make_conflict(const Part* ours, const Part* theirs) {
  Part conflict;
  conflict.key = ours != nullptr ? ours->key : theirs->key;
  conflict.conflict = true;
  if (ours != nullptr) conflict.ours.push_back(*ours);
  if (theirs != nullptr) conflict.theirs.push_back(*theirs);
  return conflict;
}

std::optional<std::size_t> find_position(const Part& list, const Part* item) {
  if (item == nullptr) return std::nullopt;
  return static_cast<std::size_t>(item - list.items.data());
}

/// Whether something stands there whichever side is chosen.
bool is_sure(const Part& part) {
  return !part.conflict || (!part.ours.empty() && !part.theirs.empty());
}

std::vector<Threesome> find_threesomes(const Part& base, const Part& ours, const Part& theirs) {
  std::vector<Threesome> items;
  for (const Part& item : base.items) items.push_back({&item, nullptr, nullptr});
  const bool keyed = ours.kind == Kind::mapping;
  const auto match = [&](const PartList& before, const PartList& after, bool changed) {
    if (!keyed) return match_items(before, after, changed);
    std::vector<std::size_t> matches;
    for (const Part* part : after) {
      const auto found = std::find_if(before.begin(), before.end(),
                                      [&](const Part* one) { return one->key == part->key; });
      matches.push_back(found == before.end() ? no_match
                                              : static_cast<std::size_t>(found - before.begin()));
    }
    return matches;
  };
  const auto add_side = [&](const Part& side, const Part* Threesome::*place) {
    const PartList list = list_items(side);
    const std::vector<std::size_t> matches = match(list_items(base), list, true);
    PartList fresh;
    for (std::size_t at = 0; at < list.size(); ++at) {
      if (matches[at] == no_match) {
        fresh.push_back(list[at]);
      } else {
        items[matches[at]].*place = list[at];
      }
    }
    return fresh;
  };
  const PartList our_new = add_side(ours, &Threesome::ours);
  const PartList their_new = add_side(theirs, &Threesome::theirs);
  const std::size_t first_new = items.size();
  for (const Part* part : our_new) items.push_back({nullptr, part, nullptr});
  const std::vector<std::size_t> matches = match(our_new, their_new, false);
  for (std::size_t at = 0; at < their_new.size(); ++at) {
    if (matches[at] == no_match) {
      items.push_back({nullptr, nullptr, their_new[at]});
    } else {
      items[first_new + matches[at]].theirs = their_new[at];
    }
  }
  return items;
}

class Merger {
 public:
  Part run(const Part& base, const Part& ours, const Part& theirs) {
    Part merged = merge_collections(base, ours, theirs);
    if (merged.conflict) return merged;
    // One side has removed this, the other that: no record says nothing.
    if (merged.items.empty()) return make_conflict(&ours, &theirs);
    merged.below = std::move(carried_) + merge_lines(base.below, ours.below, theirs.below);
    return merged;
  }

 private:
  /// Nothing when it is gone.
  std::optional<Part> merge(const Threesome& item, bool in_sequence) {
    if (item.ours != nullptr && item.theirs != nullptr) {
      return merge_both(item.base, *item.ours, *item.theirs, in_sequence);
    }
    const bool ours = item.ours != nullptr;
    const Part& left = ours ? *item.ours : *item.theirs;
    if (item.base == nullptr) return left;
    if (says_the_same(*item.base, left)) {
      carried_ += find_new_comments(*item.base, left);
      return std::nullopt;
    }
    if (!in_sequence && left.kind != Kind::scalar && item.base->kind == left.kind) {
      return merge_with_removed(*item.base, left, ours);
    }
    return make_conflict(item.ours, item.theirs);
  }

  /// One side has removed a whole list or group: each of its items is removed.
  std::optional<Part> merge_with_removed(const Part& base, const Part& left, bool ours) {
    const Part removed = make_empty(left);
    Part merged =
        ours ? merge_collections(base, left, removed) : merge_collections(base, removed, left);
    merged.key = left.key;
    if (merged.conflict) {
      // Then that side has nothing there, not an empty list.
      std::vector<Part>& side = ours ? merged.theirs : merged.ours;
      std::erase_if(side, [](const Part& part) { return part.items.empty(); });
      for (Part& part : ours ? merged.ours : merged.theirs) part.above = left.above;
      return merged;
    }
    if (merged.items.empty()) {
      carried_ += find_new_comments(base, left);
      return std::nullopt;
    }
    merged.above = left.above;
    return merged;
  }

  std::optional<Part> merge_both(const Part* base, const Part& ours, const Part& theirs,
                                 bool in_sequence) {
    const Part empty = make_empty(ours);
    const Part& from = base == nullptr ? empty : *base;
    // Two new entries of one name that differ are two, and nobody can say which is meant.
    const bool strangers = base == nullptr && in_sequence && !says_the_same(ours, theirs);
    std::optional<Part> merged;
    if (strangers) {
      merged = make_conflict(&ours, &theirs);
    } else if (ours.kind == Kind::scalar && theirs.kind == Kind::scalar) {
      merged = merge_scalars(base, ours, theirs);
    } else if (ours.kind == theirs.kind) {
      merged = merge_collections(from.kind == ours.kind ? from : empty, ours, theirs, in_sequence);
      if (in_sequence && !merged->conflict && merged->items.empty()) {
        carried_ += find_new_comments(from, ours) + find_new_comments(from, theirs);
        return std::nullopt;
      }
    } else {
      merged = merge_kinds(base, ours, theirs);
    }
    merge_surroundings(from, ours, theirs, *merged);
    for (std::vector<Part>* side : {&merged->ours, &merged->theirs}) {
      for (Part& part : *side) part.above.clear();
    }
    return merged;
  }

  static Part merge_scalars(const Part* base, const Part& ours, const Part& theirs) {
    const bool scalar = base != nullptr && base->kind == Kind::scalar;
    if (ours.text == theirs.text) {
      return scalar && ours.body == base->body ? theirs : ours;
    }
    if (scalar && ours.text == base->text) return theirs;
    if (scalar && theirs.text == base->text) return ours;
    return make_conflict(&ours, &theirs);
  }

  Part merge_kinds(const Part* base, const Part& ours, const Part& theirs) {
    if (base != nullptr && says_the_same(*base, ours)) {
      carried_ += find_new_comments(*base, ours);
      return theirs;
    }
    if (base != nullptr && says_the_same(*base, theirs)) {
      carried_ += find_new_comments(*base, theirs);
      return ours;
    }
    return make_conflict(&ours, &theirs);
  }

  /// Of one kind; its surroundings are still to be merged.
  Part merge_collections(const Part& base, const Part& ours, const Part& theirs,
                         bool in_sequence = false) {
    Part merged = make_empty(ours);
    merged.time = ours.time ? ours.time : theirs.time;
    const bool sequence = ours.kind == Kind::sequence;
    for (const Threesome& item :
         order_items(base, ours, theirs, find_threesomes(base, ours, theirs))) {
      std::string above = std::exchange(carried_, {});
      std::optional<Part> part = merge(item, sequence);
      if (part) {
        part->above = above + part->above;
        part->at_ours = find_position(ours, item.ours);
        part->at_theirs = find_position(theirs, item.theirs);
        merged.items.push_back(std::move(*part));
      } else {
        carried_ = std::move(above.append(carried_));
      }
    }
    if (merged.items.empty()) merged.body = ours.items.empty() ? ours.body : theirs.body;
    return secure(std::move(merged), in_sequence);
  }

  /// Something stands in the collection whatever sides are chosen; of an entry in its first line.
  static Part secure(Part merged, bool in_sequence) {
    const auto sure = std::find_if(merged.items.begin(), merged.items.end(), is_sure);
    if (merged.items.empty() || sure == merged.items.begin()) return merged;
    if (sure == merged.items.end()) {
      const auto ours = choose_side(merged, Side::ours);
      const auto theirs = choose_side(merged, Side::theirs);
      const auto stands = [&](const Part& part) { return !in_sequence || !part.items.empty(); };
      return make_conflict(stands(*ours) ? &*ours : nullptr, stands(*theirs) ? &*theirs : nullptr);
    }
    if (in_sequence) std::rotate(merged.items.begin(), sure, sure + 1);
    return merged;
  }

  std::string carried_;  ///< comments of what is gone, for the lines above the next item
};

}  // namespace

Part merge_parts(const Part& base, const Part& ours, const Part& theirs) {
  return Merger().run(base, ours, theirs);
}

}  // namespace custrec
