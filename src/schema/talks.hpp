// SPDX-License-Identifier: MIT
// When a customer was spoken with, and what was said: interactions and visits in one line of time.
#pragma once

#include <string>
#include <vector>

#include "record/value.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

struct Talk {
  std::string at;     ///< as it was written
  std::string entry;  ///< `interactions.I1`
  std::string how;    ///< `Phone · not reached`
  std::string topic;
  std::string said;
};

/// The latest first. What a team's schema doesn't have is left out.
std::vector<Talk> find_talks(const Value& record, const Schemas& schemas, Language language);

}  // namespace custrec
