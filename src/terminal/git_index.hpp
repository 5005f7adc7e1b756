// SPDX-License-Identifier: MIT
// What git's index has of a conflict, and how it learns that one is resolved.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "terminal/git_output.hpp"

namespace custrec {

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
