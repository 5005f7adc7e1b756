// SPDX-License-Identifier: MIT
// What is wrong with the samples of an archive: files that say nothing certain, and records that
// nobody has verified although their period is over (rule sample-open).
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "problem/problem.hpp"

namespace custrec {

/// Problems of all files in samples/; none when there is no such folder. Never throws for what a
/// file holds.
std::vector<Problem> check_samples(const Archive& archive, std::chrono::sys_seconds now);

/// Puts them among `problems`, in order; with `changed` only those of these files.
void add_sample_problems(const Archive& archive, std::chrono::sys_seconds now,
                         const std::set<std::string>* changed, std::vector<Problem>& problems);

}  // namespace custrec
