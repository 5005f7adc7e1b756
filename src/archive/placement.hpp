// SPDX-License-Identifier: MIT
// Putting files in their places: the last steps of a transaction, and of finishing one that was cut
// off.
#pragma once

#include <string_view>
#include <vector>

#include "archive/manifest.hpp"
#include "archive/tree.hpp"

namespace custrec {

/// Throws Error(files), with the folder and how to fix it, when permissions don't allow all of
/// `lines` to be put in place.
void require_writable(const Tree& tree, const std::vector<ManifestLine>& lines);

/// Moves and removes files as `lines`, none of which is done yet, say.
class Placement {
 public:
  /// Both outlive it.
  Placement(const Tree& tree, const std::vector<ManifestLine>& lines)
      : tree_(tree), lines_(lines) {}

  /// Puts all in place, then removes the manifest. Throws Error(files), whose message says that the
  /// next command goes on where a file is in place already.
  void run();

  /// Whether a file is in place, so that there is no way back.
  [[nodiscard]] bool has_begun() const { return done_ > 0; }

  /// Makes all as it was before the first file was in place. Throws Error(files) when the manifest
  /// can't be removed.
  void take_back() const;

 private:
  void put_files();
  void remove_left_folders() const;

  const Tree& tree_;
  const std::vector<ManifestLine>& lines_;
  std::size_t done_ = 0;
};

/// Removes the folder in which one writer has staged files. Throws Error(files).
void clear_stage(const Tree& tree, std::string_view folder);

/// Removes what writers have staged that are no more; what can't be removed stays. The caller holds
/// the lock.
void clear_stages(const Tree& tree);

}  // namespace custrec
