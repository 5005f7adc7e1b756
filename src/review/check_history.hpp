// SPDX-License-Identifier: MIT
// What no one may take back since an earlier state of a record: its change log and its reviews only
// grow, and who entered it stays. Rules change-log, approval and four-eyes.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "record/document.hpp"
#include "schema/check_record.hpp"

namespace custrec {

/// - Entries of `changes` and `reviews` in `before` are all in `after`, in this order, and say the
///   same; comments, layout and other forms of the same value don't count, nor do ids of entries
///   in paths, which a merge may give again. The log of a draft that was never reviewed is free.
/// - New entries may be anywhere, since a merge sorts them in by their time, but are neither
///   older than the entry above nor newer than a known one below.
/// - `collection.entered_by` and `entered_at` stay once they are filled in.
/// - The last approval, if it is new, is not older than what it covers, and isn't of somebody whose
///   change is new too and unseen by others: an earlier approval says nothing of a change that was
///   added since, whatever its date.
/// - An anomaly accepted since isn't dated back to before an approval that was there already.
std::vector<Finding> check_history(const Archive& archive, const TypeContext& context,
                                   const Document& before, const Document& after);

/// The entries of a list in `after` that none in `before` is, by the same comparison.
std::set<NodeIndex> find_new_entries(const Archive& archive, const TypeContext& context,
                                     const Document& before, const Document& after,
                                     std::string_view list);

}  // namespace custrec
