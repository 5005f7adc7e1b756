// SPDX-License-Identifier: MIT
// Holds one record to the schemas: every rule that needs no other record and no place on disk.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "problem/problem.hpp"
#include "record/document.hpp"
#include "schema/field_items.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// So many problems of one rule and level are listed for a file one by one; one more stands for the
/// rest of them, so that a file of 4 MiB can't make millions.
inline constexpr std::size_t most_listed = 1000;

/// A problem at a byte of the record's text.
struct Finding {
  std::uint32_t offset = 0;
  Level level = Level::error;
  std::string_view rule;
  std::string field;
  Text message;
  Text hint;
  std::size_t unlisted = 0;  ///< not 0: it stands for so many of its rule that aren't listed
};

/// Counts findings by rule and level as they are made.
class FindingLimit {
 public:
  /// Adds `finding` to `findings`, or counts it in the one that stands for the rest.
  void add(std::vector<Finding>& findings, Finding finding);
  /// Counts one more that needs no listing; false when it is to be added.
  bool count(std::vector<Finding>& findings, Level level, std::string_view rule);
  [[nodiscard]] std::size_t total() const { return total_; }

 private:
  struct Kept {
    std::size_t count = 0;
    std::size_t rest = 0;  ///< where the one for the rest is among the findings
  };
  std::map<std::pair<std::string_view, Level>, Kept> kept_;
  std::size_t total_ = 0;
};

/// Of each rule and level at most `most_listed` in the order they have, and one for the rest.
std::vector<Finding> limit_findings(std::vector<Finding> findings);

/// The findings by offset, at most one per value, and of each rule at most `most_listed`. `reading`
/// must be readable; its faults are among the findings. A draft may leave out what is required, and
/// what checks with `has` ask for.
std::vector<Finding> check_record(const Reading& reading, const Schemas& schemas,
                                  const TypeContext& context);
/// The same where `items` of its document are known already, or are to be known.
std::vector<Finding> check_record(const Reading& reading, const Schemas& schemas,
                                  const TypeContext& context, FieldItems& items);

/// The faults of a text that could not be read.
std::vector<Finding> findings_of(const std::vector<Fault>& faults);

/// Findings with line and column, told of the file `path` and the customer `id`.
std::vector<Problem> place_findings(const Document& document, const std::string& path,
                                    const std::string& id, std::vector<Finding> findings);

}  // namespace custrec
