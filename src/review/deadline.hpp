// SPDX-License-Identifier: MIT
// One engine for all time limits: what a record's deadlines are, which were kept and which not.
// Nothing but `now` tells it the time.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "record/document.hpp"
#include "review/deadline_rules.hpp"
#include "schema/check_record.hpp"
#include "time/due.hpp"

namespace custrec {

enum class DeadlineState : unsigned char {
  kept,     ///< met in time
  late,     ///< met after it was due
  open,     ///< not met, still time
  overdue,  ///< not met, due before now
};

/// One row of the rules for one entry, or for the record itself.
struct Deadline {
  const DeadlineRow* row = nullptr;
  std::string entry;          ///< `needs.N1`, `visits.V2.todos[0]`; empty: the record
  std::string owner;          ///< of the entry, else of what it stands in, else of the customer
  NodeIndex place = no_node;  ///< the `from` value, else the entry
  std::optional<Time> from;   ///< nothing: `at_least` of something that isn't booked yet
  Due due;
  DeadlineState state = DeadlineState::open;
  std::optional<Time> met;  ///< nothing too where a complete record is all that is asked
};

/// Which of them are asked for.
struct DeadlineQuery {
  std::string name;         ///< empty: all
  bool unmet_only = false;  ///< open and overdue
};

class DeadlineEngine {
 public:
  /// Reads the calendar when a limit needs it (or `needs_calendar` says so); throws Error(settings)
  /// when it is broken. `archive` and `rules` outlive it.
  DeadlineEngine(const Archive& archive, const DeadlineRules& rules, std::chrono::sys_seconds now,
                 bool needs_calendar = false);

  /// In the order of lists and entries in the rules. What has not begun yet (a visit of tomorrow
  /// needs no minutes today) is left out, unless the limit is `0d`: a date that was planned. Any
  /// number of threads may ask at once. `reading` must be readable.
  [[nodiscard]] std::vector<Deadline> find(const Reading& reading,
                                           const DeadlineQuery& query) const;

  [[nodiscard]] const Archive& archive() const { return archive_; }
  [[nodiscard]] const DeadlineRules& rules() const { return rules_; }
  [[nodiscard]] const TypeContext& context() const { return context_; }
  [[nodiscard]] std::chrono::sys_seconds now() const { return context_.now; }
  [[nodiscard]] std::chrono::sys_days today() const { return today_; }
  [[nodiscard]] const Counting& counting() const { return counting_; }
  [[nodiscard]] const ZoneOffsets& zone() const { return zone_; }

  /// Adds the years between both that the calendar lacks.
  void note_unknown_years(std::chrono::sys_days first, std::chrono::sys_days last,
                          std::set<int>& years) const;

  /// How late it is now in whole days, or of exact limits until two days in hours or minutes:
  /// `12d`, `3h`, `25min`; empty when it isn't.
  [[nodiscard]] std::string format_lateness(const Due& due) const;

 private:
  const Archive& archive_;
  const DeadlineRules& rules_;
  TypeContext context_;
  ZoneOffsets zone_;
  Calendar calendar_;
  Counting counting_;
  std::chrono::sys_days today_;
};

/// The overdue ones as problems of the rule `deadline`.
std::vector<Finding> check_deadlines(const DeadlineEngine& engine, const Reading& reading);

/// `2024-03-15`, or a time with the offset that it was written with.
std::string format_written(const Time& time);

}  // namespace custrec
