// SPDX-License-Identifier: MIT
// The rule change-log: what has changed in reviewed fields since an earlier state of a record, its
// change log tells.
#pragma once

#include <vector>

#include "archive/archive.hpp"
#include "record/document.hpp"
#include "schema/check_record.hpp"

namespace custrec {

/// A finding for each reviewed field that differs between `before` and `after` and that no entry
/// of `changes` names which `before` lacks; one for a whole entry of a list that came or went. Of a
/// field that is named less often than it changed (`contacts[0].mobile` and `contacts[1].mobile`)
/// the rest is told. Other forms of the same value are no change, and drafts may be changed freely.
/// Values at which `told` has errors are passed over.
std::vector<Finding> check_change_log(const Archive& archive, const TypeContext& context,
                                      const Document& before, const Document& after,
                                      const std::vector<Finding>& told);

}  // namespace custrec
