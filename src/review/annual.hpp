// SPDX-License-Identifier: MIT
// The check of December: what has to be put in order in a customer's record once a year.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "record/document.hpp"
#include "text/text.hpp"
#include "time/zone_offsets.hpp"

namespace custrec {

struct AnnualFinding {
  std::string_view reason;  ///< `dormant`, `incomplete`, `vague` or `unreached`
  Text label;               ///< of the reason
  Text detail;              ///< what was found
  Text advice;              ///< what to do about it
};

class AnnualCheck {
 public:
  /// Interactions and visits after `as_of` don't count. `archive` outlives it.
  AnnualCheck(const Archive& archive, std::chrono::sys_seconds as_of);

  /// Nothing for drafts and customers that are invalid or closed. Any number of threads may ask at
  /// once. `reading` must be readable.
  [[nodiscard]] std::vector<AnnualFinding> check(const Reading& reading) const;

 private:
  const Archive& archive_;
  std::chrono::sys_seconds as_of_;
  TypeContext context_;
  ZoneOffsets zone_;
};

}  // namespace custrec
