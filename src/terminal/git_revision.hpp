// SPDX-License-Identifier: MIT
// What git knows of an archive at an earlier commit.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "terminal/git_output.hpp"

namespace custrec {

/// The commit that `word` means (`HEAD~3`, a branch, a tag); nothing when git knows none.
std::optional<std::string> find_commit(const std::string& root, const std::string& word);

/// What `git diff WORDS…` lists, with paths from the root. Throws Error(files) when git fails.
std::vector<RawChange> find_raw_changes(const std::string& root, std::vector<std::string> words);

/// Records whose bytes differ from those of a commit, by path from the root, sorted. What isn't
/// committed yet counts, files that git doesn't know too.
struct RecordsSince {
  std::vector<std::string> changed;  ///< there at the commit and now
  std::vector<std::string> added;    ///< there now only
  std::vector<std::string> removed;  ///< there at the commit only
};
/// Throws Error(files) when git fails.
RecordsSince find_records_since(const std::string& root, const std::string& commit);

/// The bytes of `paths` as they were at `commit`; without those that weren't there. Throws
/// Error(files) when git fails.
std::map<std::string, std::string> read_files_at(const std::string& root, const std::string& commit,
                                                 const std::vector<std::string>& paths);

}  // namespace custrec
