// SPDX-License-Identifier: MIT
// The records of an archive: where they lie, and the one way to go over them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/pipeline.hpp"
#include "problem/problem.hpp"
#include "record/document.hpp"

namespace custrec {

/// What lies in customers/.
struct Walk {
  std::vector<std::string> records;  ///< paths of all *.yaml, sorted
  std::vector<Problem> problems;     ///< `stray-file`, and `unreadable` folders and links
};
Walk walk_customers(const Archive& archive, unsigned jobs = find_cores());

/// How many folders and links could not be looked into.
std::size_t count_unreadable(const Walk& walk);

/// One record as it was read.
struct RecordFile {
  std::string path;
  std::string id;  ///< from the path
  Reading reading;
  std::vector<Problem> problems;  ///< `unreadable`, or the faults that make it no record
};
RecordFile read_record_file(const Archive& archive, const std::string& path);

/// Reads records one after another in the same memory; each thread has its own.
class RecordReader {
 public:
  /// `archive` outlives it.
  explicit RecordReader(const Archive& archive) : files_(archive.tree()) {}

  /// Good until the next one is read.
  const RecordFile& read(const std::string& path);

 private:
  FileReader files_;
  RecordFile file_;
  friend RecordFile read_record_file(const Archive& archive, const std::string& path);
};

/// For who is going to write: throws Error(files) when the system refused to read the file; what it
/// holds is another matter.
void require_read(const RecordFile& file);
/// The same for folders.
void require_walked(const Walk& walk);

/// The one way to go over many records: reads each, on `jobs` threads, has `work` make something of
/// it there and then, and hands that to `take` on this thread, in the order of `paths`. Records
/// that can't be read are worked on too, with their problems and without nodes
/// (`reading.readable` is false). Results are filled again, and `block` is meant, as by
/// `run_workers`.
template <typename Result>
void for_each_record_in_place(const Archive& archive, const std::vector<std::string>& paths,
                              unsigned jobs,
                              const std::function<void(const RecordFile&, Result&)>& work,
                              const std::function<void(Result&)>& take,
                              std::size_t block = pipeline_block) {
  run_workers<Result>(
      paths.size(), jobs,
      [&]() -> std::function<void(std::size_t, Result&)> {
        const auto reader = std::make_shared<RecordReader>(archive);
        return
            [&, reader](std::size_t at, Result& result) { work(reader->read(paths[at]), result); };
      },
      take, block);
}

/// The same where `work` makes a new result each time.
template <typename Result>
void for_each_record(const Archive& archive, const std::vector<std::string>& paths, unsigned jobs,
                     const std::function<Result(const RecordFile&)>& work,
                     const std::function<void(Result)>& take, std::size_t block = pipeline_block) {
  for_each_record_in_place<std::optional<Result>>(
      archive, paths, jobs,
      [&](const RecordFile& file, std::optional<Result>& result) { result = work(file); },
      [&](std::optional<Result>& result) {
        take(std::move(*result));
        result.reset();
      },
      block);
}

}  // namespace custrec
