// SPDX-License-Identifier: MIT
// What a record says is left to do.
#include "schema/open_tasks.hpp"

#include <algorithm>
#include <array>

namespace custrec {
namespace {

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

void add_entries(std::vector<OpenTask>& open, const Value& record, const Task& task) {
  const Value* entries = record.find(task.list);
  if (entries == nullptr) return;
  for (std::size_t at = 0; at < entries->items.size(); ++at) {
    const Value& entry = entries->items[at];
    if (entry.kind != Kind::mapping || is_over(task, entry)) continue;
    open.push_back({name_of_entry(task.list, entry, at), std::string(entry.text_at(task.what)),
                    std::string(entry.text_at(task.owner)), std::string(entry.text_at(task.due))});
  }
}

void add_todos(std::vector<OpenTask>& open, const Value& visit, const std::string& name) {
  const Value* todos = visit.find("todos");
  if (todos == nullptr) return;
  for (std::size_t at = 0; at < todos->items.size(); ++at) {
    const Value& todo = todos->items[at];
    if (todo.kind != Kind::mapping || todo.text_at("done") == "true") continue;
    open.push_back({name + ".todos[" + std::to_string(at) + "]", std::string(todo.text_at("what")),
                    std::string(todo.text_at("who")), std::string(todo.text_at("due"))});
  }
}

}  // namespace

std::vector<OpenTask> find_open_tasks(const Value& record) {
  std::vector<OpenTask> open;
  for (const Task& task : tasks) add_entries(open, record, task);
  if (const Value* visits = record.find("visits"); visits != nullptr) {
    for (std::size_t at = 0; at < visits->items.size(); ++at) {
      const Value& visit = visits->items[at];
      add_todos(open, visit, name_of_entry("visits", visit, at));
    }
  }
  return open;
}

std::string name_of_entry(std::string_view list, const Value& entry, std::size_t position) {
  const std::string_view id = entry.text_at("id");
  return std::string(list) +
         (id.empty() ? "[" + std::to_string(position) + "]" : "." + std::string(id));
}

std::string short_entry(const std::string& entry) {
  const std::size_t dot = entry.find('.');
  return dot == std::string::npos ? entry : entry.substr(dot + 1);
}

}  // namespace custrec
