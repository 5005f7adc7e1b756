// SPDX-License-Identifier: MIT
// What the samples found, by customer.
#include "review/outcome_index.hpp"

#include <algorithm>

#include "time/date.hpp"

namespace custrec {

void OutcomeIndex::add(const Sample& sample) {
  const auto days = parse_period(sample.period);
  const bool shared = days && days->begin < period_.end && period_.begin < days->end;
  if (shared) samples_.push_back(sample.period);
  for (const SampledRecord& record : sample.records) {
    const bool wrong = record.result == result_wrong;
    if (!shared && !wrong) continue;
    RecordOutcome& outcome = outcomes_[record.id];
    if (shared) {
      outcome.drawn = true;
      outcome.verified = outcome.verified || !record.is_open();
      outcome.wrong = outcome.wrong || wrong;
    }
    const auto at = parse_time(record.at);
    if (!wrong || !at) continue;
    const MonthNumber month = month_number(zone_.day_of(*at));
    if (month > until_) continue;
    outcome.last_wrong = std::max(outcome.last_wrong.value_or(month), month);
    last_wrong_ = std::max(last_wrong_.value_or(month), month);
  }
}

const RecordOutcome* OutcomeIndex::find(std::string_view id) const {
  const auto found = outcomes_.find(std::string(id));
  return found == outcomes_.end() ? nullptr : &found->second;
}

}  // namespace custrec
