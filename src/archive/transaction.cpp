// SPDX-License-Identifier: MIT
// How files of the archive change: all of them or none.
#include "archive/transaction.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <unordered_set>

#include "archive/git_folder.hpp"
#include "archive/layout.hpp"
#include "archive/placement.hpp"
#include "problem/error.hpp"
#include "text/sha256.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Whether nothing lies at `path`. Throws Error(files) when that can't be told.
bool is_free(FileReader& reader, std::string_view path) {
  const FileReader::Look look = reader.look(path);
  if (look.trouble) throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {path, *look.trouble}));
  return !look.sort;
}

bool has_line_breaks(std::string_view path) {
  return path.find_first_of("\t\n") != std::string_view::npos;
}

/// `.custrec/stage-9f86d081884c7d65`: what no other writer has.
std::string make_stage_name() {
  std::uint64_t number = 0;
  if (getrandom(&number, sizeof number, 0) != sizeof number) {
    throw Error(Exit::files, fill({"getrandom: {}", "getrandom：{}"}, {describe_errno(errno)}));
  }
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), number, 16).ptr;
  return std::string(layout::stage_prefix).append(digits.begin(), end);
}

}  // namespace

Transaction::Transaction(const Tree& tree, const Lock& lock)
    : tree_(tree), lock_(lock), folder_(make_stage_name()) {
  tree_.make_folder(layout::work_folder);
  tree_.make_folder(folder_);
}

Transaction::~Transaction() {
  if (!committed_) clear();
}

void Transaction::clear() const {
  try {
    clear_stage(tree_, folder_);
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
  return folder_ + "/" + std::to_string(staged_++);
}

void Transaction::stage(std::string path, std::string before, std::string_view bytes) {
  std::string source = next_stage_path();
  tree_.write(source, bytes);
  lines_.push_back({std::move(before), sha256(bytes), std::move(source), std::move(path)});
}

void Transaction::move(std::string from, std::string to) {
  lines_.push_back(
      {std::string(no_file), digest_or_none(tree_, from), std::move(from), std::move(to)});
}

void Transaction::remove(std::string path) {
  lines_.push_back(
      {digest_or_none(tree_, path), std::string(no_file), std::string(no_file), std::move(path)});
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
    const std::string now = is_new ? std::string(no_file) : digest_or_none(tree_, line.target);
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

void Transaction::confirm_places() const {
  if (!wait_for_git(tree_.root())) return;
  for (const ManifestLine& line : lines_) {
    if (digest_or_none(tree_, line.target) == line.after) continue;
    throw Error(Exit::refused,
                fill({"git changed {} while it was being written (as with 'git checkout' or 'git "
                      "stash'), so the change may be gone: look at 'git status' and 'git stash "
                      "list', and at the record before you try again",
                      "写入时 git 更改了 {}（如 git checkout 或 git stash），此次更改可能已不在："
                      "请先查看 git status、git stash list 和该文件，再决定是否重试"},
                     {escape_controls(line.target)}));
  }
}

void Transaction::place() {
  Placement placement(tree_, lines_);
  try {
    placement.run();
  } catch (const Error&) {
    if (!placement.has_begun()) {
      placement.take_back();
      committed_ = false;
    }
    throw;
  }
}

void Transaction::commit() {
  if (lines_.empty()) return;
  static_cast<void>(wait_for_git(tree_.root()));
  check_targets();
  require_writable(tree_, lines_);
  const std::string staged_manifest = folder_ + "/manifest";
  const std::string manifest = format_manifest({make_token(tree_.root()), lines_});
  if (manifest.size() > max_manifest_bytes) {
    throw Error(Exit::refused,
                {"too many files for one change; split it", "一次更改的文件过多，请分批进行"});
  }
  tree_.write(staged_manifest, manifest);
  tree_.sync();
  {
    const FolderLock placing = FolderLock::hold(tree_);
    if (!lock_.is_in_force(tree_)) {
      throw Error(Exit::refused,
                  fill({"{}/{} was removed while the change was being written (as 'git clean -dfx' "
                        "does); nothing was changed, try again",
                        "写入过程中 {}/{} 被删除（如 git clean -dfx）；未作任何更改，请重试"},
                       {tree_.root(), layout::lock_file}));
    }
    tree_.rename(staged_manifest, layout::manifest_file, true);
    committed_ = true;
    place();
  }
  clear();
  confirm_places();
}

}  // namespace custrec
