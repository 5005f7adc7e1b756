// SPDX-License-Identifier: MIT
// Holds one record to the schemas: every rule that needs no other record and no place on disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "problem/problem.hpp"
#include "record/document.hpp"
#include "schema/field_items.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// A problem at a byte of the record's text.
struct Finding {
  std::uint32_t offset = 0;
  Level level = Level::error;
  std::string_view rule;
  std::string field;
  Text message;
  Text hint;
};

/// The findings by offset, at most one per value. `reading` must be readable; its faults are among
/// the findings. A draft may leave out what is required, and what checks with `has` ask for.
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
