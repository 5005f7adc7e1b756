// SPDX-License-Identifier: MIT
// All problems of all records, those between records too. Reads only.
#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/pipeline.hpp"
#include "archive/walk.hpp"
#include "problem/problem.hpp"
#include "schema/check_record.hpp"

namespace custrec {

struct Verification {
  std::size_t records = 0;        ///< looked at
  std::vector<Problem> problems;  ///< sorted
};

/// What a record is held to besides, by somebody who knows more; on any thread.
using FurtherCheck = std::function<std::vector<Finding>(const RecordFile&)>;

struct VerifyRequest {
  std::set<std::string> selected;  ///< paths of files and folders; empty: everything
  unsigned jobs = find_cores();    ///< threads
  bool contents = false;           ///< read the attachments and hold them to their hashes
  /// Told after each record how many are done, and of how many.
  std::function<void(std::size_t, std::size_t)> progress = {};
  FurtherCheck further = {};
};

/// Problems of what lies at or below the selected paths and of the attachments of those records.
/// Rules between records see the whole archive either way. The result is the same for any number
/// of threads.
Verification verify_archive(const Archive& archive, std::chrono::sys_seconds now,
                            const VerifyRequest& request = {});

}  // namespace custrec
