// SPDX-License-Identifier: MIT
// What has changed in an archive, as git sees it.
#include "terminal/git_changes.hpp"
#include "archive/git_folder.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>

#include "problem/error.hpp"
#include "terminal/git_command.hpp"
#include "terminal/git_output.hpp"
#include "terminal/git_revision.hpp"
#include "text/shell.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::string_view link_mode = "120000";
constexpr std::string_view file_mode_begin = "100";

std::vector<std::string> words_for_archive(std::vector<std::string> words) {
  words.insert(
      words.end(),
      {"--", std::string(layout::customers_folder), std::string(layout::attachments_folder),
       std::string(layout::schemas_folder), std::string(layout::samples_folder),
       std::string(layout::settings_file), std::string(layout::team_file)});
  return words;
}

std::vector<RawChange> diff(const std::string& root, std::vector<std::string> words) {
  return find_raw_changes(root, words_for_archive(std::move(words)));
}

std::vector<std::string> find_unknown(const std::string& root) {
  return split_nul(
      run_git(root, words_for_archive({"ls-files", "--others", "--exclude-standard", "-z"})));
}

bool by_path(const ChangedFile& left, const ChangedFile& right) {
  return left.path < right.path;
}

std::vector<ChangedFile> changed_files(const std::vector<RawChange>& changes) {
  std::vector<ChangedFile> files;
  for (const RawChange& change : changes) {
    // A conflict has no names; what it was is known to nobody.
    const bool was = std::string_view("ACU").find(change.letter) == std::string_view::npos;
    files.push_back({change.path, was ? change.old_path : "", was ? change.old_blob : "",
                     change.letter == 'D'});
  }
  // A conflict has a line of its own besides.
  std::stable_sort(files.begin(), files.end(), by_path);
  files.erase(std::unique(files.begin(), files.end(),
                          [](const ChangedFile& left, const ChangedFile& right) {
                            return left.path == right.path;
                          }),
              files.end());
  return files;
}

}  // namespace

void require_git(const std::string& root) {
  if (is_in_git(root)) return;
  const std::string folder = find_top_of_git(root);
  if (!folder.empty()) {
    throw Error(Exit::refused, fill({"git doesn't work here; 'git -C {} status' says why",
                                     "git 在此处无法使用；原因请看 git -C {} status 的提示"},
                                    {quote_for_shell(folder)}));
  }
  throw Error(Exit::refused,
              fill({"{} is in no git repository, so there is nothing to compare with; 'git init' "
                    "makes one, and 'custrec verify' alone checks all records",
                    "{} 不在 git 仓库中，无从比较；可用 git init 建立仓库，"
                    "或不带此选项运行 custrec verify 检查全部档案"},
                   {root}));
}

std::string find_base(const std::string& root, const std::string& revision) {
  const auto commit = find_commit(root, revision);
  if (!commit) {
    throw Error(Exit::usage,
                fill({"{} is no commit that git knows here; 'git fetch' brings what is missing, in "
                      "CI check out with the whole history (fetch-depth: 0)",
                      "{} 不是此处 git 已知的提交；git fetch 可补取，CI 中请检出完整历史"
                      "（fetch-depth: 0）"},
                     {escape_controls(revision)}));
  }
  std::string base = ask_git(root, {"merge-base", "--all", *commit, "HEAD"});
  // Whoever merges can choose what the several have in common, and so what would be compared.
  if (base.find('\n') != std::string::npos) {
    throw Error(Exit::refused,
                fill({"HEAD and {0} have several common ancestors, so there is no one state to "
                      "compare with; merge {0} first",
                      "HEAD 与 {0} 有多个共同祖先，无法确定与哪个状态比较；请先合并 {0}"},
                     {escape_controls(revision)}));
  }
  return base.empty() ? *commit : base;
}

