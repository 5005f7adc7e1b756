// SPDX-License-Identifier: MIT
// How a new customer becomes a record.
#include "archive/filing.hpp"

#include <algorithm>
#include <array>

#include "problem/error.hpp"
#include "schema/asked_about.hpp"
#include "schema/check_record.hpp"
#include "schema/check_value.hpp"
#include "schema/form.hpp"
#include "schema/scope.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

Problem problem_at(std::string_view rule, std::string field, Text message) {
  return {Level::error, rule, "", "", 0, 0, std::move(field), std::move(message), {}};
}

void set_text(Value& mapping, const FieldList& fields, std::string_view name,
              const std::string& text) {
  const Field* field = find_field(fields, name);
  if (field == nullptr) return;
  std::erase_if(mapping.items, [&](const Value& item) { return item.key == name; });
  if (!text.empty()) {
    mapping.items.push_back(make_text(std::string(name), text, field->type->bare));
  }
}

Value& group_of(Value& record, std::string_view name) {
  for (Value& item : record.items) {
    if (item.key == name) return item;
  }
  record.items.push_back(make_mapping(std::string(name)));
  return record.items.back();
}

/// What a number is made of; of the problem, which is told at most once, why it can't be made.
struct PartsOfNumber {
  std::optional<layout::IdParts> parts;
  std::optional<Problem> problem;
};

PartsOfNumber find_parts(const Archive& archive, const Value& form,
                         const layout::IdPattern& pattern, std::chrono::year_month_day date) {
  layout::IdParts parts;
  parts.date = date;
  for (const std::string_view name : {"industry", "region"}) {
    if (!pattern.uses(name)) continue;
    const Field* field = find_field(archive.schemas().customer().fields, name);
    const CodeList* list = field == nullptr ? nullptr : archive.codes().find(field->codes);
    const Code* code = list == nullptr ? nullptr : list->find(code_part(form.text_at(name)));
    if (code == nullptr) {
      return {std::nullopt,
              problem_at("required", std::string(name),
                         fill({"the customer number ({}) needs it", "客户编号（{}）需要此项"},
                              {pattern.text()}))};
    }
    (name == "industry" ? parts.industry : parts.region) = list->shorthand_of(*code);
  }
  return {std::move(parts), std::nullopt};
}

/// What stands behind `place` has moved on by so many bytes, or back.
void move_offsets(Identity& identity, std::uint32_t place, std::size_t by) {
  const auto move = [&](std::uint32_t& offset) {
    if (offset > place) offset += static_cast<std::uint32_t>(by);
  };
  move(identity.name_offset);
  for (UniqueValue& value : identity.unique_values) move(value.offset);
}

}  // namespace

bool is_own_field(std::string_view path) {
  static constexpr std::array<std::string_view, 4> own = {
      "status", "wanted_status", "collection.entered_by", "collection.entered_at"};
  return std::find(own.begin(), own.end(), path) != own.end();
}

std::vector<Problem> unplaced_problems(const std::vector<Finding>& findings,
                                       const std::string& id) {
  std::vector<Problem> problems;
  for (const Finding& finding : findings) {
    problems.push_back(
        {finding.level, finding.rule, id, "", 0, 0, finding.field, finding.message, finding.hint});
  }
  return problems;
}

Filing::Filing(const Archive& archive, const Person& by, std::chrono::sys_seconds now)
    : archive_(archive),
      by_(by),
      now_(now),
      context_(archive.context(now)),
      id_field_(*find_field(archive.schemas().customer().fields, "id")),
      id_is_asked_about_(is_asked_about(id_field_, archive.schemas())) {
  const Walk walk = walk_customers(archive);
  require_walked(walk);
  struct Found {
    std::string id;
    std::optional<Identity> identity;  ///< nothing when the file is no record
  };
  const auto find = [&](const RecordFile& file) {
    require_read(file);
    Found found{file.id, std::nullopt};
    if (!file.reading.readable) return found;
    const Document& document = file.reading.document;
    found.identity = identify(document, archive.schemas(), context_);
    found.identity->id = file.id;
    found.identity->reach = find_reach(document, archive.schemas(), context_);
    return found;
  };
  customers_.reserve(walk.records.size());
  const auto note = [&](const Found& found) {
    customers_.note_id(found.id);
    if (found.identity) {
      customers_.add(*found.identity);
    } else {
      unreadable_ += 1;
    }
  };
  for_each_record<Found>(archive, walk.records, find_cores(), find, note);
}

