// SPDX-License-Identifier: MIT
// What the samples found, by customer: asked once for each record while the archive is read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "problem/problem.hpp"
#include "review/figures.hpp"
#include "review/sample.hpp"
#include "time/period.hpp"
#include "time/zone_offsets.hpp"

namespace custrec {

struct RecordOutcome {
  bool drawn = false;     ///< for a sample that shares a day with the period
  bool verified = false;  ///< by one of these at least
  bool wrong = false;     ///< by one of these
  std::optional<MonthNumber> last_wrong;
};

class OutcomeIndex {
 public:
  /// Outcomes of samples that share a day with `period`; of others only what was found wrong, for
  /// the months without an error. What was found in months after `until` doesn't count there.
  OutcomeIndex(Period period, MonthNumber until, const ZoneOffsets& zone)
      : period_(std::move(period)), until_(until), zone_(zone) {}

  void add(const Sample& sample);

  /// Null when no sample has anything to say of it.
  [[nodiscard]] const RecordOutcome* find(std::string_view id) const;
  [[nodiscard]] std::optional<MonthNumber> last_wrong() const { return last_wrong_; }
  /// Names of the samples that share a day with the period.
  [[nodiscard]] const std::vector<std::string>& samples() const { return samples_; }

 private:
  Period period_;
  MonthNumber until_;
  const ZoneOffsets& zone_;
  std::unordered_map<std::string, RecordOutcome> outcomes_;
  std::optional<MonthNumber> last_wrong_;
  std::vector<std::string> samples_;
};

}  // namespace custrec
