// SPDX-License-Identifier: MIT
// Anomalies: problems of a record that people know of. One that is open, with somebody who sees to
// it and a day, or that was accepted for a reason, turns the problem that it names by field and
// rule into a known one (requirement 25). In a record in force nobody accepts a problem alone.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/check_record.hpp"

namespace custrec {

/// Whether a record of this status is in force: active, invalid or closed. It needs an approval.
bool is_in_force(std::string_view status);

/// Whether an anomaly can account for problems of this rule: not where nobody could tell any more
/// what the record says, or whether somebody has looked at it.
bool may_be_known(std::string_view rule);

struct WeightyAnomaly {
  NodeIndex node = no_node;
  std::string_view at;  ///< when it was accepted, or else found
};
/// The anomalies that, with four eyes, account for a problem only once a second person has approved
/// the record: in a record in force the accepted ones, and open ones of the rule file-changed.
std::vector<WeightyAnomaly> find_to_be_approved(const Document& document,
                                                const TypeContext& context);

/// Sets the level of what the anomalies of the record account for, of those that are listed, to
/// `known`. One of
/// `find_to_be_approved` does so only when an approval is not older than it, and was given by
/// someone who neither found nor accepted it, or without four eyes; else the hint says what is
/// missing. Adds an error
/// `anomaly-overdue` for each that should have been resolved by yesterday. Doing it twice is no
/// different, if `tell_overdue` is only once.
void apply_anomalies(const Document& document, const TypeContext& context, bool tell_overdue,
                     std::vector<Finding>& findings);

/// Rule and field of what the overdue anomalies of the record name.
std::set<std::pair<std::string, std::string>> find_overdue_anomalies(const Document& document,
                                                                     const TypeContext& context);

}  // namespace custrec
