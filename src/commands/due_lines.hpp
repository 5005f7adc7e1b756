// SPDX-License-Identifier: MIT
// The time limits of a record that aren't met, as plain rows for pages that know no deadlines.
#pragma once

#include <vector>

#include "review/deadline.hpp"
#include "text/text.hpp"
#include "time/due_line.hpp"

namespace custrec {

/// `reading` must be readable. Any number of threads may ask at once.
std::vector<DueLine> find_due_lines(const DeadlineEngine& engine, const Reading& reading,
                                    Language language);

}  // namespace custrec
