// SPDX-License-Identifier: MIT
// One writer at a time, and readers that see a change as a whole.
#include "archive/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <thread>

#include "archive/layout.hpp"
#include "problem/error.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Short, so that a writer among many gets its turn.
constexpr std::chrono::milliseconds pause_between_tries(3);

/// The holder has no name in the moment between taking the lock and writing it down.
Text find_holder(const Tree& tree) {
  const Descriptor file = tree.open(layout::lock_file, O_RDONLY);
  std::array<char, 200> text{};
  const ssize_t size = pread(file.number(), text.data(), text.size(), 0);
  const std::string_view name(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  if (trim(name).empty()) return {"someone else", "其他人"};
  return same_text(escape_controls(trim(name)));
}

[[noreturn]] void fail(const Tree& tree, int error) {
  throw Error(Exit::files, fill({"{}/{}: {}", "{}/{}: {}"},
                                {tree.root(), layout::lock_file, describe_errno(error)}));
}

/// Another person's file may be locked without being written to.
Descriptor open_lock_file(const Tree& tree) {
  tree.make_folders_for(layout::lock_file);
  Descriptor file = tree.open(layout::lock_file, O_RDWR | O_CREAT);
  if (!file.is_open() && errno == EACCES) return tree.open(layout::lock_file, O_RDONLY);
  if (file.is_open()) tree.share(file.number());
  return file;
}

/// False with errno. The name is no more than a courtesy where the file is another person's.
bool write_holder(const Descriptor& file, const std::string& holder) {
  if ((fcntl(file.number(), F_GETFL) & O_ACCMODE) == O_RDONLY) return true;
  const std::string line = holder + " (" + std::to_string(getpid()) + ")\n";
  return ftruncate(file.number(), 0) == 0 &&
         pwrite(file.number(), line.data(), line.size(), 0) == static_cast<ssize_t>(line.size());
}

}  // namespace

bool Lock::is_in_force(const Tree& tree) const {
  const Descriptor there = tree.open(layout::lock_file, O_RDONLY);
  if (!there.is_open() && errno == ENOENT) return false;
  struct stat own {};
  struct stat other {};
  if (!there.is_open() || fstat(file_.number(), &own) != 0 || fstat(there.number(), &other) != 0) {
    fail(tree, errno);
  }
  return own.st_ino == other.st_ino && own.st_dev == other.st_dev;
}

bool Lock::take_if_free(const Tree& tree, const std::string& holder) {
  file_ = open_lock_file(tree);
  if (!file_.is_open()) fail(tree, errno);
  if (flock(file_.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) fail(tree, errno);
    return false;
  }
  // It may have been removed between opening and locking.
  if (!is_in_force(tree)) return false;
  if (!write_holder(file_, holder)) fail(tree, errno);
  return true;
}

Lock::Lock(const Tree& tree, const std::string& holder, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!take_if_free(tree, holder)) {
    if (std::chrono::steady_clock::now() >= deadline) {
      throw Error(Exit::refused,
                  fill({"the archive is being written to by {}; try again when that is done",
                        "{} 正在写入档案，请稍后再试"},
                       {find_holder(tree)}));
    }
    std::this_thread::sleep_for(pause_between_tries);
  }
}

bool Lock::is_free(const Tree& tree) {
  const Descriptor file = tree.open(layout::lock_file, O_RDONLY);
  return !file.is_open() || flock(file.number(), LOCK_SH | LOCK_NB) == 0;
}

std::optional<Lock> Lock::try_take(const Tree& tree, const std::string& holder) {
  Lock lock;
  if (!lock.take_if_free(tree, holder)) return std::nullopt;
  return lock;
}

/// 0 when it is locked, else the error.
int FolderLock::take(const Tree& tree, int operation, std::chrono::milliseconds patience) {
  folder_ = Descriptor(::open(tree.root().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder_.is_open()) return errno;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (flock(folder_.number(), operation | LOCK_NB) != 0) {
    const int error = errno;
    const bool busy = error == EWOULDBLOCK || error == EINTR;
    if (!busy || std::chrono::steady_clock::now() >= deadline) return error;
    std::this_thread::sleep_for(pause_between_tries);
  }
  return 0;
}

FolderLock FolderLock::share(const Tree& tree, std::chrono::milliseconds patience) {
  FolderLock lock;
  static_cast<void>(lock.take(tree, LOCK_SH, patience));
  return lock;
}

FolderLock FolderLock::hold(const Tree& tree, std::chrono::milliseconds patience) {
  FolderLock lock;
  const int error = lock.take(tree, LOCK_EX, patience);
  // Some network mounts have no such locks.
  const bool passed_over = error == 0 || error == EWOULDBLOCK || error == EINTR ||
                           error == ENOLCK || error == EOPNOTSUPP || error == EBADF ||
                           error == EINVAL || error == ENOSYS;
  if (!passed_over) {
    throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {tree.root(), describe_errno(error)}));
  }
  return lock;
}

}  // namespace custrec
