// SPDX-License-Identifier: MIT
// The figures of a report: counts only, which can be made of any part of the archive and added up
// in any order.
//
// Keys are stored values (`ours`, `phone`, `31` … never labels). An empty key stands for all that
// says nothing of it or nothing known: a choice that is no option, a person who is not in the team.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

namespace custrec {

using Counts = std::map<std::string, std::size_t, std::less<>>;

/// Months since the year 0: `2026-09` is 2026 × 12 + 8.
using MonthNumber = int;
MonthNumber month_number(std::chrono::sys_days day);
std::string format_month(MonthNumber month);  ///< `2026-09`

/// Lengths of time, to the minute.
class Durations {
 public:
  void add(std::chrono::minutes length) { lengths_[length] += 1; }
  void add(const Durations& other);
  [[nodiscard]] std::size_t size() const;
  /// The middle one, or half way between the two in the middle; nothing of none.
  [[nodiscard]] std::optional<std::chrono::minutes> median() const;

 private:
  std::map<std::chrono::minutes, std::size_t> lengths_;
};

/// Records of the period that a sample has looked at.
struct Verified {
  std::size_t checked = 0;
  std::size_t wrong = 0;

  void add(const Verified& other);
  [[nodiscard]] std::size_t right() const { return checked - wrong; }
};

/// Months of records that somebody collected.
struct MonthSpan {
  std::optional<MonthNumber> first;       ///< the first in which one was entered
  std::optional<MonthNumber> last_wrong;  ///< the last in which one was found wrong

  void add_entered(MonthNumber month);
  void add_wrong(MonthNumber month);
  void add(const MonthSpan& other);
  /// How many months up to `until` nothing was found wrong, since the first; 0 before that.
  [[nodiscard]] int count_error_free(MonthNumber until) const;
};

/// Deadlines that fell due in the period, or will.
struct DeadlineCounts {
  std::size_t kept = 0;
  std::size_t late = 0;
  std::size_t overdue = 0;
  std::size_t open = 0;
  /// Those of the overdue ones that nothing in a record ends (a recheck, a weekly word): they are
  /// never counted as kept, so they don't count in the share either.
  std::size_t endless = 0;

  void add(const DeadlineCounts& other);
  [[nodiscard]] std::size_t total() const { return kept + late + overdue + open; }
  /// Kept, late and overdue ones with an end.
  [[nodiscard]] std::size_t decided() const { return kept + late + overdue - endless; }
};

struct AccuracyFigures {
  std::size_t open = 0;  ///< drawn and not looked at yet
  Verified all;
  std::map<std::string, Verified, std::less<>> by_collector;
  Counts wrong_by_field;  ///< records; paths without positions: `contacts.mobile`
  MonthSpan months;
  std::map<std::string, MonthSpan, std::less<>> months_by_collector;
};

struct AnomalyFigures {
  std::size_t opened = 0;    ///< in the period
  std::size_t resolved = 0;  ///< in the period
  std::size_t open = 0;      ///< at the end of the period, overdue ones too
  std::size_t overdue = 0;
  Counts causes;  ///< of those opened
  Counts how;
};

struct ComplaintFigures {
  std::size_t received = 0;
  std::map<MonthNumber, std::size_t> by_month;
  Counts by_responsibility;
  Counts by_channel;
  Counts satisfaction;
  Durations to_answer;
  Durations to_completion;
};

struct NeedFigures {
  std::size_t raised = 0;
  std::map<std::pair<std::string, std::string>, std::size_t> by_kind_and_priority;
  DeadlineCounts answers;
  std::map<int, std::size_t> satisfaction;  ///< 1 to 5
  std::size_t lessons = 0;
};

struct ReviewFigures {
  struct Results {
    std::size_t approved = 0;
    std::size_t returned = 0;
  };
  Results all;
  std::map<std::string, Results, std::less<>> by_reviewer;
  Durations to_first;
};

/// How the customers are spread today.
struct ArchiveFigures {
  std::size_t records = 0;
  /// Type, then industry (the widest class) or segment, then stage.
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> by_class;
  Counts by_stage;
  Counts by_grade;
  Counts by_region;  ///< the widest: provinces
  Counts by_owner;
  Counts by_status;
  Counts by_activity;
};

struct Figures {
  AccuracyFigures accuracy;
  AnomalyFigures anomalies;
  std::map<std::string, DeadlineCounts, std::less<>> deadlines_by_name;
  std::map<std::string, DeadlineCounts, std::less<>> deadlines_by_person;
  std::set<int> unknown_years;  ///< that the calendar lacks, of the deadlines that were counted
  ComplaintFigures complaints;
  NeedFigures needs;
  ReviewFigures reviews;
  ArchiveFigures archive;

  void add(const Figures& other);
  [[nodiscard]] DeadlineCounts count_deadlines() const;  ///< of all names
};

}  // namespace custrec
