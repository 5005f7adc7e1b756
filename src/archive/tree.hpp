// SPDX-License-Identifier: MIT
// The files of an archive, by path from its root. No path leaves the root: `..`, absolute paths and
// symbolic links are refused wherever they come from.
#pragma once

#include <sys/types.h>

#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.hpp"
#include "text/text_store.hpp"

namespace custrec {

/// A file descriptor that is closed in the end.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  /// Closes it now; false with errno when what was written may not have arrived.
  [[nodiscard]] bool close();

 private:
  int number_;
};

struct FolderEntry {
  enum class Sort : unsigned char { file, folder, link, other };
  std::string_view path;  ///< from the root
  std::string_view name;  ///< the last part of it
  Sort sort = Sort::other;
};

/// What lies in a folder, sorted by name. Its views are good as long as it lives, also when it is
/// moved.
class FolderListing {
 public:
  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  const FolderEntry& operator[](std::size_t at) const { return entries_[at]; }

 private:
  friend class Tree;

  void add(std::string_view folder, std::string_view name, FolderEntry::Sort sort);
  void sort();

  std::vector<FolderEntry> entries_;
  TextStore paths_;
};

/// What lies at a path in the place of what the disk has there: what is staged in git.
struct Replacement {
  std::optional<FolderEntry::Sort> sort;  ///< a file or a link; nothing: nothing lies there
  std::string bytes;                      ///< of a file
};
/// By path from the root. For reading only.
using Replacements = std::map<std::string, Replacement, std::less<>>;

class Tree {
 public:
  /// Throws Error(files) when `root` is no folder that can be opened.
  explicit Tree(std::string root, Replacements replacements = {});

  [[nodiscard]] const std::string& root() const { return root_; }

  /// What lies at `path` instead; null: what the disk has.
  [[nodiscard]] const Replacement* find_replacement(std::string_view path) const;

  /// The bytes of a file; nothing when there is none. Of a file larger than `limit` what comes
  /// after the next byte is left, so that whoever sets a limit sees that it is broken. Throws
  /// Error(files) when it can't be read.
  [[nodiscard]] std::optional<std::string> read(std::string_view path,
                                                std::size_t limit = no_limit) const;
  static constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max() - 1;

  /// SHA-256 of a file's bytes; nothing when there is none. Throws Error(files).
  [[nodiscard]] std::optional<std::string> digest(std::string_view path) const;

  /// Anything of that name. Throws Error(files) when that can't be told.
  [[nodiscard]] bool exists(std::string_view path) const;

  /// Sorted by name; empty when there is no such folder. Throws Error(files) when it can't be read.
  [[nodiscard]] FolderListing list(std::string_view folder) const;

  // New files and folders of an archive that a group may write to (its root has mode g+w) belong to
  // that group, which may write to them too, whatever the umask.

  /// Folders on the way to `path` that aren't there yet are made. Throws Error(files).
  void make_folders_for(std::string_view path) const;
  void make_folder(std::string_view path) const;

  /// A new file with `bytes`; one that is there already is replaced. Throws Error(files).
  void write(std::string_view path, std::string_view bytes) const;
  /// The same with the parts that `next` gives until one is empty. What it throws goes through.
  void write_parts(std::string_view path, const std::function<std::string_view()>& next) const;
  /// `to` may be read and written by whom `from` may, as far as the file system has it. Throws
  /// Error(files).
  void copy_mode(std::string_view from, std::string_view to) const;
  /// Adds a line at the end of a file with one write, on the disk when done. Throws Error(files).
  void append(std::string_view path, std::string_view bytes) const;
  /// Throws Error(files); with `keep_existing` Error(refused) when `to` is there already.
  void rename(std::string_view from, std::string_view to, bool keep_existing) const;
  void remove(std::string_view path) const;
  /// A folder that is empty; otherwise it stays.
  void remove_folder(std::string_view path) const;
  /// The nearest folder above `path` that is there; empty: the root. Throws Error(files).
  [[nodiscard]] std::string find_folder_for(std::string_view path) const;
  /// Why nothing can be put into `folder`, or the file `name` that is there can't be replaced or
  /// removed, as far as permissions tell; nothing when it can.
  [[nodiscard]] std::optional<Text> find_write_trouble(std::string_view folder,
                                                       std::string_view name) const;
  /// Gives what was just made to the group of a shared archive.
  void share(int made) const;
  /// All that was written is on the disk.
  void sync() const;
  /// The names in this folder are.
  void sync_folder(std::string_view path) const;

