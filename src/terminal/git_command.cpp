// SPDX-License-Identifier: MIT
// git as a child.
#include "terminal/git_command.hpp"

#include <cstdlib>

#include "problem/error.hpp"
#include "terminal/git_output.hpp"
#include "terminal/run_program.hpp"

namespace custrec {
namespace {

/// git tells its hooks in a linked working tree where the repository is. With that alone it would
/// take the folder of -C for the whole tree; it finds the repository by itself.
void forget_repository_of_hook() {
  if (std::getenv("GIT_DIR") == nullptr || std::getenv("GIT_WORK_TREE") != nullptr) return;
  unsetenv("GIT_DIR");
}

}  // namespace

std::vector<std::string> git_words(const std::string& root, std::vector<std::string> words) {
  forget_repository_of_hook();
  words.insert(words.begin(), {"git", "--no-optional-locks", "-C", root});
  return words;
}

std::string run_git(const std::string& root, std::vector<std::string> words,
                    const std::string& input) {
  const std::string name = words[0];
  auto output = run_with_input(git_words(root, std::move(words)), input);
  if (!output) {
    throw Error(Exit::files,
                fill({"git {} failed in {}", "git {} 在 {} 中运行失败"}, {name, root}));
  }
  return std::move(*output);
}

std::vector<std::optional<std::string>> read_blobs(const std::string& root,
                                                   const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string input;
  for (const std::string& name : names) input += name + "\n";
  return parse_blobs(run_git(root, {"cat-file", "--batch"}, input), names.size());
}

}  // namespace custrec
