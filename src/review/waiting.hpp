// SPDX-License-Identifier: MIT
// What waits for a review, since when, and for whom.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/walk.hpp"

namespace custrec {

/// A submitted record.
struct Waiting {
  std::string id;
  std::string name;  ///< masked as its schema says
  std::string owner;
  std::string becomes;  ///< once it is approved: active, invalid or closed
  std::string since;    ///< a time as it stands in the record; empty when it says none
  std::chrono::days age{};
  std::vector<std::string> reviewers;  ///< who may review it
};

/// Nothing unless it is submitted. `file` must be readable.
std::optional<Waiting> find_waiting(const Archive& archive, const RecordFile& file,
                                    std::chrono::sys_seconds now);

/// Since when a submitted record waits: the first change under review since the last review, or
/// when it was submitted by name, else when it was entered. Empty when it says nothing of it.
std::string_view find_submission(const Document& document, const Schemas& schemas);

/// By reviewers, then the oldest first, then by number.
void sort_waiting(std::vector<Waiting>& queue);

}  // namespace custrec
