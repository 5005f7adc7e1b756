// SPDX-License-Identifier: MIT
// What has become of customers since a time or an earlier state, by their change logs: what others
// who work with them have to know.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "record/document.hpp"
#include "record/value.hpp"

namespace custrec {

struct RecentChanges {
  std::string id;
  std::string name;  ///< masked as its schema says
  std::string owner;
  std::string_view what;   ///< `new`, `changed` or `gone`
  std::string entered_at;  ///< of a new one
  std::string entered_by;
  std::vector<Value> changes;  ///< entries of the change log, masked; the latest last
  std::chrono::sys_seconds latest = std::chrono::sys_seconds::min();  ///< time of the last of them
};

/// The instant of a time as it is written; a date means its midnight in `zone`.
std::optional<std::chrono::sys_seconds> find_instant(std::string_view text, const Zone& zone);

/// Entries that are not older than `since`; nothing when there are none and the record was entered
/// before. Drafts have nothing to tell.
std::optional<RecentChanges> find_changes_since(const Archive& archive, const std::string& id,
                                                const Document& document,
                                                std::chrono::sys_seconds since);

/// Entries of `after` that `before` lacks. One of them may be null: the record is new, or gone.
/// Nothing for drafts and for what is no different.
std::optional<RecentChanges> find_changes_between(const Archive& archive, const std::string& id,
                                                  const Document* before, const Document* after);

/// Those of whom the latest change is known come last, by its time; else by number.
void sort_changes(std::vector<RecentChanges>& changes);

}  // namespace custrec
