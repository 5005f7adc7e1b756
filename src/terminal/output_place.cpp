// SPDX-License-Identifier: MIT
// A file is made without a name, and gets one when it is whole: however the program ends, nothing
// of a customer is left behind. No call replaces a file by a nameless one, so that it has a name of
// its own in between, for two calls that no signal but SIGKILL comes between; the next output to
// the same file removes that.
#include "terminal/output_place.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "archive/tree.hpp"
#include "exchange/spool.hpp"
#include "problem/error.hpp"
#include "text/sha256.hpp"

namespace custrec {
namespace {

constexpr mode_t file_mode = 0666;
constexpr mode_t secret_mode = 0600;

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "./" : path.substr(0, slash + 1);
}

std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

/// The name of an open file: what such a link says is for people.
bool is_descriptor(const std::string& path) {
  struct statfs status {};
  struct stat link {};
  return statfs(folder_of(path).c_str(), &status) == 0 && status.f_type == PROC_SUPER_MAGIC &&
         lstat(path.c_str(), &link) == 0 && S_ISLNK(link.st_mode);
}

/// One that this program was given; -1: another program's.
int own_descriptor(const std::string& path) {
  if (real_path(folder_of(path)) != real_path("/proc/self/fd")) return -1;
  const std::string name = name_of(path);
  int number = -1;
  std::from_chars(name.data(), name.data() + name.size(), number);
  return number;
}

/// Follows the links that the last part of `path` leads over, up to the name of a file that need
/// not be there, or of a descriptor.
std::string follow_links(std::string path) {
  constexpr int most = 40;  // as Linux itself
  for (int count = 0; count < most && !is_descriptor(path); ++count) {
    std::array<char, PATH_MAX> text{};
    const ssize_t length = readlink(path.c_str(), text.data(), text.size());
    if (length < 0) return path;
    const std::string to(text.data(), static_cast<std::size_t>(length));
    path = to.starts_with('/') ? to : folder_of(path) + to;
  }
  return path;
}

/// While it lives, no signal ends the program but SIGKILL.
class HeldSignals {
 public:
  HeldSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

OutputPlace::OutputPlace(const std::string& path) : path_(path) {
  struct stat status {};
  // The system's own look comes first: it doesn't follow a link that someone else put into /tmp.
  const bool exists = path.empty() || stat(path.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) fail(errno);
  if (!path.empty()) path_ = follow_links(path);
  if (path.empty() || is_descriptor(path_) || (exists && !S_ISREG(status.st_mode))) {
    open_stream();
  } else {
    open_folder();
  }
}

void OutputPlace::fail(int error) const {
  throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {name(), describe_errno(error)}));
}

/// A descriptor is taken as it is, so that what it was written to before stays in front.
void OutputPlace::open_stream() {
  const int given = path_.empty()          ? STDOUT_FILENO
                    : is_descriptor(path_) ? own_descriptor(path_)
                                           : -1;
  stream_ = Descriptor(given >= 0 ? fcntl(given, F_DUPFD_CLOEXEC, 3)
                                  : open(path_.c_str(), O_WRONLY | O_TRUNC | O_NOCTTY | O_CLOEXEC));
  if (!stream_.is_open()) fail(errno);
  const int flags = fcntl(stream_.number(), F_GETFL);
  if (flags >= 0 && (flags & O_ACCMODE) == O_RDONLY) fail(EBADF);
}

/// Fails now where it can be foreseen, before there is anything to write.
void OutputPlace::open_folder() {
  folder_ = Descriptor(open(folder_of(path_).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder_.is_open()) fail(errno);
  name_ = name_of(path_);
  if (name_.empty()) fail(EISDIR);
  struct stat status {};
  if (fstatat(folder_.number(), name_.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    // With O_CREAT, as the system looks closer then at files of others in /tmp.
    const Descriptor there(openat(folder_.number(), name_.c_str(),
                                  O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                                  secret_mode));
    if (!there.is_open() || fstat(there.number(), &status) != 0) fail(errno);
    replaced_ = status;
  }
  if (faccessat(folder_.number(), ".", W_OK | X_OK, AT_EACCESS) != 0) fail(errno);
}

Descriptor OutputPlace::open_nameless() {
  Descriptor file(openat(folder_.number(), ".", O_TMPFILE | O_RDWR | O_CLOEXEC, file_mode));
  can_link_ = file.is_open();
  return file;
}

void OutputPlace::set_owner_and_mode(const Descriptor& file, mode_t mode, bool secret) const {
  if (secret) mode = secret_mode;
  if (replaced_) {
    mode = replaced_->st_mode & 0777U;
    const bool same_group = fchown(file.number(), replaced_->st_uid, replaced_->st_gid) == 0 ||
                            fchown(file.number(), static_cast<uid_t>(-1), replaced_->st_gid) == 0;
    // Another group may do no more than anybody.
    if (!same_group) mode &= 0707U | (mode & 07U) << 3U;
  }
  set_mode(file, mode);
}

/// Some file systems have no modes.
void OutputPlace::set_mode(const Descriptor& file, mode_t mode) const {
  if (fchmod(file.number(), mode) != 0 && errno != EPERM && errno != ENOTSUP) fail(errno);
}

/// False with errno.
bool OutputPlace::link(const Descriptor& whole, const std::string& name) const {
  const std::string from = "/proc/self/fd/" + std::to_string(whole.number());
  return linkat(AT_FDCWD, from.c_str(), folder_.number(), name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

/// A file of that name that a killed program left is removed. Not open, with errno: it can't be.
Descriptor OutputPlace::create(const std::string& name) const {
  unlinkat(folder_.number(), name.c_str(), 0);
  return Descriptor(openat(folder_.number(), name.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, file_mode));
}

/// False with errno. No one else can read the copy before it is complete.
bool OutputPlace::copy(const Descriptor& whole, const Descriptor& file, bool secret) const {
  struct stat created {};
  if (fstat(file.number(), &created) != 0) return false;
  set_mode(file, secret_mode);
  const auto append = [&](std::string_view bytes) { return write_all(file.number(), bytes); };
  if (!read_parts(whole.number(), append) || fsync(file.number()) != 0) return false;
  set_owner_and_mode(file, created.st_mode & 0777U, secret);
  return true;
}

void OutputPlace::put(const Descriptor& whole, bool secret) const {
  struct stat status {};
  if (fstat(whole.number(), &status) != 0 || fsync(whole.number()) != 0) fail(errno);
  set_owner_and_mode(whole, status.st_mode & 0777U, secret);
  const HeldSignals held;
  if (can_link_ && !replaced_ && link(whole, name_)) return;
  std::string beside = ".custrec-" + sha256(name_).substr(0, 16);
  bool linked = can_link_ && link(whole, beside);
  if (can_link_ && !linked && errno == EEXIST) {  // a killed program left it
    unlinkat(folder_.number(), beside.c_str(), 0);
    linked = link(whole, beside);
  }
  if (!linked) {
    beside += "-" + std::to_string(getpid());
    const Descriptor file = create(beside);
    if (!file.is_open()) fail(errno);
    if (!copy(whole, file, secret)) give_up(beside);
  }
  // It is gone when another output to the same file took it along or took its place in this moment.
  if (renameat(folder_.number(), beside.c_str(), folder_.number(), name_.c_str()) != 0 &&
      (!linked || errno != ENOENT)) {
    give_up(beside);
  }
}

void OutputPlace::give_up(const std::string& beside) const {
  const int error = errno;
  unlinkat(folder_.number(), beside.c_str(), 0);
  fail(error);
}

}  // namespace custrec
