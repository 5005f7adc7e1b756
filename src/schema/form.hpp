// SPDX-License-Identifier: MIT
// Fills a record in from what people and sheets give: each value in the normal form of its type, at
// its place in the order of the schema.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/value.hpp"
#include "schema/field_path.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// Puts `input` at `path`; groups and entries on the way are made. An empty input takes the value
/// away. A list of choices is split at `、` `,` `;` and line breaks. `path` must lead to a single
/// value or choices.
void fill_in(Value& record, const FieldPath& path, std::string_view input,
             const TypeContext& context);

/// The same of a list of choices that comes in parts, which are taken as they are.
void fill_in(Value& record, const FieldPath& path, const std::vector<std::string>& choices);

/// What `input` would be stored as, without a place yet.
Value make_value(const Field& field, std::string_view input, const TypeContext& context);

/// Fields in the order of the schema, unknown ones last.
void order_fields(Value& record, const Schemas& schemas);

/// The same, without empty values, groups and entries.
void tidy_form(Value& record, const Schemas& schemas);

/// Every text in the normal form of its type, as if it had been typed as an answer. What `keep` has
/// under the same key stays as it is.
void normalise_values(Value& record, const Schemas& schemas, const TypeContext& context,
                      const Value& keep);
/// The same of an entry with `fields`, all of it.
void normalise_entry(Value& entry, const FieldList& fields, const Schemas& schemas,
                     const TypeContext& context);

/// Fields of the customer and of its groups that have a default and aren't filled in get it.
void fill_defaults(Value& record, const Schemas& schemas, const TypeContext& context);

}  // namespace custrec
