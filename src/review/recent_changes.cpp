// SPDX-License-Identifier: MIT
// The change logs of customers, from some point on.
#include "review/recent_changes.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

#include "archive/access.hpp"
#include "review/change_log.hpp"
#include "schema/masked_record.hpp"
#include "time/date.hpp"
#include "time/zone.hpp"

namespace custrec {
namespace {

bool is_draft(const Document& document) {
  return document.text_at(Document::root, "status") == "draft";
}

RecentChanges describe(const Archive& archive, const std::string& id, const Document& document,
                       std::string_view what) {
  return {id,
          mask_customer_name(document, archive.schemas()),
          std::string(document.text_at(Document::root, "owner")),
          what,
          {},
          {},
          {}};
}

void take_entry_time(RecentChanges& changes, const Archive& archive, const Document& document) {
  const NodeIndex collection = document.find(Document::root, "collection");
  if (collection == no_node) return;
  changes.entered_at = document.text_at(collection, "entered_at");
  changes.entered_by = document.text_at(collection, "entered_by");
  const auto at = find_instant(changes.entered_at, archive.settings().zone);
  if (at) changes.latest = std::max(changes.latest, *at);
}

/// The entries for which `wanted` holds, masked, in order of time.
void take_changes(RecentChanges& changes, const Archive& archive, const Document& document,
                  const std::function<bool(NodeIndex)>& wanted) {
  const NodeIndex node = document.find(Document::root, "changes");
  if (node == no_node || document[node].kind != Kind::sequence) return;
  const std::vector<NodeIndex> entries = document.children(node).list();
  if (std::none_of(entries.begin(), entries.end(), wanted)) return;
  const Zone& zone = archive.settings().zone;
  const Value masked = mask_record(document, archive.schemas(), mask_for_all(archive.team()));
  const Value* list = masked.find("changes");
  if (list == nullptr || list->items.size() != entries.size()) return;
  for (std::size_t at = 0; at < entries.size(); ++at) {
    if (!wanted(entries[at])) continue;
    changes.changes.push_back(list->items[at]);
    const auto instant = find_instant(list->items[at].text_at("at"), zone);
    if (instant) changes.latest = std::max(changes.latest, *instant);
  }
  std::stable_sort(changes.changes.begin(), changes.changes.end(),
                   [&](const Value& a, const Value& b) {
                     const auto left = find_instant(a.text_at("at"), zone);
                     const auto right = find_instant(b.text_at("at"), zone);
                     return left && right && *left < *right;
                   });
}

}  // namespace

std::optional<std::chrono::sys_seconds> find_instant(std::string_view text, const Zone& zone) {
  const auto time = parse_time(text);
  if (!time) return std::nullopt;
  if (!time->date_only) return time->instant;
  const auto day = std::chrono::floor<std::chrono::days>(time->instant);
  return time->instant - zone.offset_at_local(std::chrono::year_month_day(day), {});
}

std::optional<RecentChanges> find_changes_since(const Archive& archive, const std::string& id,
                                                const Document& document,
                                                std::chrono::sys_seconds since) {
  if (is_draft(document)) return std::nullopt;
  const Zone& zone = archive.settings().zone;
  RecentChanges changes = describe(archive, id, document, "changed");
  take_entry_time(changes, archive, document);
  if (changes.latest >= since) {
    changes.what = "new";
  } else {
    changes.entered_at.clear();
    changes.entered_by.clear();
    changes.latest = std::chrono::sys_seconds::min();
  }
  take_changes(changes, archive, document, [&](NodeIndex entry) {
    if (document[entry].kind != Kind::mapping) return false;
    const auto at = find_instant(document.text_at(entry, "at"), zone);
    return at && *at >= since;
  });
  if (changes.what == "changed" && changes.changes.empty()) return std::nullopt;
  return changes;
}

std::optional<RecentChanges> find_changes_between(const Archive& archive, const std::string& id,
                                                  const Document* before, const Document* after) {
  if (after == nullptr) {
    if (before == nullptr || is_draft(*before)) return std::nullopt;
    return describe(archive, id, *before, "gone");
  }
  if (is_draft(*after) || (before != nullptr && before->bytes() == after->bytes())) {
    return std::nullopt;
  }
  const bool is_new = before == nullptr || is_draft(*before);
  RecentChanges changes = describe(archive, id, *after, is_new ? "new" : "changed");
  if (is_new) take_entry_time(changes, archive, *after);
  std::multiset<std::string> known;
  if (before != nullptr) {
    for (const NodeIndex entry : find_entries(*before, "changes"))
      known.insert(text_of_entry(*before, entry));
  }
  std::set<NodeIndex> fresh;
  for (const NodeIndex entry : find_entries(*after, "changes")) {
    const auto found = known.find(text_of_entry(*after, entry));
    if (found == known.end()) {
      fresh.insert(entry);
    } else {
      known.erase(found);
    }
  }
  take_changes(changes, archive, *after, [&](NodeIndex entry) { return fresh.contains(entry); });
  return changes;
}

void sort_changes(std::vector<RecentChanges>& changes) {
  std::sort(changes.begin(), changes.end(), [](const RecentChanges& a, const RecentChanges& b) {
    return std::tie(a.latest, a.id) < std::tie(b.latest, b.id);
  });
}

}  // namespace custrec
