// SPDX-License-Identifier: MIT
// What is wrong with a regular expression: RE2 itself says so in English only.
#pragma once

#include "text/text.hpp"

namespace re2 {
class RE2;
}

namespace custrec {

/// `pattern` is one that RE2 could not read.
Text describe_pattern_fault(const re2::RE2& pattern);

}  // namespace custrec
