// SPDX-License-Identifier: MIT
// git as a child, never through a shell; what it says to people isn't shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace custrec {

/// The command `git WORDS…` in the folder `root`; nothing is written into the repository.
std::vector<std::string> git_words(const std::string& root, std::vector<std::string> words);

/// What `git WORDS…` prints in the folder `root` when it gets `input`. Throws Error(files) when
/// git fails.
std::string run_git(const std::string& root, std::vector<std::string> words,
                    const std::string& input = {});

/// The bytes of the files that `names` mean to git (`a1b2c3…`, `HEAD:./path`), in this order, with
/// one process; nothing where there is no such file. Throws Error(files) when git fails.
std::vector<std::optional<std::string>> read_blobs(const std::string& root,
                                                   const std::vector<std::string>& names);

}  // namespace custrec
