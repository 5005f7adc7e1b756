// SPDX-License-Identifier: MIT
// git as a child.
#include "terminal/git_command.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "problem/error.hpp"
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

std::vector<std::string> split_nul(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\0', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::vector<std::optional<std::string>> read_blobs(const std::string& root,
                                                   const std::vector<std::string>& names) {
  std::vector<std::optional<std::string>> blobs(names.size());
  if (names.empty()) return blobs;
  std::string input;
  for (const std::string& name : names) input += name + "\n";
  const std::string output = run_git(root, {"cat-file", "--batch"}, input);
  std::size_t at = 0;
  for (std::optional<std::string>& blob : blobs) {
    // "<hash> blob <size>", the bytes, a newline; or "<name> missing".
    const std::size_t end = output.find('\n', at);
    if (end == std::string::npos) break;
    const std::string_view line = std::string_view(output).substr(at, end - at);
    at = end + 1;
    const std::size_t space = line.rfind(' ');
    const std::string_view size = line.substr(space + 1);
    const bool digits =
        !size.empty() && size.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits) continue;
    const std::size_t length = std::stoul(std::string(size));
    if (line.substr(0, space).ends_with(" blob")) blob = output.substr(at, length);
    at += length + 1;
  }
  return blobs;
}

}  // namespace custrec