void Filing::set_own_fields(Value& form, bool draft) const {
  const Schemas& schemas = archive_.schemas();
  const FieldList& fields = schemas.customer().fields;
  set_text(form, fields, "status", draft ? "draft" : "submitted");
  set_text(form, fields, "wanted_status", "");
  const Field* collection = find_field(fields, "collection");
  if (collection != nullptr && collection->type->name == "group") {
    Value& group = group_of(form, "collection");
    const FieldList& inner = schemas.fields_of(*collection);
    set_text(group, inner, "entered_by", by_.name);
    set_text(group, inner, "entered_at", archive_.format_now(now_));
  }
  fill_defaults(form, schemas, context_);
}

std::uint64_t Filing::next_number(const layout::IdPattern& pattern, const layout::IdParts& parts) {
  const std::string first = pattern.format(parts, 1);
  const auto known = last_numbers_.find(first);
  if (known != last_numbers_.end()) return known->second + 1;
  std::uint64_t last = 0;
  const auto path = pattern.path_of(first);
  if (!path) return 1;  // a year of five digits has no place; `prepare` tells it
  std::string folder = path->substr(0, path->rfind('/'));
  // Folders of a thousand numbers are siblings: the series goes on through all of them.
  const bool thousands = !pattern.uses("date") && !pattern.uses("year") && !pattern.uses("month") &&
                         !pattern.uses("industry") && !pattern.uses("region");
  std::vector<std::string> folders = {folder};
  if (thousands) {
    folders.clear();
    for (const FolderEntry& entry : archive_.tree().list(layout::customers_folder)) {
      if (entry.sort != FolderEntry::Sort::folder) continue;
      folders.emplace_back(entry.path);
    }
  }
  for (const std::string& name : folders) {
    for (const FolderEntry& entry : archive_.tree().list(name)) {
      const std::string_view id = layout::id_of_path(entry.path);
      if (pattern.same_series(id, first)) last = std::max(last, *pattern.number_of(id));
    }
  }
  for (const std::string& id : accepted_) {
    if (pattern.same_series(id, first)) last = std::max(last, *pattern.number_of(id));
  }
  last_numbers_[first] = last;
  return last + 1;
}

/// The id that stands in the text of `form`: its own, or the first of its series; empty when there
/// can be none.
std::string Filing::id_for(const Value& form, UnnumberedRecord& made) const {
  NewRecord& record = made.record;
  const layout::IdPattern& pattern = *made.pattern;
  record.id = form.text_at("id");
  if (record.id.empty()) {
    auto [parts, problem] =
        find_parts(archive_, form, pattern, std::chrono::year_month_day(context_.today));
    made.parts = std::move(parts);
    if (problem) record.problems.push_back(std::move(*problem));
    return made.parts ? pattern.format(*made.parts, 1) : std::string();
  }
  if (!pattern.matches(record.id)) {
    record.problems.push_back(
        problem_at("id-path", "id",
                   fill({"{} does not fit the pattern {}", "{} 不符合编号规则 {}"},
                        {escape_controls(record.id), pattern.text()})));
  }
  record.path = pattern.path_of(record.id).value_or("");
  return record.id;
}

UnnumberedRecord Filing::complete(Value form, bool draft) const {
  UnnumberedRecord made;
  set_own_fields(form, draft);
  made.pattern = &archive_.settings().pattern_for(form.text_at("type"));
  const std::string id = id_for(form, made);
  set_text(form, archive_.schemas().customer().fields, "id", id.empty() ? "?" : id);
  tidy_form(form, archive_.schemas());
  made.record.text = format_record(form);
  check(made);
  return made;
}

