// SPDX-License-Identifier: MIT
// Where an output goes: a file that is put in its place whole, or a stream that is written to.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "archive/tree.hpp"

namespace custrec {

class OutputPlace {
 public:
  /// Symbolic links are followed to the file they name. Standard output (an empty path), pipes,
  /// devices and descriptors (`/dev/stdout`, `/dev/fd/3`) are streams, whatever is behind them.
  /// Throws Error(files), as all that follows.
  explicit OutputPlace(const std::string& path);

  [[nodiscard]] bool is_stream() const { return stream_.is_open(); }
  [[nodiscard]] int stream() const { return stream_.number(); }
  [[nodiscard]] std::string name() const { return path_.empty() ? "stdout" : path_; }

  /// A file without a name beside the one it is to become. Not open: there can be none.
  [[nodiscard]] Descriptor open_nameless();

  /// Puts what the file `whole` holds, which has no name, in place at once. A file that is there
  /// keeps its mode and, where possible, its owner; a new one is for its owner alone if `secret`.
  void put(const Descriptor& whole, bool secret) const;

 private:
  void open_stream();
  void open_folder();
  void set_owner_and_mode(const Descriptor& file, mode_t mode, bool secret) const;
  void set_mode(const Descriptor& file, mode_t mode) const;
  [[nodiscard]] bool link(const Descriptor& whole, const std::string& name) const;
  [[nodiscard]] Descriptor create(const std::string& name) const;
  [[nodiscard]] bool copy(const Descriptor& whole, const Descriptor& file, bool secret) const;
  [[noreturn]] void give_up(const std::string& beside) const;
  [[noreturn]] void fail(int error) const;

  std::string path_;  ///< with links followed
  Descriptor stream_;
  Descriptor folder_;
  std::string name_;                     ///< in `folder_`
  std::optional<struct stat> replaced_;  ///< the file that is there
  bool can_link_ = false;                ///< what is nameless can get a name
};

}  // namespace custrec
