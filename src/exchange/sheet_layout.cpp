// SPDX-License-Identifier: MIT
// The columns of a sheet of customers or of entries.
#include "exchange/sheet_layout.hpp"

#include <algorithm>

#include "exchange/customer_sheet.hpp"
#include "problem/error.hpp"
#include "schema/field_type.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// The step of the list that a column is repeated for; the number of steps when there is none.
std::size_t find_open_list(const FieldPath& path) {
  std::size_t step = 0;
  while (step < path.steps.size() && (!is_list(*path.steps[step].field) ||
                                      path.steps[step].position || !path.steps[step].entry.empty()))
    ++step;
  return step;
}

FieldPath cut(const FieldPath& path, std::size_t begin, std::size_t end) {
  return {{path.steps.begin() + static_cast<std::ptrdiff_t>(begin),
           path.steps.begin() + static_cast<std::ptrdiff_t>(end)}};
}

/// Lists in lists are left out: a row has place for one level.
void add_fields(const Schemas& schemas, const FieldList& fields, const FieldPath& parent,
                std::vector<LayoutColumn>& columns, bool with_lists) {
  for (const Field& field : fields) {
    if (field.retired) continue;
    FieldPath path = parent;
    path.steps.push_back({&field, std::nullopt, {}});
    const Shape shape = field.type->shape;
    if (shape == Shape::group) {
      add_fields(schemas, schemas.fields_of(field), path, columns, with_lists);
    } else if (shape == Shape::entries) {
      if (with_lists) add_fields(schemas, schemas.fields_of(field), path, columns, false);
    } else {
      columns.push_back({std::move(path), false});
    }
  }
}

LayoutColumn number_of_customer(const Schemas& schemas) {
  return {{{{find_field(schemas.customer().fields, "id"), std::nullopt, {}}}}, true};
}

LayoutColumn parse_column(const Schemas& schemas, const Field* list, const std::string& name) {
  const bool customer = list != nullptr && (name == "customer" || name == "客户");
  if (customer) return number_of_customer(schemas);
  const bool of_customer = list != nullptr && name.starts_with("customer.");
  const FieldList& fields =
      list == nullptr || of_customer ? schemas.customer().fields : schemas.fields_of(*list);
  FieldPathResult found = parse_field_path(schemas, fields, of_customer ? name.substr(9) : name);
  if (!found.path) throw Error(Exit::usage, found.mistake);
  const Shape shape = found.path->field().type->shape;
  if (shape == Shape::group || shape == Shape::entries) {
    throw Error(Exit::usage, fill({"{} is no single value; name a field in it",
                                   "{} 不是单个值，请指明其中的字段"},
                                  {found.path->text()}));
  }
  const std::size_t open = find_open_list(*found.path);
  const bool twice =
      open < found.path->steps.size() &&
      find_open_list(cut(*found.path, open + 1, found.path->steps.size())) + open + 1 <
          found.path->steps.size();
  if (twice || found.path->names_entry()) {
    throw Error(Exit::usage,
                fill({"{} is no column: name entries by position, and one list at most without",
                      "{} 不能作为一列：条目请写序号，至多一个列表可省略"},
                     {found.path->text()}));
  }
  return {std::move(*found.path), of_customer};
}

/// `待办[0].事项`, the label of each step.
std::string labelled_path(const FieldPath& path, Language language) {
  std::string text;
  for (const FieldStep& step : path.steps) {
    if (!text.empty()) text += '.';
    text += step.field->label.in(language);
    if (step.position) text += "[" + std::to_string(*step.position) + "]";
  }
  return text;
}

/// The entry of `list` that the step asks for, if it asks for one.
const Value* enter_position(const Value* list, const FieldStep& step) {
  if (list == nullptr || !step.position) return list;
  return *step.position < list->items.size() ? &list->items[*step.position] : nullptr;
}

}  // namespace

SheetLayout::SheetLayout(const std::vector<LayoutColumn>& columns) {
  for (const LayoutColumn& column : columns) {
    const std::size_t step = find_open_list(column.path);
    const bool repeated = step < column.path.steps.size();
    const FieldPath list = repeated ? cut(column.path, 0, step + 1) : FieldPath{};
    const bool goes_on =
        !parts_.empty() && parts_.back().repeated == repeated &&
        (!repeated || (parts_.back().list.text() == list.text() &&
                       parts_.back().columns[0].of_customer == column.of_customer));
    if (!goes_on) parts_.push_back({{}, repeated, list, {}});
    parts_.back().columns.push_back(column);
    if (repeated) {
      parts_.back().inner.push_back(cut(column.path, step + 1, column.path.steps.size()));
    }
  }
}

SheetWidths SheetLayout::measure(const LayoutSource& source) const {
  SheetWidths widths = narrowest();
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    if (!parts_[at].repeated) continue;
    const Value* list = find_value(parts_[at].columns[0].of_customer ? source.customer : source.row,
                                   parts_[at].list);
    if (list != nullptr) widths[at] = std::max<std::size_t>(list->items.size(), 1);
  }
  return widths;
}

