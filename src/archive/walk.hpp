// SPDX-License-Identifier: MIT
// The records of an archive: where they lie, and the one way to go over them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/path_list.hpp"
#include "archive/pipeline.hpp"
#include "problem/problem.hpp"
#include "record/document.hpp"

namespace custrec {

/// What lies in customers/.
struct Walk {
  PathList records;               ///< of all *.yaml, sorted
  std::vector<Problem> problems;  ///< `stray-file`, and `unreadable` folders and links
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
RecordFile read_record_file(const Archive& archive, std::string_view path);

/// Reads records in the same memory, one after another or a batch at a time; each thread has its
/// own. What is read is good until the next time.
class RecordReader {
 public:
  /// `archive` outlives it.
  explicit RecordReader(const Archive& archive) : files_(archive.tree()) {}

  const RecordFile& read(std::string_view path);

  /// Enough to pay for the way from one step to the next, and few enough for 256 kB of cache.
  static constexpr std::size_t most_in_batch = 16;

  /// The first of `paths`: as many as are worked on at a time, at least one of them. Who takes a
  /// batch step by step, each step for all of its records before the next, finds the code of the
  /// step in the processor's caches, and there is room for their data too.
  std::span<const RecordFile> read_batch(std::span<const std::string_view> paths);

 private:
  void fetch(std::string_view path, RecordFile& file);
  static void parse(RecordFile& file);

  FileReader files_;
  std::vector<RecordFile> batch_;
  std::size_t batch_bytes_ = 0;
  friend RecordFile read_record_file(const Archive& archive, std::string_view path);
};

/// For who is going to write: throws Error(files) when the system refused to read the file; what it
/// holds is another matter.
void require_read(const RecordFile& file);
/// The same for folders.
void require_walked(const Walk& walk);

/// The one way to go over many records: reads them batch by batch, on `jobs` threads, has `work`
/// make something of each there and then, and hands that to `take` on this thread, in the order of
/// `paths`. Records that can't be read are worked on too, with their problems and without nodes
/// (`reading.readable` is false). Results are filled again, and `block` is meant, as by
/// `run_workers`.
template <typename Result>
void for_each_batch(const Archive& archive, const PathList& paths, unsigned jobs,
                    const std::function<void(std::span<const RecordFile>, std::span<Result>)>& work,
                    const std::function<void(Result&)>& take, std::size_t block = pipeline_block) {
  run_workers<Result>(
      paths.size(), jobs,
      [&]() -> Filling<Result> {
        const auto reader = std::make_shared<RecordReader>(archive);
        return [&, reader](std::size_t from, std::span<Result> results) {
          while (!results.empty()) {
            const auto batch =
                reader->read_batch(std::span(paths.all()).subspan(from, results.size()));
            work(batch, results.first(batch.size()));
            from += batch.size();
            results = results.subspan(batch.size());
          }
        };
      },
      take, block);
}

/// The same where `work` makes a new result of one record each time.
template <typename Result>
void for_each_record(const Archive& archive, const PathList& paths, unsigned jobs,
                     const std::function<Result(const RecordFile&)>& work,
                     const std::function<void(Result)>& take, std::size_t block = pipeline_block) {
  for_each_batch<std::optional<Result>>(
      archive, paths, jobs,
      [&](std::span<const RecordFile> files, std::span<std::optional<Result>> results) {
        for (std::size_t at = 0; at < files.size(); ++at) results[at] = work(files[at]);
      },
      [&](std::optional<Result>& result) {
        take(std::move(*result));
        result.reset();
      },
      block);
}

}  // namespace custrec
