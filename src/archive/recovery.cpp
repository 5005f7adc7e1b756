// SPDX-License-Identifier: MIT
// What a command finds when the one before was cut off.
#include "archive/recovery.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "archive/git_folder.hpp"
#include "archive/layout.hpp"
#include "archive/manifest.hpp"
#include "archive/placement.hpp"
#include "problem/error.hpp"
#include "text/shell.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// The manifest that is there, or why it isn't carried out; neither when there is none.
struct Found {
  std::optional<Manifest> manifest;
  Text mistake;
};

bool stays_in_archive(const ManifestLine& line) {
  const bool staged = line.source.starts_with(layout::stage_prefix);
  return layout::is_archive_path(line.target) &&
         (line.source == no_file || staged || layout::is_archive_path(line.source));
}

Found find_manifest(const Tree& tree) {
  const auto text = tree.read(layout::manifest_file, max_manifest_bytes);
  if (!text) return {};
  const std::string path = tree.root() + "/" + std::string(layout::manifest_file);
  const auto token = read_token_of_manifest(*text);
  // A stranger's isn't read further.
  if (token && !is_own_token(tree.root(), *token)) {
    return {std::nullopt,
            fill({"{} was not written by custrec in this clone, so it is not carried out. If it "
                  "came with a commit or a patch, remove .custrec; if you copied the archive, look "
                  "into it first: it holds a change that was cut off",
                  "{} 不是 custrec 在此克隆中写入的，不予执行。如果它来自某次提交或补丁，请删除 "
                  ".custrec；如果档案库是复制来的，请先查看：其中有一次中断的写入"},
                 {path})};
  }
  // A transaction writes none that is larger.
  auto manifest = text->size() > max_manifest_bytes ? std::nullopt : parse_manifest(*text);
  if (!manifest || !std::all_of(manifest->lines.begin(), manifest->lines.end(), stays_in_archive)) {
    return {std::nullopt, fill({"{} is damaged; nothing was touched. To give that change up: rm {}",
                                "{} 已损坏；未作任何改动。要放弃那次写入：rm {}"},
                               {escape_controls(path), quote_for_shell(path)})};
  }
  return {std::move(manifest), {}};
}

/// The lines whose targets are as before and can be brought to what they shall be.
std::vector<ManifestLine> find_pending(const Tree& tree, const std::vector<ManifestLine>& lines) {
  std::vector<ManifestLine> pending;
  for (const ManifestLine& line : lines) {
    const std::string now = digest_or_none(tree, line.target);
    if (now == line.after) continue;
    const bool possible = now == line.before && (line.after == no_file ||
                                                 digest_or_none(tree, line.source) == line.after);
    if (!possible) {
      throw Error(
          Exit::refused,
          fill({"a change that was cut off can't be finished: {} is neither as it was before nor "
                "as after. Nothing was touched. Bring the files back to where they were (as with "
                "'git switch -') and try again; or give that change up by removing {}/{}",
                "有一次中断的写入无法完成：{} 既不是写入前、也不是写入后的内容。未作任何改动。请将"
                "文件恢复到当时的状态（如 git switch -）后重试；或删除 {}/{} 以放弃那次写入"},
               {escape_controls(line.target), tree.root(), layout::manifest_file}));
    }
    pending.push_back(line);
  }
  return pending;
}

/// The caller holds the lock.
void finish_or_discard(const Tree& tree) {
  if (tree.exists(layout::manifest_file)) {
    const FolderLock placing = FolderLock::hold(tree);
    const Found found = find_manifest(tree);
    if (!found.mistake.empty()) throw Error(Exit::refused, found.mistake);
    if (found.manifest) {
      const auto pending = find_pending(tree, found.manifest->lines);
      require_writable(tree, pending);
      Placement(tree, pending).run();
    }
  }
  clear_stages(tree);
}

/// What `pending` would make of the files that records are read from.
Replacements replace_pending(const Tree& tree, const std::vector<ManifestLine>& pending) {
  Replacements replacements;
  for (const ManifestLine& line : pending) {
    const bool moved = line.after != no_file && !line.source.starts_with(layout::stage_prefix);
    if (moved) replacements[line.source];
    if (line.after == no_file) {
      replacements[line.target];
    } else if (!line.target.starts_with(layout::attachments_folder)) {
      replacements[line.target] = {FolderEntry::Sort::file, tree.read(line.source).value_or("")};
    }
  }
  return replacements;
}

/// Nothing keeps anyone from reading: what can't be finished is read as if it were.
Snapshot finish_for_reader(const Tree& tree, const std::string& holder) {
  Snapshot snapshot;
  try {
    if (const auto lock = Lock::try_take(tree, holder)) finish_or_discard(tree);
  } catch (const Error& error) {
    const Found found = find_manifest(tree);
    snapshot.note = found.mistake;
    if (!found.manifest) return snapshot;
    snapshot.replacements = replace_pending(tree, find_pending(tree, found.manifest->lines));
    snapshot.note = fill({"a change that was cut off is read as if it were in place: {}",
                          "有一次中断的写入尚未就位，现按已就位读取：{}"},
                         {error.message()});
  }
  return snapshot;
}

bool is_unfinished(const Tree& tree) {
  const FolderListing listing = tree.list(layout::work_folder);
  return std::any_of(listing.begin(), listing.end(), [](const FolderEntry& entry) {
    return entry.path == layout::manifest_file || entry.path.starts_with(layout::stage_prefix);
  });
}

}  // namespace

Lock begin_writing(const Tree& tree, const std::string& holder) {
  Lock lock(tree, holder);
  finish_or_discard(tree);
  return lock;
}

void recover(const Tree& tree, const std::string& holder) {
  if (!is_unfinished(tree)) return;
  static_cast<void>(FolderLock::share(tree));  // a living writer is done soon
  finish_for_reader(tree, holder);
}

Snapshot begin_reading(const Tree& tree, const std::string& holder) {
  Snapshot snapshot{FolderLock::share(tree), {}, {}};
  // A living writer that has got so far holds the folder, so this one is dead or can't go on.
  if (!is_unfinished(tree)) return snapshot;
  snapshot.lock = FolderLock();
  snapshot = finish_for_reader(tree, holder);
  snapshot.lock = FolderLock::share(tree);
  return snapshot;
}

FolderLock begin_checking(const Tree& tree) {
  constexpr std::chrono::milliseconds pause(20);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (true) {
    FolderLock lock = FolderLock::share(tree);
    if (!tree.exists(layout::manifest_file) || !find_manifest(tree).mistake.empty()) return lock;
    if (std::chrono::steady_clock::now() >= deadline) {
      throw Error(Exit::refused, {"the archive is being written to; try again when that is done",
                                  "档案正在写入，请稍后再试"});
    }
    if (Lock::is_free(tree) && tree.exists(layout::manifest_file)) {
      throw Error(
          Exit::refused,
          {"a change was cut off before all of its files were in place; any other command, "
           "such as 'custrec list', finishes it",
           "有一次写入中断，部分文件尚未就位；运行任一其他命令（如 custrec list）即可完成"});
    }
    lock = FolderLock();
    std::this_thread::sleep_for(pause);
  }
}

std::vector<Problem> check_work_folder(const Tree& tree) {
  const Found found = find_manifest(tree);
  if (found.mistake.empty()) return {};
  return {{Level::error,
           "stray-file",
           "",
           std::string(layout::manifest_file),
           1,
           1,
           "",
           found.mistake,
           {}}};
}

}  // namespace custrec
