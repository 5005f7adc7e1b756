// SPDX-License-Identifier: MIT
// Asking git's index about conflicts.
#include "terminal/git_index.hpp"

#include "terminal/git_command.hpp"
#include "terminal/git_output.hpp"

namespace custrec {
std::map<std::string, ConflictStages> find_conflicted_files(const std::string& root,
                                                            const std::string& path) {
  return parse_unmerged(run_git(root, {"ls-files", "--unmerged", "-z", "--", path}));
}

std::string read_blob(const std::string& root, const std::string& blob) {
  return blob.empty() ? std::string() : run_git(root, {"cat-file", "blob", blob});
}

void stage_files(const std::string& root, const std::vector<std::string>& paths) {
  std::string input;
  for (const std::string& path : paths) input += path + '\0';
  run_git(root, {"update-index", "--add", "--remove", "-z", "--stdin"}, input);
}

}  // namespace custrec
