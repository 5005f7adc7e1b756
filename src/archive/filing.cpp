// SPDX-License-Identifier: MIT
// How a new customer becomes a record.
#include "archive/filing.hpp"

#include <algorithm>
#include <array>

#include "problem/error.hpp"
#include "schema/check_record.hpp"
#include "schema/form.hpp"
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
    : archive_(archive), by_(by), now_(now), context_(archive.context(now)) {
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
      folders.push_back(std::string(layout::customers_folder) + "/" + entry.name);
    }
  }
  for (const std::string& name : folders) {
    for (const FolderEntry& entry : archive_.tree().list(name)) {
      const std::string id(layout::id_of_path(name + "/" + entry.name));
      if (pattern.same_series(id, first)) last = std::max(last, *pattern.number_of(id));
    }
  }
  for (const std::string& id : accepted_) {
    if (pattern.same_series(id, first)) last = std::max(last, *pattern.number_of(id));
  }
  last_numbers_[first] = last;
  return last + 1;
}

std::string Filing::give_number(const Value& form, const layout::IdPattern& pattern,
                                std::chrono::year_month_day date, std::vector<Problem>& problems) {
  layout::IdParts parts;
  parts.date = date;
  for (const std::string_view name : {"industry", "region"}) {
    if (!pattern.uses(name)) continue;
    const Field* field = find_field(archive_.schemas().customer().fields, name);
    const CodeList* list = field == nullptr ? nullptr : archive_.codes().find(field->codes);
    const Code* code = list == nullptr ? nullptr : list->find(code_part(form.text_at(name)));
    if (code == nullptr) {
      problems.push_back(problem_at(
          "required", std::string(name),
          fill({"the customer number ({}) needs it", "客户编号（{}）需要此项"}, {pattern.text()})));
      return {};
    }
    (name == "industry" ? parts.industry : parts.region) = list->shorthand_of(*code);
  }
  return pattern.format(parts, next_number(pattern, parts));
}

NewRecord Filing::prepare(Value form, bool draft) {
  NewRecord record;
  set_own_fields(form, draft);
  tidy_form(form, archive_.schemas());
  const layout::IdPattern& pattern = archive_.settings().pattern_for(form.text_at("type"));
  record.id = form.text_at("id");
  if (record.id.empty()) {
    const std::chrono::year_month_day today(context_.today);
    record.id = give_number(form, pattern, today, record.problems);
  } else if (!pattern.matches(record.id)) {
    record.problems.push_back(
        problem_at("id-path", "id",
                   fill({"{} does not fit the pattern {}", "{} 不符合编号规则 {}"},
                        {escape_controls(record.id), pattern.text()})));
  }
  set_text(form, archive_.schemas().customer().fields, "id", record.id.empty() ? "?" : record.id);
  tidy_form(form, archive_.schemas());
  record.path = pattern.path_of(record.id).value_or("");
  if (record.path.empty() && record.problems.empty()) {
    record.problems.push_back(problem_at(
        "id-path", "id", fill({"no number is left for {}", "{} 的编号已用尽"}, {record.id})));
  }
  record.text = format_record(form);
  const Reading reading = read_document(record.text);
  std::vector<Finding> findings = reading.readable
                                      ? check_record(reading, archive_.schemas(), context_)
                                      : findings_of(reading.faults);
  auto problems = unplaced_problems(findings, record.id);
  std::move(problems.begin(), problems.end(), std::back_inserter(record.problems));
  if (reading.readable) {
    record.identity = identify(reading.document, archive_.schemas(), context_);
    record.identity.reach = find_reach(reading.document, archive_.schemas(), context_);
    record.identity.id = record.id;
  }
  return record;
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
  std::vector<Problem> problems;
  const layout::IdPattern& pattern = archive_.settings().pattern_for(record.text_at("type"));
  std::string id = give_number(record, pattern, std::chrono::year_month_day(day), problems);
  if (!problems.empty()) throw Error(Exit::refused, problems.front().message);
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
