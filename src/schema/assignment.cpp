// SPDX-License-Identifier: MIT
// What a person wants of a field of a record.
#include "schema/assignment.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "schema/entry_id.hpp"
#include "schema/field_path.hpp"
#include "schema/form.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

bool is_single(const Field& field) {
  return field.type->check != nullptr || field.type->name == "choices";
}

Value* find_item(Value& mapping, const Field& field) {
  const auto found = std::find_if(mapping.items.begin(), mapping.items.end(), [&](const Value& v) {
    return v.key == field.name || (!field.renamed_from.empty() && v.key == field.renamed_from);
  });
  return found == mapping.items.end() ? nullptr : &*found;
}

Text tell_entries(const Value& list, const Field& field) {
  if (list.items.empty()) return fill({"{} has no entries", "{} 没有条目"}, {field.name});
  std::string ids;
  for (const Value& entry : list.items) {
    const std::string_view id = entry.text_at("id");
    if (!id.empty()) ids += (ids.empty() ? "" : ", ") + escape_controls(id);
  }
  const std::size_t last = list.items.size() - 1;
  if (ids.empty() && last == 0)
    return fill({"the only entry is {}[0]", "仅有 {}[0]"}, {field.name});
  return ids.empty() ? fill({"the entries are {0}[0] to {0}[{1}]", "现有 {0}[0] 至 {0}[{1}]"},
                            {field.name, last})
                     : fill({"{} has {}", "{} 现有 {}"}, {field.name, ids});
}

/// Which entry of `list` the step means: its position, or one behind the last for a new one.
struct Entry {
  std::size_t position = 0;
  std::optional<Text> mistake;
};

Entry find_entry(const Value& list, const FieldStep& step) {
  if (!step.entry.empty()) {
    const auto found = std::find_if(list.items.begin(), list.items.end(), [&](const Value& entry) {
      return entry.text_at("id") == step.entry;
    });
    if (found != list.items.end()) {
      return {static_cast<std::size_t>(found - list.items.begin()), std::nullopt};
    }
    return {0, fill({"there is no {} in {}; {}", "没有 {}（{}）；{}"},
                    {step.entry, step.field->name, tell_entries(list, *step.field)})};
  }
  if (!step.position && list.items.size() != 1) {
    return {0, fill({"which one of {}? Say {}[0]; {}", "要改 {} 的哪一条？请写 {}[0]；{}"},
                    {step.field->name, step.field->name, tell_entries(list, *step.field)})};
  }
  const std::size_t position = step.position.value_or(0);
  if (position > list.items.size()) {
    return {0,
            fill({"there is no {0}[{1}]; {2}, a new one is {0}[{3}]",
                  "没有 {0}[{1}]；{2}，新增请写 {0}[{3}]"},
                 {step.field->name, position, tell_entries(list, *step.field), list.items.size()})};
  }
  return {position, std::nullopt};
}

class Assigner {
 public:
  Assigner(const Schemas& schemas, const Assignment& assignment, const TypeContext& context)
      : schemas_(schemas), assignment_(assignment), context_(context) {}

  std::optional<Text> run(Value& record) {
    record_ = record;
    return run(record, 0);
  }

 private:
  std::optional<Text> run(Value& mapping, std::size_t step) {
    const FieldStep& at = assignment_.path.steps[step];
    const bool last = step + 1 == assignment_.path.steps.size();
    Value* item = find_item(mapping, *at.field);
    if (item != nullptr) {
      if (auto mistake = fit_shape(*item, *at.field)) return mistake;
    }
    if (is_list(*at.field) && (!last || at.position || !at.entry.empty())) {
      return run_in_list(mapping, item, step, last);
    }
    if (last) return change(mapping, item, *at.field);
    if (item == nullptr) {
      if (assignment_.value.empty()) return std::nullopt;
      item = &mapping.items.emplace_back(make_mapping(at.field->name));
    }
    auto mistake = run(*item, step + 1);
    drop_if_empty(mapping, item);
    return mistake;
  }

  /// What holds nothing may become a list or a group; what holds something of another shape is for
  /// a person to mend.
  static std::optional<Text> fit_shape(Value& item, const Field& field) {
    const std::string_view type = field.type->name;
    const bool list = type == "entries" || type == "choices";
    const Kind kind = list ? Kind::sequence : type == "group" ? Kind::mapping : Kind::scalar;
    const bool entries_fit =
        type != "entries" || std::all_of(item.items.begin(), item.items.end(),
                                         [](const Value& v) { return v.kind == Kind::mapping; });
    if (item.kind == kind && entries_fit) return std::nullopt;
    if (item.is_empty()) {
      item = {item.key, kind, {}, false, {}, no_node};
      return std::nullopt;
    }
    return fill({"{} does not have the shape of this field in the record; mend it in the file "
                 "first, see 'custrec verify'",
                 "档案中 {} 的结构与字段不符；请先在文件中修正，见 custrec verify"},
                {field.name});
  }

