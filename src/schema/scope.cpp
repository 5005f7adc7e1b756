// SPDX-License-Identifier: MIT
// What conditions ask about, found from the inside outward.
#include "schema/scope.hpp"

#include <algorithm>

#include "schema/code_list.hpp"
#include "schema/field_type.hpp"
#include "text/equal.hpp"

namespace custrec {
namespace {

/// Of a code the code counts; any other value as it stands.
bool matches(const Located& located, std::string_view text, const std::string& wanted) {
  if (are_equal(text, wanted)) return true;
  return !located.field->codes.empty() && code_part(text) == wanted;
}

bool term_holds(const Term& term, const Scope& scope) {
  const Located located = locate(scope, term.reference);
  const std::string_view text = located.text(scope.document);
  if (term.values.empty()) {
    return !text.empty() || (located.node != no_node && !scope.document.is_empty(located.node));
  }
  return std::any_of(term.values.begin(), term.values.end(),
                     [&](const std::string& value) { return matches(located, text, value); });
}

/// Whether a term holds, or can't be said not to: what it asks about is missing or no value.
bool may_hold(const Term& term, const Scope& scope) {
  if (term_holds(term, scope)) return true;
  const Located located = locate(scope, term.reference);
  const std::string_view text = located.text(scope.document);
  const auto is_value = [&](const Option& option) { return option.value == text; };
  const std::vector<Option>& options = located.field->options;
  return text.empty() ||
         (!options.empty() && std::none_of(options.begin(), options.end(), is_value));
}

/// Down from the scope that has the first field.
Located follow(const Scope& scope, const std::vector<const Field*>& way) {
  NodeIndex node = scope.find(*way.front());
  for (std::size_t step = 1; step < way.size() && node != no_node; ++step) {
    node = find_item(scope.document, node, *way[step]);
  }
  return {way.back(), node};
}

/// From an entry of another kind on outward, to the first that has a field of this name.
Located locate_from(const Scope& scope, const FieldReference& reference) {
  const Scope* at = &scope;
  const Field* field = nullptr;
  while ((field = find_field(at->fields, reference.way.front()->name)) == nullptr) at = at->outer;
  std::vector<const Field*> way = {field};
  for (std::size_t step = 1; step < reference.way.size(); ++step) {
    field = find_field(scope.schemas.fields_of(*field), reference.way[step]->name);
    if (field == nullptr) return {reference.way.back(), no_node};
    way.push_back(field);
  }
  return follow(*at, way);
}

}  // namespace

std::string_view Located::text(const Document& document) const {
  if (node != no_node && !document.is_empty(node)) return document[node].text;
  return field->default_value;
}

NodeIndex find_item(const Document& document, NodeIndex mapping, const Field& field) {
  const NodeIndex node = document.find(mapping, field.name, field.name_hash);
  if (node != no_node || field.renamed_from.empty()) return node;
  return document.find(mapping, field.renamed_from);
}

Located locate_far(const Scope& scope, const FieldReference& reference) {
  const Scope* at = &scope;
  for (std::size_t step = 0; step < reference.outward && at->outer != nullptr; ++step) {
    at = at->outer;
  }
  if (reference.of_record && at->outer != nullptr) return locate_from(*at, reference);
  return follow(*at, reference.way);
}

bool holds(const Condition& condition, const Scope& scope) {
  return std::all_of(condition.begin(), condition.end(),
                     [&](const Term& term) { return term_holds(term, scope); });
}

bool is_personal(const Field& field, const Scope& scope) {
  if (field.pii != Pii::none) return true;
  return field.pii_when && std::all_of(field.pii_when->begin(), field.pii_when->end(),
                                       [&](const Term& term) { return may_hold(term, scope); });
}

bool is_required(const Field& field, const Scope& scope) {
  return field.required || (field.required_when && holds(*field.required_when, scope));
}

}  // namespace custrec
