// SPDX-License-Identifier: MIT
// The fields of a form for paper.
#include "exchange/paper_fields.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "exchange/html_page.hpp"
#include "schema/describe_value.hpp"
#include "schema/field_type.hpp"
#include "text/html.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t blank_rows = 3;
/// Lists within lists that have rows to be filled in: a kind may hold entries of itself.
constexpr std::size_t blank_lists = 2;
/// A list whose entries have more fields than this has a block for each entry, not a row.
constexpr std::size_t table_columns = 5;
/// Fields in a row, and in a row of such a block.
constexpr std::size_t row_fields = 2;
constexpr std::size_t entry_fields = 3;
/// Boxes that are wider together (in columns of a terminal) get a line of their own.
constexpr std::size_t box_width = 34;

/// What custrec writes by itself: no place for it while it is empty.
constexpr std::array<std::string_view, 3> written_by_custrec = {"status", "wanted_status",
                                                                "sha256"};

bool is_structured(const Field& field) {
  return field.type->shape == Shape::entries || field.type->shape == Shape::group;
}

/// Whole numbers with few values, such as 1 to 5, are ticked too.
std::vector<Option> options_of(const Field& field) {
  if (!field.options.empty()) return field.options;
  std::vector<Option> options;
  if (field.type->name == "yes-no") {
    return {{"true", {"yes", "是"}, {}}, {"false", {"no", "否"}, {}}};
  }
  const auto digit = [](const std::string& text) {
    return text.size() == 1 && text[0] >= '0' && text[0] <= '9';
  };
  if (field.type->name != "integer" || !digit(field.min) || !digit(field.max)) return options;
  for (char number = field.min[0]; number <= field.max[0]; ++number) {
    options.push_back({std::string(1, number), same_text(std::string(1, number)), {}});
  }
  return options;
}

/// Where a date goes: the places for year, month and day.
Text date_blanks(const Field& field) {
  const std::string_view type = field.type->name;
  if (type == "time") {
    return {"______-____-____  ____:____", "______年____月____日 ____时____分"};
  }
  if (type == "date" || type == "partial-date") return {"______-____-____", "______年____月____日"};
  return {};
}

bool is_wide(const Field& field, Language language) {
  if (field.type->name == "note" || field.mask == Mask::address) return true;
  std::size_t width = 0;
  for (const Option& option : options_of(field)) {
    width += display_width(option.label.in(language)) + 4;
  }
  return width > box_width;
}

bool is_ticked(const Option& option, const Value* value) {
  if (value == nullptr) return false;
  if (value->kind == Kind::scalar) return value->text == option.value;
  return std::any_of(value->items.begin(), value->items.end(),
                     [&](const Value& item) { return item.text == option.value; });
}

bool is_filled(const Value* value) {
  return value != nullptr && !value->is_empty();
}

/// What none of the options says still stands there.
bool has_option(const std::vector<Option>& options, const Value* value) {
  return std::any_of(options.begin(), options.end(),
                     [&](const Option& option) { return is_ticked(option, value); });
}

/// Fields side by side, as many to a row as fit.
class Rows {
 public:
  explicit Rows(std::size_t width) : width_(width) {}

  void add(const std::string& field, bool alone) {
    if (alone) end();
    if (count_ == 0) html_ += "<dl class=\"row\">\n";
    html_ += field;
    if (++count_ == width_ || alone) end();
  }
  /// What stands between rows.
  void add_block(const std::string& html) {
    end();
    html_ += html;
  }
  [[nodiscard]] std::string finish() {
    end();
    return std::move(html_);
  }

 private:
  void end() {
    if (count_ > 0) html_ += "</dl>\n";
    count_ = 0;
  }

  std::size_t width_;
  std::size_t count_ = 0;
  std::string html_;
};

}  // namespace

bool PaperFields::is_shown(const Field& field) const {
  if (field.type->shape != Shape::entries || !of_customer_) return true;
  return field.required || field.min_items.value_or(0) > 0;
}

std::string PaperFields::write(const Field* begin, const Field* end, const Value& values) const {
  return write_rows(begin, end, values, row_fields, 0);
}

