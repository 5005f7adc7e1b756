// SPDX-License-Identifier: MIT
// A customer on one screen.
#include "terminal/customer_page.hpp"

#include <algorithm>

#include "schema/describe_value.hpp"
#include "schema/open_tasks.hpp"
#include "schema/talks.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t talks_shown = 3;
constexpr std::size_t text_width = 60;

/// Rows of cells, each column as wide as its widest.
class Columns {
 public:
  void add(std::vector<std::string> cells) {
    for (std::string& cell : cells) cell = escape_controls(cell);
    widths_.resize(std::max(widths_.size(), cells.size()));
    for (std::size_t at = 0; at < cells.size(); ++at) {
      widths_[at] = std::max(widths_[at], display_width(cells[at]));
    }
    rows_.push_back(std::move(cells));
  }

  [[nodiscard]] std::string format() const {
    std::string text;
    for (const auto& row : rows_) {
      std::string line = "  ";
      for (std::size_t at = 0; at < row.size(); ++at) {
        if (widths_[at] == 0) continue;
        line += row[at];
        line.append(widths_[at] - display_width(row[at]) + 2, ' ');
      }
      text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
  }

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> widths_;
};

std::string cell_line(std::string_view text) {
  return cut_to_width(replace_all(std::string(text), "\n", " "), text_width);
}

/// `2024-03-20T10:30:00+08:00` → `2024-03-20 10:30`.
std::string short_time(std::string_view time) {
  if (time.size() < 16 || time[10] != 'T') return std::string(time);
  return std::string(time.substr(0, 10)) + " " + std::string(time.substr(11, 5));
}

class CustomerPage {
 public:
  CustomerPage(const Value& record, const Schemas& schemas, const std::vector<DueLine>& due,
               Language language, bool colour)
      : record_(record), schemas_(schemas), due_(due), language_(language), colour_(colour) {}

  std::string format() {
    add_head();
    add_contacts();
    add_open();
    add_talks();
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string say(const Text& text) const { return text.in(language_); }
  [[nodiscard]] std::string emphasise(const std::string& text, std::string_view sequence) const {
    return colour_ ? "\033[" + std::string(sequence) + "m" + text + "\033[0m" : text;
  }

  void add_section(const Text& title, const std::string& lines) {
    if (lines.empty()) return;
    text_ += "\n" + emphasise(escape_controls(say(title)), "1") + "\n" + lines;
  }

  [[nodiscard]] const Field* find_list(std::string_view name) const {
    return find_field(schemas_.customer().fields, name);
  }

  /// As one says it: labels of choices, the name of a code.
  [[nodiscard]] std::string describe(const FieldList& fields, const Value& mapping,
                                     std::string_view name) const {
    const Field* field = find_field(fields, name);
    const Value* value = mapping.find(name);
    if (field == nullptr || value == nullptr || value->is_empty()) return {};
    return describe_value(*field, *value, language_);
  }
  [[nodiscard]] std::string describe(std::string_view name) const {
    return describe(schemas_.customer().fields, record_, name);
  }

  static std::string join(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const std::string& part : parts) {
      if (part.empty()) continue;
      if (!text.empty()) text += between;
      text += escape_controls(part);
    }
    return text;
  }

  void add_head() {
    text_ = emphasise(escape_controls(record_.text_at("name")), "1") + "  " +
            escape_controls(record_.text_at("id")) + "\n";
    const std::string activity =
        record_.text_at("activity") == "live" ? std::string() : describe("activity");
    for (const auto& parts :
         {std::vector<std::string>{describe("type"), describe("stage"), describe("grade"),
                                   describe("status"), activity},
          {describe("industry"), describe("region"), describe("country")}}) {
      const std::string line = join(parts, " · ");
      if (!line.empty()) text_ += "  " + line + "\n";
    }
    Columns columns;
    for (const std::string_view name :
         {"owner", "tags", "address", "preferences", "focus", "remarks"}) {
      const std::string value = cell_line(describe(name));
      if (value.empty()) continue;
      columns.add({say(find_list(name)->label),
                   name == "owner" ? join({value, describe("department")}, " · ") : value});
    }
    if (const Value* plan = record_.find("plan"); plan != nullptr && find_list("plan") != nullptr) {
      const std::string next =
          join({std::string(plan->text_at("next_follow_up")), cell_line(plan->text_at("goal")),
                cell_line(plan->text_at("notes"))},
               " · ");
      if (!next.empty()) columns.add({say({"Next", "下次跟进"}), next});
    }
    text_ += columns.format();
  }

