// SPDX-License-Identifier: MIT
// A reviewer's word, written into the record.
#include "review/judgement.hpp"

#include <algorithm>
#include <iterator>

#include "archive/approval.hpp"
#include "archive/filing.hpp"
#include "archive/revision.hpp"
#include "record/rewrite.hpp"
#include "review/reviewers.hpp"
#include "schema/check_record.hpp"
#include "schema/entry_id.hpp"
#include "schema/fingerprint.hpp"
#include "schema/form.hpp"
#include "text/sha256.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

void append_entry(Value& record, const std::string& list, Value entry) {
  Value* found = record.find(list);
  if (found == nullptr) found = &record.items.emplace_back(make_sequence(list));
  // An empty scalar may stand where the list belongs.
  if (found->kind != Kind::sequence) *found = make_sequence(list);
  found->items.push_back(std::move(entry));
}

void set_status(Value& record, const std::string& status) {
  if (Value* found = record.find("status")) found->text = status;
}

void resolve_anomalies(Value& record, const std::string& at) {
  Value* anomalies = record.find("anomalies");
  if (anomalies == nullptr) return;
  for (Value& anomaly : anomalies->items) {
    const bool open = anomaly.text_at("resolved_at").empty() &&
                      anomaly.text_at("resolution").empty() && anomaly.text_at("how") == "review";
    if (!open) continue;
    std::erase_if(anomaly.items, [](const Value& item) {
      return item.key == "resolved_at" || item.key == "resolution";
    });
    anomaly.items.push_back(make_text("resolved_at", at, true));
    anomaly.items.push_back(make_text("resolution", "corrected"));
  }
}

}  // namespace

std::string make_seen_fingerprint(const Document& document, const Schemas& schemas,
                                  const TypeContext& context) {
  std::string fingerprint = make_fingerprint(document, schemas, context);
  std::string more;
  const auto add = [&](std::string_view text) {
    more += std::to_string(text.size()) + ":" + std::string(text) + ",";
  };
  const std::string_view wanted = document.text_at(Document::root, "wanted_status");
  if (!wanted.empty()) add(wanted);
  const NodeIndex anomalies = document.find(Document::root, "anomalies");
  for (const NodeIndex item :
       anomalies == no_node ? std::vector<NodeIndex>() : document.children(anomalies).list()) {
    if (document.text_at(item, "resolution") != "accepted") continue;
    for (const char* name : {"field", "rule", "cause"}) add(document.text_at(item, name));
  }
  if (more.empty()) return fingerprint;
  const auto digest = sha256_of(fingerprint + more);
  return {digest.begin(), digest.end()};
}

Reviewing::Reviewing(const Archive& archive, const Person& person, std::chrono::sys_seconds now)
    : archive_(archive), person_(person), now_(now), context_(archive.context(now)) {}

Judgement Reviewing::begin(const RecordFile& file) const {
  Judgement judgement;
  judgement.id = file.id;
  judgement.path = file.path;
  judgement.before = file.reading.document.bytes();
  judgement.refusal = refuse_review(archive_, file.id, file.reading.document, person_);
  if (!judgement.refusal) {
    judgement.refusal = refuse_time(archive_, file.id, file.reading.document, now_);
  }
  return judgement;
}

std::optional<Text> Reviewing::refuse_unseen(const RecordFile& file, std::string_view seen) const {
  const std::string fingerprint =
      make_seen_fingerprint(file.reading.document, archive_.schemas(), context_);
  if (fingerprint.starts_with(seen)) return std::nullopt;
  return fill(
      {"{0} has changed since it was shown: its fingerprint is {1} now, not {2}; look again "
       "with 'custrec review show {0}'",
       "{0} 在查看之后已有更改：指纹现为 {1}，不是 {2}；请用 custrec review show {0} "
       "重新查看"},
      {file.id, fingerprint.substr(0, shown_digits), seen});
}

Value Reviewing::begin_review(const char* result) const {
  return make_mapping("", {make_text("at", archive_.format_now(now_), true),
                           make_text("by", person_.name), make_text("result", result)});
}

