// SPDX-License-Identifier: MIT
// The files of an archive, opened from the root's descriptor one folder after another.
#include "archive/tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include "problem/error.hpp"
#include "text/sha256.hpp"

namespace custrec {
namespace {

constexpr mode_t file_mode = 0666;
constexpr mode_t folder_mode = 0777;
constexpr mode_t mode_bits = 07777;

/// What an open file that is neither a regular file nor a folder is answered with.
constexpr int not_regular = EMEDIUMTYPE;

/// Reads one byte more than `limit` at most. False with errno.
bool read_all(int descriptor, std::size_t limit, std::string& bytes) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) return false;
  std::size_t used = 0;
  bytes.resize(std::min(static_cast<std::size_t>(status.st_size), limit) + 1);
  while (true) {
    const ssize_t got = ::read(descriptor, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    used += static_cast<std::size_t>(got);
    if (got == 0 || used > limit) break;
    if (used == bytes.size()) bytes.resize(std::min(bytes.size() * 2, limit + 1));
  }
  bytes.resize(used);
  return true;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

FolderEntry::Sort sort_of_type(unsigned char type) {
  switch (type) {
    case DT_REG:
      return FolderEntry::Sort::file;
    case DT_DIR:
      return FolderEntry::Sort::folder;
    case DT_LNK:
      return FolderEntry::Sort::link;
    default:
      return FolderEntry::Sort::other;
  }
}

FolderEntry::Sort sort_of(int folder, const dirent& entry) {
  unsigned char type = entry.d_type;
  if (type == DT_UNKNOWN) {
    struct stat status {};
    if (fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
      type = static_cast<unsigned char>(IFTODT(status.st_mode));
    }
  }
  return sort_of_type(type);
}

/// A name of its own in a folder; EPERM for what leads elsewhere.
bool is_plain(std::string_view part) {
  if (!part.empty() && part != "." && part != "..") return true;
  errno = EPERM;
  return false;
}

/// The folders on the way one after another, for kernels without openat2.
Descriptor open_step_by_step(int root, std::string_view path, int flags) {
  Descriptor folder;
  int at = root;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string part(path.substr(0, slash));
    const bool last = slash == std::string_view::npos;
    Descriptor next(openat(
        at, part.c_str(), last ? flags : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, file_mode));
    if (last || !next.is_open()) return next;
    folder = std::move(next);
    at = folder.number();
    path.remove_prefix(slash + 1);
  }
}

/// Opens below `root` without following links.
Descriptor open_beneath(int root, std::string_view path, int flags) {
  static std::atomic<bool> has_openat2 = true;
  for (std::string_view rest = path;;) {
    const std::size_t slash = rest.find('/');
    if (!is_plain(rest.substr(0, slash))) return Descriptor();
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  flags |= O_NOFOLLOW | O_CLOEXEC;
  if (has_openat2) {
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags);
    how.mode = (flags & O_CREAT) != 0 ? file_mode : 0;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    const auto number = syscall(SYS_openat2, root, std::string(path).c_str(), &how, sizeof how);
    if (number >= 0 || (errno != ENOSYS && errno != EPERM)) {
      return Descriptor(static_cast<int>(number));
    }
    has_openat2 = errno != ENOSYS;
  }
  return open_step_by_step(root, path, flags);
}

/// Only regular files are read and written: a pipe would keep the command waiting, a device may
/// never end. Else errno.
Descriptor require_regular(Descriptor file) {
  struct stat status {};
  if (!file.is_open() || fstat(file.number(), &status) != 0) return Descriptor();
  if (S_ISREG(status.st_mode)) return file;
  errno = S_ISDIR(status.st_mode) ? EISDIR : not_regular;
  return Descriptor();
}

/// To read from it, as if it lay on the disk; else errno.
Descriptor open_replacement(const Replacement& replacement) {
  if (replacement.sort != FolderEntry::Sort::file) {
    errno = replacement.sort ? ELOOP : ENOENT;
    return Descriptor();
  }
  Descriptor file(memfd_create("custrec", MFD_CLOEXEC));
  if (!file.is_open() || !write_all(file.number(), replacement.bytes) ||
      lseek(file.number(), 0, SEEK_SET) != 0) {
    return Descriptor();
  }
  return file;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (number_ >= 0) ::close(number_);
    number_ = other.number_;
    other.number_ = -1;
  }
  return *this;
}

