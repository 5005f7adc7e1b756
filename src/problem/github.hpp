// SPDX-License-Identifier: MIT
// Problems as workflow commands of GitHub Actions, which show them at the lines of a change.
#pragma once

#include <string>

#include "problem/tell.hpp"

namespace custrec {

/// `::error file=…,line=…,col=…,title=RULE::MESSAGE` for each problem, `::warning` and, for known
/// ones, `::notice` likewise; then a notice with the totals, which says when GitHub will show fewer
/// than there are. Paths begin at the root of the repository.
std::string format_github(const ProblemReport& report, Language language);

}  // namespace custrec
