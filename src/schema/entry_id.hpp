// SPDX-License-Identifier: MIT
// Entries of most kinds have an id, unique in their record: a letter of their kind and a number.
#pragma once

#include <string>

#include "record/document.hpp"
#include "record/value.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// `N3` when the last need of `record` was N2, even if it is in the change log only: an id never
/// comes again. The letter is that of the example in the schema. Empty when entries of `list` have
/// no id.
std::string next_entry_id(const Schemas& schemas, const Field& list, const Value& record);

/// `needs.N1.status` → `needs[0].status`: problems know entries by their position. What isn't in
/// the record stays as it is written.
std::string with_positions(const Document& document, std::string_view path);

}  // namespace custrec
