// SPDX-License-Identifier: MIT
// Problems as SARIF 2.1.0 (OASIS), which code hosts and editors take in.
#pragma once

#include <string>

#include "problem/tell.hpp"

namespace custrec {

/// One log with one run: all rules with their help in both languages, the other language as a
/// translation; a result for each problem. Known ones have the level note and a suppression. Uris
/// are relative to %SRCROOT%, the root of the repository or else of the archive; columns count code
/// points. Ends with a newline.
std::string format_sarif(const ProblemReport& report, Language language);

}  // namespace custrec
