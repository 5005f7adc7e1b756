// SPDX-License-Identifier: MIT
// One writer at a time.
#include "archive/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <thread>

#include "archive/layout.hpp"
#include "problem/error.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Nobody has a name in the moment between taking the lock and writing it down.
Text find_holder(const Descriptor& file) {
  std::array<char, 200> text{};
  const ssize_t size = pread(file.number(), text.data(), text.size(), 0);
  const std::string_view name(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  if (trim(name).empty()) return {"somebody else", "其他人"};
  return same_text(escape_controls(trim(name)));
}

[[noreturn]] void fail(const Tree& tree) {
  throw Error(Exit::files, fill({"{}/{}: {}", "{}/{}: {}"},
                                {tree.root(), layout::lock_file, describe_errno(errno)}));
}

}  // namespace

Lock::Lock(const Tree& tree) {
  tree.make_folders_for(layout::lock_file);
  file_ = tree.open(layout::lock_file, O_RDWR | O_CREAT);
  if (!file_.is_open()) fail(tree);
}

bool Lock::take_if_free(const Tree& tree, const std::string& holder) const {
  if (flock(file_.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) fail(tree);
    return false;
  }
  const std::string line = holder + " (" + std::to_string(getpid()) + ")\n";
  if (ftruncate(file_.number(), 0) != 0 ||
      pwrite(file_.number(), line.data(), line.size(), 0) != static_cast<ssize_t>(line.size())) {
    fail(tree);
  }
  return true;
}

Lock::Lock(const Tree& tree, const std::string& holder, std::chrono::milliseconds patience)
    : Lock(tree) {
  constexpr std::chrono::milliseconds pause(20);
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!take_if_free(tree, holder)) {
    if (std::chrono::steady_clock::now() >= deadline) {
      throw Error(Exit::refused,
                  fill({"the archive is being written to by {}; try again when that is done",
                        "{} 正在写入档案，请稍后再试"},
                       {find_holder(file_)}));
    }
    std::this_thread::sleep_for(pause);
  }
}

bool Lock::is_free(const Tree& tree) {
  const Descriptor file = tree.open(layout::lock_file, O_RDONLY);
  return !file.is_open() || flock(file.number(), LOCK_SH | LOCK_NB) == 0;
}

std::optional<Lock> Lock::try_take(const Tree& tree, const std::string& holder) {
  Lock lock(tree);
  if (!lock.take_if_free(tree, holder)) return std::nullopt;
  return lock;
}

}  // namespace custrec
