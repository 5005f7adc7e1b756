// SPDX-License-Identifier: MIT
// What every change of a filed record leaves behind: an entry in `changes`, and the status that the
// change brings about.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "record/rewrite.hpp"
#include "record/value.hpp"

namespace custrec {

struct Change {
  std::string by;
  std::string reason;    ///< never empty
  std::string evidence;  ///< or empty
  std::vector<Difference> fields;
};

/// Adds the change to `record`, at `now`.
void append_change(Value& record, const Archive& archive, std::chrono::sys_seconds now,
                   const Change& change);

/// Whether a reviewed field is among `differences`.
bool touches_reviewed(const Schemas& schemas, const std::vector<Difference>& differences);

/// A returned record is submitted again by any change; an active one when a reviewed field changes.
/// Drafts stay drafts.
void update_status(Value& record, const Schemas& schemas,
                   const std::vector<Difference>& differences);

}  // namespace custrec
