// SPDX-License-Identifier: MIT
// What the ways to resolve a conflict of git share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/lock.hpp"
#include "commands/edit.hpp"
#include "record/part.hpp"
#include "terminal/git_index.hpp"

namespace custrec {

/// A record that git could not merge, while nobody else writes.
struct Conflict {
  std::string id;
  std::string path;
  ConflictStages stages;            ///< all empty: git knows of no conflict
  std::optional<std::string> text;  ///< of the file as it is; nothing: there is none
};

/// `--take`, if it was given.
std::optional<Side> taken_side(const EditOptions& options);

/// Puts `text` in place of the file (nothing: removes it) and tells git that it is resolved.
void settle_conflict(const Archive& archive, const Lock& lock, const Conflict& conflict,
                     const std::optional<std::string>& text);

/// One side has removed the record and the other changed it.
Exit resolve_removed(Session& session, const Archive& archive, const EditOptions& options,
                     const Lock& lock, const Conflict& conflict);

/// Two customers were filed under one number: ours keeps it, theirs gets the next one.
Exit resolve_two_customers(Session& session, const Archive& archive, const Person& person,
                           const EditOptions& options, const Lock& lock, const Conflict& conflict);

/// Goes on where a run was stopped after it had given theirs the next number and before git had
/// staged it; nothing when there was no such run.
std::optional<Exit> resume_two_customers(Session& session, const Archive& archive,
                                         const EditOptions& options, const Conflict& conflict);

}  // namespace custrec
