// SPDX-License-Identifier: MIT
// The one way to go over the records of an archive.
#include "archive/walk.hpp"

#include <algorithm>

#include "problem/error.hpp"
#include "schema/check_record.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Problem problem_of_file(Level level, std::string_view rule, const std::string& path, Text message,
                        Text hint = {}) {
  return {level, rule, "", path, 1, 1, "", std::move(message), std::move(hint)};
}

class Walker {
 public:
  explicit Walker(const Tree& tree) : tree_(tree) {}

  Walk run() {
    walk_folder(std::string(layout::customers_folder), 0);
    // Folders come in order of their names without the slash, which is nearly always the same.
    if (!std::is_sorted(walk_.records.begin(), walk_.records.end())) {
      std::sort(walk_.records.begin(), walk_.records.end());
    }
    return std::move(walk_);
  }

 private:
  static constexpr int max_folders = 16;

  void walk_folder(const std::string& folder, int depth) {
    std::vector<FolderEntry> entries;
    try {
      entries = tree_.list(folder);
    } catch (const Error& error) {
      walk_.problems.push_back(
          problem_of_file(Level::error, "unreadable", folder, error.message()));
      return;
    }
    for (const FolderEntry& entry : entries) {
      if (entry.name.starts_with('.')) continue;
      std::string path;
      path.reserve(folder.size() + 1 + entry.name.size());
      take_entry(path.append(folder).append("/").append(entry.name), entry, depth);
    }
  }

  void take_entry(std::string& path, const FolderEntry& entry, int depth) {
    const bool record = entry.name.ends_with(layout::record_suffix);
    const bool folder = entry.sort == FolderEntry::Sort::folder;
    if (record && entry.sort == FolderEntry::Sort::other) {
      walk_.problems.push_back(problem_of_file(Level::error, "unreadable", path,
                                               {"is no regular file", "不是普通文件"}));
    } else if (record && !folder) {
      walk_.records.push_back(std::move(path));
    } else if (record) {
      walk_.problems.push_back(
          problem_of_file(Level::error, "unreadable", path,
                          {"a folder that has the name of a record", "文件夹使用了档案的文件名"}));
    } else if (folder && depth < max_folders) {
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
  Walk walk_;
};

}  // namespace

std::size_t count_unreadable(const Walk& walk) {
  return static_cast<std::size_t>(
      std::count_if(walk.problems.begin(), walk.problems.end(),
                    [](const Problem& problem) { return problem.rule == "unreadable"; }));
}

Walk walk_customers(const Archive& archive) {
  return Walker(archive.tree()).run();
}

const RecordFile& RecordReader::read(const std::string& path) {
  file_.path = path;
  file_.id = layout::id_of_path(path);
  file_.problems.clear();
  std::string bytes = file_.reading.document.release();
  const auto trouble = files_.read(path, max_record_bytes, bytes);
  if (trouble) {
    file_.reading.document.assign(std::move(bytes));
    file_.reading.faults.clear();
    file_.reading.readable = false;
    file_.problems.push_back(problem_of_file(Level::error, "unreadable", path, *trouble));
    file_.problems.back().customer = file_.id;
    return file_;
  }
  read_document(std::move(bytes), file_.reading);
  if (!file_.reading.readable) {
    file_.problems =
        place_findings(file_.reading.document, path, file_.id, findings_of(file_.reading.faults));
  }
  return file_;
}

RecordFile read_record_file(const Archive& archive, const std::string& path) {
  RecordReader reader(archive);
  static_cast<void>(reader.read(path));
  return std::move(reader.file_);
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
