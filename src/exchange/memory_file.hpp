// SPDX-License-Identifier: MIT
// A file in memory that has a path, for a library that only writes files: nothing of a customer is
// left in a folder for temporary files.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "archive/tree.hpp"

namespace custrec {

class MemoryFile {
 public:
  /// Throws Error(files).
  MemoryFile();

  [[nodiscard]] std::string path() const;

  /// Everything from the beginning, in parts.
  void read(const std::function<void(std::string_view)>& take) const;

 private:
  Descriptor file_;
};

}  // namespace custrec
