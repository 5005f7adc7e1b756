// SPDX-License-Identifier: MIT
// The git repository around an archive, without running git.
#include "archive/git_folder.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include "archive/tree.hpp"
#include "text/environment.hpp"
#include "text/sha256.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::string_view no_token = "-";
constexpr std::size_t token_length = 32;
constexpr std::size_t most_read = 4096;

/// The beginning of a small regular file; empty when there is none that can be read.
std::string read_small_file(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!file.is_open() || fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  std::string bytes(most_read, '\0');
  const ssize_t got = read(file.number(), bytes.data(), bytes.size());
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

/// `gitdir: ../.git/worktrees/x` in the file `path`.
std::string follow_git_file(const std::string& path) {
  constexpr std::string_view key = "gitdir: ";
  const std::string text = read_small_file(path);
  if (!text.starts_with(key)) return {};
  const std::string folder(trim(std::string_view(text).substr(key.size())));
  return folder.starts_with('/') ? folder : path.substr(0, path.rfind('/') + 1) + folder;
}

/// Of the folder that `path` lies in: a copy of it, or what a tarball brings, has another.
std::string read_inode(const std::string& path) {
  struct stat status {};
  const bool known = stat(path.substr(0, path.rfind('/')).c_str(), &status) == 0;
  return known ? std::to_string(status.st_ino) : "";
}

std::string read_token(const std::string& path) {
  std::string token(trim(read_small_file(path)));
  const std::string end = " " + read_inode(path);
  if (!token.ends_with(end)) return {};
  token.resize(token.size() - end.size());
  const bool valid = token.size() == token_length &&
                     token.find_first_not_of("0123456789abcdef") == std::string::npos;
  return valid ? token : std::string();
}

std::string make_random_token() {
  std::array<unsigned char, token_length / 2> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) return {};
  constexpr std::string_view digits = "0123456789abcdef";
  std::string token;
  for (const unsigned char byte : bytes) {
    token += digits[byte >> 4U];
    token += digits[byte & 15U];
  }
  return token;
}

/// The file appears with its content or not at all, and only once.
void write_token(const std::string& path, const std::string& token) {
  const std::string beside = path + "." + std::to_string(getpid());
  Descriptor file(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444));
  if (file.is_open()) static_cast<void>(fchmod(file.number(), 0444));  // whatever the umask
  const std::string line = token + " " + read_inode(path) + "\n";
  if (!file.is_open()) return;
  const bool written =
      write(file.number(), line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      fsync(file.number()) == 0 && file.close();
  // Replaces a token that came from elsewhere, and writes one where there are no hard links.
  const bool foreign = written && read_token(path).empty();
  if (written && link(beside.c_str(), path.c_str()) != 0 && (foreign || errno != EEXIST)) {
    static_cast<void>(rename(beside.c_str(), path.c_str()));
  }
  unlink(beside.c_str());
}

bool has_head(const std::string& folder) {
  struct stat status {};
  return lstat((folder + "/HEAD").c_str(), &status) == 0;
}

/// Reading it might never end.
bool is_pipe_or_device(std::filesystem::file_type type) {
  using enum std::filesystem::file_type;
  return type == fifo || type == character || type == block;
}

/// Whether a pipe or device is among the first 50,000 files in and below `folder`.
bool holds_pipe(const std::string& folder) {
  constexpr std::size_t most_files = 50'000;
  std::error_code trouble;
  std::size_t count = 0;
  using Files = std::filesystem::recursive_directory_iterator;
  for (Files file(folder, trouble); !trouble && file != Files(); file.increment(trouble)) {
    if (is_pipe_or_device(file->status(trouble).type())) return true;
    if (++count == most_files) break;
    trouble.clear();
  }
  return false;
}

/// git looks neither at these folders nor above.
std::vector<std::string> read_ceilings() {
  const std::string list = environment("GIT_CEILING_DIRECTORIES");
  std::vector<std::string> ceilings;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(':', begin), list.size());
    ceilings.push_back(real_path(list.substr(begin, end - begin)));
    begin = end + 1;
  }
  return ceilings;
}

