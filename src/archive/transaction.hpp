// SPDX-License-Identifier: MIT
// How files come into the archive: staged under .custrec/stage/, synced to the disk, then moved to
// their places one by one. Nobody ever reads half a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/lock.hpp"
#include "archive/tree.hpp"

namespace custrec {

class Transaction {
 public:
  /// The lock is the proof that nobody else writes.
  Transaction(const Tree& tree, const Lock& lock);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Takes away what was staged and not committed.
  ~Transaction();

  /// A file that isn't there yet; one that is there is never overwritten (Error(refused) in
  /// commit).
  void create(std::string path, std::string_view bytes);
  /// A file that is there, with its new bytes.
  void replace(std::string path, std::string_view bytes);

  /// All files are in place when this returns. Throws Error(files) or Error(refused).
  void commit();

 private:
  struct Staged {
    std::string from;
    std::string to;
    bool keep_existing;
  };
  void stage(std::string path, std::string_view bytes, bool keep_existing);

  const Tree& tree_;
  std::vector<Staged> staged_;
};

}  // namespace custrec
