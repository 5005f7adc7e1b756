// SPDX-License-Identifier: MIT
// Records as JSON: the same keys and nesting as in YAML; whole numbers and yes-no are JSON's own,
// everything else is a string.
#pragma once

#include <string>

#include "record/value.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// One object on one line, or indented by two.
std::string format_json_record(const Value& record, const Schemas& schemas, bool indented);

}  // namespace custrec
