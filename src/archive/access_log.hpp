// SPDX-License-Identifier: MIT
// access.log: who took data out unmasked. One line each, added at the end, so that git merges it by
// union.
#pragma once

#include <chrono>
#include <set>
#include <string>

#include "archive/archive.hpp"

namespace custrec {

struct Access {
  std::string by;
  std::string command;           ///< `export csv`, `show`
  std::string purpose;           ///< never empty
  std::set<std::string> fields;  ///< left whole
  std::size_t records = 0;
};

/// Adds a line of six columns with tabs between: time, person, command, count of records, fields
/// joined by commas, purpose. Throws Error(files); call it before the data are handed out.
void log_access(const Archive& archive, std::chrono::sys_seconds now, const Access& access);

}  // namespace custrec
