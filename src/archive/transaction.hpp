// SPDX-License-Identifier: MIT
// How files of the archive change: all of them or none, whatever happens in between.
//
//   1. New texts are staged under .custrec/stage/, and with them the manifest: what every target
//      holds now and what it shall hold.
//   2. One syncfs: all of that is on the disk.
//   3. The manifest is renamed to .custrec/manifest. This is the commit point.
//   4. The files are renamed to their places, one by one; nobody ever reads half a file.
//   5. The manifest is removed. A file system that keeps its operations in order (ext4, xfs, btrfs)
//      removes it on the disk after the renames only, so they need no syncing of their own.
//
// What a crash leaves before 3 is discarded, after it finished, by `begin_writing` and `recover`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/lock.hpp"
#include "archive/manifest.hpp"
#include "archive/staged_file.hpp"
#include "archive/tree.hpp"

namespace custrec {

/// Waits for the lock, then finishes or discards what a crash left: who reads records in order to
/// change them reads them after this. Throws as `Lock` and `recover`.
Lock begin_writing(const Tree& tree, const std::string& holder);

/// For who must not write: waits up to 10 s while a living writer puts its files in place. Throws
/// Error(refused) after that, and when a crash left a change that is committed and not in place.
void refuse_unfinished(const Tree& tree);

/// Finishes or discards what a crash left, if anything. A look at two names when there is nothing.
/// Throws Error(refused) and touches nothing when a target is neither as before nor as after
/// (somebody switched branches meanwhile) or a living writer holds the lock too long.
void recover(const Tree& tree, const std::string& holder);

class Transaction {
 public:
  /// The lock is the proof that nobody else writes.
  Transaction(const Tree& tree, const Lock& lock);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Takes away what was staged and not committed.
  ~Transaction();

  /// A file that isn't there yet; one that is there is never overwritten.
  void create(std::string path, std::string_view bytes);
  /// Copies a file from outside the archive into the stage, so that its hash and size are known
  /// before it has a place. Throws as `stage_copy`; the transaction can go on then.
  StagedFile stage_file(const std::string& source, const CopyProgress& progress = {});
  /// It goes to `path`, with all the rest; a file that is there is never overwritten. Once for each
  /// staged file; what has no place when the others are committed is taken away.
  void create_staged(std::string path, const StagedFile& staged);
  /// A file that holds `before`, with its new bytes.
  void replace(const std::string& path, std::string_view before, std::string_view bytes);
  /// A file of any size goes to a place where none is.
  void move(std::string from, std::string to);
  void remove(std::string path);

  [[nodiscard]] bool empty() const { return lines_.empty(); }

  /// All files are in place when this returns. Throws Error(refused) when a target is not as it was
  /// said to be, and Error(files); nothing has changed then, unless the message says that the
  /// change is committed and will be finished by the next command.
  void commit();

 private:
  std::string next_stage_path();
  void stage(std::string path, std::string before, std::string_view bytes);
  void check_targets() const;

  const Tree& tree_;
  std::vector<ManifestLine> lines_;
  std::size_t staged_ = 0;
  bool committed_ = false;
};

}  // namespace custrec
