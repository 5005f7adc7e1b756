// SPDX-License-Identifier: MIT
// A rule is a row of terms and a conclusion, each at the level (record, group, entry) where its
// field stands. It is written from the outermost of these levels inward.
#include "exchange/json_schema_rules.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "exchange/json_schema_values.hpp"
#include "exchange/json_text.hpp"
#include "schema/field_type.hpp"

namespace custrec {
namespace {

struct RuleLevel {
  const FieldList* fields = nullptr;
  const Field* way = nullptr;  ///< the group or list that leads here; null at the outermost level
  std::string path;            ///< from the outermost level, dotted
  bool inside = true;          ///< no kind lies between
};

/// A JSON Schema of the record, group or entry at a level.
struct AtLevel {
  std::size_t level = 0;
  std::string schema;
};

struct LevelRule {
  std::vector<AtLevel> terms;
  AtLevel conclusion;
};

std::vector<std::string> names_of(const Field& field) {
  if (field.renamed_from.empty()) return {field.name};
  return {field.name, field.renamed_from};
}

/// Whether the value of `field` is there and fits `schema`.
std::string has_value(const Field& field, const std::string& schema) {
  std::vector<std::string> ways;
  for (const std::string& name : names_of(field)) {
    ways.push_back(json_object(
        {{"properties", json_object({{name, schema}})}, {"required", json_strings({name})}}));
  }
  return json_any_of(ways);
}

/// Whether the value of `field` fits `schema` or isn't filled in.
std::string has_value_or_none(const Field& field, const std::string& schema) {
  JsonMembers properties;
  for (const std::string& name : names_of(field)) {
    properties.emplace_back(name, json_any_of({json_none(), schema}));
  }
  return json_object({{"properties", json_object(properties)}});
}

/// `schema` with its type in front, unless it has one.
std::string typed(std::string_view type, const std::string& schema) {
  const std::string begin = R"({"type":")" + std::string(type) + "\"";
  return schema.starts_with(begin) ? schema : begin + "," + schema.substr(1);
}

std::string object_that(const std::string& schema) {
  return typed("object", schema);
}

/// What `way` leads to fits `schema`, item by item where it is a list.
std::string below(const Field& way, const std::string& schema) {
  const bool list = way.type->name == "entries";
  return has_value_or_none(way, list ? typed("array", json_object({{"items", object_that(schema)}}))
                                     : object_that(schema));
}

bool is_among(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

class RuleCollector {
 public:
  explicit RuleCollector(const Schemas& schemas) : schemas_(schemas) {}

  SchemaRules run(const Schema& kind) {
    levels_ = {{&kind.fields, nullptr, {}, true}};
    kinds_ = {kind.kind};
    walk(kind.checks);
    return std::move(rules_);
  }

 private:
  /// Everything at the innermost level and below.
  void walk(const std::vector<Check>& checks) {
    const FieldList& fields = *levels_.back().fields;
    for (const Field& field : fields) add_requirement(field);
    for (const Check& check : checks) {
      if (!check.warning) add_check(check);
    }
    for (const Field& field : fields) {
      const bool leads_on = field.type->name == "group" || field.type->name == "entries";
      if (!leads_on || (!field.of.empty() && !kinds_.insert(field.of).second)) continue;
      const RuleLevel& here = levels_.back();
      levels_.push_back({&schemas_.fields_of(field), &field,
                         here.path + (here.path.empty() ? "" : ".") + field.name,
                         here.inside && field.of.empty()});
      walk(schemas_.checks_of(field));
      levels_.pop_back();
      if (!field.of.empty()) kinds_.erase(field.of);
    }
  }

  void add_requirement(const Field& field) {
    if (!field.required_when || field.retired || !field.default_value.empty()) return;
    if (is_always_required(field)) return;
    add(rules_.filed, *field.required_when, AtLevel{levels_.size() - 1, json_field_given(field)});
  }

  void add_check(const Check& check) {
    if (!check.compares) return add(rules_.filed, check.when, conclude_has(check));
    if (!check.right_field.way.empty()) return;
    add(rules_.always, check.when, conclude_comparison(check));
  }

  void add(SchemaRules::ByPath& rules, const Condition& when, std::optional<AtLevel> conclusion) {
    if (!conclusion) return;
    LevelRule rule{{}, std::move(*conclusion)};
    std::size_t outermost = rule.conclusion.level;
    for (const Term& term : when) {
      const auto level = find_level(term.field);
      if (!level) return;
      rule.terms.push_back({*level, express(*levels_[*level].fields, term.field, term.values)});
      outermost = std::min(outermost, *level);
    }
    // What stands in a kind further in is a rule of that kind.
    const RuleLevel& place = levels_[outermost];
    if (place.inside) rules[place.path].push_back(write(rule, outermost));
  }

  /// What the rule says at `level` and further in: one of the conclusions, unless a term fails.
  [[nodiscard]] std::string write(const LevelRule& rule, std::size_t level) const {
    std::vector<std::string> terms;
    std::size_t innermost = rule.conclusion.level;
    for (const AtLevel& term : rule.terms) {
      if (term.level == level) terms.push_back(term.schema);
      innermost = std::max(innermost, term.level);
    }
    std::vector<std::string> then;
    if (rule.conclusion.level == level) then.push_back(rule.conclusion.schema);
    if (level < innermost) then.push_back(below(*levels_[level + 1].way, write(rule, level + 1)));
    if (then.empty()) return json_object({{"not", json_all_of(terms)}});
    if (terms.empty()) return json_any_of(then);
    return json_object({{"if", json_all_of(terms)}, {"then", json_any_of(then)}});
  }

  /// The innermost level that has the field; nothing when only a level outside this kind does.
  [[nodiscard]] std::optional<std::size_t> find_level(std::string_view path) const {
    for (std::size_t level = levels_.size(); level-- > 0;) {
      if (leads_to_field(*levels_[level].fields, path)) return level;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool leads_to_field(const FieldList& fields, std::string_view path) const {
    const std::size_t dot = path.find('.');
    const Field* field = find_field(fields, path.substr(0, dot));
    if (field == nullptr || dot == path.npos) return field != nullptr;
    return leads_to_field(schemas_.fields_of(*field), path.substr(dot + 1));
  }

  /// Whether the field at `path` has one of `values`, or any when there are none. Its default
  /// counts when it isn't filled in.
  [[nodiscard]] std::string express(const FieldList& fields, std::string_view path,
                                    const std::vector<std::string>& values) const {
    const std::size_t dot = path.find('.');
    const Field& field = *find_field(fields, path.substr(0, dot));
    if (dot != path.npos) {
      const FieldList& inner = schemas_.fields_of(field);
      const std::string schema = object_that(express(inner, path.substr(dot + 1), values));
      const bool none_fits = holds_by_default(inner, path.substr(dot + 1), values);
      return none_fits ? has_value_or_none(field, schema) : has_value(field, schema);
    }
    const bool none_fits = holds_by_default(fields, path, values);
    if (values.empty()) return none_fits ? R"({"type":"object"})" : json_field_given(field);
    const std::string schema = json_is_any(field, values);
    return none_fits ? has_value_or_none(field, schema) : has_value(field, schema);
  }

  [[nodiscard]] bool holds_by_default(const FieldList& fields, std::string_view path,
                                      const std::vector<std::string>& values) const {
    const std::size_t dot = path.find('.');
    const Field& field = *find_field(fields, path.substr(0, dot));
    if (dot != path.npos) {
      return holds_by_default(schemas_.fields_of(field), path.substr(dot + 1), values);
    }
    return !field.default_value.empty() &&
           (values.empty() || is_among(values, field.default_value));
  }

  [[nodiscard]] std::optional<AtLevel> conclude_comparison(const Check& check) const {
    const auto level = find_level(check.left);
    if (!level) return std::nullopt;
    const auto schema = compare(*levels_[*level].fields, check.left, check);
    return schema ? std::optional(AtLevel{*level, *schema}) : std::nullopt;
  }

  /// Lists are entered item by item.
  [[nodiscard]] std::optional<std::string> compare(const FieldList& fields, std::string_view path,
                                                   const Check& check) const {
    const std::size_t dot = path.find('.');
    const Field& field = *find_field(fields, path.substr(0, dot));
    if (dot == path.npos) {
      const auto schema = json_compares(field, check.comparison, check.right);
      return schema ? std::optional(has_value_or_none(field, *schema)) : std::nullopt;
    }
    const auto inner = compare(schemas_.fields_of(field), path.substr(dot + 1), check);
    return inner ? std::optional(below(field, *inner)) : std::nullopt;
  }

  /// Nothing when the lists of several `has` stand at different levels.
  [[nodiscard]] std::optional<AtLevel> conclude_has(const Check& check) const {
    std::vector<std::string> ways;
    std::optional<std::size_t> common;
    for (const Check::Has& has : check.has) {
      const auto level = find_level(has.list);
      if (!level || (common && common != level)) return std::nullopt;
      common = level;
      ways.push_back(contains(*levels_[*level].fields, has.list, has.entry));
    }
    return AtLevel{*common, json_any_of(ways)};
  }

  [[nodiscard]] std::string contains(const FieldList& fields, std::string_view path,
                                     const Condition& entry) const {
    const std::size_t dot = path.find('.');
    const Field& field = *find_field(fields, path.substr(0, dot));
    const FieldList& inner = schemas_.fields_of(field);
    if (dot != path.npos) {
      return has_value(field, object_that(contains(inner, path.substr(dot + 1), entry)));
    }
    std::vector<std::string> terms;
    for (const Term& term : entry) terms.push_back(express(inner, term.field, term.values));
    const std::string item =
        terms.empty() ? R"({"type":"object"})" : object_that(json_all_of(terms));
    return has_value(field, typed("array", json_object({{"contains", item}})));
  }

  const Schemas& schemas_;
  std::vector<RuleLevel> levels_;
  std::set<std::string> kinds_;  ///< those on the way, so that one that holds itself has an end
  SchemaRules rules_;
};

}  // namespace

SchemaRules collect_schema_rules(const Schemas& schemas, const Schema& kind) {
  return RuleCollector(schemas).run(kind);
}

std::string json_field_given(const Field& field) {
  return has_value(field, json_given());
}

bool is_always_required(const Field& field) {
  return !field.retired && field.default_value.empty() &&
         (field.required || field.min_items.value_or(0) > 0);
}

}  // namespace custrec
