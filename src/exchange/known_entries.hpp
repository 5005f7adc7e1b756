// SPDX-License-Identifier: MIT
// Which entries of a record the entries of a row are, so that a row changes the contact that it
// means and not the one that happens to stand at the same place.
#pragma once

#include <deque>
#include <vector>

#include "exchange/given_cells.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// Leads the cells of lists to the entries of `document` that they are about: the one with the same
/// id; one that says everything the row does; the one of the same name (of a list without ids); the
/// one at the same place. An entry with another id, or one from a repeated row, that is none of
/// them goes behind the last. New paths are kept in `paths`.
void find_known_entries(std::vector<GivenCell>& cells, const Document& document,
                        const Schemas& schemas, const TypeContext& context,
                        std::deque<FieldPath>& paths);

/// Gives the entries of lists that have ids theirs, where they have none.
void number_entries(Value& record, const Schemas& schemas);

}  // namespace custrec
