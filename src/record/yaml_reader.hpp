// SPDX-License-Identifier: MIT
// The reference reader: any YAML, through the events of yaml-cpp.
#pragma once

#include "record/document.hpp"

namespace custrec {

/// Fills `reading` from the bytes of its document. Duplicate keys, aliases, anchors, tags, merge
/// keys, further documents, nesting over `max_depth` and texts with a NUL or without a mapping at
/// the top are faults.
void read_yaml(Reading& reading);

}  // namespace custrec
