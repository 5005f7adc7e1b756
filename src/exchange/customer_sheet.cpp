// SPDX-License-Identifier: MIT
// Customers as rows of a sheet.
#include "exchange/customer_sheet.hpp"

#include <algorithm>

#include "schema/field_type.hpp"

namespace custrec {
namespace {

bool is_list(const Field& field) {
  return field.type->name == "entries";
}
bool is_group(const Field& field) {
  return field.type->name == "group";
}
bool is_form_list(const Field& field) {
  return is_list(field) && (field.required || field.min_items.value_or(0) > 0);
}

void add_fields(const Schemas& schemas, const FieldList& fields, const FieldPath& parent,
                std::vector<FieldPath>& columns) {
  for (const Field& field : fields) {
    FieldPath path = parent;
    path.steps.push_back({&field, std::nullopt, {}});
    if (is_group(field)) {
      add_fields(schemas, schemas.fields_of(field), path, columns);
    } else if (!is_list(field) && !field.retired) {
      columns.push_back(std::move(path));
    }
  }
}

std::string label_of(const Field& field, std::string_view text, Language language) {
  for (const Option& option : field.options) {
    if (option.value == text) return option.label.in(language);
  }
  return std::string(text);
}

}  // namespace

std::vector<FieldPath> customer_columns(const Schemas& schemas, std::size_t contacts) {
  std::vector<FieldPath> columns;
  for (const Field& field : schemas.customer().fields) {
    if (!is_form_list(field)) {
      if (is_group(field)) {
        add_fields(schemas, schemas.fields_of(field), {{{&field, std::nullopt, {}}}}, columns);
      } else if (!is_list(field) && !field.retired) {
        columns.push_back({{{&field, std::nullopt, {}}}});
      }
      continue;
    }
    for (std::size_t position = 0; position < std::max<std::size_t>(contacts, 1); ++position) {
      add_fields(schemas, schemas.fields_of(field), {{{&field, position, {}}}}, columns);
    }
  }
  return columns;
}

std::string column_heading(const FieldPath& path, bool labels, Language language) {
  if (!labels) return path.text();
  std::string heading;
  for (const FieldStep& step : path.steps) {
    if (!step.position) continue;
    heading += step.field->label.in(language);
    if (*step.position > 0) heading += std::to_string(*step.position + 1);
  }
  const std::string separator = language == Language::english && !heading.empty() ? " " : "";
  return heading + separator + path.field().label.in(language);
}

std::string cell_text(const Value& record, const FieldPath& path, bool labels, Language language) {
  const Value* value = &record;
  for (const FieldStep& step : path.steps) {
    value = value->find(step.field->name);
    if (value == nullptr) return {};
    if (!step.position) continue;
    if (*step.position >= value->items.size()) return {};
    value = &value->items[*step.position];
  }
  const auto show = [&](const std::string& text) {
    return labels ? label_of(path.field(), text, language) : text;
  };
  if (value->kind == Kind::scalar) return show(value->text);
  std::string joined;
  for (const Value& item : value->items) {
    if (!joined.empty()) joined += "、";
    joined += show(item.text);
  }
  return joined;
}

std::size_t count_form_entries(const Value& record, const Schemas& schemas) {
  std::size_t count = 0;
  for (const Field& field : schemas.customer().fields) {
    if (!is_form_list(field)) continue;
    const Value* list = record.find(field.name);
    if (list != nullptr) count = std::max(count, list->items.size());
  }
  return count;
}

}  // namespace custrec
