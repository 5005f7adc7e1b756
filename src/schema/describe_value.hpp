// SPDX-License-Identifier: MIT
// A value as one says it.
#pragma once

#include <string>

#include "record/value.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

/// Labels of choices, yes and no, a list with commas.
std::string describe_value(const Field& field, const Value& value, Language language);

}  // namespace custrec
