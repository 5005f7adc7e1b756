// SPDX-License-Identifier: MIT
// After a merge entries without an id may stand elsewhere in their list: what names them by
// position follows.
#pragma once

#include "record/part.hpp"

namespace custrec {

/// In a record that was merged (see `Part::at_ours`), of the anomalies that only one side has: the
/// `field` of each names the entry that it named there.
void follow_positions(Part& root);

}  // namespace custrec
