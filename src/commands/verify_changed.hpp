// SPDX-License-Identifier: MIT
// custrec verify --since and --staged: which files changed, and what has to be checked for them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/changed_files.hpp"
#include "archive/verify.hpp"
#include "terminal/git_changes.hpp"
#include "terminal/session.hpp"

namespace custrec {

/// The archive as it is to be checked, and what of it.
struct ChangedArchive {
  Archive archive;
  ChangedPart part = {};
  std::map<std::string, OldRecord> old_records = {};  ///< by their path of now
  /// Records that are gone, not under another number either, by the path that they had.
  std::map<std::string, std::string> gone_records = {};
  /// In a merge as the other side has them, likewise.
  std::map<std::string, std::string> merged_records = {};
};

/// Compares with the revision `since`, or what is staged with the last commit when there is none;
/// then the archive is the one of the index. `contents`: attachments will be read. Throws
/// Error(refused) outside git, Error(usage) for an unknown revision.
ChangedArchive open_changed(Session& session, const std::optional<std::string>& since,
                            bool contents);

/// What has changed at or below the targets; `targets` as `VerifyRequest::selected`.
std::set<std::string> select_changed(const ChangedPart& part,
                                     const std::optional<std::set<std::string>>& targets);

/// Whom the record at `path` was about before.
std::optional<Identity> find_identity_before(const ChangedArchive& changed,
                                             const TypeContext& context, const std::string& path);

/// `deleted`: of the records that are gone those that were approved and not closed first, at or
/// below the targets.
std::vector<Problem> find_deleted(const ChangedArchive& changed,
                                  const std::optional<std::set<std::string>>& targets);

/// `change-log`, and what of its history is missing, for one record.
std::vector<Finding> check_changed_record(const ChangedArchive& changed, const TypeContext& context,
                                          const RecordFile& file, const std::vector<Finding>& told);

}  // namespace custrec
