// SPDX-License-Identifier: MIT
// Asking git's index about conflicts.
#include "terminal/git_index.hpp"

#include <algorithm>

#include "terminal/git_command.hpp"

namespace custrec {
std::map<std::string, ConflictStages> find_conflicted_files(const std::string& root,
                                                            const std::string& path) {
  std::map<std::string, ConflictStages> files;
  const std::string rows = run_git(root, {"ls-files", "--unmerged", "-z", "--", path});
  for (std::size_t at = 0; at < rows.size();) {
    // `<mode> <blob> <stage>\t<path>` and a NUL.
    const std::size_t end = std::min(rows.find('\0', at), rows.size());
    const std::string row = rows.substr(at, end - at);
    at = end + 1;
    const std::size_t blob = row.find(' ') + 1;
    const std::size_t tab = row.find('\t');
    if (tab == std::string::npos || tab < blob + 2) continue;
    ConflictStages& stages = files[row.substr(tab + 1)];
    const char stage = row[tab - 1];
    std::string& place = stage == '1' ? stages.base : stage == '2' ? stages.ours : stages.theirs;
    place = row.substr(blob, tab - 2 - blob);
  }
  return files;
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
