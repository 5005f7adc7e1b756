// SPDX-License-Identifier: MIT
// What a schema says of several fields at once, as JSON Schema: `required_when`, and checks with
// `has` or with `that` and a constant.
//
// JSON Schema can't look outward. So a rule that does stands as far out as it looks, and leads down
// from there: "contacts of an enterprise have a title" is a rule of the customer,
//   if type is enterprise, then each item of contacts has title.
// Rules belong to the kind in which they stand, and there to the record or entry itself (path
// empty) or to a group or list of entries that are no kind of their own (`collection.consent`).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace custrec {

struct SchemaRules {
  using ByPath = std::map<std::string, std::vector<std::string>>;
  ByPath always;
  ByPath filed;  ///< those that a draft need not follow
};

/// The rules that stand in `kind`. What can't be said is left out.
SchemaRules collect_schema_rules(const Schemas& schemas, const Schema& kind);

/// Whether `field` is filled in, under its name or the one it was renamed from.
std::string json_field_given(const Field& field);

/// Whether it has to be, whatever else the record says.
bool is_always_required(const Field& field);

}  // namespace custrec
