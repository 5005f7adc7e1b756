// SPDX-License-Identifier: MIT
// After a merge entries without an id may stand elsewhere in their list.
#include "archive/follow_positions.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace custrec {
namespace {

using PlaceOnSide = std::optional<std::size_t> Part::*;

/// The list or entry that follows `name` below `part`; null when there is none.
const Part* find_below(const Part* part, std::string_view name) {
  if (part == nullptr || part->conflict) return nullptr;
  if (part->kind == Kind::mapping) return part->find(name);
  const auto found = std::find_if(part->items.begin(), part->items.end(),
                                  [&](const Part& item) { return item.text_at("id") == name; });
  return found == part->items.end() ? nullptr : &*found;
}

/// Where the entry stands now that stood at `position` on one side; it stays when that isn't known.
std::size_t find_position(const Part* list, PlaceOnSide side, std::size_t position) {
  if (list == nullptr || list->conflict || list->kind != Kind::sequence) return position;
  const auto found = std::find_if(list->items.begin(), list->items.end(),
                                  [&](const Part& item) { return item.*side == position; });
  return found == list->items.end() ? position
                                    : static_cast<std::size_t>(found - list->items.begin());
}

/// `contacts[1].mobile` as it was on one side, as it is now.
std::string follow(const Part& root, PlaceOnSide side, std::string_view path) {
  std::string moved;
  const Part* at = &root;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    at = find_below(at, path.substr(0, end));
    moved += path.substr(0, end);
    path.remove_prefix(end);
    if (path.starts_with('[')) {
      const std::size_t close = std::min(path.find(']'), path.size() - 1);
      std::size_t position = 0;
      const auto read = std::from_chars(path.data() + 1, path.data() + close, position);
      if (read.ec != std::errc() || read.ptr != path.data() + close) break;
      position = find_position(at, side, position);
      moved.append("[").append(std::to_string(position)).append("]");
      const bool there = at != nullptr && !at->conflict && position < at->items.size();
      at = there ? &at->items[position] : nullptr;
      path.remove_prefix(close + 1);
    }
    if (path.starts_with('.')) {
      moved += '.';
      path.remove_prefix(1);
    } else if (!path.empty()) {
      break;
    }
  }
  return moved.append(path);
}

}  // namespace

void follow_positions(Part& root) {
  Part* anomalies = root.find("anomalies");
  if (anomalies == nullptr || anomalies->conflict) return;
  for (Part& anomaly : anomalies->items) {
    // In a list that only one side has nothing was merged.
    const bool merged = anomaly.at_ours || anomaly.at_theirs;
    const Part& known = merged ? anomaly : *anomalies;
    const bool one_sided = known.at_ours.has_value() != known.at_theirs.has_value();
    Part* field = anomaly.conflict || !one_sided ? nullptr : anomaly.find("field");
    if (field == nullptr || field->conflict || field->kind != Kind::scalar) continue;
    const PlaceOnSide side = known.at_ours ? &Part::at_ours : &Part::at_theirs;
    std::string moved = follow(root, side, field->text);
    if (moved != field->text) set_text(*field, std::move(moved), false, 0);
  }
}

}  // namespace custrec
