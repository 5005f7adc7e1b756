// SPDX-License-Identifier: MIT
// The one table of field types. A new type is a row here and a function.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/mask.hpp"
#include "schema/phone.hpp"
#include "schema/signs.hpp"
#include "schema/verdict.hpp"

namespace custrec {

class CodeLists;
class Zone;
struct Field;

/// What values are checked against besides the schema.
struct TypeContext {
  const CodeLists* codes = nullptr;
  const PhonePlan* phones = nullptr;
  const Zone* zone = nullptr;
  std::span<const std::string> people;  ///< names of team.yaml
  std::chrono::sys_seconds now;
  std::chrono::sys_days today;  ///< the civil day of `now` in the archive's time zone
  /// `YYYY-MM-DD` some days before `now`: a date or time that stands before it in the order of
  /// texts is certainly past, whatever its offset. Empty: nothing is certain.
  std::string long_past = {};
  bool four_eyes = true;  ///< a second person approves
};

/// `long_past` for a `today`.
std::string find_long_past(std::chrono::sys_days today);

/// A value as it stands in a record.
struct TypedValue {
  std::string_view text;  ///< never empty
  bool personal = false;  ///< messages show it masked only
  const Field& field;
  const TypeContext& context;
  Signs signs = {};
  bool plain = false;  ///< it stands without quotes

  [[nodiscard]] std::string shown() const;  ///< what messages may show of it
};

/// What stands at a field: one value, a list of labels, a list of entries, or further fields.
enum class Shape : unsigned char { single, choices, entries, group };

/// How values of a type compare in checks and limits.
enum class Order : unsigned char { text, number, time };

struct FieldType {
  std::string_view name;  ///< also the name of the rule that its problems have
  /// Of the stored form, exactly: what would only be right after `normalise` is bad. Null for the
  /// structured types (choices, entries, group), whose shape `check_record` looks at.
  Verdict (*check)(const TypedValue& value) = nullptr;
  /// What a person or a sheet gives → the stored form; what can't be understood comes back trimmed.
  std::string (*normalise)(std::string_view input, const Field& field,
                           const TypeContext& context) = nullptr;
  Order order = Order::text;
  bool bare = false;       ///< stands without quotes whatever it looks like
  Mask mask = Mask::none;  ///< when the field is personal and its schema names no mask
  /// Fragment of JSON Schema 2020-12 of the stored form, as YAML 1.2 tools read it: no less than
  /// `check` lets pass. Empty when it depends on the field, the code lists or the team.
  std::string_view json_schema;
  Shape shape = Shape::single;
  bool free_text = false;  ///< people write what they like
};

std::span<const FieldType> field_types();
const FieldType* find_field_type(std::string_view name);

/// Nothing when one of them is no value of the type. Of times, dates and parts of dates only the
/// parts that both have are compared; of codes the code.
std::optional<std::strong_ordering> compare_values(const FieldType& type, std::string_view left,
                                                   std::string_view right);

/// The same of values that their types, of one order, find good: dates and times need not be taken
/// apart.
std::optional<std::strong_ordering> compare_good_values(const FieldType& type,
                                                        std::string_view left,
                                                        std::string_view right);

/// The options of a choice for messages: `phone 电话、visit 拜访`.
Text list_options(const Field& field);

/// The value of `field`'s option that `input` names: a value or a label in any language. Empty when
/// it names none.
std::string_view find_option(const Field& field, std::string_view input);

}  // namespace custrec
