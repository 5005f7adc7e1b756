// SPDX-License-Identifier: MIT
// What a command finds when the one before was cut off. A change that was committed (its manifest
// is there) is finished by the next command that writes, or by one that reads and is allowed to;
// what was only staged is removed. A manifest that custrec didn't write in this clone, such as one
// that came with a commit, is never carried out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/lock.hpp"
#include "archive/tree.hpp"
#include "problem/problem.hpp"

namespace custrec {

/// Waits for the lock, then finishes or discards what a crash left: who reads records in order to
/// change them reads them after this. Throws as `Lock`; Error(refused), and nothing is touched,
/// when the manifest is not custrec's or a target is neither as before nor as after (someone
/// switched branches in the meantime); Error(files).
Lock begin_writing(const Tree& tree, const std::string& holder);

/// Finishes or discards what a crash left, as far as permissions allow. A look at the names in
/// `.custrec/` when there is nothing. Throws Error(refused) as `begin_writing`.
void recover(const Tree& tree, const std::string& holder);

/// How a command that only reads sees the archive.
struct Snapshot {
  FolderLock lock;            ///< files are put in place before or after, not while it is held
  Replacements replacements;  ///< a change that is committed and that this person can't finish
  Text note;                  ///< for the person; or empty
};
/// As `recover`; what can't be finished is read as if it were.
Snapshot begin_reading(const Tree& tree, const std::string& holder);

/// For a command that never writes: waits up to 10 s while a living writer puts its files in place.
/// Throws Error(refused) after that, and when a crash left a change that is committed and not in
/// place.
FolderLock begin_checking(const Tree& tree);

/// What is wrong with `.custrec/`: a manifest that isn't custrec's.
std::vector<Problem> check_work_folder(const Tree& tree);

}  // namespace custrec
