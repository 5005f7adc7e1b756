// SPDX-License-Identifier: MIT
// Whether attachments/ and what the records say of it agree: `file-missing`, `file-changed` and
// `file-unlisted`.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/attachments.hpp"
#include "archive/path_list.hpp"
#include "problem/problem.hpp"
#include "schema/check_record.hpp"

namespace custrec {

/// `file-missing` at each path that names no regular file, and with `contents` `file-changed` at
/// each hash that isn't the one of the file; `unreadable` at the path where that can't be told.
/// Values that `told` has errors at are passed over. Any thread may call it.
std::vector<Finding> check_attachments(const Tree& tree, const Document& document,
                                       const std::vector<FileReference>& references, bool contents,
                                       const std::vector<Finding>& told);

/// What all records together say of attachments/.
class ListedFiles {
 public:
  static std::uint64_t hash_of(std::string_view path);

  void add(const std::vector<std::uint64_t>& hashes);
  /// Nobody knows what the record of customer `id` lists.
  void add_unknown(std::string id) { unknown_.insert(std::move(id)); }
  /// Records may be missing from those that were read.
  void add_missing_records() { complete_ = false; }

  /// `file-unlisted` for each file that no record lists and each folder of no customer
  /// that holds any, in no order; `unreadable` for folders. `records` are the paths of all. Where
  /// `is_selected`, asked with the path of the record, or of the file where there is none, says no,
  /// nothing is told.
  std::vector<Problem> find_unlisted(const Tree& tree, const PathList& records, unsigned jobs,
                                     const std::function<bool(std::string_view)>& is_selected);

 private:
  std::vector<std::uint64_t> hashes_;
  std::set<std::string, std::less<>> unknown_;
  bool complete_ = true;
};

}  // namespace custrec
