// SPDX-License-Identifier: MIT
// Two definitions for each kind: what may stand there, and what must once the record is no draft.
#include "exchange/json_schema.hpp"

#include <optional>

#include "exchange/json_schema_rules.hpp"
#include "exchange/json_schema_values.hpp"
#include "exchange/json_text.hpp"

namespace custrec {
namespace {

std::string filed_name(std::string_view kind) {
  return std::string(kind) + ".filed";
}

std::string join_path(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

const std::vector<std::string>& rules_at(const SchemaRules::ByPath& rules,
                                         const std::string& path) {
  static const std::vector<std::string> none;
  const auto found = rules.find(path);
  return found == rules.end() ? none : found->second;
}

class SchemaWriter {
 public:
  SchemaWriter(const Schemas& schemas, const TypeContext& context, Language language)
      : schemas_(schemas), values_(context), language_(language) {
    for (const Field& field : schemas.customer().fields) {
      if (field.name == "changes") change_kind_ = field.of;
    }
  }

  std::string write() {
    JsonMembers definitions;
    for (const auto& [kind, schema] : schemas_.all()) {
      rules_ = collect_schema_rules(schemas_, schema);
      repeats_ = kind == change_kind_;
      JsonMembers members = {{"title", json_string(schema.title.in(language_))}};
      append(members, allowed(schema.fields, {}));
      definitions.emplace_back(kind, json_object(members));
      definitions.emplace_back(filed_name(kind), json_object(filed(schema.fields, {})));
    }
    for (const auto& definition : values_.definitions()) definitions.push_back(definition);
    const std::string draft =
        R"({"properties":{"status":{"const":"draft"}},"required":["status"]})";
    return json_object({{"$schema", json_string("https://json-schema.org/draft/2020-12/schema")},
                        {"type", json_string("object")},
                        {"$ref", json_string("#/$defs/customer")},
                        {"if", draft},
                        {"else", json_reference(filed_name("customer"))},
                        {"$defs", json_object(definitions)}});
  }

 private:
  static void append(JsonMembers& members, JsonMembers more) {
    for (auto& member : more) members.push_back(std::move(member));
  }

  static std::string refuse_both(const std::string& name, const std::string& other) {
    const std::string properties = json_object({{name, "true"}, {other, "true"}});
    const std::string both =
        json_object({{"properties", properties}, {"required", json_strings({name, other})}});
    return json_object({{"not", both}});
  }

  // What may stand there.

  JsonMembers allowed(const FieldList& fields, const std::string& path) {
    JsonMembers properties;
    std::vector<std::string> rules = rules_at(rules_.always, path);
    for (const Field& field : fields) {
      const std::string schema = allowed(field, path);
      properties.emplace_back(field.name, schema);
      if (field.renamed_from.empty()) continue;
      properties.emplace_back(field.renamed_from, schema);
      rules.push_back(refuse_both(field.name, field.renamed_from));
    }
    JsonMembers object = {{"type", json_string("object")},
                          {"properties", json_object(properties)},
                          {"additionalProperties", "false"}};
    if (!rules.empty()) object.emplace_back("allOf", json_array(rules));
    return object;
  }

  std::string allowed(const Field& field, const std::string& path) {
    JsonMembers members = {{"title", json_string(field.label.in(language_))}};
    if (!field.hint.empty()) {
      members.emplace_back("description", json_string(field.hint.in(language_)));
    }
    if (field.retired) members.emplace_back("deprecated", "true");
    members.emplace_back("anyOf", json_array({value_of(field, path), json_none()}));
    return json_object(members);
  }

  std::string value_of(const Field& field, const std::string& path) {
    const std::string inner = join_path(path, field.name);
    if (field.type->name == "group") return json_object(allowed(field.fields, inner));
    if (field.type->name == "entries") {
      const std::string item =
          field.of.empty() ? json_object(allowed(field.fields, inner)) : json_reference(field.of);
      JsonMembers list = {{"type", json_string("array")}, {"items", item}};
      if (field.min_items) list.emplace_back("minItems", std::to_string(*field.min_items));
      if (field.max_items) list.emplace_back("maxItems", std::to_string(*field.max_items));
      return json_object(list);
    }
    // The change log repeats what stood in other fields, right or wrong.
    if (repeats_ && (field.name == "from" || field.name == "to")) return R"({"type":"string"})";
    return values_.of(field);
  }

  // What must stand there.

  JsonMembers filed(const FieldList& fields, const std::string& path) {
    JsonMembers properties;
    std::vector<std::string> required;
    std::vector<std::string> rules = rules_at(rules_.filed, path);
    for (const Field& field : fields) {
      const bool needed = is_always_required(field);
      const bool renamed = !field.renamed_from.empty();
      if (needed && renamed) rules.push_back(json_field_given(field));
      if (needed && !renamed) required.push_back(field.name);
      const auto inner = filed_inside(field, path);
      if (inner) {
        const std::string schema = needed ? *inner : json_any_of({json_none(), *inner});
        properties.emplace_back(field.name, schema);
        if (renamed) properties.emplace_back(field.renamed_from, schema);
      } else if (needed && !renamed) {
        properties.emplace_back(field.name, json_given());
      }
    }
    JsonMembers object = {{"type", json_string("object")}};
    if (!properties.empty()) object.emplace_back("properties", json_object(properties));
    if (!required.empty()) object.emplace_back("required", json_strings(required));
    if (!rules.empty()) object.emplace_back("allOf", json_array(rules));
    return object;
  }

  /// Of a group or entries that are filled in; nothing when nothing must stand inside.
  std::optional<std::string> filed_inside(const Field& field, const std::string& path) {
    const bool list = field.type->name == "entries";
    if (!list && field.type->name != "group") return std::nullopt;
    std::string item = json_reference(filed_name(field.of));
    if (field.of.empty()) {
      JsonMembers inner = filed(field.fields, join_path(path, field.name));
      if (inner.size() == 1) return std::nullopt;
      if (!list) inner.emplace_back("minProperties", "1");
      item = json_object(inner);
    }
    if (!list) return item;
    return json_object({{"type", json_string("array")}, {"items", item}, {"minItems", "1"}});
  }

  const Schemas& schemas_;
  ValueSchemas values_;
  Language language_;
  std::string change_kind_;
  SchemaRules rules_;     ///< of the kind that is being written
  bool repeats_ = false;  ///< whether that is the kind of the change log
};

}  // namespace

std::string format_json_schema(const Schemas& schemas, const TypeContext& context,
                               Language language) {
  return indent_json(SchemaWriter(schemas, context, language).write());
}

}  // namespace custrec