/// Adds what is wrong with the text, and finds out who it is about.
void Filing::check(UnnumberedRecord& made) const {
  NewRecord& record = made.record;
  Reading reading = read_document(std::move(record.text));
  const Document& document = reading.document;
  made.readable = reading.readable;
  auto problems =
      unplaced_problems(reading.readable ? check_record(reading, archive_.schemas(), context_)
                                         : findings_of(reading.faults),
                        record.id);
  std::move(problems.begin(), problems.end(), std::back_inserter(record.problems));
  if (reading.readable) {
    const NodeIndex id = find_item(document, Document::root, id_field_);
    if (id != no_node) made.id_span = document[id].span;
    record.identity = identify(document, archive_.schemas(), context_);
    record.identity.reach = find_reach(document, archive_.schemas(), context_);
    record.identity.id = record.id;
  }
  record.text = reading.document.release();
}

/// Whether the checks say the same of the number, now in the text as `written`, as of the one that
/// stood in for it.
bool Filing::tells_same(const UnnumberedRecord& made, std::string_view written) const {
  const NewRecord& record = made.record;
  if (id_is_asked_about_ || record.text.size() > max_record_bytes) return false;
  const bool told = std::any_of(record.problems.begin(), record.problems.end(),
                                [](const Problem& problem) { return problem.field == "id"; });
  const bool plain = !written.starts_with('"');
  return !told && !check_value(id_field_, record.id, false, plain, context_);
}

/// In the place of the one that stood in for it.
void Filing::put_number_in(UnnumberedRecord& made) const {
  NewRecord& record = made.record;
  const auto [begin, end] = *made.id_span;
  const std::string written = format_scalar(record.id, id_field_.type->bare, 0);
  record.text.replace(begin, end - begin, written);
  if (!tells_same(made, written)) {
    record.problems.clear();
    check(made);
    return;
  }
  record.identity.id = record.id;
  move_offsets(record.identity, begin, written.size() - (end - begin));
}

NewRecord Filing::number(UnnumberedRecord made) {
  NewRecord& record = made.record;
  if (!made.parts) return std::move(record);
  record.id = made.pattern->format(*made.parts, next_number(*made.pattern, *made.parts));
  record.path = made.pattern->path_of(record.id).value_or("");
  for (Problem& problem : record.problems) problem.customer = record.id;
  if (made.id_span) put_number_in(made);
  if (record.path.empty()) {
    record.problems.insert(
        record.problems.begin(),
        problem_at("id-path", "id",
                   fill({"no number is left for {}", "{} 的编号已用尽"}, {record.id})));
  }
  return std::move(record);
}

bool Filing::completes_identity() const {
  const FieldList& fields = archive_.schemas().customer().fields;
  return std::any_of(
      fields.identifying().begin(), fields.identifying().end(), [&](std::size_t index) {
        const std::string& name = fields[index].name;
        return !fields[index].default_value.empty() || name == "id" || is_own_field(name);
      });
}

/// The day of filing stays what it was.
std::string Filing::renumber(const Value& record) {
  const Value* collection = record.find("collection");
  const auto entered =
      parse_time(collection == nullptr ? std::string_view() : collection->text_at("entered_at"));
  std::chrono::sys_days day = context_.today;
  if (entered) {
    const auto offset = entered->date_only ? std::chrono::seconds(0)
                                           : archive_.settings().zone.offset_at(entered->instant);
    day = std::chrono::floor<std::chrono::days>(entered->instant + offset);
  }
  const layout::IdPattern& pattern = archive_.settings().pattern_for(record.text_at("type"));
  const auto [parts, problem] =
      find_parts(archive_, record, pattern, std::chrono::year_month_day(day));
  if (problem) throw Error(Exit::refused, problem->message);
  std::string id = pattern.format(*parts, next_number(pattern, *parts));
  if (!pattern.path_of(id)) {
    throw Error(Exit::refused, fill({"no number is left for {}", "{} 的编号已用尽"}, {id}));
  }
  return id;
}

void Filing::accept(const NewRecord& record) {
  customers_.add(record.identity);
  accepted_.push_back(record.id);
  for (const auto* pattern :
       {&archive_.settings().enterprise_id, &archive_.settings().individual_id}) {
    for (auto& [first, last] : last_numbers_) {
      if (pattern->same_series(record.id, first)) {
        last = std::max(last, *pattern->number_of(record.id));
      }
    }
  }
}

}  // namespace custrec
