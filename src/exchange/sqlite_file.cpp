// SPDX-License-Identifier: MIT
// A file system (VFS) of SQLite whose only file is a descriptor; its name is the number.
#include "exchange/sqlite_file.hpp"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <new>
#include <string>

namespace custrec {
namespace {

struct OpenFile : sqlite3_file {
  int descriptor;
};

int descriptor_of(sqlite3_file* file) {
  return static_cast<OpenFile*>(file)->descriptor;
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
  auto* bytes = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = pread(descriptor_of(file), bytes, static_cast<std::size_t>(size), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SQLITE_IOERR_READ;
    if (got == 0) break;
    bytes += got;
    size -= static_cast<int>(got);
    at += got;
  }
  if (size == 0) return SQLITE_OK;
  std::memset(bytes, 0, static_cast<std::size_t>(size));
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  const auto* bytes = static_cast<const char*>(from);
  while (size > 0) {
    const ssize_t put = pwrite(descriptor_of(file), bytes, static_cast<std::size_t>(size), at);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno == ENOSPC || errno == EDQUOT ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    bytes += put;
    size -= static_cast<int>(put);
    at += put;
  }
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  return ftruncate(descriptor_of(file), size) == 0 ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  struct stat status {};
  if (fstat(descriptor_of(file), &status) != 0) return SQLITE_IOERR_FSTAT;
  *size = status.st_size;
  return SQLITE_OK;
}

int is_reserved(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}

sqlite3_io_methods make_methods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = [](sqlite3_file*) { return SQLITE_OK; };
  methods.xRead = read_file;
  methods.xWrite = write_file;
  methods.xTruncate = truncate_file;
  methods.xSync = [](sqlite3_file*, int) { return SQLITE_OK; };
  methods.xFileSize = size_of_file;
  methods.xLock = [](sqlite3_file*, int) { return SQLITE_OK; };
  methods.xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; };
  methods.xCheckReservedLock = is_reserved;
  methods.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
  methods.xSectorSize = [](sqlite3_file*) { return 4096; };
  methods.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
  return methods;
}

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* opened) {
  static const sqlite3_io_methods methods = make_methods();
  file->pMethods = nullptr;
  int descriptor = -1;
  if (name != nullptr) std::from_chars(name, name + std::strlen(name), descriptor);
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0 || descriptor < 0) return SQLITE_CANTOPEN;
  auto* made = new (file) OpenFile;
  made->pMethods = &methods;
  made->descriptor = descriptor;
  if (opened != nullptr) *opened = flags;
  return SQLITE_OK;
}

/// There are no others, such as a journal.
int look_for_file(sqlite3_vfs*, const char*, int, int* found) {
  *found = 0;
  return SQLITE_OK;
}

int copy_name(sqlite3_vfs*, const char* name, int size, char* to) {
  sqlite3_snprintf(size, to, "%s", name);
  return SQLITE_OK;
}

/// Randomness, the clock and the like are those of the system's own VFS.
sqlite3_vfs make_vfs() {
  sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
  vfs.zName = "custrec";
  vfs.pNext = nullptr;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.xOpen = open_file;
  vfs.xDelete = [](sqlite3_vfs*, const char*, int) { return SQLITE_OK; };
  vfs.xAccess = look_for_file;
  vfs.xFullPathname = copy_name;
  return vfs;
}

}  // namespace

int open_database_in(int descriptor, sqlite3*& database) {
  static sqlite3_vfs vfs = make_vfs();
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  if (registered != SQLITE_OK) return registered;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  return sqlite3_open_v2(std::to_string(descriptor).c_str(), &database, flags, vfs.zName);
}

}  // namespace custrec
