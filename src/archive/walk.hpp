// SPDX-License-Identifier: MIT
// The one way to go over the records of an archive.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "problem/problem.hpp"
#include "record/document.hpp"

namespace custrec {

/// What lies in customers/.
struct Walk {
  std::vector<std::string> records;  ///< paths of all *.yaml, sorted
  std::vector<Problem> problems;     ///< `stray-file`, and `unreadable` folders and links
};
Walk walk_customers(const Archive& archive);

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

/// For who is going to write: throws Error(files) when the system refused to read the file; what it
/// holds is another matter.
void require_read(const RecordFile& file);
/// The same for folders.
void require_walked(const Walk& walk);

/// Reads every record, on all cores, and hands it on in the order of paths. Records that can't be
/// read are handed on too, with their problems and without nodes (`reading.readable` is false).
void for_each_record(const Archive& archive, const std::vector<std::string>& paths,
                     const std::function<void(RecordFile)>& take);

}  // namespace custrec
