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

  Descriptor file_;
  std::string buffer_;  ///< not written yet; once reading began: read and not taken
  std::size_t at_ = 0;  ///< of the buffer, that has been taken
  bool reading_ = false;
};

/// A file without a name in TMPDIR, else /tmp. Throws Error(files).
Descriptor open_nameless_file();

/// That it can't be made, written or read.
[[noreturn]] void fail_nameless_file(int error);

/// Writes all of `bytes`; false with errno when that fails.
bool write_all(int descriptor, std::string_view bytes);

/// Gives all of a file to `take`, from its beginning, in parts, until it returns false; false with
/// errno then, and when the file can't be read.
bool read_parts(int descriptor, const std::function<bool(std::string_view)>& take);

}  // namespace custrec
