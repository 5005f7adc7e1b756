// SPDX-License-Identifier: MIT
// Whether schemas ask about a field elsewhere than where it stands.
#pragma once

#include "schema/schema.hpp"

namespace custrec {

/// Whether a condition or a check of any of the schemas asks about the value of `field`, one of
/// theirs. If none does, another value that is as good in itself changes nothing of what
/// `check_record` says.
bool is_asked_about(const Field& field, const Schemas& schemas);

}  // namespace custrec
