// SPDX-License-Identifier: MIT
// A file from outside the archive on its way in.
#include "archive/staged_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "archive/attachments.hpp"
#include "problem/error.hpp"
#include "text/sha256.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

bool is_same_time(const timespec& left, const timespec& right) {
  return left.tv_sec == right.tv_sec && left.tv_nsec == right.tv_nsec;
}

class Source {
 public:
  // Neither a pipe nobody writes to nor a terminal may hold us up.
  explicit Source(const std::string& path)
      : path_(path), file_(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {
    if (!file_.is_open()) fail(Exit::files, describe_errno(errno));
    before_ = look();
    if (S_ISDIR(before_.st_mode)) fail(Exit::usage, {"is a folder", "是文件夹"});
    if (!S_ISREG(before_.st_mode)) fail(Exit::usage, {"is no regular file", "不是普通文件"});
  }

  /// The next part; empty at the end.
  std::string_view read_part() {
    ssize_t got = -1;
    do {
      got = ::read(file_.number(), buffer_.data(), buffer_.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0) fail(Exit::files, describe_errno(errno));
    const std::string_view part(buffer_.data(), static_cast<std::size_t>(got));
    hash_.add(part);
    size_ += part.size();
    head_ += part.substr(0, max_pointer_bytes + 1 - head_.size());
    return part;
  }

  [[nodiscard]] std::uint64_t done() const { return size_; }
  [[nodiscard]] std::uint64_t total() const { return static_cast<std::uint64_t>(before_.st_size); }

  /// All of it has been read: what is known of it now.
  StagedFile finish(const std::string& staged) {
    const struct stat after = look();
    const bool same = after.st_size == before_.st_size && after.st_nlink == before_.st_nlink &&
                      is_same_time(after.st_mtim, before_.st_mtim) &&
                      is_same_time(after.st_ctim, before_.st_ctim) &&
                      static_cast<std::uint64_t>(after.st_size) == size_;
    if (!same) {
      fail(Exit::files, {"changed while it was read; please try again", "读取时发生变化，请重试"});
    }
    if (find_pointer_digest(head_)) {
      fail(Exit::usage, {"is a pointer of Git LFS, not the file itself; 'git lfs pull' fetches it",
                         "是 Git LFS 指针，不是文件本身；请先运行 git lfs pull"});
    }
    return {staged, hash_.finish(), size_};
  }

 private:
  [[noreturn]] void fail(Exit exit_code, const Text& reason) const {
    throw Error(exit_code, fill({"{}: {}", "{}: {}"}, {escape_controls(path_), reason}));
  }

  [[nodiscard]] struct stat look() const {
    struct stat status {};
    if (fstat(file_.number(), &status) != 0) fail(Exit::files, describe_errno(errno));
    return status;
  }

  const std::string& path_;
  Descriptor file_;
  struct stat before_ {};
  Sha256 hash_;
  std::uint64_t size_ = 0;
  std::string head_;  ///< as much as tells a pointer
  std::vector<char> buffer_ = std::vector<char>(std::size_t{1} << 16U);
};

}  // namespace

StagedFile stage_copy(const Tree& tree, const std::string& source, const std::string& path,
                      const CopyProgress& progress) {
  Source from(source);
  tree.write_parts(path, [&] {
    const std::string_view part = from.read_part();
    if (progress && !part.empty()) progress(from.done(), from.total());
    return part;
  });
  return from.finish(path);
}

}  // namespace custrec
