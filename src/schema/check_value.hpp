// SPDX-License-Identifier: MIT
// Holds one single value to its field: the most telling of all the rules that it breaks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "problem/problem.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"

namespace custrec {

struct ValueProblem {
  Level level = Level::error;
  std::string_view rule;
  Text message;
  Text hint;
};

/// Whether `check_value` may have anything to say: nearly always not, which is cheap to see.
bool is_suspect(const TypedValue& value);

/// `text` is not empty. `personal`: messages show it masked only. `plain`: it stands without
/// quotes.
std::optional<ValueProblem> check_value(const Field& field, std::string_view text, bool personal,
                                        bool plain, const TypeContext& context);

/// What is to be asked about values of `field`, which knows everything but this.
Questions questions_of(const Field& field);

/// What a message may show of a value.
std::string show_value(const Field& field, std::string_view text, bool personal);

}  // namespace custrec
