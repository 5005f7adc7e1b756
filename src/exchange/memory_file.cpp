// SPDX-License-Identifier: MIT
// A file in memory, of Linux's memfd.
#include "exchange/memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <array>

#include "problem/error.hpp"

namespace custrec {

MemoryFile::MemoryFile() : file_(memfd_create("custrec", MFD_CLOEXEC)) {
  if (!file_.is_open()) throw Error(Exit::files, {"no memory", "内存不足"});
}

std::string MemoryFile::path() const {
  return "/proc/self/fd/" + std::to_string(file_.number());
}

void MemoryFile::read(const std::function<void(std::string_view)>& take) const {
  std::array<char, 65536> part{};
  for (off_t at = 0;;) {
    const ssize_t got = pread(file_.number(), part.data(), part.size(), at);
    if (got < 0) throw Error(Exit::files, {"the workbook can't be read back", "无法读回工作簿"});
    if (got == 0) return;
    take({part.data(), static_cast<std::size_t>(got)});
    at += got;
  }
}

}  // namespace custrec
