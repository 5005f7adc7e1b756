// SPDX-License-Identifier: MIT
// The life of a record: which status follows from which, and what brings it about.
//
//   draft, returned      submitted      asked for; returned: by any edit that leaves no errors
//   active               submitted      an edit of a reviewed field; asked for, with a reason
//   active, returned     submitted, invalid or closed wanted      asked for, with a reason
//   invalid, closed      submitted      asked for, with a reason
//   submitted            active, or what was wanted; returned      a second person's review
#pragma once

#include <optional>
#include <string_view>

#include "record/value.hpp"

namespace custrec {

/// What is asked for of a record of a status.
struct Transition {
  std::string_view from;
  std::string_view asked;
  std::string_view wanted;  ///< the wanted_status that it gets, empty: none
  bool needs_reason;
};

/// Nothing when that isn't possible. A record becomes `submitted` by any of them.
std::optional<Transition> find_transition(std::string_view from, std::string_view asked);

/// Why there is no such transition, and what may be asked for instead.
Text refuse_transition(std::string_view from, std::string_view asked);

/// `invalid` and `closed` records have to be reopened before a reviewed field changes.
bool is_settled(std::string_view status);

/// Sets status and wanted_status.
void submit(Value& record, std::string_view wanted);

}  // namespace custrec
