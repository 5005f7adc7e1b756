// SPDX-License-Identifier: MIT
// Outcomes of a second verification.
#include "review/sample_outcome.hpp"

#include <algorithm>

#include "archive/filing.hpp"
#include "archive/new_entry.hpp"
#include "archive/revision.hpp"
#include "record/rewrite.hpp"
#include "schema/check_record.hpp"
#include "schema/field_path.hpp"
#include "schema/form.hpp"
#include "schema/name_key.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

constexpr const char* ledger = "anomalies";

/// Whether `name` had a part in collecting or entering the record.
bool had_a_part(const Document& document, std::string_view name) {
  const NodeIndex collection = document.find(Document::root, "collection");
  if (collection == no_node) return false;
  return is_same_name(document.text_at(collection, "collected_by"), name) ||
         is_same_name(document.text_at(collection, "entered_by"), name);
}

std::optional<Text> refuse_sampler(const Archive& archive, const std::string& id,
                                   const Document& document, const Person& person) {
  const bool own = archive.settings().four_eyes && had_a_part(document, person.name);
  if (person.sees_all() && !own) return std::nullopt;
  Text others;
  for (const std::string& name : find_samplers(archive, document)) {
    others.en += (others.en.empty() ? "" : ", ") + name;
    others.zh += (others.zh.empty() ? "" : "、") + name;
  }
  others = others.empty()
               ? Text{"nobody in team.yaml may: it takes a reviewer or manager who neither "
                      "collected nor entered it",
                      "team.yaml 中无人可复核：须有未参与采集和录入的审核人（reviewer）或"
                      "管理者（manager）"}
               : fill({"{} may", "可由 {} 复核"}, {others});
  if (own) {
    return fill({"{}: {} collected or entered it, so somebody else verifies it; {}",
                 "{}：由 {} 采集或录入，须由他人复核；{}"},
                {id, person.name, others});
  }
  return fill({"{}: {} does not have the role reviewer or manager; {}",
               "{}：{} 没有审核人（reviewer）或管理者（manager）角色；{}"},
              {id, person.name, others});
}

/// Its list of anomalies, made if there is none yet.
Value& find_ledger(Value& record) {
  Value* found = record.find(ledger);
  if (found == nullptr) found = &record.items.emplace_back(make_sequence(ledger));
  if (found->kind != Kind::sequence) *found = make_sequence(ledger);
  return *found;
}

/// Whether a sample has found the same already.
bool has_anomaly(const Value& list, const Value& entry) {
  return std::any_of(list.items.begin(), list.items.end(), [&](const Value& other) {
    return other.text_at("how") == entry.text_at("how") &&
           other.text_at("field") == entry.text_at("field") &&
           other.text_at("problem") == entry.text_at("problem");
  });
}

