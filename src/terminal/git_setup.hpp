// SPDX-License-Identifier: MIT
// What a clone of an archive needs in git: the merge driver in its config, and a hook that checks
// what is committed. Both are of one clone; git doesn't hand them on.
#pragma once

#include <string>

#include "archive/tree.hpp"

namespace custrec {

/// What became of it.
enum class SetUp : unsigned char {
  done,
  was_there,
  refused,  ///< somebody else's is there and stays
};

/// `merge.custrec` in the config of the repository. Throws Error(files) when git fails.
SetUp set_up_merge_driver(const std::string& root);

/// Whether the archive lies in a clone where git has no driver for records; looks only once in each
/// clone, and says no from then on.
bool lacks_merge_driver(const Tree& tree);

/// Whether git would call the driver for the records of the archive, going by its attributes.
bool has_merge_attribute(const std::string& root);

struct PreCommitHook {
  std::string path;
  std::string text;
};
/// Where git looks for the hook, and what it should be. Throws Error(files) when git fails.
PreCommitHook find_pre_commit_hook(const std::string& root);

/// Writes it unless there is one. Throws Error(files).
SetUp set_up_pre_commit_hook(const PreCommitHook& hook);

}  // namespace custrec
