// SPDX-License-Identifier: MIT
// Files that a person names outside the archive.
#include "terminal/outside_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "archive/tree.hpp"
#include "problem/error.hpp"

namespace custrec {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {path, describe_errno(error)}));
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

/// A pipe, a terminal, /dev/null: nothing to rename onto.
bool is_special(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

void write_output_file(const std::string& path, std::string_view bytes) {
  const bool special = is_special(path);
  const std::string target = special ? path : path + "." + std::to_string(getpid()) + ".tmp";
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (special ? 0 : O_EXCL);
  const Descriptor file(open(target.c_str(), flags, 0666));
  if (!file.is_open()) fail(path, errno);
  const bool whole = write_all(file.number(), bytes) && (special || fsync(file.number()) == 0);
  const int error = errno;
  if (special && whole) return;
  if (whole && rename(target.c_str(), path.c_str()) == 0) return;
  const int cause = whole ? errno : error;
  if (!special) unlink(target.c_str());
  fail(path, cause);
}

std::string read_input_file(const std::string& path) {
  const Descriptor file(path == "-" ? dup(STDIN_FILENO) : open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) fail(path, errno);
  std::string bytes;
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
