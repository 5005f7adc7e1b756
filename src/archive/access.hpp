// SPDX-License-Identifier: MIT
// What a person may see of a customer, and what they may change: decided here and asked by every
// command. It is a view, not a lock: whoever has the files can read them without custrec.
#pragma once

#include <optional>
#include <string_view>

#include "archive/settings.hpp"
#include "record/document.hpp"
#include "schema/masked_record.hpp"
#include "text/text.hpp"

namespace custrec {

/// Whether `person` may see the customer of `document`, its personal values masked: reviewers and
/// managers see all customers, others those of whom they are the owner.
bool may_see(const Person& person, const Document& document);

/// Whether `person` may change the customer: those who may see it, and anyone while it has no
/// owner.
bool may_change(const Person& person, const Document& document);

/// Throws Error(refused), which says whose customer `id` is and nothing else.
void require_visible(const Person& person, std::string_view id, const Document& document);
void require_changeable(const Person& person, std::string_view id, const Document& document);

/// Why `person` (null: no one in the team) may not give the customer another owner. Nothing when
/// they may: the present owner and managers, and anyone while there is no owner.
std::optional<Text> refuse_new_owner(const Person* person, std::string_view id,
                                     const Document& document);

/// What is shown to anyone: no personal value whole but the names of the team.
Unmask mask_for_all(const Team& team);
/// What --unmask shows `person`: personal values, and to managers sensitive ones.
Unmask unmask_for(const Person& person, const Team& team);

}  // namespace custrec
