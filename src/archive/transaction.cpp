// SPDX-License-Identifier: MIT
// How files of the archive change: all of them or none.
#include "archive/transaction.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <unordered_set>

#include "archive/layout.hpp"
#include "problem/error.hpp"
#include "text/sha256.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

std::string digest_of(const Tree& tree, std::string_view path) {
  return tree.digest(path).value_or(std::string(no_file));
}

/// Whether nothing lies at `path`. Throws Error(files) when that can't be told.
bool is_free(FileReader& reader, std::string_view path) {
  const FileReader::Look look = reader.look(path);
  if (look.trouble) throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {path, *look.trouble}));
  return !look.sort;
}

bool has_line_breaks(std::string_view path) {
  return path.find_first_of("\t\n") != std::string_view::npos;
}

void clear_stage(const Tree& tree) {
  for (const FolderEntry& entry : tree.list(layout::stage_folder)) tree.remove(entry.path);
  tree.remove_folder(layout::stage_folder);
}

bool stays_in_archive(const ManifestLine& line) {
  const bool staged = line.source.starts_with(std::string(layout::stage_folder) + "/");
  return layout::is_archive_path(line.target) &&
         (line.source == no_file || staged || layout::is_archive_path(line.source));
}

/// Step 4 and 5: `lines` are those that aren't in their places yet.
void put_in_place(const Tree& tree, const std::vector<ManifestLine>& lines) {
  FileMover mover(tree);
  for (const ManifestLine& line : lines) {
    if (line.after == no_file) {
      tree.remove(line.target);
    } else {
      mover.move(line.source, line.target, line.before == no_file);
    }
  }
  // Folders that have lost their last file are nothing that git or anybody else keeps.
  for (const ManifestLine& line : lines) {
    const bool moved = line.after != no_file && !line.source.starts_with(layout::stage_folder);
    const std::string& left = moved ? line.source : line.target;
    if (moved || line.after == no_file) tree.remove_folder(left.substr(0, left.rfind('/')));
  }
  tree.remove(layout::manifest_file);
}

/// The lines whose targets are as before and can be brought to what they shall be.
std::vector<ManifestLine> find_pending(const Tree& tree, const std::vector<ManifestLine>& lines) {
  std::vector<ManifestLine> pending;
  for (const ManifestLine& line : lines) {
    const std::string now = digest_of(tree, line.target);
    if (now == line.after) continue;
    const bool possible =
        now == line.before && (line.after == no_file || digest_of(tree, line.source) == line.after);
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

void finish_or_discard(const Tree& tree) {
  if (const auto text = tree.read(layout::manifest_file)) {
    const auto lines = parse_manifest(*text);
    if (!lines || !std::all_of(lines->begin(), lines->end(), stays_in_archive)) {
      throw Error(Exit::refused,
                  fill({"{}/{} is damaged; nothing was touched", "{}/{} 已损坏；未作任何改动"},
                       {tree.root(), layout::manifest_file}));
    }
    put_in_place(tree, find_pending(tree, *lines));
  }
  clear_stage(tree);
}

}  // namespace

Lock begin_writing(const Tree& tree, const std::string& holder) {
  Lock lock(tree, holder);
  finish_or_discard(tree);
  return lock;
}

void refuse_unfinished(const Tree& tree) {
  constexpr std::chrono::milliseconds pause(20);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (tree.exists(layout::manifest_file)) {
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
    std::this_thread::sleep_for(pause);
  }
}

void recover(const Tree& tree, const std::string& holder) {
  if (tree.exists(layout::manifest_file)) {
    static_cast<void>(begin_writing(tree, holder));
  } else if (tree.exists(layout::stage_folder)) {
    // A living writer is at work, or a dead one left it behind: only then the lock is free.
    const auto lock = Lock::try_take(tree, holder);
    if (lock) finish_or_discard(tree);
  }
}

Transaction::Transaction(const Tree& tree, const Lock& /*lock*/) : tree_(tree) {
  tree_.make_folder(layout::work_folder);
  tree_.make_folder(layout::stage_folder);
}

Transaction::~Transaction() {
  if (committed_) return;
  try {
    clear_stage(tree_);
  } catch (const Error&) {
    // The next command clears it.
    return;
  }
}

void Transaction::create(std::string path, std::string_view bytes) {
  stage(std::move(path), std::string(no_file), bytes);
}

void Transaction::replace(const std::string& path, std::string_view before,
                          std::string_view bytes) {
  stage(path, sha256(before), bytes);
  tree_.copy_mode(path, lines_.back().source);
}

StagedFile Transaction::stage_file(const std::string& source, const CopyProgress& progress) {
  return stage_copy(tree_, source, next_stage_path(), progress);
}

void Transaction::create_staged(std::string path, const StagedFile& staged) {
  lines_.push_back({std::string(no_file), staged.sha256, staged.path, std::move(path)});
}

std::string Transaction::next_stage_path() {
  return std::string(layout::stage_folder) + "/" + std::to_string(staged_++);
}

void Transaction::stage(std::string path, std::string before, std::string_view bytes) {
  std::string source = next_stage_path();
  tree_.write(source, bytes);
  lines_.push_back({std::move(before), sha256(bytes), std::move(source), std::move(path)});
}

void Transaction::move(std::string from, std::string to) {
  lines_.push_back({std::string(no_file), digest_of(tree_, from), std::move(from), std::move(to)});
}

void Transaction::remove(std::string path) {
  lines_.push_back(
      {digest_of(tree_, path), std::string(no_file), std::string(no_file), std::move(path)});
}

void Transaction::check_targets() const {
  std::unordered_set<std::string_view> targets;
  targets.reserve(lines_.size());
  FileReader reader(tree_);
  for (const ManifestLine& line : lines_) {
    if (has_line_breaks(line.target) || has_line_breaks(line.source)) {
      throw Error(Exit::refused,
                  fill({"{}: a name with a tab or line break", "{}：文件名含有制表符或换行"},
                       {escape_controls(line.target)}));
    }
    // Most targets of a large transaction are new: whether there is a file is quick to see.
    const bool is_new = line.before == no_file && is_free(reader, line.target);
    const std::string now = is_new ? std::string(no_file) : digest_of(tree_, line.target);
    const bool twice = !targets.insert(line.target).second;
    if (line.before == no_file && (now != no_file || twice)) {
      throw Error(Exit::refused, fill({"{} is there already", "{} 已存在"}, {line.target}));
    }
    if (now != line.before || twice) {
      throw Error(Exit::refused,
                  fill({"{} changed meanwhile; nothing was written", "{} 已被他人更改；未写入"},
                       {line.target}));
    }
  }
}

void Transaction::commit() {
  if (lines_.empty()) return;
  // All that can be refused is refused before the commit point.
  check_targets();
  const std::string staged_manifest = std::string(layout::stage_folder) + "/manifest";
  tree_.write(staged_manifest, format_manifest(lines_));
  tree_.sync();
  tree_.rename(staged_manifest, layout::manifest_file, true);
  committed_ = true;
  try {
    tree_.sync_folder(layout::work_folder);
    put_in_place(tree_, lines_);
    clear_stage(tree_);
  } catch (const Error& error) {
    throw Error(error.exit_code(),
                fill({"{}\nThe change is safely stored but not in place yet; the next command "
                      "finishes it",
                      "{}\n更改已安全保存但尚未就位，下一个命令会将其完成"},
                     {error.message()}));
  }
}

}  // namespace custrec