std::vector<ChangedFile> find_changes_from(const std::string& root, const std::string& base) {
  std::vector<ChangedFile> files = changed_files(diff(root, {"-M", base}));
  const std::size_t known = files.size();
  for (std::string& path : find_unknown(root)) {
    const auto end = files.begin() + static_cast<std::ptrdiff_t>(known);
    const ChangedFile same{path, {}, {}, false};
    const auto found = std::lower_bound(files.begin(), end, same, by_path);
    // Taken out of the index, but still there.
    if (found != end && found->path == path) {
      found->gone = false;
    } else {
      files.push_back({std::move(path), {}, {}, false});
    }
  }
  std::sort(files.begin(), files.end(), by_path);
  return files;
}

Staged find_staged(const std::string& root, bool contents) {
  Staged staged;
  staged.files = changed_files(diff(root, {"--cached", "-M"}));
  std::set<std::string> conflicts;
  std::vector<std::string> paths;
  std::vector<std::string> blobs;
  for (const RawChange& change : diff(root, {"--no-renames"})) {
    if (change.letter == 'U') conflicts.insert(change.path);
    const bool file = change.old_mode.starts_with(file_mode_begin);
    Replacement& replacement = staged.replacements[change.path];
    if (file) replacement.sort = FolderEntry::Sort::file;
    if (change.old_mode == link_mode) replacement.sort = FolderEntry::Sort::link;
    if (!file || (!contents && change.path.starts_with(layout::attachments_folder))) continue;
    paths.push_back(change.path);
    blobs.push_back(change.old_blob);
  }
  auto bytes = read_blobs(root, blobs);
  for (std::size_t at = 0; at < paths.size(); ++at) {
    if (bytes[at]) staged.replacements[paths[at]].bytes = std::move(*bytes[at]);
  }
  std::vector<std::string> unknown = find_unknown(root);
  // An archive whose settings nobody has added has them all the same.
  if (std::find(unknown.begin(), unknown.end(), layout::settings_file) != unknown.end()) {
    std::erase_if(unknown, is_setting);
  }
  for (std::string& path : unknown) {
    // A folder that is a repository of its own ends with a slash.
    if (path.ends_with('/')) path.pop_back();
    staged.replacements[path];
  }
  for (const std::string& path : conflicts) staged.replacements.erase(path);
  return staged;
}

std::map<std::string, OldRecord> read_old_records(const std::string& root,
                                                  const std::vector<ChangedFile>& files) {
  std::vector<const ChangedFile*> records;
  std::vector<std::string> blobs;
  for (const ChangedFile& file : files) {
    if (file.old_blob.empty()) continue;
    if (layout::id_of_path(file.path).empty() && layout::id_of_path(file.old_path).empty())
      continue;
    records.push_back(&file);
    blobs.push_back(file.old_blob);
  }
  auto bytes = read_blobs(root, blobs);
  std::map<std::string, OldRecord> old;
  for (std::size_t at = 0; at < records.size(); ++at) {
    const ChangedFile& file = *records[at];
    if (!bytes[at]) continue;
    const bool is_record = !layout::id_of_path(file.path).empty();
    old.emplace(is_record ? file.path : file.old_path,
                OldRecord{std::move(*bytes[at]), file.old_path != file.path});
  }
  return old;
}

std::map<std::string, std::string> read_merged_records(const std::string& root,
                                                       const std::vector<ChangedFile>& files) {
  std::optional<std::string> commit;
  for (const char* name : {"MERGE_HEAD", "CHERRY_PICK_HEAD"}) {
    if (!commit) commit = find_commit(root, name);
  }
  if (!commit) return {};
  std::vector<std::string> paths;
  std::vector<std::string> blobs;
  for (const ChangedFile& file : files) {
    if (file.gone || layout::id_of_path(file.path).empty()) continue;
    paths.push_back(file.path);
    blobs.push_back(*commit + ":./" + file.path);
  }
  auto bytes = read_blobs(root, blobs);
  std::map<std::string, std::string> records;
  for (std::size_t at = 0; at < paths.size(); ++at) {
    if (bytes[at]) records.emplace(std::move(paths[at]), std::move(*bytes[at]));
  }
  return records;
}

}  // namespace custrec
