// SPDX-License-Identifier: MIT
// Schemas as a whole: kinds refer to one another, and every name in a condition or check is a
// field.
#include "schema/schema.hpp"

#include <algorithm>

#include "problem/error.hpp"
#include "schema/field_type.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

[[noreturn]] void fail_at(const std::string& path, Place place, const Text& message) {
  throw Error(Exit::settings,
              fill({"{}:{}:{}: {}", "{}:{}:{}: {}"}, {path, place.line, place.column, message}));
}

/// Forms and sheets have every field of every level, blank forms several entries of each list.
/// Kinds may contain themselves: such a level is counted once, and what goes over all levels stops
/// there.
class FieldCounter {
 public:
  explicit FieldCounter(const Schemas& schemas) : schemas_(schemas) {}

  /// Throws Error(settings) when the fields of `fields`, which are in `schema`, are too many.
  void count(const Schema& schema, const FieldList& fields, std::size_t times = 1) {
    count_ += times * fields.size();
    for (const Field& field : fields) {
      const FieldList& inner = schemas_.fields_of(field);
      if (inner.empty() || std::find(path_.begin(), path_.end(), &inner) != path_.end()) continue;
      if (count_ > most) {
        fail_at(schema.path, field.place,
                fill({"lists within lists have too many fields altogether: {}",
                      "各层列表的字段总数过多：{}"},
                     {field.name}));
      }
      const std::size_t entries = field.type->shape == Shape::entries ? blank_entries : 1;
      path_.push_back(&inner);
      count(field.kind == nullptr ? schema : *field.kind, inner, times * entries);
      path_.pop_back();
    }
  }

 private:
  static constexpr std::size_t most = 100'000;
  static constexpr std::size_t blank_entries = 3;

  const Schemas& schemas_;
  std::size_t count_ = 0;
  std::vector<const FieldList*> path_;  ///< being counted, from the outside inward
};

class Linker {
 public:
  Linker(const Schemas& schemas, const std::function<bool(std::string_view)>& has_codes)
      : schemas_(schemas), has_codes_(has_codes) {}

  /// First of all schemas: kinds and code lists that are named must be there.
  void link_kinds(Schema& schema) {
    schema_ = &schema;
    link_kinds(schema.fields);
  }

