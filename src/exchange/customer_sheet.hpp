// SPDX-License-Identifier: MIT
// Customers as rows of a sheet: a column for each single field, for the fields of groups and of the
// contacts; other lists have no place in one row.
#pragma once

#include <string>
#include <vector>

#include "record/value.hpp"
#include "schema/field_path.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// The columns that hold customers with at most `contacts` contacts.
std::vector<FieldPath> customer_columns(const Schemas& schemas, std::size_t contacts);

/// Field names (`contacts[1].mobile`), or labels (`联系人2手机号码`) that come in again as the
/// same.
std::string column_heading(const FieldPath& path, bool labels, Language language);

/// The cell of a record at `path`; labels for choices where `labels`. Values of a list of choices
/// are joined by `、`.
std::string cell_text(const Value& record, const FieldPath& path, bool labels, Language language);

/// The same of a value that was found; null has no text.
std::string cell_text(const Value* value, const Field& field, bool labels, Language language);

/// A list whose entries a record needs (contacts), so that a row of customers has them.
bool is_form_list(const Field& field);

}  // namespace custrec
