// SPDX-License-Identifier: MIT
// Asking git for earlier states, with one process for any number of files.
#include "terminal/git_revision.hpp"

#include <algorithm>
#include <string_view>

#include "archive/layout.hpp"
#include "problem/error.hpp"
#include "terminal/run_program.hpp"

namespace custrec {
namespace {

std::string run_git(const std::string& root, std::vector<std::string> words,
                    const std::string& input = {}) {
  std::vector<std::string> command = {"git", "--no-optional-locks", "-C", root};
  command.insert(command.end(), words.begin(), words.end());
  auto output = run_with_input(std::move(command), input);
  if (!output) {
    throw Error(Exit::files,
                fill({"git {} failed in {}", "git {} 在 {} 中运行失败"}, {words[0], root}));
  }
  return std::move(*output);
}

/// The parts of a text that end with NUL.
std::vector<std::string> split_nul(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\0', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool is_record(const std::string& path) {
  return !layout::id_of_path(path).empty() && path.find('\n') == std::string::npos;
}

}  // namespace

bool is_in_git(const std::string& root) {
  return run_and_read({"git", "-C", root, "rev-parse", "--is-inside-work-tree"}) == "true";
}

std::optional<std::string> find_commit(const std::string& root, const std::string& word) {
  if (word.empty() || word.starts_with('-')) return std::nullopt;
  std::string commit =
      run_and_read({"git", "-C", root, "rev-parse", "--verify", "--quiet", word + "^{commit}"});
  return commit.empty() ? std::nullopt : std::optional(std::move(commit));
}

RecordsSince find_records_since(const std::string& root, const std::string& commit) {
  const std::string folder(layout::customers_folder);
  RecordsSince since;
  const auto changes = split_nul(run_git(
      root, {"diff", "--name-status", "-z", "--no-renames", "--relative", commit, "--", folder}));
  for (std::size_t at = 0; at + 1 < changes.size(); at += 2) {
    const std::string& path = changes[at + 1];
    if (!is_record(path)) continue;
    const char letter = changes[at].empty() ? ' ' : changes[at][0];
    (letter == 'A' ? since.added : letter == 'D' ? since.removed : since.changed).push_back(path);
  }
  for (std::string& path : split_nul(
           run_git(root, {"ls-files", "--others", "--exclude-standard", "-z", "--", folder}))) {
    if (!is_record(path)) continue;
    // Taken out of the index, but still there.
    const auto removed = std::find(since.removed.begin(), since.removed.end(), path);
    if (removed == since.removed.end()) {
      since.added.push_back(std::move(path));
    } else {
      since.removed.erase(removed);
      since.changed.push_back(std::move(path));
    }
  }
  std::sort(since.changed.begin(), since.changed.end());
  std::sort(since.added.begin(), since.added.end());
  std::sort(since.removed.begin(), since.removed.end());
  return since;
}

std::map<std::string, std::string> read_files_at(const std::string& root, const std::string& commit,
                                                 const std::vector<std::string>& paths) {
  std::string names;
  for (const std::string& path : paths) names += commit + ":./" + path + "\n";
  const std::string output = run_git(root, {"cat-file", "--batch"}, names);
  std::map<std::string, std::string> files;
  std::size_t at = 0;
  for (const std::string& path : paths) {
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
    if (line.substr(0, space).ends_with(" blob")) files.emplace(path, output.substr(at, length));
    at += length + 1;
  }
  return files;
}

}  // namespace custrec
