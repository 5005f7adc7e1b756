// SPDX-License-Identifier: MIT
// Bytes that have to wait until others are known: on the disk, in a file without a name, so that
// nothing of a customer is left behind however the program ends.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "archive/tree.hpp"

namespace custrec {

class Spool {
 public:
  /// In TMPDIR, else /tmp. Throws Error(files), as all that follows.
  Spool();

  void append(std::string_view bytes);

  /// Everything from the beginning, in parts of at most `part` bytes. Nothing is appended later.
  void read(const std::function<void(std::string_view)>& take, std::size_t part = 1U << 16U);

  /// Takes the next `size` bytes, from the beginning on; false when there are none left.
  [[nodiscard]] bool take(std::size_t size, std::string& bytes);

 private:
  void flush();
  [[noreturn]] static void fail(int error);

  Descriptor file_;
  std::string buffer_;  ///< not written yet; once reading began: read and not taken
  std::size_t at_ = 0;  ///< of the buffer, that has been taken
  bool reading_ = false;
};

/// Writes all of `bytes`; false with errno when that fails.
bool write_all(int descriptor, std::string_view bytes);

}  // namespace custrec
