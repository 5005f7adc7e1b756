// SPDX-License-Identifier: MIT
// What the parts of review sample share: drawing, noting outcomes, the sheet, the status.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/review.hpp"
#include "review/sample.hpp"
#include "time/period.hpp"

namespace custrec {

struct SampleOptions {
  std::size_t rate = 0;  ///< 0: not given
  std::string period;
  std::string seed;
  std::vector<std::string> record;  ///< customer, then `ok` or `wrong`
  std::vector<std::string> fields;
  std::string problem;
  std::string sheet;  ///< `text`, `html`, `csv`; empty: none is wanted
  std::string output;
  bool unmask = false;
  std::string purpose;
  std::string from;  ///< a sheet that was filled in, `-` for stdin
  bool status = false;
  std::string format = "table";
};

/// The column of the sheet that is read back, or another one.
struct SampleColumn {
  std::string_view key;
  Text heading;
  bool read_back = false;
};
/// period, customer, name, owner, collected_by, identity, contact, logic, result, field, problem.
const std::vector<SampleColumn>& sample_columns();

/// The period that was asked for, else the last full quarter. Throws Error(usage) for what is none,
/// and for one that has not begun.
Period choose_period(const Session& session, const Archive& archive, const SampleOptions& options);

/// The sample of `period`. Its problems are told on stderr, then Error(refused) is thrown.
std::optional<SampleFile> read_good_sample(const Session& session, const Archive& archive,
                                           const Period& period);
/// The same; throws Error(usage) when there is none, with those that there are.
SampleFile require_sample(const Session& session, const Archive& archive, const Period& period);

/// Throws Error(refused) unless the person may see all customers.
void require_sampler(const Archive& archive, const Person& person);

Exit note_outcome(Session& session, const Archive& archive, const Person& person,
                  const SampleOptions& options);
Exit note_outcomes_from_sheet(Session& session, const Archive& archive, const Person& person,
                              const SampleOptions& options);
Exit print_sample_sheet(Session& session, const Archive& archive, const Person& person,
                        const SampleOptions& options);
Exit print_sample_status(Session& session, const Archive& archive, const SampleOptions& options);

}  // namespace custrec
