// SPDX-License-Identifier: MIT
// What commands that look at customers say in the end.
#pragma once

#include "archive/selection.hpp"
#include "terminal/session.hpp"

namespace custrec {

/// How many customers the person may not see, and how many files are no records.
void tell_selection(const Session& session, const SelectionCounts& counts);

}  // namespace custrec
