// SPDX-License-Identifier: MIT
// Customers as one page to look at.
#include "exchange/customer_html.hpp"

#include <algorithm>
#include <array>

#include "exchange/customer_html_words.hpp"
#include "exchange/html_page.hpp"
#include "exchange/page_file.hpp"
#include "schema/describe_value.hpp"
#include "schema/field_type.hpp"
#include "schema/open_tasks.hpp"
#include "schema/talks.hpp"
#include "text/html.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t talks_shown = 6;

constexpr std::array<std::string_view, 8> column_names = {"name",  "id",     "type",  "stage",
                                                          "grade", "status", "owner", "region"};

/// Fields outside the table and the lists of contacts that the card shows.
constexpr std::array<std::string_view, 15> names_in_lists = {
    "interactions.next_step", "interactions.ours", "interactions.method", "interactions.topic",
    "interactions.summary",   "visits.purpose",    "visits.agreed",       "visits.todos.what",
    "visits.todos.who",       "needs.description", "needs.owner",         "complaints.description",
    "complaints.owner",       "anomalies.problem", "anomalies.owner"};

bool is_single(const Field& field) {
  return field.type->shape == Shape::single || field.type->shape == Shape::choices;
}

/// `12d` → `12天`.
std::string say_lateness(const std::string& late, Language language) {
  if (language == Language::english) return late;
  const std::size_t end = late.find_first_not_of("0123456789");
  if (end == std::string::npos) return late;
  const std::string unit = late.substr(end);
  const std::string name = unit == "d"     ? "天"
                           : unit == "h"   ? "小时"
                           : unit == "min" ? "分钟"
                                           : unit;
  return late.substr(0, end) + name;
}

/// `N2`, `V1`; empty when there is no id to call it by.
std::string id_of_entry(const std::string& entry) {
  const std::size_t begin = entry.find('.');
  if (begin == std::string::npos || entry.find('[') < begin) return {};
  return entry.substr(begin + 1, entry.find('.', begin + 1) - begin - 1);
}

std::string shown_string(std::string_view text) {
  return json_string(escape_controls(text, true));
}

}  // namespace

CustomerHtml::CustomerHtml(const Schemas& schemas, const CodeLists& codes, Language language)
    : schemas_(schemas), codes_(codes), language_(language) {
  const Schema& customer = schemas.customer();
  for (std::size_t at = 0; at < customer.sections.size(); ++at) {
    const std::size_t end = at + 1 < customer.sections.size()
                                ? customer.sections[at + 1].first_field
                                : customer.fields.size();
    for (std::size_t field = customer.sections[at].first_field; field < end; ++field) {
      add_shown(customer.fields[field], {}, at);
    }
  }
  for (const std::string_view name : column_names) {
    const auto found = std::find_if(shown_.begin(), shown_.end(),
                                    [&](const Shown& shown) { return shown.name == name; });
    if (found != shown_.end()) {
      columns_.push_back(static_cast<std::size_t>(found - shown_.begin()));
    }
  }
  note_names();
}

void CustomerHtml::add_shown(const Field& field, const std::string& prefix, std::size_t section) {
  if (is_single(field)) shown_.push_back({prefix + field.name, &field, section});
  if (field.type->shape != Shape::group) return;
  for (const Field& inner : schemas_.fields_of(field)) {
    add_shown(inner, prefix + field.name + ".", section);
  }
}

void CustomerHtml::note_names() {
  for (const Shown& shown : shown_) names_.insert(shown.name);
  if (const Field* contacts = find_field(schemas_.customer().fields, "contacts")) {
    for (const Field& field : schemas_.fields_of(*contacts)) {
      if (is_single(field)) names_.insert("contacts." + field.name);
    }
  }
  for (const std::string_view name : names_in_lists) names_.emplace(name);
}

std::string CustomerHtml::describe(const Shown& shown, const Value& record) const {
  const Value* value = &record;
  for (std::size_t begin = 0; value != nullptr && begin <= shown.name.size();) {
    const std::size_t end = std::min(shown.name.find('.', begin), shown.name.size());
    value = value->find(std::string_view(shown.name).substr(begin, end - begin));
    begin = end + 1;
  }
  if (value == nullptr || value->is_empty()) return {};
  return describe_value(*shown.field, *value, language_);
}

