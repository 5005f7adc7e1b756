// SPDX-License-Identifier: MIT
// The ledger of anomalies (requirement 25): all that the records know to be wrong, and how the
// present errors of an old archive get into it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "archive/revision.hpp"
#include "archive/selection.hpp"

namespace custrec {

enum class AnomalyState : unsigned char { open, overdue, corrected, accepted };

/// One entry of `anomalies`, whose values may be shown.
struct LedgerRow {
  std::string customer;
  std::string name;  ///< masked
  std::string anomaly;
  AnomalyState state = AnomalyState::open;
  std::string found_at, how, field, rule, problem, cause, owner, due, resolved_at;

  [[nodiscard]] bool is_open() const {
    return state == AnomalyState::open || state == AnomalyState::overdue;
  }
};

/// The anomalies of one record, in their order. `today` is the day in the archive's time zone.
std::vector<LedgerRow> find_anomalies(const RecordFile& file, const Schemas& schemas,
                                      std::chrono::sys_days today);

struct Adoption {
  std::string owner;  ///< empty: the owner of the customer, if in the team, else who adopts
  std::string due;    ///< `YYYY-MM-DD`
};

/// The record with an open anomaly for each of its `problems` (errors that may be known).
Revision adopt_problems(const Archive& archive, const Reviser& reviser, const RecordFile& file,
                        const std::vector<Problem>& problems, const Person& by,
                        std::chrono::sys_seconds now, const Adoption& adoption);

}  // namespace custrec
