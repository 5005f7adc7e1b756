// SPDX-License-Identifier: MIT
// Who may review a record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "record/document.hpp"

namespace custrec {

/// The people who may review the record, in the order of the team: they have the role reviewer or
/// manager, and their own work is not under review, unless `four_eyes` is off.
std::vector<std::string> find_reviewers(const Archive& archive, const Document& document);

/// Why `person` may not review record `id`, and who may; nothing when he may. The status comes
/// first: only what is submitted is reviewed.
std::optional<Text> refuse_review(const Archive& archive, const std::string& id,
                                  const Document& document, const Person& person);

}  // namespace custrec
