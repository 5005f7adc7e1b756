// SPDX-License-Identifier: MIT
// Files that a person names outside the archive.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "archive/tree.hpp"
#include "exchange/spool.hpp"

namespace custrec {

/// Output that is made part by part: a file, written beside itself first and in force whole or not
/// at all; or stdout, a pipe, a device.
class OutputFile {
 public:
  /// Empty or `-` is stdout. What goes there waits for `finish` where `hold`, else it is written
  /// at once. Throws Error(files), as all that follows.
  OutputFile(std::string path, bool hold);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  /// Without `finish` nothing is left of a file.
  ~OutputFile();

  [[nodiscard]] bool is_terminal() const;
  /// The file's present path, for a library that writes it by itself; empty: it can't.
  [[nodiscard]] const std::string& path_beside() const { return beside_; }

  void write(std::string_view bytes);
  void finish();

 private:
  [[nodiscard]] std::string name() const;
  void send(std::string_view bytes);

  std::string path_;    ///< empty: stdout
  std::string beside_;  ///< empty: stdout or a device
  Descriptor file_;
  std::string buffer_;
  std::unique_ptr<Spool> held_;
};

/// Writes the file whole or not at all: beside it first, then renamed. Throws Error(files).
void write_output_file(const std::string& path, std::string_view bytes);

/// The bytes of a file, or of stdin for `-`. Throws Error(files).
std::string read_input_file(const std::string& path);

}  // namespace custrec