bool Descriptor::close() {
  const int number = std::exchange(number_, -1);
  return ::close(number) == 0;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Text describe_errno(int error) {
  switch (error) {
    case ENOENT:
      return {"no such file or folder", "没有这个文件或文件夹"};
    case EACCES:
    case EPERM:
      return {"permission denied", "没有权限"};
    case EISDIR:
      return {"is a folder", "是文件夹"};
    case ENOTDIR:
      return {"is not a folder", "不是文件夹"};
    case ELOOP:
      return {"is a symbolic link, which is not followed", "是符号链接，不予跟随"};
    case ENOSPC:
      return {"no space left on the disk", "磁盘空间不足"};
    case ENXIO:  // a pipe that nobody reads, a socket
    case not_regular:
      return {"is not a regular file", "不是普通文件"};
    case EROFS:
      return {"the file system is read-only", "文件系统只读"};
    case EIO:
      return {"input/output error of the disk", "磁盘读写错误"};
    default:
      return {std::strerror(error), fill({"", "系统错误 {}"}, {error}).zh};
  }
}

Tree::Tree(std::string root, Replacements replacements)
    : root_(std::move(root)),
      replacements_(std::move(replacements)),
      folder_(::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  struct stat status {};
  if (!folder_.is_open() || fstat(folder_.number(), &status) != 0) fail("", errno);
  group_ = status.st_gid;
  shared_mode_ = (status.st_mode & S_IWGRP) != 0 ? status.st_mode & (S_IRWXG | S_ISGID) : 0;
}

const Replacement* Tree::find_replacement(std::string_view path) const {
  if (replacements_.empty()) return nullptr;
  const auto found = replacements_.find(path);
  return found == replacements_.end() ? nullptr : &found->second;
}

void Tree::fail(std::string_view path, int error) const {
  const std::string whole = path.empty() ? root_ : root_ + "/" + std::string(path);
  throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {whole, describe_errno(error)}));
}

Tree::Location Tree::locate(std::string_view path) const {
  const std::size_t slash = path.rfind('/');
  Location location;
  if (slash == std::string_view::npos) {
    location.folder = is_plain(path) ? folder_.number() : -1;
  } else {
    location.opened = open_beneath(folder_.number(), path.substr(0, slash), O_PATH | O_DIRECTORY);
    location.folder = location.opened.number();
    path.remove_prefix(slash + 1);
    if (location.is_there() && !is_plain(path)) location.folder = -1;
  }
  location.name = path;
  return location;
}

Descriptor Tree::open(std::string_view path, int flags) const {
  if (const Replacement* replacement = find_replacement(path)) {
    return open_replacement(*replacement);
  }
  Descriptor opened = open_beneath(folder_.number(), path, flags | O_NONBLOCK);
  return (flags & (O_DIRECTORY | O_PATH)) != 0 ? std::move(opened)
                                               : require_regular(std::move(opened));
}

Descriptor Tree::open_folder(std::string_view path) const {
  constexpr int flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
  if (path.empty()) return Descriptor(openat(folder_.number(), ".", flags));
  return open_beneath(folder_.number(), path, flags);
}

std::optional<std::string> Tree::read(std::string_view path, std::size_t limit) const {
  const Descriptor file = open(path, O_RDONLY);
  if (!file.is_open() && errno == ENOENT) return std::nullopt;
  std::string bytes;
  if (!file.is_open() || !read_all(file.number(), limit, bytes)) fail(path, errno);
  return bytes;
}

std::optional<std::string> Tree::digest(std::string_view path) const {
  const Descriptor file = open(path, O_RDONLY);
  if (!file.is_open() && errno == ENOENT) return std::nullopt;
  if (!file.is_open()) fail(path, errno);
  Sha256 hash;
  std::vector<char> part(std::size_t{1} << 16U);
  while (true) {
    const ssize_t got = ::read(file.number(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path, errno);
    if (got == 0) return hash.finish();
    hash.add({part.data(), static_cast<std::size_t>(got)});
  }
}

bool Tree::exists(std::string_view path) const {
  if (const Replacement* replacement = find_replacement(path)) return replacement->sort.has_value();
  const Location location = locate(path);
  struct stat status {};
  if (location.is_there() &&
      fstatat(location.folder, location.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return true;
  }
  // A link on the way, or a path out of the root, leads to nothing of ours.
  if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP && errno != EPERM) fail(path, errno);
  return false;
}

void FolderListing::add(std::string_view folder, std::string_view name, FolderEntry::Sort sort) {
  const std::string_view path = paths_.extend(paths_.extend(paths_.keep(folder), "/"), name);
  entries_.push_back({path, path.substr(folder.size() + 1), sort});
}

/// Most names in a folder begin alike, and differ in the eight bytes that come behind that.
void FolderListing::sort() {
  struct Key {
    std::uint64_t bytes;
    std::size_t at;
  };
  std::size_t alike = entries_.empty() ? 0 : entries_[0].name.size();
  for (const FolderEntry& entry : entries_) {
    while (entry.name.substr(0, alike) != entries_[0].name.substr(0, alike)) --alike;
  }
  std::vector<Key> keys;
  keys.reserve(entries_.size());
  for (const FolderEntry& entry : entries_) {
    std::uint64_t bytes = 0;
    for (std::size_t at = alike; at < alike + sizeof bytes; ++at) {
      bytes =
          bytes << 8U | (at < entry.name.size() ? static_cast<unsigned char>(entry.name[at]) : 0U);
    }
    keys.push_back({bytes, keys.size()});
  }
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    return a.bytes != b.bytes ? a.bytes < b.bytes : entries_[a.at].name < entries_[b.at].name;
  });
  std::vector<FolderEntry> sorted;
  sorted.reserve(entries_.size());
  for (const Key& key : keys) sorted.push_back(entries_[key.at]);
  entries_ = std::move(sorted);
}

