// SPDX-License-Identifier: MIT
// Takes changes back in a copy of a record, and looks at its fingerprint.
#include "review/change_log.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "record/value.hpp"
#include "schema/field_path.hpp"
#include "schema/fingerprint.hpp"

namespace custrec {
namespace {

Value& find_or_add(Value& mapping, const Value& item) {
  Value* found = mapping.find(item.key);
  return found == nullptr ? mapping.items.emplace_back(item) : *found;
}

struct LoggedField {
  std::string path;
  std::string from;
  std::string to;
};

std::vector<LoggedField> read_fields(const Document& document, NodeIndex change) {
  std::vector<LoggedField> fields;
  const NodeIndex list = document.find(change, "fields");
  if (list == no_node) return fields;
  for (const NodeIndex item : document.children(list)) {
    if (document[item].kind != Kind::mapping) continue;
    fields.push_back({std::string(document.text_at(item, "field")),
                      std::string(document.text_at(item, "from")),
                      std::string(document.text_at(item, "to"))});
  }
  return fields;
}

class Undoing {
 public:
  /// `by_entry`: where all that is logged of an entry at a position came or went, the entry did.
  Undoing(const Schemas& schemas, Value record, bool by_entry)
      : schemas_(schemas), record_(std::move(record)), by_entry_(by_entry) {}

  void undo(const std::vector<LoggedField>& fields) {
    // Positions of what is gone are those before, of all else those after.
    std::vector<std::string> came;
    std::vector<std::string> went;
    std::unordered_map<std::string, std::vector<const LoggedField*>> by_entry;
    if (by_entry_) {
      for (const LoggedField& field : fields) by_entry[entry_of(field.path)].push_back(&field);
    }
    by_entry.erase("");
    for (const LoggedField& field : fields) {
      const auto entry = by_entry.find(entry_of(field.path));
      if (entry == by_entry.end() || entry->second.front() != &field) continue;
      if (moves(entry->second, &LoggedField::from)) came.push_back(entry->first);
      if (moves(entry->second, &LoggedField::to)) went.push_back(entry->first);
    }
    const std::unordered_set<std::string> gone(went.begin(), went.end());
    // The latest first: of one path what went may stand before what came.
    for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
      if (!gone.contains(entry_of(field->path))) set(field->path, field->to, field->from);
    }
    for (auto entry = came.rbegin(); entry != came.rend(); ++entry) erase(*entry);
    for (const std::string& entry : went) {
      insert(entry);
      for (const LoggedField* field : by_entry.at(entry)) set(field->path, field->to, field->from);
    }
  }

  [[nodiscard]] const Value& record() const { return record_; }

 private:
  /// `contacts[1]` of `contacts[1].mobile`; empty for what lies in no such list of the record.
  static std::string entry_of(const std::string& path) {
    const std::size_t bracket = path.find(']');
    const std::size_t dot = path.find('.');
    if (bracket == std::string::npos || dot != bracket + 1) return {};
    return path.substr(0, dot);
  }

  /// Whether `side` is empty in all that is logged of an entry.
  static bool moves(const std::vector<const LoggedField*>& fields, std::string LoggedField::*side) {
    return std::all_of(fields.begin(), fields.end(),
                       [&](const LoggedField* field) { return (field->*side).empty(); });
  }

  struct Position {
    Value* list;
    std::size_t at;
  };

  Position find_position(const std::string& entry) {
    const std::size_t bracket = entry.find('[');
    const std::string digits = entry.substr(bracket + 1, entry.size() - bracket - 2);
    Value* list = record_.find(entry.substr(0, bracket));
    const bool number = !digits.empty() && digits.size() < 8 &&
                        digits.find_first_not_of("0123456789") == std::string::npos;
    return {list != nullptr && list->kind == Kind::sequence ? list : nullptr,
            number ? std::stoul(digits) : 0};
  }

  void erase(const std::string& entry) {
    const Position position = find_position(entry);
    if (position.list == nullptr || position.at >= position.list->items.size()) return;
    position.list->items.erase(position.list->items.begin() +
                               static_cast<std::ptrdiff_t>(position.at));
  }

  void insert(const std::string& entry) {
    static_cast<void>(find_or_add(record_, make_sequence(entry.substr(0, entry.find('[')))));
    const Position position = find_position(entry);
    if (position.list == nullptr) return;
    const std::size_t at = std::min(position.at, position.list->items.size());
    position.list->items.insert(position.list->items.begin() + static_cast<std::ptrdiff_t>(at),
                                make_mapping(""));
  }