  /// Who has left stands last.
  void add_contacts() {
    const Value* contacts = record_.find("contacts");
    const Field* list = find_list("contacts");
    if (contacts == nullptr || list == nullptr) return;
    const FieldList& fields = schemas_.fields_of(*list);
    Columns columns;
    for (const bool gone : {false, true}) {
      for (const Value& contact : contacts->items) {
        const std::string left(contact.text_at("left_on"));
        if (gone == left.empty()) continue;
        const auto part = [&](std::string_view name) { return describe(fields, contact, name); };
        const std::string note =
            gone ? fill({"left {}", "{} 离职"}, {left}).in(language_) : part("prefers");
        columns.add({part("name"), join({part("title"), part("role")}, " · "), part("mobile"),
                     part("phone"), part("email"), join({part("other"), cell_line(note)}, " · ")});
      }
    }
    add_section(list->label, columns.format());
  }

  // What is open: tasks with the limits that they are under, then the other limits.

  void add_open() {
    Columns columns;
    std::vector<bool> told(due_.size(), false);
    for (const OpenTask& task : find_open_tasks(record_)) {
      add_task(columns, task.entry, task.what, task.owner, task.due, told);
    }
    for (std::size_t at = 0; at < due_.size(); ++at) {
      if (!told[at]) add_due(columns, short_entry(due_[at].entry), "", due_[at].owner, {&due_[at]});
    }
    add_section({"Open", "待办与时限"}, columns.format());
  }

  void add_task(Columns& columns, const std::string& name, std::string_view what,
                std::string_view owner, std::string_view planned, std::vector<bool>& told) const {
    std::vector<const DueLine*> limits;
    for (std::size_t at = 0; at < due_.size(); ++at) {
      if (due_[at].entry != name) continue;
      told[at] = true;
      limits.push_back(&due_[at]);
    }
    const DueLine plan{"", name, std::string(owner), std::string(planned), ""};
    if (limits.empty() && !planned.empty()) limits.push_back(&plan);
    add_due(columns, short_entry(name), what, owner, limits);
  }

  void add_due(Columns& columns, const std::string& name, std::string_view what,
               std::string_view owner, const std::vector<const DueLine*>& limits) const {
    std::vector<std::string> words;
    for (const DueLine* limit : limits) {
      const std::string late =
          limit->late.empty() ? "" : fill({"overdue {}", "逾期 {}"}, {limit->late}).in(language_);
      words.push_back(join({limit->label, short_time(limit->due), late}, " "));
    }
    columns.add({name, cell_line(what), cell_line(owner), join(words, "; ")});
  }

  // What was last said.

  void add_talks() {
    const std::vector<Talk> talks = find_talks(record_, schemas_, language_);
    Columns columns;
    for (std::size_t at = 0; at < std::min(talks.size(), talks_shown); ++at) {
      const Talk& talk = talks[at];
      columns.add({short_time(talk.at), short_entry(talk.entry), talk.how, cell_line(talk.topic),
                   cell_line(talk.said)});
    }
    add_section({"Last spoken", "最近往来"}, columns.format());
  }

  const Value& record_;
  const Schemas& schemas_;
  const std::vector<DueLine>& due_;
  Language language_;
  bool colour_;
  std::string text_;
};

}  // namespace

std::string format_customer_page(const Value& record, const Schemas& schemas,
                                 const std::vector<DueLine>& due, Language language, bool colour) {
  return CustomerPage(record, schemas, due, language, colour).format();
}

}  // namespace custrec
