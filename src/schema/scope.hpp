// SPDX-License-Identifier: MIT
// Where the names in conditions and checks are looked for: in the entry or group first, then
// outward to the record.
#pragma once

#include <string_view>

#include "record/document.hpp"
#include "schema/schema.hpp"

namespace custrec {

struct Scope {
  const Schemas& schemas;
  const Document& document;
  NodeIndex node;  ///< the mapping
  const FieldList& fields;
  const Scope* outer = nullptr;      ///< null at the record
  const NodeIndex* items = nullptr;  ///< where each of `fields` stands, if somebody has found out

  /// The item that holds `field`, one of `fields`; no_node when there is none.
  [[nodiscard]] NodeIndex find(const Field& field) const;
};

/// Finds the item of `mapping` that holds `field`, under its name or the one it was renamed from.
NodeIndex find_item(const Document& document, NodeIndex mapping, const Field& field);

inline NodeIndex Scope::find(const Field& field) const {
  return items == nullptr ? find_item(document, node, field) : items[&field - fields.begin()];
}

struct Located {
  const Field* field = nullptr;
  NodeIndex node = no_node;  ///< no_node: not filled in

  /// The value, or the field's default when it isn't filled in.
  [[nodiscard]] std::string_view text(const Document& document) const;
};

/// What stands further off than in `scope` itself.
Located locate_far(const Scope& scope, const FieldReference& reference);

/// Lists aren't entered.
inline Located locate(const Scope& scope, const FieldReference& reference) {
  const bool near = reference.outward == 0 && reference.way.size() == 1 &&
                    (!reference.of_record || scope.outer == nullptr);
  if (!near) return locate_far(scope, reference);
  const Field* field = reference.way.front();
  return {field, scope.find(*field)};
}

bool holds(const Condition& condition, const Scope& scope);

/// While `pii_when` can't be decided (a draft without a type) a value counts as personal.
bool is_personal(const Field& field, const Scope& scope);

/// Whether `field` must be filled in here.
bool is_required(const Field& field, const Scope& scope);

}  // namespace custrec
