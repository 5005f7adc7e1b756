// SPDX-License-Identifier: MIT
// What has to be checked when only some files of an archive have changed.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"

namespace custrec {

/// A file that differs from the one at an earlier state. Paths are from the root of the archive.
struct ChangedFile {
  std::string path;
  std::string old_path;  ///< where it was then; empty: it wasn't there
  std::string old_blob;  ///< by which git knows what it was
  bool gone = false;     ///< it isn't there any more
};

struct ChangedPart {
  /// A file on which the verdict on all records depends; empty when none has changed.
  std::string setting;
  std::set<std::string> records;  ///< and what lies in attachments/ of no record
  std::set<std::string> samples;

  [[nodiscard]] bool is_everything() const { return !setting.empty(); }
};

/// Whether the verdict on all records depends on the file at `path`.
bool is_setting(std::string_view path);

/// A record counts as changed too when one of its attachments has.
ChangedPart find_changed_part(const Archive& archive, const std::vector<ChangedFile>& files);

}  // namespace custrec