  /// Opens relative to the root without following links and without waiting, a regular file unless
  /// `flags` ask for a folder; the caller looks at errno.
  [[nodiscard]] Descriptor open(std::string_view path, int flags) const;
  /// A folder to look for names in; empty: the root.
  [[nodiscard]] Descriptor open_folder(std::string_view path) const;

 private:
  friend class FileMover;

  /// The folder that holds `path`, and the last part of it.
  struct Location {
    Descriptor opened;  ///< the folder, unless it is the root
    int folder = -1;    ///< its number, -1 with errno: there is no such folder
    std::string name;

    [[nodiscard]] bool is_there() const { return folder >= 0; }
  };
  [[nodiscard]] Location locate(std::string_view path) const;
  /// Between folders that are open; paths are for messages.
  void rename_in(int source, std::string_view from, int target, std::string_view to,
                 bool keep_existing) const;
  [[noreturn]] void fail(std::string_view path, int error) const;
  /// Adds what the disk has in a folder, in no order.
  void list_disk(std::string_view folder, FolderListing& listing) const;
  void replace_in(std::string_view folder, FolderListing& listing) const;

  std::string root_;
  Replacements replacements_;
  Descriptor folder_;
  gid_t group_ = 0;         ///< of the root
  mode_t shared_mode_ = 0;  ///< what the group may do in a shared archive, else 0
};

/// Moves many files one after another, most of them between the same two folders, which are looked
/// up once.
class FileMover {
 public:
  /// `tree` outlives it.
  explicit FileMover(const Tree& tree) : tree_(tree) {}

  /// As `Tree::rename`; folders on the way to `to` that aren't there yet are made.
  void move(const std::string& from, const std::string& to, bool keep_existing);

 private:
  struct Folder {
    std::string path;
    Descriptor opened;
  };
  /// False with errno when there is no such folder.
  [[nodiscard]] bool enter(Folder& folder, std::string_view path) const;

  const Tree& tree_;
  Folder source_;
  Folder target_;
};

/// Reads many files one after another, most of them neighbours: their folder is looked up once,
/// also when there is none, and no size is asked for.
class FileReader {
 public:
  /// `tree` outlives it.
  explicit FileReader(const Tree& tree) : tree_(tree) {}

  /// Fills `bytes`, of a file longer than `limit` with the first `limit + 1` only. What stops the
  /// file from being read comes back; then there are no bytes.
  [[nodiscard]] std::optional<Text> read(std::string_view path, std::size_t limit,
                                         std::string& bytes);

  /// To read from it; the caller looks at errno.
  [[nodiscard]] Descriptor open(std::string_view path);

  /// What lies at a path.
  struct Look {
    std::optional<FolderEntry::Sort> sort;  ///< nothing: nothing lies there
    std::optional<Text> trouble;            ///< why that can't be told
  };
  [[nodiscard]] Look look(std::string_view path);

 private:
  /// Enters the folder of `path` and sets `name_`; false with errno when that can't be.
  [[nodiscard]] bool enter_for(std::string_view path);
  [[nodiscard]] bool enter(std::string_view folder);
  [[nodiscard]] bool read_rest(int file, std::size_t limit, std::string& bytes);

  const Tree& tree_;
  std::string folder_;
  Descriptor opened_;
  bool is_missing_ = false;  ///< there is no such folder
  std::string name_;         ///< of a file in it
  std::vector<char> buffer_;
};

/// The system's word for an error number, in English as it is and in Chinese where it is common.
Text describe_errno(int error);

/// The absolute path of a file, with links followed; empty when there is no such file.
std::string real_path(const std::string& path);

}  // namespace custrec
