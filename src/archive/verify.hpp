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
#include "problem/problem.hpp"

namespace custrec {

struct Verification {
  std::size_t records = 0;        ///< looked at
  std::vector<Problem> problems;  ///< sorted
};

/// Problems of what lies at or below the paths of `selected` and of the attachments of those
/// records, of everything when it is empty. Rules between records see the whole archive either way.
/// With `contents` the attachments are read and held to their hashes. The result is the same for
/// any number of threads. `progress` is told after each record how many are done, and of how many.
Verification verify_archive(const Archive& archive, std::chrono::sys_seconds now,
                            const std::set<std::string>& selected = {},
                            unsigned jobs = find_cores(), bool contents = false,
                            const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace custrec
