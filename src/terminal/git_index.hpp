// SPDX-License-Identifier: MIT
// What git's index has of a conflict, and how it learns that one is resolved.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace custrec {

/// The three versions of a file in conflict, as names of blobs; empty where there is none.
struct ConflictStages {
  std::string base;    ///< stage 1
  std::string ours;    ///< stage 2
  std::string theirs;  ///< stage 3
};

/// Files in conflict at or below `path`, by path from the root of the archive. Throws Error(files)
/// when git fails.
std::map<std::string, ConflictStages> find_conflicted_files(const std::string& root,
                                                            const std::string& path);

/// The bytes of a blob; none for an empty name. Throws Error(files).
std::string read_blob(const std::string& root, const std::string& blob);

/// Puts files as they are now into the index, also that they are gone: all, or none when it throws
/// Error(files).
void stage_files(const std::string& root, const std::vector<std::string>& paths);

}  // namespace custrec
