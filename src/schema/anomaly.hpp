// SPDX-License-Identifier: MIT
// Anomalies: problems of a record that people know of. One that is open, with somebody who sees to
// it and a day, or that was accepted for a reason, turns the problem that it names by field and
// rule into a known one (requirement 25).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/check_record.hpp"

namespace custrec {

/// Whether an anomaly can account for problems of this rule: not where nobody could tell any more
/// what the record says, or whether somebody has looked at it.
bool may_be_known(std::string_view rule);

/// Sets the level of what the anomalies of the record account for to `known`, of those that are
/// listed; adds an error
/// `anomaly-overdue` for each that should have been resolved by yesterday. Doing it twice is no
/// different, if `tell_overdue` is only once.
void apply_anomalies(const Document& document, const TypeContext& context, bool tell_overdue,
                     std::vector<Finding>& findings);

/// Rule and field of what the overdue anomalies of the record name.
std::set<std::pair<std::string, std::string>> find_overdue_anomalies(const Document& document,
                                                                     const TypeContext& context);

}  // namespace custrec