FolderListing Tree::list(std::string_view folder) const {
  FolderListing listing;
  list_disk(folder, listing);
  replace_in(folder, listing);
  listing.sort();
  return listing;
}

void Tree::replace_in(std::string_view folder, FolderListing& listing) const {
  const std::string beginning = std::string(folder) + "/";
  std::vector<FolderEntry>& entries = listing.entries_;
  for (auto at = replacements_.lower_bound(beginning);
       at != replacements_.end() && at->first.starts_with(beginning); ++at) {
    const auto& [path, replacement] = *at;
    const std::size_t slash = path.find('/', beginning.size());
    const bool deeper = slash != std::string::npos;
    const std::string name =
        path.substr(beginning.size(), deeper ? slash - beginning.size() : std::string::npos);
    const auto same = std::find_if(entries.begin(), entries.end(),
                                   [&](const FolderEntry& entry) { return entry.name == name; });
    if (deeper && (same != entries.end() || !replacement.sort)) continue;
    if (same != entries.end()) entries.erase(same);
    if (deeper) listing.add(folder, name, FolderEntry::Sort::folder);
    if (!deeper && replacement.sort) listing.add(folder, name, *replacement.sort);
  }
}

void Tree::list_disk(std::string_view folder, FolderListing& listing) const {
  Descriptor opened = open(folder, O_RDONLY | O_DIRECTORY);
  if (!opened.is_open()) {
    if (errno == ENOENT) return;
    fail(folder, errno);
  }
  const int number = fcntl(opened.number(), F_DUPFD_CLOEXEC, 0);
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(fdopendir(number), closedir);
  if (stream == nullptr) fail(folder, errno);
  while (true) {
    errno = 0;
    const dirent* entry = readdir(stream.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") listing.add(folder, name, sort_of(number, *entry));
  }
  if (errno != 0) fail(folder, errno);
}

void Tree::share(int made) const {
  struct stat status {};
  if (shared_mode_ == 0 || fstat(made, &status) != 0) return;
  const mode_t wanted =
      status.st_mode |
      (S_ISDIR(status.st_mode) ? shared_mode_ : shared_mode_ & (S_IRGRP | S_IWGRP));
  // The group first: that takes the set-group-id bit away. Whose file it isn't changes neither.
  if (status.st_gid != group_ && fchown(made, static_cast<uid_t>(-1), group_) != 0) return;
  if (wanted != status.st_mode) static_cast<void>(fchmod(made, wanted & mode_bits));
}

void Tree::make_folder(std::string_view path) const {
  const Location location = locate(path);
  const bool made =
      location.is_there() && mkdirat(location.folder, location.name.c_str(), folder_mode) == 0;
  if (!made && (!location.is_there() || errno != EEXIST)) fail(path, errno);
  if (!made || shared_mode_ == 0) return;
  const Descriptor folder = open(path, O_RDONLY | O_DIRECTORY);
  if (folder.is_open()) share(folder.number());
}

void Tree::make_folders_for(std::string_view path) const {
  if (locate(path).is_there()) return;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    make_folder(path.substr(0, slash));
  }
}

void Tree::write(std::string_view path, std::string_view bytes) const {
  Descriptor file = open(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.is_open() || !write_all(file.number(), bytes)) fail(path, errno);
  share(file.number());
  if (!file.close()) fail(path, errno);
}

void Tree::write_parts(std::string_view path, const std::function<std::string_view()>& next) const {
  Descriptor file = open(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.is_open()) fail(path, errno);
  share(file.number());
  for (std::string_view part = next(); !part.empty(); part = next()) {
    if (!write_all(file.number(), part)) fail(path, errno);
  }
  if (!file.close()) fail(path, errno);
}

