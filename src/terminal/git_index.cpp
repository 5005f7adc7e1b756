// SPDX-License-Identifier: MIT
// Asking git's index about conflicts.
#include "terminal/git_index.hpp"

#include "problem/error.hpp"
#include "terminal/run_program.hpp"

namespace custrec {
namespace {

std::string run_git(const std::string& root, const std::vector<std::string>& words,
                    const std::string& input = {}) {
  std::vector<std::string> command = {"git", "-C", root, "--literal-pathspecs"};
  command.insert(command.end(), words.begin(), words.end());
  auto output = run_with_input(std::move(command), input);
  if (!output) {
    throw Error(Exit::files,
                fill({"git {} failed in {}", "git {} 在 {} 中运行失败"}, {words[0], root}));
  }
  return std::move(*output);
}

}  // namespace

std::map<std::string, ConflictStages> find_conflicted_files(const std::string& root,
                                                            const std::string& path) {
  return parse_unmerged(run_git(root, {"ls-files", "--unmerged", "-z", "--", path}));
}

std::string read_blob(const std::string& root, const std::string& blob) {
  return blob.empty() ? std::string() : run_git(root, {"cat-file", "blob", blob});
}

void stage_files(const std::string& root, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    // A file that was never in the index and is gone again means nothing to git.
    const std::string known =
        run_git(root, {"ls-files", "-z", "--cached", "--others", "--deleted", "--", path});
    if (!known.empty()) run_git(root, {"add", "--all", "--force", "--", path});
  }
}

}  // namespace custrec
