// SPDX-License-Identifier: MIT
// Bytes that have to wait until others are known.
#include "exchange/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "problem/error.hpp"
#include "text/environment.hpp"

namespace custrec {
namespace {

constexpr std::size_t buffer_size = 1U << 18U;

}  // namespace

Descriptor open_nameless_file() {
  std::string folder = environment("TMPDIR");
  if (folder.empty()) folder = "/tmp";
  Descriptor file(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.is_open()) return file;
  std::string path = folder + "/custrec-XXXXXX";  // not every file system has nameless files
  file = Descriptor(mkostemp(path.data(), O_CLOEXEC));
  if (!file.is_open()) fail_nameless_file(errno);
  unlink(path.c_str());
  return file;
}

void fail_nameless_file(int error) {
  throw Error(Exit::files,
              fill({"the temporary file: {}", "临时文件：{}"}, {describe_errno(error)}));
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

bool read_parts(int descriptor, const std::function<bool(std::string_view)>& take) {
  std::string part(buffer_size, '\0');
  for (off_t at = 0;;) {
    const ssize_t got = pread(descriptor, part.data(), part.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    if (!take({part.data(), static_cast<std::size_t>(got)})) return false;
    at += got;
  }
}

Spool::Spool() : file_(open_nameless_file()) {}

void Spool::append(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= buffer_size) flush();
}

void Spool::flush() {
  if (!write_all(file_.number(), buffer_)) fail_nameless_file(errno);
  buffer_.clear();
}

bool Spool::take(std::size_t size, std::string& bytes) {
  if (!reading_) {
    flush();
    if (lseek(file_.number(), 0, SEEK_SET) < 0) fail_nameless_file(errno);
    reading_ = true;
  }
  bytes.clear();
  while (bytes.size() < size) {
    if (at_ == buffer_.size()) {
      at_ = 0;
      buffer_.resize(buffer_size);
      const ssize_t got = ::read(file_.number(), buffer_.data(), buffer_.size());
      const int error = errno;
      buffer_.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
      if (got < 0 && error == EINTR) continue;
      if (got < 0) fail_nameless_file(error);
      if (got == 0) break;
    }
    const std::size_t part = std::min(size - bytes.size(), buffer_.size() - at_);
    bytes.append(buffer_, at_, part);
    at_ += part;
  }
  return !bytes.empty();
}

void Spool::read(const std::function<void(std::string_view)>& take_part, std::size_t part) {
  std::string bytes;
  while (take(part, bytes)) take_part(bytes);
}

}  // namespace custrec