void Tree::copy_mode(std::string_view from, std::string_view to) const {
  const Descriptor source = open(from, O_RDONLY);
  struct stat status {};
  if (!source.is_open() || fstat(source.number(), &status) != 0) fail(from, errno);
  const Descriptor target = open(to, O_RDONLY);
  struct stat now {};
  if (!target.is_open() || fstat(target.number(), &now) != 0) fail(to, errno);
  // A group that one isn't in can't be given; then the mode is of no use to it either.
  if (now.st_gid != status.st_gid) {
    static_cast<void>(fchown(target.number(), static_cast<uid_t>(-1), status.st_gid) == 0);
  }
  // Some network mounts have modes that nobody can set, which are the same for all files.
  if (((now.st_mode ^ status.st_mode) & mode_bits) == 0) return;
  if (fchmod(target.number(), status.st_mode & mode_bits) != 0) fail(to, errno);
}

void Tree::append(std::string_view path, std::string_view bytes) const {
  Descriptor file = open(path, O_RDWR | O_CREAT | O_APPEND);
  const off_t size = file.is_open() ? lseek(file.number(), 0, SEEK_END) : -1;
  char last = '\n';
  if (size < 0 || (size > 0 && pread(file.number(), &last, 1, size - 1) < 0)) fail(path, errno);
  share(file.number());
  const std::string line = (last == '\n' ? "" : "\n") + std::string(bytes);
  if (!write_all(file.number(), line) || fsync(file.number()) != 0 || !file.close()) {
    fail(path, errno);
  }
}

void Tree::rename(std::string_view from, std::string_view to, bool keep_existing) const {
  const Location source = locate(from);
  if (!source.is_there()) fail(from, errno);
  const Location target = locate(to);
  if (!target.is_there()) fail(to, errno);
  rename_in(source.folder, from, target.folder, to, keep_existing);
}