  void link(Schema& schema) {
    schema_ = &schema;
    const FieldList* outer = &schemas_.customer().fields;
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

  void link_kinds(FieldList& fields) const {
    for (Field& field : fields) {
      if (!field.of.empty()) field.kind = schemas_.find(field.of);
      if (!field.of.empty() && field.kind == nullptr) {
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

  void link_fields(FieldList& fields, const Levels& levels) {
    for (Field& field : fields) {
      if (field.required_when) link_condition(*field.required_when, levels);
      if (field.pii_when) link_condition(*field.pii_when, levels);
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

  void link_condition(Condition& condition, const Levels& levels) const {
    custrec::link_condition(schemas_, levels, schema_->path, condition);
  }

  void link_check(Check& check, const Levels& levels) const {
    link_condition(check.when, levels);
    for (Check::Has& has : check.has) {
      has.list_field = find_path(levels, has.list);
      if (has.list_field.way.empty() || has.list_field.way.back()->type->name != "entries") {
        fail(has.place,
             fill({"a check names the list {}, which there is not", "校验中的列表 {} 不存在"},
                  {has.list}));
      }
      link_condition(has.entry, {&schemas_.fields_of(*has.list_field.way.back())});
    }
    if (check.compares) link_comparison(check, levels);
  }

  void link_comparison(Check& check, Levels levels) const {
    std::string_view left = check.left;
    std::string_view right = check.right;
    for (std::size_t dot = left.find('.'); dot != left.npos; dot = left.find('.', dot + 1)) {
      FieldReference list = find_path(levels, left.substr(0, dot));
      if (list.way.empty() || list.way.back()->type->shape != Shape::entries) continue;
      if (right.starts_with(left.substr(0, dot + 1))) right.remove_prefix(dot + 1);
      left.remove_prefix(dot + 1);
      dot = 0;
      levels.insert(levels.begin(), &schemas_.fields_of(*list.way.back()));
      check.lists.push_back(std::move(list));
    }
    check.left_field = find_path(levels, left);
    if (check.left_field.way.empty()) {
      fail(check.place,
           fill({"a check names the field {}, which there is not", "校验中的字段 {} 不存在"},
                {check.left}));
    }
    check.right_field = find_path(levels, right);
    if (check.right_field.way.empty()) link_constant(check, *check.left_field.way.back());
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

  [[nodiscard]] FieldReference find_path(const Levels& levels, std::string_view path) const {
    return find_reference(schemas_, levels, path);
  }

  const Schemas& schemas_;
  const std::function<bool(std::string_view)>& has_codes_;
  const Schema* schema_ = nullptr;
};

/// What custrec itself reads and writes must be there as a single value, whatever else a team
/// changes.
void require_core_fields(const Schema& customer) {
  for (const std::string_view name : {"id", "status", "type", "name"}) {
    const Field* field = find_field(customer.fields, name);
    if (field == nullptr) {
      fail_at(customer.path, customer.place,
              fill({"the field {} must be there", "必须有字段 {}"}, {name}));
    }
    if (field->type->check == nullptr) {
      fail_at(customer.path, field->place,
              fill({"the field {} must have a type of single values, such as text, not {}",
                    "字段 {} 的类型须为单个值（如 text），不能是 {}"},
                   {name, field->type->name}));
    }
  }
}

}  // namespace

Schemas::Schemas(const std::map<std::string, std::string>& files,
                 const std::function<bool(std::string_view)>& has_codes) {
  for (const auto& [path, text] : files) {
    Schema schema = parse_schema(path, text);
    const std::string kind = schema.kind;
    const Place place = schema.place;
    const auto [existing, added] = schemas_.emplace(kind, std::move(schema));
    if (!added) {
      fail_at(path, place,
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
  for (auto& [kind, schema] : schemas_) linker.link_kinds(schema);
  for (const auto& [kind, schema] : schemas_) FieldCounter(*this).count(schema, schema.fields);
  for (auto& [kind, schema] : schemas_) linker.link(schema);
}

const Schema* Schemas::find(std::string_view kind) const {
  const auto found = schemas_.find(std::string(kind));
  return found == schemas_.end() ? nullptr : &found->second;
}

const FieldList& Schemas::fields_of(const Field& field) const {
  return field.kind == nullptr ? field.fields : field.kind->fields;
}

const std::vector<Check>& Schemas::checks_of(const Field& field) const {
  static const std::vector<Check> none;
  return field.kind == nullptr ? none : field.kind->checks;
}

FieldList::FieldList(std::vector<Field> fields) : fields_(std::move(fields)) {
  std::size_t slots = 1;
  while (slots < 2 * fields_.size()) slots *= 2;
  table_.assign(slots, 0);
  last_slot_ = slots - 1;
  for (std::size_t index = 0; index < fields_.size(); ++index) {
    Field& field = fields_[index];
    field.name_hash = KeyHash(field.name);
    field.names_entry = field.name == "id";
    std::size_t slot = field.name_hash.value();
    while (table_[slot % slots] != 0) ++slot;
    table_[slot % slots] = static_cast<std::uint16_t>(index + 1);
    const bool asked_for = field.required || field.required_when || field.min_items.value_or(0) > 0;
    if (asked_for && !field.retired && field.default_value.empty()) {
      may_be_missing_.push_back(index);
    }
    if (field.unique || field.name == "name") identifying_.push_back(index);
    if (field.type->shape != Shape::single) structured_.push_back(index);
    if (!field.renamed_from.empty()) renamed_.push_back(index);
    by_oldest_name_.push_back(index);
  }
  std::sort(by_oldest_name_.begin(), by_oldest_name_.end(), [&](std::size_t a, std::size_t b) {
    return fields_[a].oldest_name() < fields_[b].oldest_name();
  });
  for (std::size_t rank = 0; rank < fields_.size(); ++rank) {
    fields_[by_oldest_name_[rank]].name_rank = static_cast<std::uint16_t>(rank);
  }
}

const Field* FieldList::find(std::string_view name) const {
  for (std::size_t slot = KeyHash(name).value();; ++slot) {
    const std::size_t index = table_[slot & last_slot_];
    if (index == 0) return nullptr;
    if (are_equal(fields_[index - 1].name, name)) return &fields_[index - 1];
  }
}

const Field* FieldList::find_further(const Node& item) const {
  for (std::size_t slot = item.key_hash.value() + 1;; ++slot) {
    const std::size_t index = table_[slot & last_slot_];
    if (index == 0) return nullptr;
    if (are_equal_padded(fields_[index - 1].name, item.key)) return &fields_[index - 1];
  }
}

const Field* find_field(const FieldList& fields, std::string_view name) {
  return fields.find(name);
}

FieldReference find_reference(const Schemas& schemas, const Levels& levels, std::string_view path) {
  const std::string_view first = path.substr(0, path.find('.'));
  for (std::size_t level = 0; level < levels.size(); ++level) {
    const Field* field = find_field(*levels[level], first);
    if (field == nullptr) continue;
    const bool of_record = levels[level] == &schemas.customer().fields;
    FieldReference found{level, of_record, {field}};
    while (path.size() > field->name.size()) {
      path.remove_prefix(field->name.size() + 1);
      field = find_field(schemas.fields_of(*field), path.substr(0, path.find('.')));
      if (field == nullptr) return {};
      found.way.push_back(field);
    }
    return found;
  }
  return {};
}

void link_condition(const Schemas& schemas, const Levels& levels, const std::string& path,
                    Condition& condition) {
  for (Term& term : condition) {
    term.reference = find_reference(schemas, levels, term.field);
    const Field* field = term.reference.way.empty() ? nullptr : term.reference.way.back();
    if (field == nullptr) {
      const auto similar = find_similar_field(schemas, levels, term.field);
      fail_at(path, term.place,
              similar ? fill({"a condition names the field {}, which there is not; did you mean "
                              "{}?",
                              "条件中的字段 {} 不存在，是否想写 {}？"},
                             {escape_controls(term.field), *similar})
                      : fill({"a condition names the field {}, which there is not",
                              "条件中的字段 {} 不存在"},
                             {escape_controls(term.field)}));
    }
    if (field->type->name != "choice") continue;
    for (const std::string& value : term.values) {
      const auto is_value = [&](const Option& option) { return option.value == value; };
      if (std::none_of(field->options.begin(), field->options.end(), is_value)) {
        fail_at(path, term.place,
                fill({"a condition asks whether {} is {}, which is none of its options",
                      "条件中 {} 的值 {} 不在其选项之中"},
                     {term.field, escape_controls(value)}));
      }
    }
  }
}

std::optional<std::string> find_similar_field(const Schemas& schemas, const Levels& levels,
                                              std::string_view path) {
  std::string known;  // the beginning of the path that is right, with its dot
  Levels inner = levels;
  for (std::size_t dot = path.find('.'); dot != path.npos; dot = path.find('.', dot + 1)) {
    const FieldReference found = find_reference(schemas, levels, path.substr(0, dot));
    if (found.way.empty()) break;
    known = path.substr(0, dot + 1);
    inner = {&schemas.fields_of(*found.way.back())};
  }
  const std::string_view rest = path.substr(known.size());
  const std::size_t end = std::min(rest.find('.'), rest.size());
  std::vector<std::string> names;
  for (const FieldList* fields : inner) {
    for (const Field& field : *fields) names.push_back(field.name);
  }
  const auto similar = find_similar(rest.substr(0, end), names);
  if (!similar) return std::nullopt;
  return known + *similar + std::string(rest.substr(end));
}

}  // namespace custrec