  void set(const std::string& text, const std::string& to, const std::string& from) {
    const auto path = find_field_path(schemas_, text);
    if (!path) return;
    Value* at = &record_;
    for (std::size_t step = 0; step < path->steps.size() && at != nullptr; ++step) {
      const FieldStep& one = path->steps[step];
      const bool last = step + 1 == path->steps.size();
      if (one.position || !one.entry.empty()) {
        at = enter_list(*at, one);
      } else if (last && one.field->type->shape == Shape::choices) {
        set_choice(find_or_add(*at, make_sequence(one.field->name)), to, from);
        return;
      } else {
        at = &find_or_add(*at,
                          last ? make_text(one.field->name, "") : make_mapping(one.field->name));
      }
    }
    if (at != nullptr && at->kind == Kind::scalar) at->text = from;
    if (at != nullptr && at->kind == Kind::sequence) reorder(*at, to);
  }

  /// `to` says where each entry was: `[1] [0]`, all of them.
  static void reorder(Value& list, const std::string& to) {
    std::vector<Value> before(list.items.size(), make_mapping(""));
    std::size_t entry = 0;
    for (std::size_t at = to.find('['); at != std::string::npos; at = to.find('[', at + 1)) {
      std::size_t position = before.size();
      std::from_chars(to.data() + at + 1, to.data() + to.size(), position);
      if (entry == before.size() || position >= before.size()) return;
      before[position] = list.items[entry++];
    }
    if (entry == before.size()) list.items = std::move(before);
  }

  /// The entry that is meant, made where it isn't there any more.
  static Value* enter_list(Value& mapping, const FieldStep& step) {
    Value& list = find_or_add(mapping, make_sequence(step.field->name));
    if (list.kind != Kind::sequence) return nullptr;
    if (!step.entry.empty()) {
      for (Value& item : list.items) {
        if (item.text_at("id") == step.entry) return &item;
      }
      return &list.items.emplace_back(make_mapping("", {make_text("id", step.entry)}));
    }
    constexpr std::size_t most = 10000;
    while (list.items.size() <= *step.position && list.items.size() < most) {
      list.items.push_back(make_mapping(""));
    }
    return *step.position < list.items.size() ? &list.items[*step.position] : nullptr;
  }

  static void set_choice(Value& list, const std::string& to, const std::string& from) {
    const auto found = std::find_if(list.items.begin(), list.items.end(),
                                    [&](const Value& item) { return item.text == to; });
    if (!to.empty() && found != list.items.end()) list.items.erase(found);
    if (!from.empty()) list.items.push_back(make_text("", from));
  }

  const Schemas& schemas_;
  Value record_;
  bool by_entry_;
};

}  // namespace

LogTells compare_log(const Archive& archive, const TypeContext& context, const Document& document,
                     const Approval& approval) {
  const Schemas& schemas = archive.schemas();
  if (has_fingerprint(document, schemas, context, approval.fingerprint)) return LogTells::all;
  const std::vector<NodeIndex> changes = find_changes_since(document, schemas, &approval);
  if (changes.empty()) return LogTells::nothing;
  for (const bool by_entry : {true, false}) {
    Undoing undoing(schemas, value_of(document, Document::root), by_entry);
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
      undoing.undo(read_fields(document, *change));
    }
    const Reading reading = read_document(format_record(undoing.record()));
    if (!reading.readable) continue;
    if (has_fingerprint(reading.document, schemas, context, approval.fingerprint)) {
      return LogTells::all;
    }
  }
  return LogTells::part;
}

std::string find_settled_owner(const Archive& archive, const TypeContext& context,
                               const Document& document) {
  const std::vector<Approval> approvals = find_approvals(document);
  const Approval* last = approvals.empty() ? nullptr : &approvals.back();
  std::string owner(document.text_at(Document::root, "owner"));
  if (last != nullptr) {
    if (has_fingerprint(document, archive.schemas(), context, last->fingerprint)) return owner;
    if (compare_log(archive, context, document, *last) != LogTells::all) return {};
  }
  for (const NodeIndex change : find_changes_since(document, archive.schemas(), last)) {
    for (const LoggedField& field : read_fields(document, change)) {
      if (field.path == "owner") return field.from;
    }
  }
  return owner;
}

std::string text_of_entry(const Document& document, NodeIndex entry) {
  Value value = value_of(document, entry);
  value.key = "entry";
  return format_item(value, 0);
}

}  // namespace custrec
