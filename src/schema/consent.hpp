// SPDX-License-Identifier: MIT
// Whether what is on record may be there: the rules `consent` and `confirm-third-party`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "record/document.hpp"
#include "schema/check_record.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// Adds to `findings`, which hold what else is wrong with the record: what is told there already
/// isn't told twice. A schema without the fields of `collection` asks for nothing.
///
/// consent: a customer of type individual of whom anything personal is filled in has
/// `collection.consent.basis` or `collection.consent.at`; drafts may lack it. A consent that was
/// withdrawn is none, unless the basis is another; then personal fields aren't required any more,
/// nor what checks want of them, since they are to be emptied. confirm-third-party: what comes from
/// a third party has `collection.confirmed_at`; an error once the record is active.
/// Names of the `team` are nobody's personal data here.
void check_consent(const Document& document, const Schemas& schemas,
                   std::span<const std::string> team, std::vector<Finding>& findings);

/// A field, or entries with a field, that is personal, always or with some values of others.
bool may_hold_personal(const Schemas& schemas, const Field& field);

}  // namespace custrec
