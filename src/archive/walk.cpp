// SPDX-License-Identifier: MIT
// The one way to go over the records of an archive.
#include "archive/walk.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "problem/error.hpp"
#include "schema/check_record.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Problem problem_of_file(Level level, std::string_view rule, const std::string& path, Text message,
                        Text hint = {}) {
  return {level, rule, "", path, 1, 1, "", std::move(message), std::move(hint)};
}

constexpr int max_folders = 16;  // below each other

/// So few are listed before a second thread would have begun.
constexpr std::size_t folders_at_a_time = 8;

/// Large records come in smaller batches, and their memory isn't kept.
constexpr std::size_t enough_bytes = std::size_t{256} << 10U;

bool has_record_name(std::string_view path) {
  return path.ends_with(layout::record_suffix);
}

/// What one folder holds, but what is hidden.
struct Listing {
  PathList records;
  struct Other {
    std::string path;
    FolderEntry::Sort sort;
  };
  std::vector<Other> others;
  std::optional<Text> trouble;
};

bool is_folder(const Listing::Other& entry) {
  return entry.sort == FolderEntry::Sort::folder;
}

Listing list_folder(const Tree& tree, const std::string& folder) {
  Listing listing;
  try {
    for (const auto& [path, name, sort] : tree.list(folder)) {
      if (name.starts_with('.')) continue;
      const bool readable = sort == FolderEntry::Sort::file || sort == FolderEntry::Sort::link;
      if (readable && has_record_name(path)) {
        listing.records.add(path);
      } else {
        listing.others.push_back({std::string(path), sort});
      }
    }
  } catch (const Error& error) {
    listing.trouble = error.message();
  }
  return listing;
}

/// Lists all folders, those of one depth at the same time, then goes through what they hold.
class Walker {
 public:
  Walker(const Tree& tree, unsigned jobs) : tree_(tree), jobs_(jobs) {}

  Walk run() {
    list_folders();
    walk_.records.reserve(count_);
    walk_folder(std::string(layout::customers_folder), 0);
    if (!sorted_) walk_.records.sort();
    return std::move(walk_);
  }

 private:
  void list_folders() {
    std::vector<std::string> folders = {std::string(layout::customers_folder)};
    for (int depth = 0; !folders.empty(); ++depth) {
      std::vector<std::string> deeper;
      std::size_t at = 0;
      run_pipeline<Listing>(
          folders.size(), jobs_,
          [&](std::size_t index) { return list_folder(tree_, folders[index]); },
          [&](Listing listing) {
            const std::string& folder = folders[at++];
            for (const Listing::Other& entry : listing.others) {
              const bool entered = is_folder(entry) && !has_record_name(entry.path);
              if (entered && depth < max_folders) deeper.push_back(entry.path);
            }
            count_ += listing.records.size();
            listings_.emplace(folder, std::move(listing));
          },
          folders_at_a_time);
      folders = std::move(deeper);
    }
  }

  void walk_folder(const std::string& folder, int depth) {
    Listing& listing = listings_.at(folder);
    if (listing.trouble) {
      walk_.problems.push_back(
          problem_of_file(Level::error, "unreadable", folder, *listing.trouble));
      return;
    }
    add_records(std::move(listing.records));
    for (const Listing::Other& entry : listing.others) take_entry(entry, depth);
  }

  /// Those of one folder are in order, and folders come in order of their names without the slash,
  /// which is nearly always the same.
  void add_records(PathList records) {
    if (records.empty()) return;
    sorted_ = sorted_ && (walk_.records.empty() || *std::prev(walk_.records.end()) < records[0]);
    walk_.records.append(std::move(records));
  }

  void take_entry(const Listing::Other& entry, int depth) {
    const std::string& path = entry.path;
    const bool record = has_record_name(path);
    if (record && is_folder(entry)) {
      walk_.problems.push_back(
          problem_of_file(Level::error, "unreadable", path,
                          {"a folder that has the name of a record", "文件夹使用了档案的文件名"}));
    } else if (record) {
      walk_.problems.push_back(problem_of_file(Level::error, "unreadable", path,
                                               {"is no regular file", "不是普通文件"}));
    } else if (is_folder(entry) && depth < max_folders) {
      walk_stray_aware(path, depth);
    } else {
      walk_.problems.push_back(problem_of_file(
          Level::warning, "stray-file", path,
          {"customers/ holds records (.yaml) only", "customers/ 中只应有客户档案（.yaml）"},
          {"move it elsewhere or delete it", "请移走或删除"}));
    }
  }

