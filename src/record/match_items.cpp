// SPDX-License-Identifier: MIT
// Which items of two lists are the same one.
#include "record/match_items.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace custrec {
namespace {

/// More entries than a person would change by hand in one go are not compared one by one.
constexpr std::size_t most_changed = 64;

/// What an item is known by for certain.
std::string make_name(const Part& part) {
  const std::string_view id = id_of(part);
  return id.empty() ? "=" + make_saying(part) : "#" + std::string(id);
}

std::size_t count_common(const Part& left, const Part& right) {
  return static_cast<std::size_t>(
      std::count_if(left.items.begin(), left.items.end(), [&](const Part& item) {
        const Part* other = right.find(item.key);
        return other != nullptr && says_the_same(item, *other);
      }));
}

struct Likeness {
  std::size_t common;
  std::size_t before;
  std::size_t after;
};

bool may_be_changed(const Part& part) {
  return part.kind == Kind::mapping && id_of(part).empty();
}

/// The likest pairs first.
std::vector<Likeness> find_like(const PartList& before, const PartList& after,
                                const std::vector<std::size_t>& lost,
                                const std::vector<std::size_t>& fresh) {
  std::vector<Likeness> pairs;
  for (const std::size_t from : lost) {
    for (const std::size_t to : fresh) {
      const Part& left = *before[from];
      const Part& right = *after[to];
      const std::size_t common = count_common(left, right);
      const std::size_t all = std::max(left.items.size(), right.items.size());
      if (common > 0 && common * 2 >= all) pairs.push_back({common, from, to});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Likeness& a, const Likeness& b) { return a.common > b.common; });
  return pairs;
}

void match_changed(const PartList& before, const PartList& after,
                   std::vector<std::size_t>& matches) {
  std::vector<bool> taken(before.size(), false);
  for (const std::size_t match : matches) {
    if (match != no_match) taken[match] = true;
  }
  std::vector<std::size_t> lost;
  std::vector<std::size_t> fresh;
  for (std::size_t at = 0; at < before.size(); ++at) {
    if (!taken[at] && may_be_changed(*before[at])) lost.push_back(at);
  }
  for (std::size_t at = 0; at < after.size(); ++at) {
    if (matches[at] == no_match && may_be_changed(*after[at])) fresh.push_back(at);
  }
  if (lost.size() > most_changed || fresh.size() > most_changed) return;
  for (const Likeness& pair : find_like(before, after, lost, fresh)) {
    if (taken[pair.before] || matches[pair.after] != no_match) continue;
    taken[pair.before] = true;
    matches[pair.after] = pair.before;
  }
}

}  // namespace

std::string_view id_of(const Part& part) {
  return part.text_at("id");
}

std::vector<std::size_t> match_items(const PartList& before, const PartList& after, bool changed) {
  std::multimap<std::string, std::size_t> names;  // those of one name in their order
  for (std::size_t at = 0; at < before.size(); ++at) names.emplace(make_name(*before[at]), at);
  std::vector<std::size_t> matches;
  for (const Part* part : after) {
    const auto found = names.find(make_name(*part));
    matches.push_back(found == names.end() ? no_match : found->second);
    if (found != names.end()) names.erase(found);
  }
  if (changed) match_changed(before, after, matches);
  return matches;
}

}  // namespace custrec
