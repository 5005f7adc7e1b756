// SPDX-License-Identifier: MIT
// JSON Schema of single values.
#include "exchange/json_schema_values.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "exchange/number_pattern.hpp"
#include "exchange/portable_pattern.hpp"
#include "schema/code_list.hpp"

namespace custrec {
namespace {

constexpr std::string_view none_name = "value.none";
constexpr std::string_view given_name = "value.given";
constexpr std::string_view number_or_string = R"(["integer","string"])";

bool is_whole_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() <= 15 && (text[0] != '0' || text.size() == 1) &&
         text.find_first_not_of("0123456789") == text.npos;
}

/// A value as YAML tools may read it: `true` and `5` are also text when they stand in quotes.
std::vector<std::string> readings(const FieldType& type, const std::string& text) {
  std::vector<std::string> both = {json_string(text)};
  const bool yes_no = type.name == "yes-no" && (text == "true" || text == "false");
  if (yes_no || (type.bare && type.name != "yes-no" && is_whole_number(text))) both.push_back(text);
  return both;
}

/// `minimum` and `maximum` speak of JSON's numbers, the pattern of numbers written as text.
void add_limit(JsonMembers& limits, std::vector<std::string>& patterns, std::string_view key,
               const std::string& limit) {
  const auto pattern = key == "minimum" ? pattern_at_least(limit) : pattern_at_most(limit);
  if (!pattern) return;
  if (is_whole_number(limit)) limits.emplace_back(key, limit);
  patterns.push_back(*pattern);
}

std::string limit_schema(const Field& field, const std::string& min, const std::string& max) {
  JsonMembers limits = {{"type", std::string(number_or_string)}};
  std::vector<std::string> patterns;
  if (!min.empty()) add_limit(limits, patterns, "minimum", min);
  if (!max.empty()) add_limit(limits, patterns, "maximum", max);
  if (patterns.empty()) return {};
  if (field.type->name != "integer") limits = {{"type", R"("string")"}};
  if (patterns.size() == 1) {
    limits.emplace_back("pattern", json_string(patterns[0]));
  } else {
    for (std::string& pattern : patterns)
      pattern = json_object({{"pattern", json_string(pattern)}});
    limits.emplace_back("allOf", json_array(patterns));
  }
  return json_object(limits);
}

std::string negated(const std::string& schema) {
  return json_object({{"not", schema}});
}

}  // namespace

std::string json_reference(std::string_view definition) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  std::string pointer = "#/$defs/";
  for (const char c : definition) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '-' || c == '_';
    if (plain) {
      pointer += c;
    } else if (c == '~' || c == '/') {
      pointer += c == '~' ? "~0" : "~1";
    } else {
      pointer += {'%', hex[byte >> 4U], hex[byte & 0xFU]};
    }
  }
  return json_object({{"$ref", json_string(pointer)}});
}

std::string json_one_of(const std::vector<std::string>& texts) {
  return texts.empty() ? "false" : json_object({{"enum", json_strings(texts)}});
}

std::string json_all_of(const std::vector<std::string>& schemas) {
  return schemas.size() == 1 ? schemas[0] : json_object({{"allOf", json_array(schemas)}});
}

std::string json_any_of(const std::vector<std::string>& schemas) {
  return schemas.size() == 1 ? schemas[0] : json_object({{"anyOf", json_array(schemas)}});
}

std::string json_none() {
  return json_reference(none_name);
}

std::string json_given() {
  return json_reference(given_name);
}

ValueSchemas::ValueSchemas(const TypeContext& context) : context_(context) {
  definitions_.emplace(none_name, R"({"enum":[null,"",[],{}]})");
  definitions_.emplace(given_name, negated(json_none()));
}

std::string ValueSchemas::of(const Field& field) {
  std::vector<std::string> all;
  if (field.type->name == "choice") {
    std::vector<std::string> values;
    for (const Option& option : field.options) values.push_back(option.value);
    all.push_back(json_one_of(values));
  } else if (field.type->name == "choices") {
    all.push_back(of_choices(field));
  } else {
    all.push_back(field.type->name == "code" ? of_codes(field.codes) : of_type(*field.type));
  }
  JsonMembers text = {{"type", R"("string")"}};
  if (field.min_length) text.emplace_back("minLength", std::to_string(*field.min_length));
  if (field.max_length) text.emplace_back("maxLength", std::to_string(*field.max_length));
  const auto pattern =
      field.pattern ? find_portable_pattern(field.pattern->pattern()) : std::nullopt;
  if (pattern) text.emplace_back("pattern", json_string(*pattern));
  if (text.size() > 1 && field.type->check != nullptr) {
    // What stands there without quotes has no length and no form any more.
    if (field.type->bare) text[0].second = R"(["string","integer","boolean"])";
    all.push_back(json_object(text));
  }
  if (field.type->order == Order::number) {
    const std::string limits = limit_schema(field, field.min, field.max);
    if (!limits.empty()) all.push_back(limits);
  }
  return json_all_of(all);
}