/// What is wrong with the anomalies of `text` from the position `begin` on.
std::optional<Text> find_fault(const std::string& text, std::size_t begin, const Schemas& schemas,
                               const TypeContext& context) {
  const Reading reading = read_document(text);
  if (!reading.readable) return reading.faults[0].message;
  const std::string prefix = std::string(ledger) + "[";
  for (const Finding& finding : check_record(reading, schemas, context)) {
    if (finding.level != Level::error || !finding.field.starts_with(prefix)) continue;
    if (std::stoul(finding.field.substr(prefix.size())) >= begin) return finding.message;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> find_samplers(const Archive& archive, const Document& document) {
  std::vector<std::string> names;
  for (const Person& person : archive.team().people()) {
    const bool own = archive.settings().four_eyes && had_a_part(document, person.name);
    if (person.sees_all() && !own) names.push_back(person.name);
  }
  return names;
}

OutcomeNotes::OutcomeNotes(const Archive& archive, const Person& person,
                           std::chrono::sys_seconds now, SampleFile file)
    : archive_(archive), person_(person), now_(now), file_(std::move(file)), sample_(file_.sample) {
  for (std::size_t at = 0; at < sample_.records.size(); ++at) {
    positions_.emplace(sample_.records[at].id, at);
  }
}

std::optional<Refusal> OutcomeNotes::note(const Outcome& outcome) {
  const auto position = positions_.find(outcome.id);
  if (position == positions_.end()) {
    return Refusal{Exit::usage, fill({"{} is not in the sample of {}", "{} 不在 {} 的抽样中"},
                                     {escape_controls(outcome.id), sample_.period})};
  }
  SampledRecord& record = sample_.records[position->second];
  const std::string_view result = outcome.flaws.empty() ? result_ok : result_wrong;
  if (record.result == result && result == result_ok) return std::nullopt;
  if (!record.is_open() && record.result != result) {
    return Refusal{Exit::refused,
                   fill({"{} is {} already, noted by {}; if that was a mistake, correct {} by hand",
                         "{} 已记为 {}（{}）；如有误，请手工更正 {}"},
                        {outcome.id, record.result, escape_controls(record.by), file_.path})};
  }
  const std::string path = archive_.find_record(outcome.id);
  const RecordFile file = path.empty() ? RecordFile() : read_record_file(archive_, path);
  if (auto refusal = look_at(file, outcome.id)) return refusal;
  NotedOutcome noted{outcome.id, !outcome.flaws.empty(), {}, {}, {}};
  if (!outcome.flaws.empty()) {
    if (auto refusal = open_anomalies(file, outcome.flaws, noted)) return refusal;
    if (noted.anomalies.empty() && !record.is_open()) return std::nullopt;
  }
  if (record.is_open()) {
    record.result = result;
    record.at = archive_.format_now(now_);
    record.by = person_.name;
  }
  noted_.push_back(std::move(noted));
  return std::nullopt;
}

/// Whether the record is there and `person_` may verify it.
std::optional<Refusal> OutcomeNotes::look_at(const RecordFile& file, const std::string& id) const {
  if (file.path.empty()) {
    return Refusal{Exit::refused,
                   fill({"{0} is no longer in the archive; 'custrec review sample --period {1}' "
                         "draws another in its place",
                         "{0} 已不在档案中；运行 custrec review sample --period {1} 可另抽一份"},
                        {id, sample_.period})};
  }
  require_read(file);
  if (!file.reading.readable || !file.reading.faults.empty()) {
    return Refusal{Exit::refused, fill({"{} can't be read; see 'custrec verify {}'",
                                        "{} 无法读取，请见 custrec verify {}"},
                                       {id, id})};
  }
  if (auto refusal = refuse_sampler(archive_, id, file.reading.document, person_)) {
    return Refusal{Exit::refused, std::move(*refusal)};
  }
  return std::nullopt;
}

/// The record with its new anomalies; what a sample has found before doesn't come twice. They go
/// past the reviser: a returned record isn't submitted again by what a sample found.
std::optional<Refusal> OutcomeNotes::open_anomalies(const RecordFile& file,
                                                    const std::vector<Flaw>& flaws,
                                                    NotedOutcome& noted) {
  const Schemas& schemas = archive_.schemas();
  const TypeContext context = archive_.context(now_);
  const Field* list = find_field(schemas.customer().fields, ledger);
  if (list == nullptr || list->kind == nullptr) {
    return Refusal{Exit::settings,
                   {"schemas/customer.yaml has no list of anomalies",
                    "schemas/customer.yaml 中没有异常台账 anomalies"}};
  }
  const Document layout = require_record_form(file);
  Value record = value_of(layout, Document::root);
  const std::size_t before = find_ledger(record).items.size();
  noted.due = format_date(std::chrono::year_month_day(context.today + sample_anomaly_days));
  for (const Flaw& flaw : flaws) {
    Value entry = make_mapping("", {make_text("how", "sample")});
    if (!flaw.field.empty()) {
      const FieldPathResult found = parse_field_path(schemas, flaw.field);
      if (!found.path) return Refusal{Exit::usage, found.mistake};
      entry.items.push_back(make_text("field", found.path->text()));
    }
    entry.items.push_back(make_text("problem", flaw.problem));
    if (has_anomaly(find_ledger(record), entry)) continue;
    entry.items.push_back(make_text("due", noted.due, true));
    entry = complete_entry(std::move(entry), archive_, *list, record, person_, now_);
    noted.anomalies.emplace_back(entry.text_at("id"));
    noted.owner = entry.text_at("owner");
    find_ledger(record).items.push_back(std::move(entry));
  }
  if (noted.anomalies.empty()) return std::nullopt;
  order_fields(record, schemas);
  Edit edit{std::string(file.reading.document.bytes()), rewrite_record(layout, record)};
  if (auto fault = find_fault(edit.after, before, schemas, context)) {
    return Refusal{Exit::problems, fill({"{}: {}", "{}：{}"}, {file.id, *fault})};
  }
  edits_[file.path] = std::move(edit);
  return std::nullopt;
}

void OutcomeNotes::write(Transaction& transaction) const {
  if (noted_.empty()) return;
  transaction.replace(file_.path, file_.text, rewrite_sample(file_, sample_));
  for (const auto& [path, edit] : edits_) transaction.replace(path, edit.before, edit.after);
}

}  // namespace custrec