/// The widest region that the customer's lies in, or the country of those abroad.
std::string CustomerHtml::area_of(const Value& record) const {
  const std::string_view region = record.text_at("region");
  const std::string_view country = record.text_at("country");
  if (region.empty()) return code_part(country) == "CN" ? "" : std::string(name_part(country));
  const Field* field = find_field(schemas_.customer().fields, "region");
  const CodeList* list = field == nullptr ? nullptr : codes_.find(field->codes);
  const Code* code = list == nullptr ? nullptr : list->find(code_part(region));
  if (code == nullptr) return std::string(name_part(region));
  for (std::size_t step = 0; step < 8 && !code->parent.empty(); ++step) {
    const Code* wider = list->find(code->parent);
    if (wider == nullptr) break;
    code = wider;
  }
  return std::string(code->name);
}

std::string CustomerHtml::contacts_of(const Value& record) const {
  const Value* contacts = record.find("contacts");
  const Field* list = find_field(schemas_.customer().fields, "contacts");
  std::vector<std::string> items;
  if (contacts == nullptr || list == nullptr) return json_array(items);
  for (const Value& contact : contacts->items) {
    JsonMembers members;
    for (const Field& field : schemas_.fields_of(*list)) {
      const Value* value = contact.find(field.name);
      if (!is_single(field) || value == nullptr || value->is_empty()) continue;
      members.emplace_back(field.name, shown_string(describe_value(field, *value, language_)));
    }
    if (!members.empty()) items.push_back(json_object(members));
  }
  return json_array(items);
}

/// Time limits with what they are about, then tasks without any.
std::string CustomerHtml::open_of(const Value& record, const std::vector<DueLine>& due) const {
  const std::vector<OpenTask> tasks = find_open_tasks(record);
  std::vector<std::string> items;
  const auto add = [&](const DueLine& line, const std::string& what) {
    JsonMembers members;
    const auto member = [&](const char* name, const std::string& text) {
      if (!text.empty()) members.emplace_back(name, shown_string(text));
    };
    member("label", line.label);
    member("entry", id_of_entry(line.entry));
    member("what", what);
    member("owner", line.owner);
    member("due", line.due);
    member("late", say_lateness(line.late, language_));
    items.push_back(json_object(members));
  };
  for (const DueLine& line : due) {
    const auto task = std::find_if(tasks.begin(), tasks.end(), [&](const OpenTask& open) {
      return !line.entry.empty() && open.entry == line.entry;
    });
    add(line, task == tasks.end() ? std::string() : task->what);
  }
  for (const OpenTask& task : tasks) {
    const bool told = std::any_of(due.begin(), due.end(),
                                  [&](const DueLine& line) { return line.entry == task.entry; });
    if (!told) add({"", task.entry, task.owner, task.due, ""}, task.what);
  }
  return json_array(items);
}

std::string CustomerHtml::talks_of(const Value& record) const {
  std::vector<std::string> items;
  for (const Talk& talk : find_talks(record, schemas_, language_)) {
    if (items.size() == talks_shown) break;
    items.push_back(
        json_strings({escape_controls(talk.at), short_entry(talk.entry), escape_controls(talk.how),
                      escape_controls(talk.topic, true), escape_controls(talk.said, true)}));
  }
  return json_array(items);
}

CustomerHtmlPart CustomerHtml::make_part(const Value& record,
                                         const std::vector<DueLine>& due) const {
  JsonMembers values;
  std::vector<std::string> texts;
  for (const Shown& shown : shown_) {
    texts.push_back(describe(shown, record));
    if (!texts.back().empty()) values.emplace_back(shown.name, shown_string(texts.back()));
  }
  std::vector<std::string> tags;
  if (const Value* list = record.find("tags"); list != nullptr) {
    for (const Value& tag : list->items) tags.push_back(escape_controls(tag.text));
  }
  CustomerHtmlPart part;
  part.json = json_object({{"values", json_object(values)},
                           {"area", shown_string(area_of(record))},
                           {"tags", json_strings(tags)},
                           {"contacts", contacts_of(record)},
                           {"open", open_of(record, due)},
                           {"talks", talks_of(record)}});
  for (const std::size_t column : columns_) {
    const bool heads = shown_[column].name == "name";
    part.row += std::string(heads ? "<th scope=\"row\">" : "<td>") + escape_html(texts[column]) +
                (heads ? "</th>" : "</td>");
  }
  return part;
}

