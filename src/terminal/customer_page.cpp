// SPDX-License-Identifier: MIT
// A customer on one screen.
#include "terminal/customer_page.hpp"

#include <algorithm>
#include <array>

#include "terminal/record_page.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t talks_shown = 3;
constexpr std::size_t text_width = 60;

/// Where something that is left to do says so: an entry with `done_field` empty, or one of
/// `done_values`, is over.
struct Task {
  std::string_view list;
  std::string_view what;
  std::string_view owner;
  std::string_view due;
  std::string_view done_field;
  std::array<std::string_view, 2> done_values;  ///< none: anything
  bool needs_what;                              ///< without it there is nothing to do
};

constexpr std::array<Task, 4> tasks = {{
    {"interactions", "next_step", "ours", "next_due", "done", {"true"}, true},
    {"needs", "description", "owner", "due", "status", {"done", "closed"}, false},
    {"complaints", "description", "owner", "", "completed_at", {}, false},
    {"anomalies", "problem", "owner", "due", "resolved_at", {}, false},
}};

bool is_over(const Task& task, const Value& entry) {
  const std::string_view done = entry.text_at(task.done_field);
  if (task.needs_what && entry.text_at(task.what).empty()) return true;
  if (task.done_values[0].empty()) return !done.empty();
  return std::find(task.done_values.begin(), task.done_values.end(), done) !=
             task.done_values.end() &&
         !done.empty();
}

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

std::string one_line(std::string_view text) {
  return cut_to_width(replace_all(std::string(text), "\n", " "), text_width);
}

/// `2024-03-20T10:30:00+08:00` → `2024-03-20 10:30`.
std::string short_time(std::string_view time) {
  if (time.size() < 16 || time[10] != 'T') return std::string(time);
  return std::string(time.substr(0, 10)) + " " + std::string(time.substr(11, 5));
}

class Page {
 public:
  Page(const Value& record, const Schemas& schemas, const std::vector<DueLine>& due,
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
    text_ += "\n" + emphasise(say(title), "1") + "\n" + lines;
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
      const std::string value = one_line(describe(name));
      if (value.empty()) continue;
      columns.add({say(find_list(name)->label),
                   name == "owner" ? join({value, describe("department")}, " · ") : value});
    }
    if (const Value* plan = record_.find("plan"); plan != nullptr && find_list("plan") != nullptr) {
      const std::string next =
          join({std::string(plan->text_at("next_follow_up")), one_line(plan->text_at("goal")),
                one_line(plan->text_at("notes"))},
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
                     part("phone"), part("email"), join({part("other"), one_line(note)}, " · ")});
      }
    }
    add_section(list->label, columns.format());
  }

  // What is open: tasks with the limits that they are under, then the other limits.

  void add_open() {
    Columns columns;
    std::vector<bool> told(due_.size(), false);
    for (const Task& task : tasks) add_tasks(columns, task, told);
    add_todos(columns, told);
    for (std::size_t at = 0; at < due_.size(); ++at) {
      if (!told[at]) add_due(columns, short_entry(due_[at].entry), "", due_[at].owner, {&due_[at]});
    }
    add_section({"Open", "待办与时限"}, columns.format());
  }

  void add_tasks(Columns& columns, const Task& task, std::vector<bool>& told) const {
    const Value* entries = record_.find(task.list);
    if (entries == nullptr) return;
    for (std::size_t at = 0; at < entries->items.size(); ++at) {
      const Value& entry = entries->items[at];
      if (entry.kind != Kind::mapping || is_over(task, entry)) continue;
      const std::string name = name_of(task.list, entry, at);
      add_task(columns, name, entry.text_at(task.what), entry.text_at(task.owner),
               entry.text_at(task.due), told);
    }
  }

  void add_todos(Columns& columns, std::vector<bool>& told) const {
    const Value* visits = record_.find("visits");
    if (visits == nullptr) return;
    for (std::size_t at = 0; at < visits->items.size(); ++at) {
      const Value* todos = visits->items[at].find("todos");
      if (todos == nullptr) continue;
      for (std::size_t todo = 0; todo < todos->items.size(); ++todo) {
        const Value& entry = todos->items[todo];
        if (entry.kind != Kind::mapping || entry.text_at("done") == "true") continue;
        const std::string name =
            name_of("visits", visits->items[at], at) + ".todos[" + std::to_string(todo) + "]";
        add_task(columns, name, entry.text_at("what"), entry.text_at("who"), entry.text_at("due"),
                 told);
      }
    }
  }

  static std::string name_of(std::string_view list, const Value& entry, std::size_t at) {
    const std::string_view id = entry.text_at("id");
    return std::string(list) +
           (id.empty() ? "[" + std::to_string(at) + "]" : "." + std::string(id));
  }

  /// `needs.N1` → `N1`: its letter says what it is.
  static std::string short_entry(const std::string& entry) {
    const std::size_t dot = entry.find('.');
    return dot == std::string::npos ? entry : entry.substr(dot + 1);
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
    columns.add({name, one_line(what), one_line(owner), join(words, "; ")});
  }

  // What was last said.

  struct Talk {
    std::string at;
    std::string name;
    std::string how;
    std::string topic;
    std::string said;
  };

  void add_talks() {
    std::vector<Talk> talks;
    collect_talks(talks, "interactions", "topic", "summary");
    collect_talks(talks, "visits", "purpose", "agreed");
    std::stable_sort(talks.begin(), talks.end(),
                     [](const Talk& a, const Talk& b) { return a.at > b.at; });
    Columns columns;
    for (std::size_t at = 0; at < std::min(talks.size(), talks_shown); ++at) {
      const Talk& talk = talks[at];
      columns.add({short_time(talk.at), talk.name, talk.how, talk.topic, talk.said});
    }
    add_section({"Last spoken", "最近往来"}, columns.format());
  }

  void collect_talks(std::vector<Talk>& talks, std::string_view name, std::string_view topic,
                     std::string_view said) const {
    const Value* entries = record_.find(name);
    const Field* list = find_list(name);
    if (entries == nullptr || list == nullptr || list->kind == nullptr) return;
    for (std::size_t at = 0; at < entries->items.size(); ++at) {
      const Value& entry = entries->items[at];
      if (entry.kind != Kind::mapping) continue;
      const std::string method = describe(schemas_.fields_of(*list), entry, "method");
      const bool missed = entry.text_at("reached") == "false";
      const std::string how = join({method.empty() ? say(list->kind->title) : method,
                                    missed ? say({"not reached", "未联系上"}) : std::string()},
                                   " · ");
      talks.push_back({std::string(entry.text_at("at")), short_entry(name_of(name, entry, at)), how,
                       one_line(entry.text_at(topic)), one_line(entry.text_at(said))});
    }
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
  return Page(record, schemas, due, language, colour).format();
}

}  // namespace custrec