std::string PaperFields::write_rows(const Field* begin, const Field* end, const Value& values,
                                    std::size_t width, std::size_t lists) const {
  Rows rows(width);
  for (const Field* field = begin; field != end; ++field) {
    const Value* value = values.find(field->name);
    const bool automatic = std::find(written_by_custrec.begin(), written_by_custrec.end(),
                                     field->name) != written_by_custrec.end();
    if (!is_shown(*field) || ((field->retired || automatic) && !is_filled(value))) continue;
    if (!is_structured(*field)) {
      const bool note = field->type->name == "note";
      rows.add(write_field(*field, value),
               note || (width == row_fields && is_wide(*field, language_)));
    } else if (field->type->shape == Shape::entries) {
      rows.add_block(write_list(*field, value, lists));
    } else {
      // A group alone in its section has no need of a heading of its own.
      const FieldList& inner = schemas_.fields_of(*field);
      const std::string head =
          end == begin + 1 ? std::string() : "<h3>" + write_label(*field) + "</h3>\n";
      rows.add_block("<div class=\"group\">" + head +
                     write_rows(inner.begin(), inner.end(), value == nullptr ? Value() : *value,
                                row_fields, lists) +
                     "</div>\n");
    }
  }
  return rows.finish();
}

std::string PaperFields::write_label(const Field& field) const {
  std::string label = escape_html(field.label.in(language_));
  // The word joiner keeps the star with the label.
  if (field.required) label += "&#8288;<b class=\"must\">*</b>";
  if (field.required_when) label += "&#8288;<b class=\"must\">(*)</b>";
  return label;
}

std::string PaperFields::write_hint(const Field& field) const {
  const std::string& hint = field.hint.in(language_);
  return hint.empty() ? std::string() : "<small class=\"hint\">" + escape_html(hint) + "</small>";
}

std::string PaperFields::write_field(const Field& field, const Value* value) const {
  const bool tall = field.type->name == "note" && !is_filled(value);
  return std::string("<div class=\"field") + (tall ? " tall" : "") + "\"><dt>" +
         write_label(field) + "</dt><dd>" + write_value(field, value) +
         (is_filled(value) ? std::string() : write_hint(field)) + "</dd></div>\n";
}

std::string PaperFields::write_value(const Field& field, const Value* value) const {
  const std::vector<Option> options = options_of(field);
  if (!options.empty() && (!is_filled(value) || has_option(options, value))) {
    return write_boxes(field, value);
  }
  if (is_filled(value)) {
    std::string text = describe_value(field, *value, language_);
    if (field.type->name == "time" && text.size() > 16 && text[10] == 'T') {
      text = text.substr(0, 10) + " " + text.substr(11, 5);
    }
    return "<span>" + escape_html(text) + "</span>";
  }
  const Text blanks = date_blanks(field);
  if (blanks.empty()) return "<span></span>";
  return "<span class=\"blanks\">" + blanks.in(language_) + "</span>";
}

std::string PaperFields::write_boxes(const Field& field, const Value* value) const {
  std::string html = "<span class=\"boxes\">";
  for (const Option& option : options_of(field)) {
    html += std::string("<span>") + (is_ticked(option, value) ? "☑ " : "☐ ") +
            escape_html(option.label.in(language_)) + "</span> ";
  }
  return html + "</span>";
}

std::string PaperFields::write_list(const Field& field, const Value* list,
                                    std::size_t lists) const {
  std::vector<Value> rows;
  if (list != nullptr) rows = list->items;
  if (rows.empty() && lists >= blank_lists) return {};
  if (rows.empty()) rows.resize(blank_rows, make_mapping(""));
  const FieldList& fields = schemas_.fields_of(field);
  const bool flat = std::none_of(fields.begin(), fields.end(), is_structured);
  if (flat && fields.size() <= table_columns) return write_table(field, rows);
  std::string html;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    html += "<div class=\"entry\"><h3>" + escape_html(field.label.in(language_)) + " " +
            std::to_string(at + 1) + "</h3>\n" +
            write_rows(fields.begin(), fields.end(), rows[at], entry_fields, lists + 1) +
            "</div>\n";
  }
  return html;
}

std::string PaperFields::write_table(const Field& field, const std::vector<Value>& rows) const {
  const FieldList& fields = schemas_.fields_of(field);
  std::string html = "<h3>" + write_label(field) + "</h3>\n<table><thead><tr>";
  for (const Field& column : fields) {
    html += "<th scope=\"col\">" + write_label(column) + "</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (const Value& row : rows) {
    html += "<tr>";
    for (const Field& column : fields) {
      html += "<td>" + write_value(column, row.find(column.name)) + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

}  // namespace custrec