void Tree::rename_in(int source, std::string_view from, int target, std::string_view to,
                     bool keep_existing) const {
  const std::string old_name(from.substr(from.rfind('/') + 1));
  const std::string new_name(to.substr(to.rfind('/') + 1));
  const unsigned flags = keep_existing ? RENAME_NOREPLACE : 0;
  if (renameat2(source, old_name.c_str(), target, new_name.c_str(), flags) == 0) return;
  if (keep_existing && (errno == EINVAL || errno == ENOSYS)) {
    // NFS and some other mounts can't look and rename in one step.
    struct stat status {};
    const bool is_there =
        fstatat(target, new_name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
    if (!is_there && renameat(source, old_name.c_str(), target, new_name.c_str()) == 0) return;
    if (is_there) errno = EEXIST;
  }
  if (errno == EEXIST) {
    throw Error(Exit::refused, fill({"{} is there already", "{} 已存在"}, {to}));
  }
  fail(to, errno);
}

void Tree::remove(std::string_view path) const {
  const Location location = locate(path);
  if (!location.is_there() ||
      (unlinkat(location.folder, location.name.c_str(), 0) != 0 && errno != ENOENT)) {
    fail(path, errno);
  }
}

void Tree::remove_folder(std::string_view path) const {
  const Location location = locate(path);
  if (location.is_there() && unlinkat(location.folder, location.name.c_str(), AT_REMOVEDIR) == 0) {
    return;
  }
  if (errno != ENOENT && errno != ENOTEMPTY && errno != EEXIST) fail(path, errno);
}

std::string Tree::find_folder_for(std::string_view path) const {
  while (true) {
    const std::size_t slash = path.rfind('/');
    path = path.substr(0, slash == std::string_view::npos ? 0 : slash);
    if (path.empty() || exists(path)) return std::string(path);
  }
}

std::optional<Text> Tree::find_write_trouble(std::string_view folder, std::string_view name) const {
  const Descriptor opened = open_folder(folder);
  struct stat status {};
  if (!opened.is_open() || fstat(opened.number(), &status) != 0) return describe_errno(errno);
  if (faccessat(opened.number(), ".", W_OK | X_OK, AT_EACCESS) != 0) return describe_errno(errno);
  // In such a folder only the owner of a file, or of the folder, may replace it.
  struct stat file {};
  const bool is_sticky =
      (status.st_mode & S_ISVTX) != 0 && geteuid() != 0 && status.st_uid != geteuid() &&
      !name.empty() &&
      fstatat(opened.number(), std::string(name).c_str(), &file, AT_SYMLINK_NOFOLLOW) == 0;
  if (is_sticky && file.st_uid != geteuid()) return describe_errno(EACCES);
  return std::nullopt;
}

void Tree::sync() const {
  if (syncfs(folder_.number()) != 0) fail("", errno);
}

void Tree::sync_folder(std::string_view path) const {
  const Descriptor opened = open(path, O_RDONLY | O_DIRECTORY);
  // Network mounts that can't sync a folder have it in their server's hands.
  if (!opened.is_open() || (fsync(opened.number()) != 0 && errno != EINVAL)) fail(path, errno);
}

bool FileMover::enter(Folder& folder, std::string_view path) const {
  const std::size_t slash = path.rfind('/');
  if (!is_plain(path.substr(slash + 1))) return false;  // npos + 1 is 0
  const std::string_view wanted = path.substr(0, slash == path.npos ? 0 : slash);
  if (folder.opened.is_open() && folder.path == wanted) return true;
  folder = {std::string(wanted), Descriptor()};  // closed first: errno is that of opening
  folder.opened = tree_.open_folder(wanted);
  return folder.opened.is_open();
}

void FileMover::move(const std::string& from, const std::string& to, bool keep_existing) {
  if (!enter(source_, from)) tree_.fail(from, errno);
  if (!enter(target_, to)) {
    if (errno != ENOENT) tree_.fail(to, errno);
    tree_.make_folders_for(to);
    if (!enter(target_, to)) tree_.fail(to, errno);
  }
  tree_.rename_in(source_.opened.number(), from, target_.opened.number(), to, keep_existing);
}

bool FileReader::enter(std::string_view folder) {
  if (folder == folder_ && opened_.is_open()) return true;
  if (folder == folder_ && is_missing_) {
    errno = ENOENT;
    return false;
  }
  opened_ = Descriptor();  // closed first: errno is that of opening
  opened_ = tree_.open_folder(folder);
  folder_ = folder;
  is_missing_ = !opened_.is_open() && errno == ENOENT;
  return opened_.is_open();
}

bool FileReader::enter_for(std::string_view path) {
  const std::size_t name_begin = path.rfind('/') + 1;  // 0 when there is none
  name_ = path.substr(name_begin);
  return enter(path.substr(0, name_begin == 0 ? 0 : name_begin - 1)) && is_plain(name_);
}

Descriptor FileReader::open(std::string_view path) {
  if (const Replacement* replacement = tree_.find_replacement(path)) {
    return open_replacement(*replacement);
  }
  if (!enter_for(path)) return Descriptor();
  return Descriptor(
      openat(opened_.number(), name_.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
}

FileReader::Look FileReader::look(std::string_view path) {
  if (const Replacement* replacement = tree_.find_replacement(path)) {
    return {replacement->sort, std::nullopt};
  }
  struct stat status {};
  if (enter_for(path) &&
      fstatat(opened_.number(), name_.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return {sort_of_type(static_cast<unsigned char>(IFTODT(status.st_mode))), std::nullopt};
  }
  switch (errno) {
    case ENOENT:
    case ENAMETOOLONG:
      return {};
    case ENOTDIR: {
      // So the system also calls a link in the place of the folder.
      const std::size_t slash = path.rfind('/');
      const bool over_link = slash != std::string_view::npos &&
                             look(path.substr(0, slash)).sort == FolderEntry::Sort::link;
      return {over_link ? std::optional(FolderEntry::Sort::link) : std::nullopt, std::nullopt};
    }
    case ELOOP:
      return {FolderEntry::Sort::link, std::nullopt};
    default:
      return {std::nullopt, describe_errno(errno)};
  }
}

std::optional<Text> FileReader::read(std::string_view path, std::size_t limit, std::string& bytes) {
  bytes.clear();
  const Descriptor file = open(path);
  if (!file.is_open() || !read_rest(file.number(), limit, bytes)) {
    bytes.clear();
    return describe_errno(errno);
  }
  return std::nullopt;
}

bool FileReader::read_rest(int file, std::size_t limit, std::string& bytes) {
  constexpr std::size_t buffer_size = std::size_t{64} << 10U;
  buffer_.resize(buffer_size);
  while (true) {
    const ssize_t got = ::read(file, buffer_.data(), buffer_.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    const auto size = static_cast<std::size_t>(got);
    bytes.append(buffer_.data(), std::min(size, limit + 1 - bytes.size()));
    if (got == 0 || bytes.size() > limit) return true;
  }
}

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> whole(realpath(path.c_str(), nullptr), std::free);
  return whole == nullptr ? std::string() : std::string(whole.get());
}

}  // namespace custrec
