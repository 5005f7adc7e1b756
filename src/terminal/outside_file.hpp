// SPDX-License-Identifier: MIT
// Files that a person names outside the archive.
#pragma once

#include <string>
#include <string_view>

#include "archive/tree.hpp"
#include "terminal/output_place.hpp"

namespace custrec {

struct OutputNeeds {
  bool wait = false;    ///< nothing may go out before `finish`
  bool secret = false;  ///< a new file is for its owner alone
};

/// Output that is made part by part: a file, in force whole or not at all; or stdout, a pipe, a
/// device, a descriptor.
class OutputFile {
 public:
  /// Empty or `-` is stdout. Throws Error(files), as all that follows.
  OutputFile(std::string path, OutputNeeds needs);

  [[nodiscard]] bool is_terminal() const;
  /// The file in which the output waits, empty at first, for a library that writes it by itself;
  /// -1: it doesn't wait.
  [[nodiscard]] int waiting() const { return waiting_.number(); }

  void write(std::string_view bytes);
  /// Without it nothing is left of a file.
  void finish();

 private:
  void flush();
  void send(std::string_view bytes) const;
  [[noreturn]] void fail(int error) const;

  OutputPlace place_;
  bool secret_;
  bool in_folder_ = false;  ///< it waits where it will be
  Descriptor waiting_;
  std::string buffer_;
};

/// Writes the file whole or not at all. Throws Error(files).
void write_output_file(const std::string& path, std::string_view bytes, OutputNeeds needs = {});

/// The bytes of a file, or of stdin for `-`. Throws Error(files).
std::string read_input_file(const std::string& path);

}  // namespace custrec
