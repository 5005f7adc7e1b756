// SPDX-License-Identifier: MIT
// Counts the figures of a report, record by record.
#pragma once

#include <chrono>
#include <memory>

#include "archive/archive.hpp"
#include "archive/walk.hpp"
#include "review/deadline.hpp"
#include "review/figures.hpp"
#include "review/outcome_index.hpp"
#include "time/period.hpp"

namespace custrec {

class FigureColumns;

/// The deadline by which needs are said to be answered in time.
inline constexpr std::string_view need_answer_deadline = "need-answer";

/// The last month of `period` that is over on `today`; of a period that has just begun, the month
/// before it.
MonthNumber last_full_month(const Period& period, std::chrono::sys_days today);

/// How events get into a period: a sample's outcome when the record was entered in it, a deadline
/// when it fell due in it, a complaint when it was received, a need when it was raised, an anomaly
/// when it was found and again when it was resolved, a review when it was given. What the archive
/// holds is counted as it is today.
class FigureCounter {
 public:
  /// `engine`, `outcomes` and `archive` outlive it.
  FigureCounter(const Archive& archive, const DeadlineEngine& engine, const OutcomeIndex& outcomes,
                const Period& period);
  FigureCounter(const FigureCounter&) = delete;
  FigureCounter& operator=(const FigureCounter&) = delete;
  ~FigureCounter();

  /// Adds what one record says; `file` must be readable. Any number of threads may count at once,
  /// each into figures of its own.
  void count(const RecordFile& file, Figures& figures) const;

 private:
  class Counting;
  std::unique_ptr<FigureColumns> columns_;
  const DeadlineEngine& engine_;
  const OutcomeIndex& outcomes_;
  Period period_;
};

}  // namespace custrec
