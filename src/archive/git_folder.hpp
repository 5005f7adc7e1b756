// SPDX-License-Identifier: MIT
// What an archive knows of the git repository around it without running git: where its `.git` is,
// whether git is at work, and a token that no commit can contain.
#pragma once

#include <chrono>
#include <string>

namespace custrec {

/// The nearest folder at or above `folder` that has a `.git`, which no commit can contain; empty
/// when there is none. A folder of that name without HEAD is none. As git does, it stops below
/// GIT_CEILING_DIRECTORIES.
std::string find_top_of_git(const std::string& folder);

/// The folder in which git keeps the repository that `root` is in: that `.git`, or the folder that
/// such a file names (linked working trees, submodules). Empty where there is none with a HEAD.
std::string find_git_folder(const std::string& root);

/// Whether no pipe or device lies in a git folder, or in the one it shares with others, on which
/// git would wait for ever.
bool can_git_read(const std::string& git_folder);

/// What a manifest carries to show that custrec wrote it here: 32 random hexadecimal digits, kept
/// where no commit and no copied folder leads: in `custrec-token` of the git folder, or else in the
/// person's state folder (`$XDG_STATE_HOME/custrec/`, by the path of the archive). Made when there
/// is none. `-` when neither can be written.
std::string make_token(const std::string& root);

/// Whether `token` is one of these. `-` is, where there is neither a git folder nor a state folder.
bool is_own_token(const std::string& root, const std::string& token);

/// Waits up to `patience` while git changes the files of the repository around `root` (its index is
/// locked, and not since long ago). Whether git was at work. A hook of git isn't waited for by the
/// custrec that it runs.
bool wait_for_git(const std::string& root,
                  std::chrono::milliseconds patience = std::chrono::seconds(2));

}  // namespace custrec
