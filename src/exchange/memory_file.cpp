// SPDX-License-Identifier: MIT
// A file in memory, of Linux's memfd.
#include "exchange/memory_file.hpp"

#include <sys/mman.h>

#include "exchange/spool.hpp"
#include "problem/error.hpp"

namespace custrec {

MemoryFile::MemoryFile() : file_(memfd_create("custrec", MFD_CLOEXEC)) {
  if (!file_.is_open()) throw Error(Exit::files, {"no memory", "内存不足"});
}

std::string MemoryFile::path() const {
  return "/proc/self/fd/" + std::to_string(file_.number());
}

std::string MemoryFile::read() const {
  std::string bytes;
  const auto append = [&](std::string_view part) {
    bytes += part;
    return true;
  };
  if (!read_parts(file_.number(), append)) {
    throw Error(Exit::files, {"the workbook can't be read back", "无法读回工作簿"});
  }
  return bytes;
}

}  // namespace custrec