std::string ValueSchemas::of_type(const FieldType& type) {
  const std::string name = "type." + std::string(type.name);
  if (!definitions_.contains(name)) {
    const std::vector<std::string> people(context_.people.begin(), context_.people.end());
    definitions_.emplace(name, type.name == "person"  ? json_one_of(people)
                               : type.name == "phone" ? phone_schema()
                                                      : std::string(type.json_schema));
  }
  return json_reference(name);
}

std::string ValueSchemas::of_codes(const std::string& list) {
  const std::string name = "codes." + list;
  if (!definitions_.contains(name)) {
    std::vector<std::string> values;
    if (const CodeList* codes = context_.codes->find(list)) {
      for (const Code& code : codes->codes()) values.push_back(format_code(code));
    }
    definitions_.emplace(name, json_one_of(values));
  }
  return json_reference(name);
}

std::string ValueSchemas::of_choices(const Field& field) {
  std::vector<std::string> values;
  for (const Option& option : field.options) values.push_back(option.value);
  const std::string item = values.empty() ? of_type(*find_field_type("text")) : json_one_of(values);
  JsonMembers list = {{"type", R"("array")"}, {"items", item}, {"uniqueItems", "true"}};
  if (field.min_items) list.emplace_back("minItems", std::to_string(*field.min_items));
  if (field.max_items) list.emplace_back("maxItems", std::to_string(*field.max_items));
  return json_object(list);
}

/// Area codes by the length of their numbers, so that the pattern is no longer than need be.
std::string ValueSchemas::phone_schema() const {
  std::map<std::string, std::string> by_length;
  for (const AreaCode& area : context_.phones->area_codes) {
    std::string& codes =
        by_length["{" + std::to_string(area.shortest) + "," + std::to_string(area.longest) + "}"];
    codes += (codes.empty() ? "" : "|") + area.code;
  }
  std::string fixed = "(400|800)[0-9]{7}";
  for (const auto& [length, codes] : by_length) fixed += "|(" + codes + ")-[0-9]" + length;
  const std::string pattern =
      "^(1[3-9][0-9]{9}|(" + fixed + ")(-[0-9]{1,6})?|[+][1-9]([ -]?[0-9]){6,14})$";
  return json_object({{"type", R"("string")"},
                      {"pattern", json_string(pattern)},
                      {"not", R"({"pattern":"^[+]86"})"}});
}

std::string json_is_any(const Field& field, const std::vector<std::string>& values) {
  if (field.type->name == "code") {
    std::string codes;
    for (const std::string& value : values)
      codes += (codes.empty() ? "" : "|") + escape_pattern(value);
    return json_object(
        {{"type", R"("string")"}, {"pattern", json_string("^(" + codes + ")( |$)")}});
  }
  std::vector<std::string> all;
  for (const std::string& value : values) {
    for (std::string& reading : readings(*field.type, value)) all.push_back(std::move(reading));
  }
  return json_object({{"enum", json_array(all)}});
}

std::optional<std::string> json_compares(const Field& field, Comparison comparison,
                                         const std::string& constant) {
  const bool number = field.type->order == Order::number;
  const bool equality = comparison == Comparison::equal || comparison == Comparison::unequal;
  if (field.type->order == Order::time || (!number && !equality)) return std::nullopt;
  std::string schema = number ? limit_schema(field, constant, constant)
                              : json_is_any(field, {std::string(code_part(constant))});
  if (!number && field.type->name != "code") schema = json_is_any(field, {constant});
  if (number && !equality) {
    const bool from_below = comparison == Comparison::less || comparison == Comparison::at_least;
    schema = from_below ? limit_schema(field, constant, {}) : limit_schema(field, {}, constant);
  }
  if (schema.empty()) return std::nullopt;
  const bool negative = comparison == Comparison::unequal || comparison == Comparison::less ||
                        comparison == Comparison::more;
  return negative ? negated(schema) : schema;
}

}  // namespace custrec
