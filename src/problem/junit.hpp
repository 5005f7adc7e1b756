// SPDX-License-Identifier: MIT
// Problems as JUnit XML, which CI servers show as results of tests.
#pragma once

#include <string>

#include "problem/tell.hpp"

namespace custrec {

/// One test suite: a test case for each file that has a problem, failed when one of them fails
/// `verify`, with a line each; and one that passes, with the totals. XML 1.0 in UTF-8.
std::string format_junit(const ProblemReport& report, Language language);

}  // namespace custrec
