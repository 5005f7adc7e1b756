// SPDX-License-Identifier: MIT
// What a value says as a text, so that many values can be compared by hash.
#pragma once

#include <string>

#include "record/value.hpp"

namespace custrec {

/// A text that two values have in common if and only if they say the same, whatever the order of
/// their keys.
std::string make_saying(const Value& value);

}  // namespace custrec
