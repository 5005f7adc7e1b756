// SPDX-License-Identifier: MIT
// Other programs: git, and the person's editor.
#include "terminal/run_program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace custrec {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// The environment without the variables in `hidden`.
std::vector<char*> read_environment(std::span<const std::string_view> hidden) {
  std::vector<char*> variables;
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string_view variable = *at;
    const std::string_view name = variable.substr(0, variable.find('='));
    if (std::find(hidden.begin(), hidden.end(), name) == hidden.end()) variables.push_back(*at);
  }
  variables.push_back(nullptr);
  return variables;
}

/// A file in memory with `input`, at its beginning; -1 when there can be none.
int hold_input(std::string_view input) {
  const int file = memfd_create("custrec", MFD_CLOEXEC);
  if (file < 0) return -1;
  while (!input.empty()) {
    const ssize_t put = write(file, input.data(), input.size());
    if (put <= 0) {
      close(file);
      return -1;
    }
    input.remove_prefix(static_cast<std::size_t>(put));
  }
  if (lseek(file, 0, SEEK_SET) == 0) return file;
  close(file);
  return -1;
}

}  // namespace

std::optional<std::string> run_with_input(std::vector<std::string> words, std::string_view input,
                                          std::span<const std::string_view> hidden,
                                          std::vector<std::string> added) {
  const int in = hold_input(input);
  if (in < 0) return std::nullopt;
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    close(in);
    return std::nullopt;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<char*> arguments = pointers_to(words);
  std::vector<char*> variables = read_environment(hidden);
  // The first of a name counts.
  for (std::string& variable : added) variables.insert(variables.begin(), variable.data());
  pid_t child = -1;
  const int failed =
      posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), variables.data());
  posix_spawn_file_actions_destroy(&actions);
  close(in);
  close(ends[1]);
  std::string output;
  std::array<char, 65536> part{};
  for (ssize_t got = 0; !failed && (got = read(ends[0], part.data(), part.size())) > 0;) {
    output.append(part.data(), static_cast<std::size_t>(got));
  }
  close(ends[0]);
  int status = 0;
  if (failed || waitpid(child, &status, 0) < 0 || status != 0) return std::nullopt;
  return output;
}

int run_in_terminal(std::vector<std::string> words, std::span<const std::string_view> hidden) {
  std::vector<char*> arguments = pointers_to(words);
  std::vector<char*> variables = read_environment(hidden);
  pid_t child = -1;
  if (posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), variables.data()) !=
      0) {
    return -1;
  }
  int status = 0;
  if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

}  // namespace custrec