  std::optional<Text> run_in_list(Value& mapping, Value* list, std::size_t step, bool last) {
    const FieldStep& at = assignment_.path.steps[step];
    const Value none = make_sequence(at.field->name);
    const Entry entry = find_entry(list == nullptr ? none : *list, at);
    if (entry.mistake) return entry.mistake;
    const bool there = list != nullptr && entry.position < list->items.size();
    if (!there && assignment_.value.empty()) {
      return fill(
          {"there is no {}; {}", "没有 {}；{}"},
          {assignment_.path.text(), tell_entries(list == nullptr ? none : *list, *at.field)});
    }
    if (last) return remove_entry(*list, entry.position);
    if (last_step_is_id(at)) {
      return fill({"{} is set by custrec itself", "{} 由 custrec 自行设置"},
                  {assignment_.path.text()});
    }
    if (there) return run(list->items[entry.position], step + 1);
    Value added = make_mapping("");
    const std::string id = next_entry_id(schemas_, *at.field, record_);
    if (!id.empty()) added.items.push_back(make_text("id", id));
    if (auto mistake = run(added, step + 1)) return mistake;
    if (list == nullptr) list = &mapping.items.emplace_back(none);
    list->items.push_back(std::move(added));
    return std::nullopt;
  }

  std::optional<Text> remove_entry(Value& list, std::size_t position) const {
    if (!assignment_.value.empty() || assignment_.sign != Assignment::Sign::set) {
      return no_single_value();
    }
    list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(position));
    return std::nullopt;
  }

  [[nodiscard]] bool last_step_is_id(const FieldStep& list) const {
    return assignment_.path.field().name == "id" && &list + 2 == &*assignment_.path.steps.end() &&
           find_field(schemas_.fields_of(*list.field), "id") != nullptr;
  }

  [[nodiscard]] Text no_single_value() const {
    return fill({"{} is no single value; name a field in it", "{} 不是单个值，请指明其中的字段"},
                {assignment_.path.text()});
  }

  std::optional<Text> change(Value& mapping, Value* item, const Field& field) {
    if (assignment_.sign != Assignment::Sign::set) return change_choices(mapping, item, field);
    if (trim(assignment_.value).empty()) {
      if (item != nullptr) mapping.items.erase(mapping.items.begin() + (item - &mapping.items[0]));
      return std::nullopt;
    }
    if (!is_single(field)) return no_single_value();
    Value value = make_value(field, assignment_.value, context_);
    if (item == nullptr) {
      mapping.items.push_back(std::move(value));
      return std::nullopt;
    }
    value.key = item->key;
    value.origin = item->origin;
    // A value that stays keeps its place and its remark.
    std::unordered_map<std::string_view, const Value*> old;
    for (const Value& choice : item->items) old.emplace(choice.text, &choice);
    for (Value& choice : value.items) {
      const auto same = old.find(choice.text);
      if (same != old.end()) choice = *same->second;
    }
    if (value.kind != Kind::scalar || value.text != item->text) *item = std::move(value);
    return std::nullopt;
  }

  std::optional<Text> change_choices(Value& mapping, Value* item, const Field& field) {
    if (field.type->name != "choices") {
      return fill({"{} holds one value: write {}=…; += and -= are for lists of values",
                   "{} 只有一个值，请写 {}=…；+= 和 -= 只用于多选字段"},
                  {assignment_.path.text(), assignment_.path.text()});
    }
    const bool adding = assignment_.sign == Assignment::Sign::add;
    std::unordered_set<std::string> there;
    if (item != nullptr) {
      for (const Value& choice : item->items) there.insert(choice.text);
    }
    std::unordered_set<std::string> removed;
    for (Value& choice : make_value(field, assignment_.value, context_).items) {
      const bool is_there = there.contains(choice.text);
      if (adding && !is_there) {
        if (item == nullptr) item = &mapping.items.emplace_back(make_sequence(field.name));
        item->items.push_back(std::move(choice));
      } else if (!adding && !is_there) {
        return fill({"{} is not in {}", "{} 不在 {} 中"},
                    {escape_controls(choice.text), assignment_.path.text()});
      } else if (!adding) {
        removed.insert(choice.text);
      }
    }
    if (!removed.empty()) {
      std::erase_if(item->items, [&](const Value& old) { return removed.contains(old.text); });
    }
    return std::nullopt;
  }

  /// A group that this assignment has emptied goes with its last value.
  static void drop_if_empty(Value& mapping, const Value* group) {
    if (group->items.empty()) {
      mapping.items.erase(mapping.items.begin() + (group - &mapping.items[0]));
    }
  }

  const Schemas& schemas_;
  const Assignment& assignment_;
  const TypeContext& context_;
  Value record_;  ///< as a whole, before the change
};

}  // namespace

AssignmentResult parse_assignment(const Schemas& schemas, const FieldList& fields,
                                  std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return {std::nullopt,
            fill({"{}: FIELD=VALUE is expected", "{}：应为 字段=值"}, {escape_controls(text)})};
  }
  Assignment assignment;
  assignment.value = text.substr(equals + 1);
  std::string_view name = text.substr(0, equals);
  if (name.ends_with('+') || name.ends_with('-')) {
    assignment.sign = name.back() == '+' ? Assignment::Sign::add : Assignment::Sign::remove;
    name.remove_suffix(1);
  }
  FieldPathResult found = parse_field_path(schemas, fields, name);
  if (!found.path) return {std::nullopt, std::move(found.mistake)};
  assignment.path = std::move(*found.path);
  return {std::move(assignment), {}};
}

std::optional<Text> assign(Value& record, const Schemas& schemas, const Assignment& assignment,
                           const TypeContext& context) {
  Value changed = record;
  auto mistake = Assigner(schemas, assignment, context).run(changed);
  if (!mistake) record = std::move(changed);
  return mistake;
}

}  // namespace custrec
