// SPDX-License-Identifier: MIT
// A record on a page for people: sections, labels, values as one says them.
#pragma once

#include <string>

#include "record/value.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// What is filled in, in the order of the schema; unknown fields are left out.
std::string format_record_page(const Value& record, const Schemas& schemas, Language language,
                               bool colour);

}  // namespace custrec