std::vector<LayoutColumn> SheetLayout::columns(const SheetWidths& widths) const {
  std::vector<LayoutColumn> columns;
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    const SheetPart& part = parts_[at];
    for (std::size_t position = 0; position < widths[at]; ++position) {
      for (LayoutColumn column : part.columns) {
        if (part.repeated) column.path.steps[part.list.steps.size() - 1].position = position;
        columns.push_back(std::move(column));
      }
    }
  }
  return columns;
}

void widen(SheetWidths& widths, const SheetWidths& row) {
  for (std::size_t at = 0; at < widths.size(); ++at) widths[at] = std::max(widths[at], row[at]);
}

std::vector<LayoutColumn> columns_of_customers(const Schemas& schemas) {
  std::vector<LayoutColumn> columns;
  for (const Field& field : schemas.customer().fields) {
    const FieldPath path{{{&field, std::nullopt, {}}}};
    if (field.type->shape == Shape::group) {
      add_fields(schemas, schemas.fields_of(field), path, columns, false);
    } else if (field.type->shape == Shape::entries) {
      if (is_form_list(field)) {
        add_fields(schemas, schemas.fields_of(field), path, columns, false);
      }
    } else if (!field.retired) {
      columns.push_back({path, false});
    }
  }
  return columns;
}

std::vector<LayoutColumn> columns_of_entries(const Schemas& schemas, const Field& list) {
  std::vector<LayoutColumn> columns = {number_of_customer(schemas)};
  add_fields(schemas, schemas.fields_of(list), {}, columns, true);
  return columns;
}

std::vector<LayoutColumn> parse_columns(const Schemas& schemas, const Field* list,
                                        const std::vector<std::string>& names) {
  std::vector<LayoutColumn> columns;
  if (list != nullptr) columns.push_back(number_of_customer(schemas));
  for (const std::string& name : names) {
    if (trim(name).empty()) continue;
    LayoutColumn column = parse_column(schemas, list, std::string(trim(name)));
    const auto same = [&](const LayoutColumn& other) {
      return other.of_customer == column.of_customer && other.path.text() == column.path.text();
    };
    if (std::none_of(columns.begin(), columns.end(), same)) columns.push_back(std::move(column));
  }
  if (columns.size() == (list != nullptr ? 1U : 0U)) {
    throw Error(Exit::usage, {"--columns names no field", "--columns 没有写明字段"});
  }
  return columns;
}

std::vector<std::string> sheet_headings(const Schemas& schemas, const Field* list,
                                        const std::vector<LayoutColumn>& columns, bool labels,
                                        Language language) {
  const Headings known(schemas,
                       list == nullptr ? schemas.customer().fields : schemas.fields_of(*list));
  std::vector<std::string> headings;
  for (const LayoutColumn& column : columns) {
    std::string name = column.path.text();
    if (column.of_customer) {
      const std::string own = labels && language == Language::chinese ? "客户" : "customer";
      headings.push_back(name == "id" ? own : "customer." + name);
      continue;
    }
    std::string label = list == nullptr ? column_heading(column.path, true, language)
                                        : labelled_path(column.path, language);
    const FieldPathResult meant = labels ? known.find(label) : FieldPathResult{};
    const bool understood = meant.path && meant.path->text() == name;
    headings.push_back(understood ? std::move(label) : std::move(name));
  }
  return headings;
}

const Value* find_value(const Value& from, const FieldPath& path) {
  const Value* value = &from;
  for (const FieldStep& step : path.steps) {
    value = enter_position(value->find(step.field->name), step);
    if (value == nullptr) break;
  }
  return value;
}

ValuesByField::ValuesByField(const Value& mapping, const FieldList& fields)
    : fields_(fields), values_(fields.size(), nullptr) {
  for (const Value& item : mapping.items) {
    const Field* field = fields.find(item.key);
    if (field == nullptr) continue;
    const Value*& value = values_[static_cast<std::size_t>(field - fields.begin())];
    if (value == nullptr) value = &item;
  }
}

const Value* ValuesByField::find(const FieldPath& path) const {
  const FieldStep& first = path.steps.front();
  const auto index = static_cast<std::size_t>(first.field - fields_.begin());
  const Value* value = enter_position(values_[index], first);
  for (std::size_t step = 1; step < path.steps.size() && value != nullptr; ++step) {
    value = enter_position(value->find(path.steps[step].field->name), path.steps[step]);
  }
  return value;
}

std::string field_names(const Field* list, const LayoutColumn& column) {
  std::string names = list != nullptr && !column.of_customer ? list->name : "";
  for (const FieldStep& step : column.path.steps) {
    names += (names.empty() ? "" : ".") + step.field->name;
  }
  return names;
}

}  // namespace custrec
