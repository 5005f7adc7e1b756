// SPDX-License-Identifier: MIT
// What figures are called.
#include "review/report_labels.hpp"

#include "review/report_tables.hpp"
#include "schema/field_path.hpp"

namespace custrec {
namespace {

/// `3.5`, `3`: a decimal that says nothing is left out.
std::string format_short(double number) {
  std::string decimal = format_decimal(number);
  if (decimal.ends_with(".0")) decimal.resize(decimal.size() - 2);
  return decimal;
}

}  // namespace

std::string ReportLabels::field(std::string_view path) const {
  if (path.empty()) return say({"the record as a whole", "整份档案"});
  const auto found = find_field_path(archive_.schemas(), path);
  if (!found) return std::string(path);
  std::string label;
  for (const FieldStep& step : found->steps) {
    label += (label.empty() ? "" : " / ") + step.field->label.in(language_);
  }
  return label;
}

std::string ReportLabels::value(std::string_view path, std::string_view key) const {
  if (key.empty()) return say({"(not said)", "（未填写）"});
  const auto found = find_field_path(archive_.schemas(), path);
  if (!found) return std::string(key);
  const Field& field = found->field();
  for (const Option& option : field.options) {
    if (option.value == key) return option.label.in(language_);
  }
  const CodeList* list = field.codes.empty() ? nullptr : archive_.codes().find(field.codes);
  const Code* code = list == nullptr ? nullptr : list->find(key);
  return code == nullptr ? std::string(key) : std::string(code->name);
}

std::string ReportLabels::person(const std::string& name) const {
  return name.empty() ? say({"(nobody of the team)", "（非团队成员）"}) : name;
}

std::string ReportLabels::duration(std::chrono::minutes length) const {
  const auto minutes = static_cast<double>(length.count());
  constexpr double hour = 60;
  constexpr double day = 24 * hour;
  if (minutes < 2 * hour) {
    return say(fill({"{} min", "{} 分钟"}, {format_short(minutes)}));
  }
  if (minutes < 2 * day) {
    return say(fill({"{} h", "{} 小时"}, {format_short(minutes / hour)}));
  }
  return say(fill({"{} d", "{} 天"}, {format_short(minutes / day)}));
}

}  // namespace custrec
