// SPDX-License-Identifier: MIT
// What every change of a filed record leaves behind.
#include "archive/change_log.hpp"

#include <algorithm>

namespace custrec {
namespace {

Value* find_item(Value& mapping, std::string_view key) {
  const auto found = std::find_if(mapping.items.begin(), mapping.items.end(),
                                  [&](const Value& item) { return item.key == key; });
  return found == mapping.items.end() ? nullptr : &*found;
}

}  // namespace

void append_change(Value& record, const Archive& archive, std::chrono::sys_seconds now,
                   const Change& change) {
  Value fields = make_sequence("fields");
  for (const Difference& difference : change.fields) {
    Value entry = make_mapping("", {make_text("field", difference.path)});
    if (!difference.from.empty()) entry.items.push_back(make_text("from", difference.from));
    if (!difference.to.empty()) entry.items.push_back(make_text("to", difference.to));
    fields.items.push_back(std::move(entry));
  }
  Value entry = make_mapping("", {make_text("at", archive.format_now(now), true),
                                  make_text("by", change.by), make_text("reason", change.reason)});
  if (!change.evidence.empty()) entry.items.push_back(make_text("evidence", change.evidence));
  entry.items.push_back(std::move(fields));
  Value* changes = find_item(record, "changes");
  if (changes == nullptr) {
    record.items.push_back(make_sequence("changes"));
    changes = &record.items.back();
  }
  changes->items.push_back(std::move(entry));
}

bool touches_reviewed(const Schemas& schemas, const std::vector<Difference>& differences) {
  return std::any_of(differences.begin(), differences.end(), [&](const Difference& difference) {
    const std::string name = difference.path.substr(0, difference.path.find_first_of(".["));
    const Field* field = find_field(schemas.customer().fields, name);
    return field == nullptr || field->reviewed;
  });
}

void update_status(Value& record, const Schemas& schemas,
                   const std::vector<Difference>& differences) {
  Value* status = find_item(record, "status");
  if (status == nullptr) return;
  const bool again = status->text == "returned" ||
                     (status->text == "active" && touches_reviewed(schemas, differences));
  if (again) status->text = "submitted";
}

}  // namespace custrec
