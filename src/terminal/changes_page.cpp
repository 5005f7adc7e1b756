// SPDX-License-Identifier: MIT
// Changes of customers, to be read by others.
#include "terminal/changes_page.hpp"

#include <algorithm>

#include "exchange/json_text.hpp"
#include "terminal/history_page.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Text describe_what(std::string_view what) {
  if (what == "new") return {"new", "新登记"};
  if (what == "gone") return {"gone", "已移除"};
  return {"changed", "有更改"};
}

std::string one_line(std::string_view text) {
  return escape_controls(replace_all(std::string(text), "\n", " "));
}

/// Nothing of it is markup.
std::string escape_markdown(std::string_view text) {
  std::string safe;
  for (const char c : one_line(text)) {
    if (std::string_view("\\`*_[]<>|~&#").find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

/// What `format_history` makes events of.
Value make_log(const RecentChanges& customer) {
  Value record = make_mapping("");
  if (customer.what == "new" && !customer.entered_at.empty()) {
    record.items.push_back(
        make_mapping("collection", {make_text("entered_at", customer.entered_at, true),
                                    make_text("entered_by", customer.entered_by)}));
  }
  record.items.push_back(make_sequence("changes", customer.changes));
  return record;
}

Text no_entry() {
  return {"nothing of it stands in its change log", "更改记录中没有说明"};
}

std::string markdown_change(const Value& change, const Schemas& schemas, Language language) {
  const std::string reason = escape_markdown(change.text_at("reason"));
  std::string text = "- " + escape_markdown(show_written_time(change.text_at("at"))) + " " +
                     escape_markdown(change.text_at("by")) + ": " +
                     (reason.empty() ? Text{"changed", "更改"}.in(language) : reason);
  const std::string evidence = escape_markdown(change.text_at("evidence"));
  if (!evidence.empty()) {
    text += fill({" (evidence: {})", "（依据：{}）"}, {evidence}).in(language);
  }
  text += "\n";
  const Value* fields = change.find("fields");
  if (fields == nullptr) return text;
  for (const Value& field : fields->items) {
    const auto show = [&](std::string_view key) {
      const std::string value = escape_markdown(field.text_at(key));
      return value.empty() ? Text{"(empty)", "（空）"}.in(language) : value;
    };
    text += "  - " +
            fill({"{}: {} → {}", "{}：{} → {}"},
                 {escape_markdown(describe_field_path(schemas, field.text_at("field"), language)),
                  show("from"), show("to")})
                .in(language) +
            "\n";
  }
  return text;
}

std::string json_text_or_null(std::string_view text) {
  return text.empty() ? "null" : json_string(text);
}

std::string json_change(const Value& change) {
  std::vector<std::string> fields;
  const Value* list = change.find("fields");
  for (std::size_t at = 0; list != nullptr && at < list->items.size(); ++at) {
    const Value& field = list->items[at];
    fields.push_back(json_object({{"field", json_string(field.text_at("field"))},
                                  {"from", json_text_or_null(field.text_at("from"))},
                                  {"to", json_text_or_null(field.text_at("to"))}}));
  }
  return json_object({{"at", json_text_or_null(change.text_at("at"))},
                      {"by", json_text_or_null(change.text_at("by"))},
                      {"reason", json_text_or_null(change.text_at("reason"))},
                      {"evidence", json_text_or_null(change.text_at("evidence"))},
                      {"noticed_at", json_text_or_null(change.text_at("noticed_at"))},
                      {"fields", json_array(fields)}});
}

}  // namespace

std::string format_changes_text(const std::vector<RecentChanges>& customers, const Schemas& schemas,
                                Language language, bool colour) {
  std::string text;
  for (const RecentChanges& customer : customers) {
    const std::string head = fill({"{}  {}  owner: {}  {}", "{}  {}  跟进人：{}  {}"},
                                  {escape_controls(customer.id), one_line(customer.name),
                                   one_line(customer.owner), describe_what(customer.what)})
                                 .in(language);
    text += (text.empty() ? "" : "\n") + (colour ? "\033[1m" + head + "\033[0m" : head) + "\n";
    std::string log = format_history(make_log(customer), schemas, language, false);
    if (log.empty() && customer.what == "changed") log = no_entry().in(language) + "\n";
    for (std::size_t begin = 0; begin < log.size();) {
      const std::size_t end = std::min(log.find('\n', begin), log.size());
      text += "  " + log.substr(begin, end - begin) + "\n";
      begin = end + 1;
    }
  }
  return text;
}

std::string format_changes_markdown(const std::vector<RecentChanges>& customers,
                                    const std::string& since, const Schemas& schemas,
                                    Language language) {
  std::string text =
      fill({"# Changes since {}\n", "# {} 以来的更改\n"}, {escape_markdown(since)}).in(language);
  if (customers.empty()) text += Text{"\nNone.\n", "\n无。\n"}.in(language);
  for (const RecentChanges& customer : customers) {
    text += "\n## " + escape_markdown(customer.id) + " " + escape_markdown(customer.name) + "\n\n" +
            fill({"owner: {}, {}\n", "跟进人：{}，{}\n"},
                 {escape_markdown(customer.owner), describe_what(customer.what)})
                .in(language);
    std::string list;
    if (customer.what == "new" && !customer.entered_at.empty()) {
      list += "- " + escape_markdown(show_written_time(customer.entered_at)) + " " +
              escape_markdown(customer.entered_by) + ": " + Text{"filed", "登记"}.in(language) +
              "\n";
    }
    for (const Value& change : customer.changes) list += markdown_change(change, schemas, language);
    if (list.empty() && customer.what == "changed") list = "- " + no_entry().in(language) + "\n";
    if (!list.empty()) text += "\n" + list;
  }
  return text;
}

std::string format_changes_json(const std::vector<RecentChanges>& customers,
                                const std::string& since) {
  std::vector<std::string> rows;
  for (const RecentChanges& customer : customers) {
    std::vector<std::string> changes;
    for (const Value& change : customer.changes) changes.push_back(json_change(change));
    rows.push_back(json_object({{"customer", json_string(customer.id)},
                                {"name", json_text_or_null(customer.name)},
                                {"owner", json_text_or_null(customer.owner)},
                                {"what", json_string(customer.what)},
                                {"entered_at", json_text_or_null(customer.entered_at)},
                                {"entered_by", json_text_or_null(customer.entered_by)},
                                {"changes", json_array(changes)}}));
  }
  return json_object(
             {{"version", "1"}, {"since", json_string(since)}, {"customers", json_array(rows)}}) +
         "\n";
}

}  // namespace custrec
