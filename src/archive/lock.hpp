// SPDX-License-Identifier: MIT
// One writer at a time, and readers that see a change as a whole. Both locks are the kernel's
// (flock), so that they end with their holder however that ends.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "archive/tree.hpp"

namespace custrec {

/// The lock of who writes: the file `.custrec/lock`, which says who it is.
class Lock {
 public:
  /// Waits until no one else writes. Throws Error(refused) with the holder after `patience`,
  /// Error(files) when `.custrec/` can't be written.
  Lock(const Tree& tree, const std::string& holder,
       std::chrono::milliseconds patience = std::chrono::seconds(10));

  /// The lock when no one has it. Throws Error(files).
  static std::optional<Lock> try_take(const Tree& tree, const std::string& holder);

  /// Whether no one has it; writes nothing.
  static bool is_free(const Tree& tree);

  /// Whether the file that is locked is still the one that others would lock: `git clean -dfx`
  /// removes it, and then someone else may be writing too.
  /// Throws Error(files) when that can't be told.
  [[nodiscard]] bool is_in_force(const Tree& tree) const;

 private:
  Lock() = default;
  [[nodiscard]] bool take_if_free(const Tree& tree, const std::string& holder);

  Descriptor file_;
};

/// A lock on the root folder for as long as records are read (`share`) or files put in their places
/// (`hold`), so that who reads finds all of a change or nothing of it. It is a courtesy that stops
/// no one for long: after `patience`, and on network mounts that lack such locks, there is none,
/// and the command goes on.
class FolderLock {
 public:
  FolderLock() = default;  ///< none
  static FolderLock share(const Tree& tree,
                          std::chrono::milliseconds patience = std::chrono::seconds(10));
  /// Throws Error(files) when the root can't be opened or locked for another reason.
  static FolderLock hold(const Tree& tree,
                         std::chrono::milliseconds patience = std::chrono::seconds(2));

 private:
  [[nodiscard]] int take(const Tree& tree, int operation, std::chrono::milliseconds patience);

  Descriptor folder_;
};

}  // namespace custrec
