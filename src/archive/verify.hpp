// SPDX-License-Identifier: MIT
// All problems of all records, those between records too. Reads only.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/pipeline.hpp"
#include "archive/walk.hpp"
#include "problem/problem.hpp"
#include "schema/check_record.hpp"
#include "schema/identity.hpp"

namespace custrec {

/// Problems of one rule in one file that aren't listed; one that is listed stands for them.
struct Unlisted {
  Level level = Level::error;
  std::string_view rule;
  std::size_t count = 0;  ///< without the one that stands for them
};

struct Verification {
  std::size_t records = 0;        ///< looked at
  std::vector<Problem> problems;  ///< sorted
  std::vector<Unlisted> unlisted;
};

/// What a record is held to besides, by somebody who knows more; on any thread. `told` is what has
/// been found so far.
using FurtherCheck =
    std::function<std::vector<Finding>(const RecordFile&, const std::vector<Finding>& told)>;

/// Whom the record at a path was about before it changed; nothing when it wasn't there.
using IdentityBefore = std::function<std::optional<Identity>(const std::string& path)>;

struct VerifyRequest {
  /// Paths of files and folders, of attachments too; nothing: everything.
  std::optional<std::set<std::string>> selected = {};
  unsigned jobs = find_cores();  ///< threads
  bool contents = false;         ///< read the attachments and hold them to their hashes
  /// Told after each record how many are done, and of how many.
  std::function<void(std::size_t, std::size_t)> progress = {};
  FurtherCheck further = {};
  /// With it, what another record newly shares with one that is selected is told there too.
  IdentityBefore before = {};
};

/// Problems of what lies at or below the selected paths, of records that list a selected
/// attachment, and of the attachments of those records.
/// Rules between records see the whole archive either way. The result is the same for any number
/// of threads.
Verification verify_archive(const Archive& archive, std::chrono::sys_seconds now,
                            const VerifyRequest& request = {});

}  // namespace custrec
