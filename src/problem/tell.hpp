// SPDX-License-Identifier: MIT
// How problems are told: one line each for people and editors, one JSON document for programs.
#pragma once

#include <string>
#include <vector>

#include "problem/problem.hpp"

namespace custrec {

/// `path:line:column: level: field: message [rule]`, and the hint after a semicolon. Without path
/// and place where the problem has none. Ends with a newline.
std::string format_problem(const Problem& problem, Language language, bool colour);

/// What was looked at, for the JSON document.
struct ProblemReport {
  std::size_t records = 0;
  Tally tally;  ///< of all problems, also those that aren't told
  const std::vector<Problem>& problems;
};

/// `{"version":1,"records":N,"errors":N,"warnings":N,"known":N,"problems":[…]}` and a newline.
std::string format_json(const ProblemReport& report, Language language);

/// One problem as a JSON object of that document.
std::string format_json_problem(const Problem& problem, Language language);

}  // namespace custrec
