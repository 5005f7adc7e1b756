// SPDX-License-Identifier: MIT
// The same customer filed twice.
#include "archive/duplicates.hpp"

#include <algorithm>
#include <utility>

#include "text/utf8.hpp"

namespace custrec {
namespace {

std::string unique_key(const UniqueValue& value) {
  return value.field + "\n" + value.value;
}

std::string join_reach(const std::vector<std::string>& reach) {
  std::string joined;
  for (const std::string& value : reach) joined += "\n" + value + "\n";
  return joined;
}

}  // namespace

void DuplicateIndex::reserve(std::size_t records) {
  unique_.reserve(records);
  names_.reserve(records);
  ids_.reserve(records);
  namesakes_.reserve(records);
}

void DuplicateIndex::note_id(std::string_view id) {
  if (!ids_.contains(id)) ids_.insert(texts_.keep(id));
}

const DuplicateIndex::Namesake* DuplicateIndex::find_first(std::string_view name_key) const {
  const auto found = name_key.empty() ? names_.end() : names_.find(name_key);
  return found == names_.end() ? nullptr : &namesakes_[found->second.first];
}

const DuplicateIndex::Namesake* DuplicateIndex::find_next(const Namesake& namesake) const {
  return namesake.next == no_more ? nullptr : &namesakes_[namesake.next];
}

std::vector<Finding> DuplicateIndex::add(const Identity& identity) {
  std::vector<Finding> findings;
  std::vector<std::string_view> told;
  const std::string_view id = texts_.keep(identity.id);
  ids_.insert(id);
  for (const UniqueValue& value : identity.unique_values) {
    const std::string key = unique_key(value);
    const auto first = unique_.find(key);
    if (first == unique_.end()) {
      unique_.emplace(texts_.keep(key), id);
      continue;
    }
    told.push_back(first->second);
    findings.push_back({value.offset,
                        Level::error,
                        "unique",
                        value.field,
                        fill({"the same as in {}", "与 {} 相同"}, {first->second}),
                        {}});
  }
  if (identity.name_key.empty()) return findings;
  const std::size_t place = namesakes_.size();
  namesakes_.push_back({id, texts_.keep(join_reach(identity.reach)), no_more});
  const auto found = names_.find(identity.name_key);
  if (found == names_.end()) {
    names_.emplace(texts_.keep(identity.name_key), Namesakes{place, place});
    return findings;
  }
  const std::string_view first = namesakes_[found->second.first].id;
  namesakes_[std::exchange(found->second.last, place)].next = place;
  if (std::find(told.begin(), told.end(), first) == told.end()) {
    findings.push_back({identity.name_offset,
                        Level::warning,
                        "duplicate-customer",
                        "name",
                        fill({"{} has the same name", "与 {} 名称相同"}, {escape_controls(first)}),
                        {}});
  }
  return findings;
}

std::optional<std::string> DuplicateIndex::find_holder(const UniqueValue& value) const {
  const auto found = unique_.find(unique_key(value));
  return found == unique_.end() ? std::nullopt : std::optional<std::string>(found->second);
}

std::optional<DuplicateIndex::Match> DuplicateIndex::find_exact(const Identity& identity) const {
  for (const UniqueValue& value : identity.unique_values) {
    if (auto holder = find_holder(value)) return Match{std::move(*holder), value.field};
  }
  return std::nullopt;
}

std::vector<std::string> DuplicateIndex::find_by_name(const Identity& identity) const {
  std::vector<std::string> ids;
  for (const Namesake* namesake = find_first(identity.name_key); namesake != nullptr;
       namesake = find_next(*namesake)) {
    ids.emplace_back(namesake->id);
  }
  return ids;
}

std::optional<std::string> DuplicateIndex::find_by_reach(const Identity& identity) const {
  for (const Namesake* namesake = find_first(identity.name_key); namesake != nullptr;
       namesake = find_next(*namesake)) {
    const bool shared =
        std::any_of(identity.reach.begin(), identity.reach.end(), [&](const std::string& value) {
          return namesake->reach.find("\n" + value + "\n") != std::string_view::npos;
        });
    if (shared) return std::string(namesake->id);
  }
  return std::nullopt;
}

bool DuplicateIndex::knows_id(std::string_view id) const {
  return ids_.contains(id);
}

}  // namespace custrec
