// SPDX-License-Identifier: MIT
// What happened to a record.
#include "terminal/history_page.hpp"

#include <algorithm>
#include <vector>

#include "schema/field_path.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

struct Event {
  std::string at;
  std::string by;
  std::string what;
  std::vector<std::string> lines;
};

class History {
 public:
  History(const Schemas& schemas, Language language) : schemas_(schemas), language_(language) {}

  void take(const Value& record) {
    if (const Value* collection = record.find("collection")) {
      add_event(*collection, "entered_at", "entered_by", say({"filed", "登记"}));
    }
    if (const Value* changes = record.find("changes")) {
      for (const Value& change : changes->items) add_change(change);
    }
    if (const Value* reviews = record.find("reviews")) {
      for (const Value& review : reviews->items) add_review(review);
    }
    // Times with different offsets are compared as instants, those that are none stay behind.
    std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) {
      const auto left = parse_time(a.at);
      const auto right = parse_time(b.at);
      return left && (!right || left->instant < right->instant);
    });
  }

  [[nodiscard]] std::string format(bool colour) const {
    std::string text;
    for (const Event& event : events_) {
      const std::string head =
          escape_controls(show_written_time(event.at) + "  " + event.by + "  " + event.what);
      text += (colour ? "\033[1m" + head + "\033[0m" : head) + "\n";
      for (const std::string& line : event.lines) text += "    " + escape_controls(line) + "\n";
    }
    return text;
  }

 private:
  [[nodiscard]] const std::string& say(const Text& text) const { return text.in(language_); }

  Event* add_event(const Value& mapping, std::string_view at, std::string_view by,
                   std::string what) {
    if (mapping.text_at(at).empty()) return nullptr;
    return &events_.emplace_back(Event{
        std::string(mapping.text_at(at)), std::string(mapping.text_at(by)), std::move(what), {}});
  }

  void add_line(Event& event, const Text& label, std::string_view text) const {
    if (text.empty()) return;
    event.lines.push_back(
        fill({"{}: {}", "{}：{}"}, {label, replace_all(std::string(text), "\n", " ")})
            .in(language_));
  }

  void add_change(const Value& change) {
    const std::string reason(change.text_at("reason"));
    Event* event =
        add_event(change, "at", "by", reason.empty() ? say({"changed", "更改"}) : reason);
    if (event == nullptr) return;
    add_line(*event, {"evidence", "依据"}, change.text_at("evidence"));
    add_line(*event, {"noticed", "获知时间"}, show_written_time(change.text_at("noticed_at")));
    const Value* fields = change.find("fields");
    if (fields == nullptr) return;
    for (const Value& field : fields->items) {
      const auto show = [&](std::string_view key) {
        const std::string_view value = field.text_at(key);
        return value.empty() ? say({"(empty)", "（空）"})
                             : replace_all(std::string(value), "\n", " ");
      };
      event->lines.push_back(fill({"{}: {} → {}", "{}：{} → {}"},
                                  {describe_field_path(schemas_, field.text_at("field"), language_),
                                   show("from"), show("to")})
                                 .in(language_));
    }
  }

  void add_review(const Value& review) {
    const bool approved = review.text_at("result") == "approved";
    Event* event = add_event(review, "at", "by",
                             approved ? say({"approved", "审核通过"}) : say({"returned", "退回"}));
    if (event == nullptr) return;
    add_line(*event, {"status", "状态"}, review.text_at("status"));
    add_line(*event, {"reason", "原因"}, review.text_at("reason"));
    add_line(*event, {"note", "备注"}, review.text_at("note"));
  }

  const Schemas& schemas_;
  Language language_;
  std::vector<Event> events_;
};

}  // namespace

std::string show_written_time(std::string_view text) {
  constexpr std::size_t date_length = 10;
  constexpr std::size_t minutes_end = 16;
  if (!parse_time(text)) return escape_controls(text);
  std::string shown(text.substr(0, date_length));
  if (text.size() >= minutes_end) shown += " " + std::string(text.substr(11, 5));
  return shown;
}

std::string describe_field_path(const Schemas& schemas, std::string_view text, Language language) {
  const auto path = find_field_path(schemas, text);
  if (!path) return escape_controls(text);
  std::string label;
  for (const FieldStep& step : path->steps) {
    label += (label.empty() ? "" : " ") + step.field->label.in(language);
    if (step.position) label += " " + std::to_string(*step.position + 1);
    if (!step.entry.empty()) label += " " + step.entry;
  }
  return escape_controls(label);
}

std::string format_history(const Value& record, const Schemas& schemas, Language language,
                           bool colour) {
  History history(schemas, language);
  history.take(record);
  return history.format(colour);
}

}  // namespace custrec
