// SPDX-License-Identifier: MIT
// What changed between two states of a record.
#include "record/differences.hpp"

#include <algorithm>

namespace custrec {
namespace {

bool says_the_same(const Value& a, const Value& b) {
  if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size()) return false;
  for (std::size_t at = 0; at < a.items.size(); ++at) {
    const bool list = a.kind == Kind::sequence;
    const Value* other = list ? &b.items[at] : b.find(a.items[at].key);
    if (other == nullptr || !says_the_same(a.items[at], *other)) return false;
  }
  return true;
}

/// Which entry of `before` each entry of `after` was; null for a new one.
std::vector<const Value*> match_entries(const Value& before, const Value& after) {
  std::vector<const Value*> matches(after.items.size(), nullptr);
  std::vector<bool> taken(before.items.size(), false);
  const auto match = [&](const auto& same) {
    for (std::size_t to = 0; to < after.items.size(); ++to) {
      for (std::size_t from = 0; matches[to] == nullptr && from < before.items.size(); ++from) {
        if (taken[from] || !same(before.items[from], after.items[to])) continue;
        matches[to] = &before.items[from];
        taken[from] = true;
      }
    }
  };
  match([](const Value& a, const Value& b) { return a.origin != no_node && a.origin == b.origin; });
  match([](const Value& a, const Value& b) {
    return !a.text_at("id").empty() && a.text_at("id") == b.text_at("id");
  });
  match(says_the_same);
  match([](const Value& a, const Value& b) {
    return (a.origin == no_node || b.origin == no_node) && a.text_at("id") == b.text_at("id");
  });
  return matches;
}

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
    const std::vector<const Value*> matches = match_entries(before, after);
    compare_order(before, matches, path);
    for (std::size_t at = 0; at < before.items.size(); ++at) {
      const Value* item = &before.items[at];
      if (std::find(matches.begin(), matches.end(), item) != matches.end()) continue;
      compare(item, nullptr, path_of(*item, path, at));
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
