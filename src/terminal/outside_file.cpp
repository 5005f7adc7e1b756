// SPDX-License-Identifier: MIT
// Files that a person names outside the archive.
#include "terminal/outside_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "archive/tree.hpp"
#include "exchange/spool.hpp"
#include "problem/error.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {path, describe_errno(error)}));
}

}  // namespace

OutputFile::OutputFile(std::string path, OutputNeeds needs)
    : place_(path == "-" ? std::string() : std::move(path)), secret_(needs.secret) {
  if (!place_.is_stream()) waiting_ = place_.open_nameless();
  in_folder_ = waiting_.is_open();
  const bool waits = needs.wait || !place_.is_stream();
  if (waits && !in_folder_) waiting_ = open_nameless_file();
}

bool OutputFile::is_terminal() const {
  return place_.is_stream() && isatty(place_.stream()) == 1;
}

void OutputFile::fail(int error) const {
  if (waiting_.is_open() && !in_folder_) fail_nameless_file(error);
  custrec::fail(place_.name(), error);
}

void OutputFile::send(std::string_view bytes) const {
  const std::string shown = is_terminal() ? escape_controls(bytes, true) : std::string();
  if (!write_all(place_.stream(), is_terminal() ? shown : bytes)) {
    custrec::fail(place_.name(), errno);
  }
}

void OutputFile::flush() {
  if (!waiting_.is_open()) {
    send(buffer_);
  } else if (!write_all(waiting_.number(), buffer_)) {
    fail(errno);
  }
  buffer_.clear();
}

void OutputFile::write(std::string_view bytes) {
  constexpr std::size_t enough = 1U << 16U;
  buffer_ += bytes;
  if (buffer_.size() >= enough) flush();
}

void OutputFile::finish() {
  flush();
  if (!waiting_.is_open()) return;
  if (!place_.is_stream()) {
    place_.put(waiting_, secret_);
    return;
  }
  const auto take = [this](std::string_view bytes) {
    send(bytes);
    return true;
  };
  if (!read_parts(waiting_.number(), take)) fail(errno);
}

void write_output_file(const std::string& path, std::string_view bytes, OutputNeeds needs) {
  OutputFile file(path, needs);
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