void Reviewing::finish(Judgement& judgement, const Document& layout, Value record) const {
  order_fields(record, archive_.schemas());
  judgement.after = rewrite_record(layout, record);
  const Reading reading = read_document(judgement.after);
  std::vector<Finding> findings = reading.readable
                                      ? check_record(reading, archive_.schemas(), context_)
                                      : findings_of(reading.faults);
  if (reading.readable) {
    std::ranges::move(check_approval(archive_, context_, reading.document),
                      std::back_inserter(findings));
    apply_anomalies(reading.document, context_, false, findings);
  }
  judgement.problems = unplaced_problems(findings, judgement.id);
}

Judgement Reviewing::approve(const RecordFile& file, const std::string& note,
                             std::string_view seen) const {
  Judgement judgement = begin(file);
  if (!judgement.refusal && !seen.empty()) judgement.refusal = refuse_unseen(file, seen);
  if (judgement.refusal) return judgement;
  const Document layout = require_record_form(file);
  Value record = value_of(layout, Document::root);
  const std::string wanted(record.text_at("wanted_status"));
  judgement.new_status = wanted.empty() ? "active" : wanted;
  Value review = begin_review("approved");
  review.items.push_back(make_text("status", judgement.new_status));
  review.items.push_back(
      make_text("fingerprint", make_fingerprint(layout, archive_.schemas(), context_)));
  if (!note.empty()) review.items.push_back(make_text("note", note));
  set_status(record, judgement.new_status);
  std::erase_if(record.items, [](const Value& item) { return item.key == "wanted_status"; });
  resolve_anomalies(record, archive_.format_now(now_));
  append_entry(record, "reviews", std::move(review));
  finish(judgement, layout, std::move(record));
  return judgement;
}

Judgement Reviewing::send_back(const RecordFile& file, const std::string& reason,
                               const std::vector<std::string>& fields) const {
  Judgement judgement = begin(file);
  if (judgement.refusal) return judgement;
  const Document layout = require_record_form(file);
  Value record = value_of(layout, Document::root);
  judgement.new_status = "returned";
  Value review = begin_review("returned");
  review.items.push_back(make_text("status", "returned"));
  review.items.push_back(make_text("reason", reason));
  if (!fields.empty()) {
    Value& list = review.items.emplace_back(make_sequence("fields"));
    for (const std::string& field : fields) list.items.push_back(make_text("", field));
  }
  set_status(record, "returned");
  append_entry(record, "reviews", std::move(review));
  const std::vector<std::string> whole = {""};
  for (const std::string& field : fields.empty() ? whole : fields) {
    append_entry(record, "anomalies", make_anomaly(record, reason, field));
  }
  finish(judgement, layout, std::move(record));
  // What was wrong before is perhaps why it is returned.
  std::erase_if(judgement.problems, [](const Problem& problem) {
    return !problem.field.starts_with("reviews[") && !problem.field.starts_with("anomalies[");
  });
  return judgement;
}

Value Reviewing::make_anomaly(const Value& record, const std::string& reason,
                              const std::string& field) const {
  const Field* list = find_field(archive_.schemas().customer().fields, "anomalies");
  const std::string id = list == nullptr ? "" : next_entry_id(archive_.schemas(), *list, record);
  Value anomaly = make_mapping("");
  const auto add = [&](std::string key, const std::string& text, bool bare) {
    if (!text.empty()) anomaly.items.push_back(make_text(std::move(key), text, bare));
  };
  std::string owner(record.text_at("owner"));
  const Value* collection = record.find("collection");
  if (owner.empty() && collection != nullptr) owner = collection->text_at("collected_by");
  add("id", id, false);
  add("found_at", archive_.format_now(now_), true);
  add("found_by", person_.name, false);
  add("how", "review", false);
  add("field", field, false);
  add("problem", reason, false);
  add("owner", owner, false);
  add("due", format_date(std::chrono::year_month_day(context_.today + std::chrono::days(1))), true);
  return anomaly;
}

}  // namespace custrec
