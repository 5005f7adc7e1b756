// SPDX-License-Identifier: MIT
// A value as one says it.
#include "schema/describe_value.hpp"

#include "schema/field_type.hpp"

namespace custrec {

std::string describe_value(const Field& field, const Value& value, Language language) {
  if (value.kind != Kind::scalar) {
    std::string list;
    for (const Value& item : value.items) {
      if (!list.empty()) list += language == Language::chinese ? "、" : ", ";
      list += describe_value(field, item, language);
    }
    return list;
  }
  for (const Option& option : field.options) {
    if (option.value == value.text) return option.label.in(language);
  }
  if (value.text == "true" && field.type->name == "yes-no") return Text{"yes", "是"}.in(language);
  if (value.text == "false" && field.type->name == "yes-no") return Text{"no", "否"}.in(language);
  return value.text;
}

}  // namespace custrec
