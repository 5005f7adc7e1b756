// SPDX-License-Identifier: MIT
// A record on a page for people.
#include "terminal/record_page.hpp"

#include <algorithm>

#include "schema/describe_value.hpp"
#include "schema/field_type.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

class RecordPage {
 public:
  RecordPage(const Schemas& schemas, Language language, bool colour)
      : schemas_(schemas), language_(language), colour_(colour) {}

  std::string format(const Value& record) {
    const Schema& customer = schemas_.customer();
    for (std::size_t at = 0; at < customer.sections.size(); ++at) {
      const std::size_t begin = customer.sections[at].first_field;
      const std::size_t end = at + 1 < customer.sections.size()
                                  ? customer.sections[at + 1].first_field
                                  : customer.fields.size();
      const std::size_t before = lines_.size();
      for (std::size_t field = begin; field < end; ++field) {
        const Value* value = record.find(customer.fields[field].name);
        // A group alone in its section has no need of a line of its own.
        if (end == begin + 1 && value != nullptr && value->kind == Kind::mapping) {
          add_fields(schemas_.fields_of(customer.fields[field]), *value, 2);
        } else {
          add_item(customer.fields[field], value, 2);
        }
      }
      if (lines_.size() == before) continue;
      lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(before),
                    {escape_controls(customer.sections[at].title.in(language_)), "", 0});
    }
    return format_lines();
  }

 private:
  void add_item(const Field& field, const Value* value, std::size_t indent) {
    if (value == nullptr || value->is_empty()) return;
    if (field.type->check != nullptr || field.type->name == "choices") {
      add_line(field.label.in(language_), describe_value(field, *value, language_), indent);
      return;
    }
    if (value->kind == Kind::mapping) {
      add_line(field.label.in(language_), "", indent);
      add_fields(schemas_.fields_of(field), *value, indent + 2);
      return;
    }
    std::size_t position = 0;
    for (const Value& item : value->items) {
      add_line(field.label.in(language_) + " " + std::to_string(++position), "", indent);
      add_fields(schemas_.fields_of(field), item, indent + 2);
    }
  }

  void add_fields(const FieldList& fields, const Value& mapping, std::size_t indent) {
    for (const Field& field : fields) add_item(field, mapping.find(field.name), indent);
  }

  struct Line {
    std::string label;
    std::string value;   ///< empty: a title
    std::size_t indent;  ///< 0: the title of a section
  };

  void add_line(std::string_view label, std::string_view value, std::size_t indent) {
    lines_.push_back({escape_controls(label), escape_controls(value, true), indent});
  }

  [[nodiscard]] std::string format_lines() const {
    std::size_t width = 0;
    for (const Line& line : lines_) {
      if (!line.value.empty()) width = std::max(width, line.indent + display_width(line.label) + 2);
    }
    std::string text;
    for (const Line& line : lines_) {
      const bool title = line.indent == 0;
      if (title && !text.empty()) text += '\n';
      const std::string label = title && colour_ ? "\033[1m" + line.label + "\033[0m" : line.label;
      text += std::string(line.indent, ' ') + label;
      if (!line.value.empty()) {
        text.append(width - line.indent - display_width(line.label), ' ');
        text += replace_all(line.value, "\n", "\n" + std::string(width, ' '));
      }
      text += '\n';
    }
    return text;
  }

  const Schemas& schemas_;
  Language language_;
  bool colour_;
  std::vector<Line> lines_;
};

}  // namespace

std::string format_record_page(const Value& record, const Schemas& schemas, Language language,
                               bool colour) {
  return RecordPage(schemas, language, colour).format(record);
}

}  // namespace custrec
