// SPDX-License-Identifier: MIT
// The same customer filed twice.
#include "archive/duplicates.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace custrec {
namespace {

std::string unique_key(const UniqueValue& value) {
  return value.field + "\n" + value.value;
}

}  // namespace

std::vector<Finding> DuplicateIndex::add(const Identity& identity) {
  std::vector<Finding> findings;
  std::vector<std::string> told;
  ids_.insert(identity.id);
  for (const UniqueValue& value : identity.unique_values) {
    const auto [first, added] = unique_.emplace(unique_key(value), identity.id);
    if (added) continue;
    told.push_back(first->second);
    findings.push_back({value.offset,
                        Level::error,
                        "unique",
                        value.field,
                        fill({"the same as in {}", "与 {} 相同"}, {first->second}),
                        {}});
  }
  if (identity.name_key.empty()) return findings;
  std::vector<Namesake>& namesakes = names_[identity.name_key];
  if (!namesakes.empty() &&
      std::find(told.begin(), told.end(), namesakes.front().id) == told.end()) {
    findings.push_back(
        {identity.name_offset,
         Level::warning,
         "duplicate-customer",
         "name",
         fill({"{} has the same name", "与 {} 名称相同"}, {escape_controls(namesakes.front().id)}),
         {}});
  }
  namesakes.push_back({identity.id, identity.reach});
  return findings;
}

std::optional<std::string> DuplicateIndex::find_holder(const UniqueValue& value) const {
  const auto found = unique_.find(unique_key(value));
  return found == unique_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<DuplicateIndex::Match> DuplicateIndex::find_exact(const Identity& identity) const {
  for (const UniqueValue& value : identity.unique_values) {
    if (auto holder = find_holder(value)) return Match{std::move(*holder), value.field};
  }
  return std::nullopt;
}

std::vector<std::string> DuplicateIndex::find_by_name(const Identity& identity) const {
  std::vector<std::string> ids;
  const auto found = names_.find(identity.name_key);
  if (identity.name_key.empty() || found == names_.end()) return ids;
  for (const Namesake& namesake : found->second) ids.push_back(namesake.id);
  return ids;
}

std::optional<std::string> DuplicateIndex::find_by_reach(const Identity& identity) const {
  const auto found = names_.find(identity.name_key);
  if (identity.name_key.empty() || found == names_.end()) return std::nullopt;
  for (const Namesake& namesake : found->second) {
    const bool shared =
        std::any_of(identity.reach.begin(), identity.reach.end(), [&](const std::string& value) {
          return std::find(namesake.reach.begin(), namesake.reach.end(), value) !=
                 namesake.reach.end();
        });
    if (shared) return namesake.id;
  }
  return std::nullopt;
}

bool DuplicateIndex::knows_id(std::string_view id) const {
  return ids_.contains(std::string(id));
}

}  // namespace custrec
