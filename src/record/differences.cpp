// SPDX-License-Identifier: MIT
// What changed between two states of a record.
#include "record/differences.hpp"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <unordered_set>

#include "record/saying.hpp"

namespace custrec {
namespace {

/// Which entry of `before` each entry of `after` was.
class EntryMatcher {
 public:
  EntryMatcher(const Value& before, const Value& after)
      : before_(before.items),
        after_(after.items),
        matches_(after_.size(), nullptr),
        taken_(before_.size(), false) {}

  /// Null for a new one.
  std::vector<const Value*> run() {
    match([](const Value& value) {
      return value.origin == no_node ? std::string() : std::to_string(value.origin);
    });
    match([](const Value& value) { return std::string(value.text_at("id")); });
    match([](const Value& value) { return make_saying(value); });
    match_unnamed();
    return std::move(matches_);
  }

 private:
  /// Entries with the same name that isn't empty, in their order.
  template <typename Name>
  void match(const Name& name_of) {
    std::unordered_map<std::string, std::deque<std::size_t>> named;
    for (std::size_t from = 0; from < before_.size(); ++from) {
      if (!taken_[from]) named[name_of(before_[from])].push_back(from);
    }
    named.erase("");
    if (named.empty()) return;
    for (std::size_t to = 0; to < after_.size(); ++to) {
      if (matches_[to] != nullptr) continue;
      const auto found = named.find(name_of(after_[to]));
      if (found == named.end() || found->second.empty()) continue;
      take(found->second.front(), to);
      found->second.pop_front();
    }
  }

  /// What is left and has no id, in its order; of two at least one comes from nowhere.
  void match_unnamed() {
    std::size_t any = 0;
    std::size_t without_origin = 0;
    const auto find = [&](std::size_t& from, bool all) {
      while (from < before_.size() && (taken_[from] || !before_[from].text_at("id").empty() ||
                                       (!all && before_[from].origin != no_node))) {
        ++from;
      }
      return from < before_.size();
    };
    for (std::size_t to = 0; to < after_.size(); ++to) {
      if (matches_[to] != nullptr || !after_[to].text_at("id").empty()) continue;
      const bool all = after_[to].origin == no_node;
      std::size_t& from = all ? any : without_origin;
      if (find(from, all)) take(from, to);
    }
  }

  void take(std::size_t from, std::size_t to) {
    matches_[to] = &before_[from];
    taken_[from] = true;
  }

  const std::vector<Value>& before_;
  const std::vector<Value>& after_;
  std::vector<const Value*> matches_;
  std::vector<bool> taken_;  ///< by entry of `before`
};

class Comparison {
 public:
  std::vector<Difference> run(const Value& before, const Value& after) {
    compare(&before, &after, "");
    return std::move(differences_);
  }

 private:
  /// Null: there is or was nothing.
  void compare(const Value* before, const Value* after, const std::string& path) {
    const Value& shape = after != nullptr ? *after : *before;
    if (before != nullptr && after != nullptr && before->kind != after->kind) {
      compare(before, nullptr, path);
      compare(nullptr, after, path);
    } else if (shape.kind == Kind::scalar) {
      add(path, before == nullptr ? "" : before->text, after == nullptr ? "" : after->text);
    } else if (shape.kind == Kind::sequence) {
      static const Value none = make_sequence("");
      compare_lists(before == nullptr ? none : *before, after == nullptr ? none : *after, path);
    } else {
      static const Value none = make_mapping("");
      compare_mappings(before == nullptr ? none : *before, after == nullptr ? none : *after, path);
    }
  }

  void add(const std::string& path, const std::string& from, const std::string& to) {
    if (from != to) differences_.push_back({path, from, to});
  }

  void compare_mappings(const Value& before, const Value& after, const std::string& path) {
    const std::string prefix = path.empty() ? "" : path + ".";
    for (const Value& item : before.items) compare(&item, after.find(item.key), prefix + item.key);
    for (const Value& item : after.items) {
      if (before.find(item.key) == nullptr) compare(nullptr, &item, prefix + item.key);
    }
  }

  void compare_lists(const Value& before, const Value& after, const std::string& path) {
    const std::vector<const Value*> matches = EntryMatcher(before, after).run();
    compare_order(before, matches, path);
    const std::unordered_set<const Value*> kept(matches.begin(), matches.end());
    for (std::size_t at = 0; at < before.items.size(); ++at) {
      const Value* item = &before.items[at];
      if (!kept.contains(item)) compare(item, nullptr, path_of(*item, path, at));
    }
    for (std::size_t at = 0; at < after.items.size(); ++at) {
      compare(matches[at], &after.items[at], path_of(after.items[at], path, at));
    }
  }

  /// Entries without an id are named by their position, so it is a part of what the record says.
  void compare_order(const Value& before, const std::vector<const Value*>& matches,
                     const std::string& path) {
    std::vector<std::ptrdiff_t> positions;
    for (const Value* match : matches) {
      const bool counts =
          match != nullptr && match->kind != Kind::scalar && match->text_at("id").empty();
      if (counts) positions.push_back(match - before.items.data());
    }
    std::vector<std::ptrdiff_t> sorted = positions;
    std::sort(sorted.begin(), sorted.end());
    if (positions != sorted) add(path, list_positions(sorted), list_positions(positions));
  }

  static std::string list_positions(const std::vector<std::ptrdiff_t>& positions) {
    std::string list;
    for (const std::ptrdiff_t position : positions) {
      list += (list.empty() ? "[" : " [") + std::to_string(position) + "]";
    }
    return list;
  }

  static std::string path_of(const Value& item, const std::string& list, std::size_t at) {
    if (item.kind == Kind::scalar) return list;
    const std::string_view id = item.text_at("id");
    return id.empty() ? list + "[" + std::to_string(at) + "]" : list + "." + std::string(id);
  }

  std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> find_differences(const Value& before, const Value& after) {
  return Comparison().run(before, after);
}

}  // namespace custrec
