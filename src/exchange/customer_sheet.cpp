// SPDX-License-Identifier: MIT
// Customers as rows of a sheet.
#include "exchange/customer_sheet.hpp"

#include <algorithm>

#include "exchange/sheet_layout.hpp"
#include "schema/field_type.hpp"

namespace custrec {
namespace {

std::string label_of(const Field& field, std::string_view text, Language language) {
  for (const Option& option : field.options) {
    if (option.value == text) return option.label.in(language);
  }
  return std::string(text);
}

}  // namespace

bool is_form_list(const Field& field) {
  return field.type->name == "entries" && (field.required || field.min_items.value_or(0) > 0);
}

std::vector<FieldPath> customer_columns(const Schemas& schemas, std::size_t contacts) {
  const SheetLayout layout(columns_of_customers(schemas));
  SheetWidths wide = layout.narrowest();
  for (std::size_t at = 0; at < wide.size(); ++at) {
    if (layout.parts()[at].repeated) wide[at] = std::max<std::size_t>(contacts, 1);
  }
  std::vector<FieldPath> columns;
  for (LayoutColumn& column : layout.columns(wide)) columns.push_back(std::move(column.path));
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
  return cell_text(find_value(record, path), path.field(), labels, language);
}

std::string cell_text(const Value* value, const Field& field, bool labels, Language language) {
  if (value == nullptr) return {};
  const auto show = [&](const std::string& text) {
    return labels ? label_of(field, text, language) : text;
  };
  if (value->kind == Kind::scalar) return show(value->text);
  std::string joined;
  for (const Value& item : value->items) {
    if (!joined.empty()) joined += "、";
    joined += show(item.text);
  }
  return joined;
}

}  // namespace custrec
