// SPDX-License-Identifier: MIT
// Entries of most kinds have an id, unique in their record: a letter of their kind and a number.
#pragma once

#include <string>

#include "record/value.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// `N3` when the last need of `record` was N2, even if it is in the change log only: an id never
/// comes again. The letter is that of the example in the schema. Empty when entries of `list` have
/// no id.
std::string next_entry_id(const Schemas& schemas, const Field& list, const Value& record);

}  // namespace custrec
