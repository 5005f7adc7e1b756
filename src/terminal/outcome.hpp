// SPDX-License-Identifier: MIT
// What commands say in the end.
#pragma once

#include <set>
#include <string_view>

#include "archive/selection.hpp"
#include "terminal/session.hpp"

namespace custrec {

/// How many customers the person may not see, and how many files are no records.
void tell_selection(const Session& session, const SelectionCounts& counts);

/// A line on stdout about what has been done, which also goes to stderr where stdout can't be
/// written: what was filed has a number that somebody must know.
void tell_done(const Session& session, std::string_view line);

/// The years that the calendar lacks, where limits were counted in them; nothing when there are
/// none.
void tell_unknown_years(const Session& session, const std::set<int>& years);

}  // namespace custrec
