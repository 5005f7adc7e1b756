// SPDX-License-Identifier: MIT
// Whether schemas ask about a field elsewhere than where it stands.
#include "schema/asked_about.hpp"

#include <algorithm>

namespace custrec {
namespace {

bool leads_to(const FieldReference& reference, const Field& field) {
  return !reference.way.empty() && reference.way.back() == &field;
}

bool asks_about(const Condition& condition, const Field& field) {
  return std::any_of(condition.begin(), condition.end(),
                     [&](const Term& term) { return leads_to(term.reference, field); });
}

bool asks_about(const FieldList& fields, const Field& field) {
  return std::any_of(fields.begin(), fields.end(), [&](const Field& one) {
    return (one.required_when && asks_about(*one.required_when, field)) ||
           (one.pii_when && asks_about(*one.pii_when, field)) || asks_about(one.fields, field);
  });
}

bool asks_about(const Check& check, const Field& field) {
  return asks_about(check.when, field) || leads_to(check.left_field, field) ||
         leads_to(check.right_field, field) ||
         std::any_of(check.has.begin(), check.has.end(),
                     [&](const Check::Has& has) { return asks_about(has.entry, field); });
}

}  // namespace

bool is_asked_about(const Field& field, const Schemas& schemas) {
  return std::any_of(schemas.all().begin(), schemas.all().end(), [&](const auto& named) {
    const Schema& schema = named.second;
    return asks_about(schema.fields, field) ||
           std::any_of(schema.checks.begin(), schema.checks.end(),
                       [&](const Check& check) { return asks_about(check, field); });
  });
}

}  // namespace custrec