  /// A folder without a record below it is stray as a whole.
  void walk_stray_aware(const std::string& path, int depth) {
    const std::size_t records = walk_.records.size();
    const std::size_t problems = walk_.problems.size();
    walk_folder(path, depth + 1);
    const bool troubled = std::any_of(
        walk_.problems.begin() + static_cast<std::ptrdiff_t>(problems), walk_.problems.end(),
        [](const Problem& problem) { return problem.rule == "unreadable"; });
    if (walk_.records.size() > records || walk_.problems.size() == problems || troubled) return;
    walk_.problems.resize(problems);
    walk_.problems.push_back(problem_of_file(
        Level::warning, "stray-file", path, {"a folder without any record", "文件夹中没有任何档案"},
        {"move it elsewhere or delete it", "请移走或删除"}));
  }

  const Tree& tree_;
  unsigned jobs_;
  std::map<std::string, Listing> listings_;  ///< by the path of the folder
  std::size_t count_ = 0;                    ///< of all records
  bool sorted_ = true;
  Walk walk_;
};

}  // namespace

std::size_t count_unreadable(const Walk& walk) {
  return static_cast<std::size_t>(
      std::count_if(walk.problems.begin(), walk.problems.end(),
                    [](const Problem& problem) { return problem.rule == "unreadable"; }));
}

Walk walk_customers(const Archive& archive, unsigned jobs) {
  return Walker(archive.tree(), jobs).run();
}

const RecordFile& RecordReader::read(std::string_view path) {
  return read_batch({&path, 1}).front();
}

std::span<const RecordFile> RecordReader::read_batch(std::span<const std::string_view> paths) {
  if (batch_bytes_ >= enough_bytes) batch_.clear();
  batch_bytes_ = 0;
  std::size_t count = 0;
  while (count < std::min(paths.size(), most_in_batch) && batch_bytes_ < enough_bytes) {
    if (count == batch_.size()) batch_.emplace_back();
    fetch(paths[count], batch_[count]);
    batch_bytes_ += batch_[count].reading.document.bytes().size();
    ++count;
  }
  const auto batch = std::span(batch_).first(count);
  for (RecordFile& file : batch) {
    if (file.problems.empty()) parse(file);
  }
  return batch;
}

/// Leaves the bytes in the document, or the problem.
void RecordReader::fetch(std::string_view path, RecordFile& file) {
  file.path = path;
  file.id = layout::id_of_path(path);
  file.problems.clear();
  std::string bytes = file.reading.document.release();
  const auto trouble = files_.read(path, max_record_bytes, bytes);
  file.reading.document.assign(std::move(bytes));
  if (!trouble) return;
  file.reading.faults.clear();
  file.reading.readable = false;
  file.problems.push_back(problem_of_file(Level::error, "unreadable", file.path, *trouble));
  file.problems.back().customer = file.id;
}

void RecordReader::parse(RecordFile& file) {
  read_document(file.reading.document.release(), file.reading);
  if (file.reading.readable) return;
  file.problems =
      place_findings(file.reading.document, file.path, file.id, findings_of(file.reading.faults));
}

RecordFile read_record_file(const Archive& archive, std::string_view path) {
  RecordReader reader(archive);
  static_cast<void>(reader.read(path));
  return std::move(reader.batch_.front());
}

void require_read(const RecordFile& file) {
  if (file.problems.empty() || file.problems.front().rule != "unreadable") return;
  throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {file.path, file.problems.front().message}));
}

void require_walked(const Walk& walk) {
  for (const Problem& problem : walk.problems) {
    if (problem.rule != "unreadable") continue;
    throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {problem.path, problem.message}));
  }
}

}  // namespace custrec
