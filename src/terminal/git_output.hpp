// SPDX-License-Identifier: MIT
// What git prints, as values. Nothing here runs git. Output of another form is never a mistake:
// what isn't understood is left out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace custrec {

/// The parts of a text that end with NUL.
std::vector<std::string> split_nul(const std::string& text);

/// One line of `git diff --raw`: modes and names of both sides, a letter, and the paths.
struct RawChange {
  std::string old_mode;
  std::string new_mode;
  std::string old_blob;
  std::string new_blob;
  char letter = ' ';
  std::string old_path;
  std::string path;  ///< the same as `old_path` unless the file was moved or copied
};

/// Of `git diff --raw -z`.
std::vector<RawChange> parse_raw_changes(const std::string& output);

/// The three versions of a file in conflict, as names of blobs; empty where there is none.
struct ConflictStages {
  std::string base;    ///< stage 1
  std::string ours;    ///< stage 2
  std::string theirs;  ///< stage 3
};

/// Of `git ls-files --unmerged -z`, by path.
std::map<std::string, ConflictStages> parse_unmerged(const std::string& output);

/// Of `git cat-file --batch` that was asked for `count` objects: the bytes of each file, nothing
/// where there is no such file.
std::vector<std::optional<std::string>> parse_blobs(const std::string& output, std::size_t count);

/// Who git takes the person for.
struct GitUser {
  std::string name;
  std::string email;
};

/// Of `git config --get-regexp` for `user.name` and `user.email`. The last one counts: git prints
/// the user's own setting before that of the repository.
GitUser parse_user(std::string_view output);

/// Of `git log` with a tab between version, time, person and message: four cells each.
std::vector<std::vector<std::string>> parse_versions(std::string_view output);

}  // namespace custrec
