// SPDX-License-Identifier: MIT
// What has changed in an archive, as git sees it: since a commit, or what is staged.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "archive/changed_files.hpp"
#include "archive/tree.hpp"

namespace custrec {

/// Throws Error(refused), with how to go on, when the archive at `root` is in no repository of git.
void require_git(const std::string& root);

/// The commit from which on changes count: where what is checked out left `revision`, so that what
/// others did there meanwhile is none of them. Throws Error(usage) when git knows no such commit.
std::string find_base(const std::string& root, const std::string& revision);

/// Files of the archive that differ from commit `base`, by path. What isn't committed yet counts,
/// files that git doesn't know too, unless they are ignored. Throws Error(files) when git fails.
std::vector<ChangedFile> find_changes_from(const std::string& root, const std::string& base);

/// What the next commit would hold.
struct Staged {
  std::vector<ChangedFile> files;  ///< differ from the last commit
  /// Where the index has something else than the disk. Conflicts stay as they lie there, and so do
  /// ignored files. Attachments are without their bytes unless `contents`.
  Replacements replacements;
};
/// Throws Error(files) when git fails.
Staged find_staged(const std::string& root, bool contents);

/// A record as it was.
struct OldRecord {
  std::string bytes;
  bool moved = false;  ///< it had another path
};
/// What the changed records were, by their path of now; of those that are gone, or moved to where
/// no record is, by the one that they had. Without new ones. Throws Error(files) when git fails.
std::map<std::string, OldRecord> read_old_records(const std::string& root,
                                                  const std::vector<ChangedFile>& files);

/// The changed records as the commit has them that is being merged or picked, by their path of now;
/// empty when there is none. Throws Error(files) when git fails.
std::map<std::string, std::string> read_merged_records(const std::string& root,
                                                       const std::vector<ChangedFile>& files);

}  // namespace custrec
