// SPDX-License-Identifier: MIT
// The one place that calls git, never through a shell. custrec finds the repository itself and
// names it in each call: files in a commit can make git take their folder for a repository, with
// programs to run in its settings. What git says to people isn't shown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace custrec {

/// Whether `folder` is in the working tree of a repository that git agrees to work with. git is
/// asked once for each repository.
bool is_in_git(const std::string& folder);

/// The path of `folder` in its repository, `records/shop/`; empty when it is the top, or in no
/// repository.
std::string find_folder_in_git(const std::string& folder);

/// What `git WORDS…` prints in `folder` when it gets `input`; nothing when git fails. Outside a
/// repository git knows only the settings of the person and the machine.
std::optional<std::string> try_git(const std::string& folder, std::vector<std::string> words,
                                   std::string_view input = {});

/// What `git WORDS…` prints, trimmed; empty when git fails.
std::string ask_git(const std::string& folder, std::vector<std::string> words);

/// What `git WORDS…` prints. Throws Error(files) when git fails.
std::string run_git(const std::string& folder, std::vector<std::string> words,
                    std::string_view input = {});

/// `git WORDS…` in the working directory and on this terminal; its exit code, -1 when it can't be
/// run.
int run_git_in_terminal(std::vector<std::string> words);

/// `git init` in `folder`; false when git fails.
bool make_repository(const std::string& folder);

/// The bytes of the files that `names` mean to git (`a1b2c3…`, `HEAD:./path`), in this order, with
/// one process; nothing where there is no such file. Throws Error(files) when git fails.
std::vector<std::optional<std::string>> read_blobs(const std::string& root,
                                                   const std::vector<std::string>& names);

}  // namespace custrec
