// SPDX-License-Identifier: MIT
// How files come into the archive.
#include "archive/transaction.hpp"

#include <set>

#include "archive/layout.hpp"
#include "problem/error.hpp"

namespace custrec {

Transaction::Transaction(const Tree& tree, const Lock& /*lock*/) : tree_(tree) {
  tree_.make_folder(layout::work_folder);
  tree_.make_folder(layout::stage_folder);
  // What is there was left by a writer that died; nobody else holds the lock.
  for (const FolderEntry& entry : tree_.list(layout::stage_folder)) {
    tree_.remove(std::string(layout::stage_folder) + "/" + entry.name);
  }
}

Transaction::~Transaction() {
  for (const Staged& staged : staged_) {
    try {
      tree_.remove(staged.from);
    } catch (const Error&) {
      // The next transaction clears the folder again.
      continue;
    }
  }
}

void Transaction::create(std::string path, std::string_view bytes) {
  stage(std::move(path), bytes, true);
}

void Transaction::replace(std::string path, std::string_view bytes) {
  stage(std::move(path), bytes, false);
}

void Transaction::stage(std::string path, std::string_view bytes, bool keep_existing) {
  std::string from = std::string(layout::stage_folder) + "/" + std::to_string(staged_.size());
  staged_.push_back({from, std::move(path), keep_existing});
  tree_.write(from, bytes);
}

void Transaction::commit() {
  // All that can be refused is refused before the first file is in place.
  std::set<std::string_view> targets;
  for (const Staged& staged : staged_) {
    if ((staged.keep_existing && tree_.exists(staged.to)) || !targets.insert(staged.to).second) {
      throw Error(Exit::refused, fill({"{} is there already", "{} 已存在"}, {staged.to}));
    }
    tree_.require_inside(staged.to);
  }
  for (const Staged& staged : staged_) tree_.make_folders_for(staged.to);
  tree_.sync();
  for (const Staged& staged : staged_) {
    tree_.rename(staged.from, staged.to, staged.keep_existing);
  }
  staged_.clear();
}

}  // namespace custrec
