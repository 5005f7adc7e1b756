// SPDX-License-Identifier: MIT
// How problems are told: one line each for people and editors, one JSON document for programs.
// What other programs ask for stands in sarif.hpp, junit.hpp and github.hpp.
#pragma once

#include <string>
#include <vector>

#include "problem/problem.hpp"

namespace custrec {

/// `path:line:column: level: field: message [rule]`, and the hint after a semicolon. Without path
/// and place where the problem has none. Ends with a newline.
std::string format_problem(const Problem& problem, Language language, bool colour);

/// What was looked at, for the documents.
struct ProblemReport {
  std::size_t records = 0;
  Tally tally;  ///< of all problems, also those that aren't told
  const std::vector<Problem>& problems;
  std::string folder = {};  ///< of the archive in its repository: `records/shop/`, or empty
  bool strict = false;      ///< warnings fail too
};

/// `records: 3, errors: 1, warnings: 0`, and the known ones where there are any.
Text describe_totals(std::size_t records, const Tally& tally);

/// `field: message; hint`, without place and rule, on one line fit for a terminal.
std::string format_message(const Problem& problem, Language language);

/// `{"version":1,"records":N,"errors":N,"warnings":N,"known":N,"problems":[…]}` and a newline.
std::string format_json(const ProblemReport& report, Language language);

/// One problem as a JSON object of that document.
std::string format_json_problem(const Problem& problem, Language language);

}  // namespace custrec
