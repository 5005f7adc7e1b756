// SPDX-License-Identifier: MIT
// The `deadlines:` of custrec.yaml, compiled against the schemas: which times of a record are
// counted from which others. man/custrec-record.5 describes the language.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/archive.hpp"
#include "schema/schema.hpp"
#include "time/limit.hpp"

namespace custrec {

/// A date or time, one or, in lists, several.
struct TimeSource {
  std::vector<FieldReference> lists;  ///< that lead to it, from the outside inward
  FieldReference field;               ///< seen from the innermost of them
};

struct DeadlineRow {
  std::string name;
  Text label;
  std::vector<TimeSource> from;  ///< the latest counts, up to a `to` that is in no list
  std::vector<TimeSource> to;    ///< the first not before `from`; empty: nothing ends it
  bool to_complete = false;      ///< instead of `to`: nothing required is missing, no check fails
  bool ahead = false;            ///< `at_least`: `from` must lie so long before `to`
  std::optional<Limit> limit;    ///< nothing: it goes by a choice
  FieldReference by;
  std::vector<std::pair<std::string, Limit>> limits;  ///< by value of `by`
  Condition when;
  /// Its `when` asks about the customer's status. Other rows count for customers that are
  /// submitted, active or returned.
  bool any_status = false;

  [[nodiscard]] bool uses(LimitUnit unit) const;
};

/// Rows of one name and one `each`: the first whose `when` holds counts.
using DeadlineGroup = std::vector<DeadlineRow>;

/// Groups about the entries of one list, or about the record itself.
struct DeadlineList {
  std::string each;                   ///< `visits.todos`, or empty
  std::vector<FieldReference> lists;  ///< from the outside inward; the last is the list itself
  std::vector<DeadlineGroup> groups;
  bool any_status = false;  ///< one of the rows has it
};

class DeadlineRules {
 public:
  /// Reads custrec.yaml once more. Throws Error(settings) with the place of the first mistake.
  /// `archive` outlives it.
  static DeadlineRules read(const Archive& archive);
  /// Of the text of custrec.yaml. Throws Error(settings) with the place of the first mistake.
  /// `schemas` outlive it.
  static DeadlineRules parse(std::string settings, const Schemas& schemas);

  [[nodiscard]] const std::vector<DeadlineList>& lists() const { return lists_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }  ///< each once
  /// That of the first row of this name; the name itself when there is none.
  [[nodiscard]] Text label_of(const std::string& name) const;
  [[nodiscard]] bool uses(LimitUnit unit) const;
  /// Throws Error(usage) when there is no deadline of that name.
  void require_name(const std::string& name) const;

 private:
  void add(std::string each, std::vector<FieldReference> lists, DeadlineRow row);

  std::vector<DeadlineList> lists_;
  std::vector<std::string> names_;
};

}  // namespace custrec
