// SPDX-License-Identifier: MIT
// A file in memory that has a path, for a library that only writes files: nothing of a customer is
// left on a disk.
#pragma once

#include <string>

#include "archive/tree.hpp"

namespace custrec {

class MemoryFile {
 public:
  /// Throws Error(files).
  MemoryFile();

  [[nodiscard]] std::string path() const;

  [[nodiscard]] std::string read() const;

 private:
  Descriptor file_;
};

}  // namespace custrec
