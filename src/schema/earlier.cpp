// SPDX-License-Identifier: MIT
// The order of times as records have them.
#include "schema/earlier.hpp"

#include "schema/field_type.hpp"

namespace custrec {

bool is_earlier(std::string_view left, std::string_view right) {
  static const FieldType& time = *find_field_type("time");
  const auto order = compare_values(time, left, right);
  return order && *order == std::strong_ordering::less;
}

}  // namespace custrec
