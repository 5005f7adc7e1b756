// SPDX-License-Identifier: MIT
// Names and conditions, looked up from the inside outward.
#include "schema/scope.hpp"

#include <algorithm>

#include "schema/code_list.hpp"
#include "schema/field_type.hpp"

namespace custrec {
namespace {

Located locate_below(const Schemas& schemas, const Document& document, NodeIndex mapping,
                     const std::vector<Field>& fields, std::string_view path) {
  const std::size_t dot = path.find('.');
  const Field* field = find_field(fields, path.substr(0, dot));
  if (field == nullptr) return {};
  const NodeIndex node = mapping == no_node ? no_node : find_item(document, mapping, *field);
  if (dot == std::string_view::npos) return {field, node};
  return locate_below(schemas, document, node, schemas.fields_of(*field), path.substr(dot + 1));
}

/// Of a code the code counts; any other value as it stands.
bool matches(const Located& located, std::string_view text, const std::string& wanted) {
  if (text == wanted) return true;
  return located.field->type->name == "code" && code_part(text) == wanted;
}

}  // namespace

std::string_view Located::text(const Document& document) const {
  if (node != no_node && !document.is_empty(node)) return document[node].text;
  return field == nullptr ? std::string_view() : std::string_view(field->default_value);
}

NodeIndex find_item(const Document& document, NodeIndex mapping, const Field& field) {
  const NodeIndex node = document.find(mapping, field.name);
  if (node != no_node || field.renamed_from.empty()) return node;
  return document.find(mapping, field.renamed_from);
}

Located locate(const Scope& scope, std::string_view path) {
  for (const Scope* at = &scope; at != nullptr; at = at->outer) {
    const Located located = locate_below(at->schemas, at->document, at->node, at->fields, path);
    if (located.field != nullptr) return located;
  }
  return {};
}

bool holds(const Condition& condition, const Scope& scope) {
  return std::all_of(condition.begin(), condition.end(), [&](const Term& term) {
    const Located located = locate(scope, term.field);
    if (located.field == nullptr) return false;
    const std::string_view text = located.text(scope.document);
    if (term.values.empty()) {
      return !text.empty() || (located.node != no_node && !scope.document.is_empty(located.node));
    }
    return std::any_of(term.values.begin(), term.values.end(),
                       [&](const std::string& value) { return matches(located, text, value); });
  });
}

namespace {

/// Whether a term holds, or can't be said not to: what it asks about is missing or no value.
bool may_hold(const Term& term, const Scope& scope) {
  if (holds({term}, scope)) return true;
  const Located located = locate(scope, term.field);
  if (located.field == nullptr) return false;
  const std::string_view text = located.text(scope.document);
  const auto is_value = [&](const Option& option) { return option.value == text; };
  const std::vector<Option>& options = located.field->options;
  return text.empty() ||
         (!options.empty() && std::none_of(options.begin(), options.end(), is_value));
}

}  // namespace

bool is_personal(const Field& field, const Scope& scope) {
  if (field.pii != Pii::none) return true;
  return field.pii_when && std::all_of(field.pii_when->begin(), field.pii_when->end(),
                                       [&](const Term& term) { return may_hold(term, scope); });
}

bool is_required(const Field& field, const Scope& scope) {
  return field.required || (field.required_when && holds(*field.required_when, scope));
}

}  // namespace custrec
