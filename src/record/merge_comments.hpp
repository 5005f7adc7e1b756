// SPDX-License-Identifier: MIT
// Merging what stands around the values: comments, empty lines, remarks behind values.
#pragma once

#include <string>
#include <string_view>

#include "record/part.hpp"

namespace custrec {

/// Lines as one side has them if only that one changed them; else ours without those that theirs
/// took away, and then what theirs has put in.
std::string merge_lines(std::string_view base, std::string_view ours, std::string_view theirs);

/// The comments in `part` and all below it that `base` doesn't have, as lines: what must not be
/// lost when the part itself goes.
std::string find_new_comments(const Part& base, const Part& part);

/// Gives `merged` the remarks and the lines above of the three; what finds no place behind the
/// value goes above it.
void merge_surroundings(const Part& base, const Part& ours, const Part& theirs, Part& merged);

}  // namespace custrec