/// Labels and orders of everything that the data name.
std::string CustomerHtml::describe_schema(const CustomerHtmlHead& head) const {
  const Schema& customer = schemas_.customer();
  std::vector<std::string> fields;
  for (const Shown& shown : shown_) {
    std::vector<std::string> options;
    for (const Option& option : shown.field->options) {
      options.push_back(option.label.in(language_));
    }
    fields.push_back(
        json_object({{"name", json_string(shown.name)},
                     {"label", json_string(shown.field->label.in(language_))},
                     {"section", json_string(customer.sections[shown.section].title.in(language_))},
                     {"code", shown.field->codes.empty() ? "false" : "true"},
                     {"options", json_strings(options)}}));
  }
  std::vector<std::string> columns;
  for (const std::size_t column : columns_) columns.push_back(std::to_string(column));
  JsonMembers contact;
  if (const Field* list = find_field(customer.fields, "contacts")) {
    for (const Field& field : schemas_.fields_of(*list)) {
      contact.emplace_back(field.name, json_string(field.label.in(language_)));
    }
  }
  JsonMembers said;
  for (const auto& [name, text] : customer_html_words()) {
    said.emplace_back(std::string(name), json_string(text.in(language_)));
  }
  return json_object({{"fields", json_array(fields)},
                      {"columns", json_array(columns)},
                      {"contact", json_object(contact)},
                      {"made", json_string(head.made_at)},
                      {"words", json_object(said)}});
}

std::string CustomerHtml::plain_table(const std::vector<CustomerHtmlPart>& parts) const {
  std::string html = "<table class=\"plain\"><thead><tr>";
  for (const std::size_t column : columns_) {
    html += "<th scope=\"col\">" + escape_html(shown_[column].field->label.in(language_)) + "</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (const CustomerHtmlPart& part : parts) html += "<tr>" + part.row + "</tr>\n";
  return html + "</tbody></table>";
}

std::string CustomerHtml::format(const CustomerHtmlHead& head,
                                 const std::vector<CustomerHtmlPart>& parts) const {
  const std::string_view style = page_file("customers.css");
  std::string script;
  for (const std::string_view name : {"customers_charts.js", "customers_card.js", "customers.js"}) {
    script += page_file(name);
  }
  std::string data = "{\"page\":" + describe_schema(head) + ",\n\"customers\":[";
  for (std::size_t at = 0; at < parts.size(); ++at) {
    data += (at == 0 ? "\n" : ",\n") + parts[at].json;
  }
  data += "\n]}";
  const Text made =
      head.unmasked
          ? fill({"As of {}, by {}. Personal values are shown whole: keep this file safe.",
                  "截至 {}，{} 导出。含未脱敏的个人信息，请妥善保管。"},
                 {head.made_at, head.made_by})
          : fill({"As of {}, by {}. Personal values are masked.",
                  "截至 {}，{} 导出。个人信息已脱敏。"},
                 {head.made_at, head.made_by});
  PageParts filling = {{"lang", language_ == Language::chinese ? "zh-CN" : "en"},
                       {"title", escape_html(head.archive)},
                       {"made", escape_html(made.in(language_))},
                       {"style-hash", policy_hash(style)},
                       {"style", std::string(style)},
                       {"script-hash", policy_hash(script)},
                       {"script", script},
                       {"data", script_json(data)},
                       {"table", plain_table(parts)}};
  for (const auto& [name, text] : customer_html_words()) {
    filling.emplace(std::string(name), escape_html(text.in(language_)));
  }
  return fill_page(page_file("customers.html"), filling);
}

}  // namespace custrec
