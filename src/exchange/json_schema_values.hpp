// SPDX-License-Identifier: MIT
// JSON Schema of single values: of a field type, of a field with its limits, of the values that a
// condition or a comparison names. All as JSON text.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exchange/json_text.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"

namespace custrec {

std::string json_reference(std::string_view definition);  ///< `{"$ref":"#/$defs/…"}`

std::string json_one_of(const std::vector<std::string>& texts);  ///< `false` when there is none
std::string json_all_of(const std::vector<std::string>& schemas);
std::string json_any_of(const std::vector<std::string>& schemas);

/// Of a field that isn't filled in, and of one that is.
std::string json_none();
std::string json_given();

/// Gathers the definitions that the values need: by name, their JSON text.
class ValueSchemas {
 public:
  explicit ValueSchemas(const TypeContext& context);

  /// Of a value of `field`, which is neither a group nor entries, and not empty.
  std::string of(const Field& field);

  [[nodiscard]] const std::map<std::string, std::string>& definitions() const {
    return definitions_;
  }

 private:
  std::string of_type(const FieldType& type);
  std::string of_codes(const std::string& list);
  std::string of_choices(const Field& field);
  [[nodiscard]] std::string phone_schema() const;

  const TypeContext& context_;
  std::map<std::string, std::string> definitions_;
};

/// Whether a value of `field` is one of `values`, as conditions see it: of a code the code counts.
std::string json_is_any(const Field& field, const std::vector<std::string>& values);

/// Whether a value of `field` compares so with the constant; nothing when that can't be said.
std::optional<std::string> json_compares(const Field& field, Comparison comparison,
                                         const std::string& constant);

}  // namespace custrec
