// SPDX-License-Identifier: MIT
// How files of the archive change: all of them or none, whatever happens in between.
//
//   1. New texts are staged in a folder of this writer's own, and with them the manifest: what
//   every
//      target holds now and what it shall hold.
//   2. All that may be refused is refused: targets that are not as they were read, folders that
//      may not be written to, a lock that is no longer there.
//   3. One syncfs: all that is staged is on the disk.
//   4. The manifest is renamed to .custrec/manifest. This is the commit point.
//   5. The files are renamed to their places, one by one; no one ever reads half a file, and who
//      reads all of them (`FolderLock`) finds all of the change or nothing of it.
//   6. The manifest is removed. A file system that keeps its operations in order (ext4, xfs, btrfs)
//      removes it on the disk after the renames only, so they need no syncing of their own.
//
// What a crash leaves before 4 is discarded, after it finished, by `begin_writing` and
// `begin_reading` (recovery.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/lock.hpp"
#include "archive/manifest.hpp"
#include "archive/recovery.hpp"
#include "archive/staged_file.hpp"
#include "archive/tree.hpp"

namespace custrec {

class Transaction {
 public:
  /// The lock, which outlives this, is the proof that no one else writes. Throws Error(files).
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
  /// change is committed and will be finished by the next command. Where git changes files of the
  /// repository at the same time, it is waited for; Error(refused) names what it took away.
  void commit();

 private:
  std::string next_stage_path();
  void stage(std::string path, std::string before, std::string_view bytes);
  void check_targets() const;
  void place();
  void clear() const;
  void confirm_places() const;

  const Tree& tree_;
  const Lock& lock_;
  std::string folder_;  ///< the stage
  std::vector<ManifestLine> lines_;
  std::size_t staged_ = 0;
  bool committed_ = false;
};

}  // namespace custrec
