// SPDX-License-Identifier: MIT
// Schemas as a whole: kinds refer to one another, and every name in a condition or check is a
// field.
#include "schema/schema.hpp"

#include <algorithm>

#include "problem/error.hpp"
#include "schema/field_type.hpp"

namespace custrec {
namespace {

[[noreturn]] void fail_at(const std::string& path, Place place, const Text& message) {
  throw Error(Exit::settings,
              fill({"{}:{}:{}: {}", "{}:{}:{}: {}"}, {path, place.line, place.column, message}));
}

/// Fields by the names that a condition may use: those here, then those of the record.
using Levels = std::vector<const std::vector<Field>*>;

class Linker {
 public:
  Linker(const Schemas& schemas, const std::function<bool(std::string_view)>& has_codes)
      : schemas_(schemas), has_codes_(has_codes) {}

  /// First of all schemas: kinds and code lists that are named must be there.
  void link_kinds(const Schema& schema) {
    schema_ = &schema;
    link_kinds(schema.fields);
  }

  void link(Schema& schema) {
    schema_ = &schema;
    const std::vector<Field>* outer = &schemas_.customer().fields;
    Levels levels = {&schema.fields};
    if (outer != &schema.fields) levels.push_back(outer);
    link_fields(schema.fields, levels);
    for (const Field& field : schema.fields) refuse_inner_unique(field, schema.kind != "customer");
    for (Check& check : schema.checks) link_check(check, levels);
  }

 private:
  [[noreturn]] void fail(Place place, const Text& message) const {
    fail_at(schema_->path, place, message);
  }

  void link_kinds(const std::vector<Field>& fields) const {
    for (const Field& field : fields) {
      if (!field.of.empty() && schemas_.find(field.of) == nullptr) {
        fail(field.place, fill({"there is no schema of kind {}", "没有 {} 类模式"}, {field.of}));
      }
      if (!field.codes.empty() && !has_codes_(field.codes)) {
        fail(field.place,
             fill({"there is no code list schemas/codes/{}.tsv", "没有代码表 schemas/codes/{}.tsv"},
                  {field.codes}));
      }
      link_kinds(field.fields);
    }
  }

  void link_fields(const std::vector<Field>& fields, const Levels& levels) {
    for (const Field& field : fields) {
      link_condition(field.required_when.value_or(Condition()), levels);
      link_condition(field.pii_when.value_or(Condition()), levels);
      if (!field.fields.empty()) {
        Levels inner = {&field.fields};
        inner.insert(inner.end(), levels.begin(), levels.end());
        link_fields(field.fields, inner);
      }
    }
  }

  /// Values are unique among customers, so only a field of the customer itself can be.
  void refuse_inner_unique(const Field& field, bool inner) const {
    if (inner && field.unique) {
      fail(field.place, fill({"field {}: only fields of the customer itself can be unique",
                              "字段 {}：只有客户本身的字段可设 unique"},
                             {field.name}));
    }
    for (const Field& below : field.fields) refuse_inner_unique(below, true);
  }

  void link_condition(const Condition& condition, const Levels& levels) const {
    for (const Term& term : condition) {
      const Field* field = find_path(levels, term.field);
      if (field == nullptr) {
        fail(term.place,
             fill({"a condition names the field {}, which there is not", "条件中的字段 {} 不存在"},
                  {term.field}));
      }
      if (field->type->name != "choice") continue;
      for (const std::string& value : term.values) {
        const auto is_value = [&](const Option& option) { return option.value == value; };
        if (std::none_of(field->options.begin(), field->options.end(), is_value)) {
          fail(term.place, fill({"a condition asks whether {} is {}, which is none of its options",
                                 "条件中 {} 的值 {} 不在其选项之中"},
                                {term.field, value}));
        }
      }
    }
  }

  void link_check(Check& check, const Levels& levels) const {
    link_condition(check.when, levels);
    for (const Check::Has& has : check.has) {
      const Field* list = find_path(levels, has.list);
      if (list == nullptr || list->type->name != "entries") {
        fail(has.place,
             fill({"a check names the list {}, which there is not", "校验中的列表 {} 不存在"},
                  {has.list}));
      }
      link_condition(has.entry, {&schemas_.fields_of(*list)});
    }
    if (!check.compares) return;
    if (find_path(levels, check.left) == nullptr) {
      fail(check.place,
           fill({"a check names the field {}, which there is not", "校验中的字段 {} 不存在"},
                {check.left}));
    }
    check.right_is_field = find_path(levels, check.right) != nullptr;
    if (!check.right_is_field) link_constant(check, *find_path(levels, check.left));
  }

  void link_constant(const Check& check, const Field& left) const {
    const auto is_value = [&](const Option& option) { return option.value == check.right; };
    const bool fits = left.options.empty()
                          ? compare_values(*left.type, check.right, check.right).has_value()
                          : std::any_of(left.options.begin(), left.options.end(), is_value);
    if (!fits) {
      fail(check.place,
           fill({"{} is neither a field nor a value of {}", "{} 既不是字段，也不是 {} 的值"},
                {check.right, check.left}));
    }
  }

  const Field* find_path(const Levels& levels, std::string_view path) const {
    const std::size_t dot = path.find('.');
    const std::string_view first = path.substr(0, dot);
    for (const std::vector<Field>* fields : levels) {
      const Field* field = find_field(*fields, first);
      if (field == nullptr) continue;
      if (dot == std::string_view::npos) return field;
      return find_path({&schemas_.fields_of(*field)}, path.substr(dot + 1));
    }
    return nullptr;
  }

  const Schemas& schemas_;
  const std::function<bool(std::string_view)>& has_codes_;
  const Schema* schema_ = nullptr;
};

/// What custrec itself reads and writes must be there, whatever else a team changes.
void require_core_fields(const Schema& customer) {
  for (const std::string_view name : {"id", "status", "type", "name"}) {
    if (find_field(customer.fields, name) == nullptr) {
      fail_at(customer.path, customer.place,
              fill({"the field {} must be there", "必须有字段 {}"}, {name}));
    }
  }
}

}  // namespace

Schemas::Schemas(const std::map<std::string, std::string>& files,
                 const std::function<bool(std::string_view)>& has_codes) {
  for (const auto& [path, text] : files) {
    Schema schema = parse_schema(path, text);
    const std::string kind = schema.kind;
    const auto [existing, added] = schemas_.emplace(kind, std::move(schema));
    if (!added) {
      fail_at(path, existing->second.place,
              fill({"the kind {} is also that of {}", "种类 {} 与 {} 相同"},
                   {kind, existing->second.path}));
    }
  }
  customer_ = find("customer");
  if (customer_ == nullptr) {
    throw Error(Exit::settings, {"schemas/: there is no schema of kind customer",
                                 "schemas/：没有 customer 类模式"});
  }
  require_core_fields(*customer_);
  Linker linker(*this, has_codes);
  for (const auto& [kind, schema] : schemas_) linker.link_kinds(schema);
  for (auto& [kind, schema] : schemas_) linker.link(schema);
}

const Schema* Schemas::find(std::string_view kind) const {
  const auto found = schemas_.find(std::string(kind));
  return found == schemas_.end() ? nullptr : &found->second;
}

const std::vector<Field>& Schemas::fields_of(const Field& field) const {
  return field.of.empty() ? field.fields : schemas_.at(field.of).fields;
}

const std::vector<Check>& Schemas::checks_of(const Field& field) const {
  static const std::vector<Check> none;
  return field.of.empty() ? none : schemas_.at(field.of).checks;
}

const Field* find_field(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

}  // namespace custrec
