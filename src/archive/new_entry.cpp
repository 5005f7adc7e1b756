// SPDX-License-Identifier: MIT
// A new entry of a record.
#include "archive/new_entry.hpp"

#include <algorithm>
#include <array>

#include "schema/entry_id.hpp"
#include "schema/form.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

/// Where a value comes from that nobody has to type.
enum class ValueSource : unsigned char {
  now,
  year,
  writer,
  owner,
  open,
  done,
  visited,
  visited_by
};

struct Known {
  std::string_view kind;
  std::string_view field;
  ValueSource source;
};

constexpr std::array<Known, 19> known_values = {{
    {"interaction", "at", ValueSource::now},
    {"interaction", "ours", ValueSource::writer},
    {"interaction", "done", ValueSource::done},
    {"visit", "ours", ValueSource::writer},
    {"visit", "recorded_by", ValueSource::visited_by},
    {"visit", "recorded_at", ValueSource::visited},
    {"need", "raised_at", ValueSource::now},
    {"need", "status", ValueSource::open},
    {"need", "owner", ValueSource::owner},
    {"complaint", "received_at", ValueSource::now},
    {"complaint", "owner", ValueSource::owner},
    {"complaint", "recorded_by", ValueSource::writer},
    {"complaint", "recorded_at", ValueSource::now},
    {"file", "year", ValueSource::year},
    {"file", "added_by", ValueSource::writer},
    {"file", "added_at", ValueSource::now},
    {"anomaly", "found_at", ValueSource::now},
    {"anomaly", "found_by", ValueSource::writer},
    {"anomaly", "owner", ValueSource::owner},
}};

bool is_written_by_custrec(const Field& list) {
  return list.of == "review" || list.of == "change";
}

/// A visit that lies ahead is an appointment, and nobody has recorded it yet.
bool is_over(const Value& visit, std::chrono::sys_seconds now) {
  const auto at = parse_time(visit.text_at("at"));
  return at && at->instant <= now;
}

Value* find_list(Value& record, const Field& list) {
  const auto found = std::find_if(record.items.begin(), record.items.end(), [&](const Value& item) {
    return item.key == list.name || (!list.renamed_from.empty() && item.key == list.renamed_from);
  });
  return found == record.items.end() ? nullptr : &*found;
}

}  // namespace

std::string entry_name(const Field& list, const Value& entry, std::size_t position) {
  std::string id(entry.text_at("id"));
  return id.empty() ? list.name + "[" + std::to_string(position) + "]" : id;
}

std::vector<const Field*> find_entry_lists(const Schemas& schemas) {
  std::vector<const Field*> lists;
  for (const Field& field : schemas.customer().fields) {
    if (!field.of.empty() && !field.retired && !is_written_by_custrec(field)) {
      lists.push_back(&field);
    }
  }
  return lists;
}

const Field* find_entry_list(const Schemas& schemas, std::string_view word) {
  for (const Field* list : find_entry_lists(schemas)) {
    const Text& title = list->kind->title;
    if (list->of == word || title.zh == word || fold(title.en) == fold(word)) return list;
  }
  return nullptr;
}

bool is_own_entry_field(const Field& list, std::string_view name) {
  return name == "id" || (list.of == "file" && (name == "path" || name == "sha256"));
}

std::string known_entry_value(const Archive& archive, const Field& list, const Field& field,
                              const Value& entry, const Value& record, const Person& by,
                              std::chrono::sys_seconds now) {
  const auto known =
      std::find_if(known_values.begin(), known_values.end(), [&](const Known& candidate) {
        return candidate.kind == list.of && candidate.field == field.name;
      });
  if (known == known_values.end()) return field.required ? field.default_value : "";
  switch (known->source) {
    case ValueSource::now:
      return archive.format_now(now);
    case ValueSource::year:
      return archive.format_now(now).substr(0, 4);
    case ValueSource::writer:
      return by.name;
    case ValueSource::owner:
      return record.text_at("owner").empty() ? by.name : std::string(record.text_at("owner"));
    case ValueSource::open:
      return find_option(field, "open").empty() ? "" : "open";
    case ValueSource::done:
      return entry.text_at("next_step").empty() && entry.text_at("next_due").empty() ? "true"
                                                                                     : "false";
    case ValueSource::visited:
      return is_over(entry, now) ? archive.format_now(now) : "";
    case ValueSource::visited_by:
      return is_over(entry, now) ? by.name : "";
  }
  return "";
}

Value complete_entry(Value entry, const Archive& archive, const Field& list, const Value& record,
                     const Person& by, std::chrono::sys_seconds now) {
  const Schemas& schemas = archive.schemas();
  const TypeContext context = archive.context(now);
  const std::string id = next_entry_id(schemas, list, record);
  if (!id.empty()) entry.items.insert(entry.items.begin(), make_text("id", id));
  for (const Field& field : schemas.fields_of(list)) {
    if (field.retired || !entry.text_at(field.name).empty()) continue;
    const std::string value = known_entry_value(archive, list, field, entry, record, by, now);
    if (!value.empty()) fill_in(entry, {{{&field, std::nullopt, {}}}}, value, context);
  }
  return entry;
}

NewEntry append_entry(const Reviser& reviser, const RecordFile& file, const Document& layout,
                      const Field& list, Value entry, Change change) {
  Value wanted = value_of(layout, Document::root);
  Value* entries = find_list(wanted, list);
  if (entries == nullptr) entries = &wanted.items.emplace_back(make_sequence(list.name));
  if (entries->is_empty()) entries->kind = Kind::sequence;
  NewEntry result;
  result.name = entry_name(list, entry, entries->items.size());
  if (entries->kind != Kind::sequence) {
    result.revision.refusal =
        fill({"{} is no list in the record; mend it in the file first, see 'custrec verify'",
              "档案中的 {} 不是列表；请先在文件中修正，见 custrec verify"},
             {list.name});
    return result;
  }
  entries->items.push_back(std::move(entry));
  change.always_logged = false;
  result.revision = reviser.revise(file, layout, std::move(wanted), "", change);
  return result;
}

}  // namespace custrec
