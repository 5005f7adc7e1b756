// SPDX-License-Identifier: MIT
// What a tidied record says: values that only normalising makes valid in their normal form, and
// what could be misread in quotes. Nothing that is valid changes, and nothing gets another meaning.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "record/value.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// `record` was made by `value_of`; of it `rewrite_record` makes the tidied text.
void tidy_values(Value& record, const Schemas& schemas, const TypeContext& context);

/// The same of one text, which is not empty: nothing when it stays as it is.
std::optional<std::string> tidy_text(const Field& field, std::string_view text,
                                     const TypeContext& context);

}  // namespace custrec
