// SPDX-License-Identifier: MIT
// A customer on one screen, as one wants to see it while the telephone rings: who it is, whom to
// reach, what is open and until when, what was last said.
#pragma once

#include <string>
#include <vector>

#include "record/value.hpp"
#include "schema/schema.hpp"
#include "time/due_line.hpp"

namespace custrec {

/// `record` is masked already. What a team's schema doesn't have is left out; unknown fields too.
std::string format_customer_page(const Value& record, const Schemas& schemas,
                                 const std::vector<DueLine>& due, Language language, bool colour);

}  // namespace custrec
