// SPDX-License-Identifier: MIT
// A Problem is something wrong in the user's data: a value, collected, never thrown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace custrec {

enum class Level : unsigned char {
  error,
  warning,
  known,  ///< either, that an anomaly of the record accounts for
};

struct Problem {
  Level level = Level::error;
  std::string_view rule;     ///< a name of `rule_table()`
  std::string customer;      ///< id of the record, empty when it has none
  std::string path;          ///< from the root of the archive; empty for input not yet on disk
  std::uint32_t line = 1;    ///< from 1; 0 where lines mean nothing (input not on disk)
  std::uint32_t column = 1;  ///< code points from 1
  std::string field;         ///< `contacts[0].mobile`; empty for the record as a whole
  Text message;              ///< found and expected; values of personal fields are masked
  Text hint;                 ///< how to mend it, or empty
};

/// The fixed order in which problems are told: path, line, column, rule.
void sort_problems(std::vector<Problem>& problems);

struct Tally {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t known = 0;
};
Tally count_problems(const std::vector<Problem>& problems);

/// A rule that `verify` holds records to.
struct Rule {
  std::string_view name;
  Level level;    ///< the usual one; a field type warns where a value is odd but possible
  Text sentence;  ///< what it asks for
};
const std::vector<Rule>& rule_table();
const Rule* find_rule(std::string_view name);

}  // namespace custrec
