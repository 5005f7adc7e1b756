// SPDX-License-Identifier: MIT
// Asking git for earlier states, with one process for any number of files.
#include "terminal/git_revision.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "archive/layout.hpp"
#include "terminal/git_command.hpp"
#include "terminal/git_output.hpp"

namespace custrec {
namespace {

bool is_record(const std::string& path) {
  return !layout::id_of_path(path).empty() && path.find('\n') == std::string::npos;
}

/// Larger files count as changed.
constexpr off_t most_hashed_bytes = off_t{64} << 20U;

/// A file that can be read in short time.
bool can_be_hashed(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         status.st_size <= most_hashed_bytes;
}

/// git lists files that only have another time too, since it mustn't refresh its index here.
void drop_unchanged(const std::string& root, std::vector<RawChange>& changes) {
  const auto may_be_unchanged = [&](const RawChange& change) {
    return change.letter == 'M' && change.old_mode.starts_with("100") &&
           !change.path.starts_with('"') &&
           change.new_blob.find_first_not_of('0') == std::string::npos &&
           change.old_mode == change.new_mode && change.path.find('\n') == std::string::npos &&
           can_be_hashed(root + "/" + change.path);
  };
  std::vector<const RawChange*> asked;
  std::string paths;
  for (const RawChange& change : changes) {
    if (!may_be_unchanged(change)) continue;
    asked.push_back(&change);
    paths += change.path + "\n";
  }
  if (paths.empty()) return;
  const auto hashes = try_git(root, {"hash-object", "--stdin-paths"}, paths);
  if (!hashes) return;
  std::set<std::string> unchanged;
  std::size_t at = 0;
  for (const RawChange* change : asked) {
    const std::size_t end = std::min(hashes->find('\n', at), hashes->size());
    if (std::string_view(*hashes).substr(at, end - at) == change->old_blob)
      unchanged.insert(change->path);
    at = std::min(end + 1, hashes->size());
  }
  std::erase_if(changes, [&](const RawChange& change) { return unchanged.contains(change.path); });
}

}  // namespace

std::vector<RawChange> find_raw_changes(const std::string& root, std::vector<std::string> words) {
  words.insert(words.begin(),
               {"diff", "--raw", "-z", "--no-abbrev", "--relative", "--ignore-submodules"});
  auto changes = parse_raw_changes(run_git(root, std::move(words)));
  drop_unchanged(root, changes);
  return changes;
}

std::optional<std::string> find_commit(const std::string& root, const std::string& word) {
  if (word.empty() || word.starts_with('-')) return std::nullopt;
  std::string commit = ask_git(root, {"rev-parse", "--verify", "--quiet", word + "^{commit}"});
  return commit.empty() ? std::nullopt : std::optional(std::move(commit));
}

RecordsSince find_records_since(const std::string& root, const std::string& commit) {
  const std::string folder(layout::customers_folder);
  RecordsSince since;
  for (RawChange& change : find_raw_changes(root, {"--no-renames", commit, "--", folder})) {
    if (!is_record(change.path)) continue;
    auto& paths = change.letter == 'A'   ? since.added
                  : change.letter == 'D' ? since.removed
                                         : since.changed;
    paths.push_back(std::move(change.path));
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
  std::vector<std::string> names;
  // git takes a name for each line.
  for (const std::string& path : paths) {
    names.push_back(path.find('\n') == std::string::npos ? commit + ":./" + path : "");
  }
  auto blobs = read_blobs(root, names);
  std::map<std::string, std::string> files;
  for (std::size_t at = 0; at < paths.size(); ++at) {
    if (blobs[at]) files.emplace(paths[at], std::move(*blobs[at]));
  }
  return files;
}

}  // namespace custrec
