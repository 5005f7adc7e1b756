// SPDX-License-Identifier: MIT
// Merging two texts of a record that come from one: by field and by entry, each with its comments.
//
// What only one side changed is as that side has it; what both changed alike stands there once;
// what both changed differently, or one changed and the other removed, is a conflict around that
// field or entry only. Entries with an id are known by it, others by what they say; lists of plain
// values merge as sets. New entries of both sides stand in the order of their time.
#pragma once

#include "record/part.hpp"

namespace custrec {

/// The merged record. Whatever sides are chosen for its conflicts, each by itself, it is record
/// form; where that could not be, the conflict is around what the field stands in. The root itself
/// is a conflict when nothing is left that is sure. `below` of a conflict is never filled.
Part merge_parts(const Part& base, const Part& ours, const Part& theirs);

}  // namespace custrec
