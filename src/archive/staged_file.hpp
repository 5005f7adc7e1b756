// SPDX-License-Identifier: MIT
// A file from outside the archive on its way in.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "archive/tree.hpp"

namespace custrec {

struct StagedFile {
  std::string path;        ///< where it waits, below the root
  std::string sha256;      ///< of its content
  std::uint64_t size = 0;  ///< bytes; 0: an empty file, which whoever files it should be told of
};

/// Told after each part how many bytes are copied, and of how many.
using CopyProgress = std::function<void(std::uint64_t, std::uint64_t)>;

/// Copies the file `source`, of any size and in little memory, to `path` and hashes it on the way.
/// A symbolic link is followed: it is the person's. Throws, with the name of `source`, Error(usage)
/// when that is no regular file or a pointer of Git LFS, whose content isn't here; Error(files)
/// when it can't be read, or changed or went away meanwhile; and Error(files) when `path` can't be
/// written. What has been written by then stays at `path`.
StagedFile stage_copy(const Tree& tree, const std::string& source, const std::string& path,
                      const CopyProgress& progress = {});

}  // namespace custrec
