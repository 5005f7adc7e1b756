// SPDX-License-Identifier: MIT
// What commands that look at customers say in the end.
#pragma once

#include <set>

#include "archive/selection.hpp"
#include "terminal/session.hpp"

namespace custrec {

/// How many customers the person may not see, and how many files are no records.
void tell_selection(const Session& session, const SelectionCounts& counts);

/// The years that the calendar lacks, where limits were counted in them; nothing when there are
/// none.
void tell_unknown_years(const Session& session, const std::set<int>& years);

}  // namespace custrec