std::string path_in_git(const std::string& root) {
  const std::string folder = find_git_folder(root);
  return folder.empty() ? folder : folder + "/custrec-token";
}

/// Empty when the person has no state folder (XDG Base Directory Specification 0.8).
std::string path_in_state(const std::string& root) {
  const std::string home = environment("HOME");
  std::string folder = environment("XDG_STATE_HOME");
  if (!folder.starts_with('/')) folder = home.starts_with('/') ? home + "/.local/state" : "";
  struct stat status {};
  const std::string above = folder.substr(0, folder.find('/', 1));
  if (folder.empty() || stat(home.empty() ? above.c_str() : home.c_str(), &status) != 0) return {};
  return folder + "/custrec/" + sha256(real_path(root)).substr(0, token_length);
}

void make_folders_for(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    static_cast<void>(mkdir(path.substr(0, slash).c_str(), 0700));
  }
}

struct RepositoryAround {
  std::string top;
  std::string folder;  ///< empty: git can't work with the `.git` that is there
};

/// As git does, folders named `.git` without HEAD are passed over.
RepositoryAround find_repository_around(const std::string& root) {
  const std::vector<std::string> ceilings = read_ceilings();
  std::string at = real_path(root);
  while (!at.empty()) {
    const std::string path = (at == "/" ? "" : at) + "/.git";
    if (access(path.c_str(), F_OK) == 0) {
      struct stat status {};
      const bool is_folder = stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
      std::string folder = is_folder ? path : follow_git_file(path);
      if (!folder.empty() && has_head(folder)) return {at, folder};
      if (!is_folder || holds_pipe(path)) return {at, ""};
    }
    if (at == "/") break;
    at.resize(std::max<std::size_t>(at.rfind('/'), 1));
    if (std::find(ceilings.begin(), ceilings.end(), at) != ceilings.end()) break;
  }
  return {};
}

/// A git that was killed leaves its lock behind.
bool is_recent(const std::string& lock) {
  constexpr std::time_t seconds = 60;
  struct stat status {};
  if (stat(lock.c_str(), &status) != 0) return false;
  const std::time_t age = std::time(nullptr) - status.st_mtime;
  return age < seconds && age > -seconds;
}

}  // namespace

std::string find_top_of_git(const std::string& folder) {
  return find_repository_around(folder).top;
}

std::string find_git_folder(const std::string& root) {
  return find_repository_around(root).folder;
}

bool can_git_read(const std::string& git_folder) {
  const std::string shared(trim(read_small_file(git_folder + "/commondir")));
  const std::string common = shared.starts_with('/') ? shared : git_folder + "/" + shared;
  return !git_folder.empty() && !holds_pipe(git_folder) && (shared.empty() || !holds_pipe(common));
}

std::string make_token(const std::string& root) {
  for (const std::string& path : {path_in_git(root), path_in_state(root)}) {
    if (path.empty()) continue;
    std::string token = read_token(path);
    if (token.empty()) {
      make_folders_for(path);
      write_token(path, make_random_token());
      token = read_token(path);
    }
    if (!token.empty()) return token;
  }
  return std::string(no_token);
}

bool is_own_token(const std::string& root, const std::string& token) {
  const std::string in_git = path_in_git(root);
  const std::string in_state = path_in_state(root);
  if (token == no_token) return in_git.empty() && in_state.empty();
  if (token.size() != token_length) return false;
  return (!in_git.empty() && token == read_token(in_git)) ||
         (!in_state.empty() && token == read_token(in_state));
}

bool wait_for_git(const std::string& root, std::chrono::milliseconds patience) {
  if (std::getenv("GIT_INDEX_FILE") != nullptr || std::getenv("GIT_DIR") != nullptr) return false;
  const std::string folder = find_git_folder(root);
  if (folder.empty()) return false;
  const std::string lock = folder + "/index.lock";
  constexpr std::chrono::milliseconds pause(10);
  const auto deadline = std::chrono::steady_clock::now() + patience;
  bool at_work = false;
  while (is_recent(lock)) {
    at_work = true;
    if (std::chrono::steady_clock::now() >= deadline) break;
    std::this_thread::sleep_for(pause);
  }
  return at_work;
}

}  // namespace custrec
