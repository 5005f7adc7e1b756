// SPDX-License-Identifier: MIT
// What happened to a record, for people: who filed, changed and reviewed it, when and why.
#pragma once

#include <string>

#include "record/value.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// `record` is masked already. Events by time, each with its lines below it.
std::string format_history(const Value& record, const Schemas& schemas, Language language,
                           bool colour);

}  // namespace custrec
