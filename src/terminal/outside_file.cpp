// SPDX-License-Identifier: MIT
// Files that a person names outside the archive.
#include "terminal/outside_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include "archive/tree.hpp"
#include "problem/error.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {path, describe_errno(error)}));
}

/// A pipe, a terminal, /dev/null: nothing to rename onto.
bool is_special(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

OutputFile::OutputFile(std::string path, bool hold) : path_(path == "-" ? "" : std::move(path)) {
  const bool special = path_.empty() || is_special(path_);
  if (special && hold) held_ = std::make_unique<Spool>();
  if (!special) beside_ = path_ + "." + std::to_string(getpid()) + ".tmp";
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (special ? 0 : O_EXCL);
  file_ = Descriptor(path_.empty() ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
                                   : open((special ? path_ : beside_).c_str(), flags, 0666));
  if (file_.is_open()) return;
  beside_.clear();
  fail(name(), errno);
}

OutputFile::~OutputFile() {
  if (!beside_.empty()) unlink(beside_.c_str());
}

std::string OutputFile::name() const {
  return path_.empty() ? "stdout" : path_;
}

bool OutputFile::is_terminal() const {
  return isatty(file_.number()) == 1;
}

void OutputFile::send(std::string_view bytes) {
  const std::string shown = is_terminal() ? escape_controls(bytes, true) : std::string();
  if (!write_all(file_.number(), is_terminal() ? shown : bytes)) fail(name(), errno);
}

void OutputFile::write(std::string_view bytes) {
  constexpr std::size_t enough = 1U << 16U;
  if (held_) {
    held_->append(bytes);
    return;
  }
  buffer_ += bytes;
  if (buffer_.size() < enough) return;
  send(buffer_);
  buffer_.clear();
}

void OutputFile::finish() {
  if (held_) held_->read([this](std::string_view bytes) { send(bytes); });
  send(buffer_);
  buffer_.clear();
  if (beside_.empty()) return;
  if (fsync(file_.number()) != 0 || !file_.close() || rename(beside_.c_str(), path_.c_str()) != 0) {
    fail(path_, errno);
  }
  beside_.clear();
}

void write_output_file(const std::string& path, std::string_view bytes) {
  OutputFile file(path, false);
  file.write(bytes);
  file.finish();
}

std::string read_input_file(const std::string& path) {
  const Descriptor file(path == "-" ? dup(STDIN_FILENO) : open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) fail(path, errno);
  std::string bytes;
  constexpr off_t most_reserved = 1 << 28;  // a size may say anything
  struct stat status {};
  const bool sized = fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode);
  if (sized) bytes.reserve(static_cast<std::size_t>(std::min(status.st_size, most_reserved)));
  std::array<char, 65536> part{};
  while (true) {
    const ssize_t got = read(file.number(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path, errno);
    if (got == 0) return bytes;
    bytes.append(part.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace custrec
