// SPDX-License-Identifier: MIT
// A change of a record that is filed.
#include "archive/revision.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "archive/access.hpp"
#include "archive/approval.hpp"
#include "archive/filing.hpp"
#include "archive/status.hpp"
#include "problem/error.hpp"
#include "record/record_form_reader.hpp"
#include "record/rewrite.hpp"
#include "record/value_path.hpp"
#include "schema/check_record.hpp"
#include "schema/consent.hpp"
#include "schema/entry_id.hpp"
#include "schema/field_path.hpp"
#include "schema/form.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

std::string top_field(std::string_view path) {
  return std::string(path.substr(0, path.find_first_of(".[")));
}

/// A customer's name counts too: two of the same are probably one.
bool touches_identity(const Schemas& schemas, const std::vector<Difference>& differences) {
  return std::any_of(differences.begin(), differences.end(), [&](const Difference& difference) {
    const auto path = find_field_path(schemas, difference.path);
    return path && (path->field().unique || difference.path == "name");
  });
}

bool touches_owner(const Schemas& schemas, const std::vector<Difference>& differences) {
  return std::any_of(differences.begin(), differences.end(), [&](const Difference& difference) {
    const auto path = find_field_path(schemas, difference.path);
    return path && path->steps.size() == 1 && path->field().name == "owner";
  });
}

bool is_error(const Finding& finding) {
  return finding.level == Level::error;
}

/// One revision in the making.
class Revising {
 public:
  Revising(const Archive& archive, const TypeContext& context, const RecordFile& file,
           const Document& layout, Value wanted)
      : archive_(archive),
        context_(context),
        file_(file),
        layout_(layout),
        before_(value_of(file.reading.document, Document::root)),
        wanted_(std::move(wanted)) {
    revision_.id = file.id;
    revision_.path = file.path;
    revision_.before = file.reading.document.bytes();
    revision_.after = layout.bytes();
    if (revision_.before != revision_.after) forget_origins(before_);
    revision_.old_status = before_.text_at("status");
    revision_.old_wanted_status = before_.text_at("wanted_status");
    revision_.wanted_status = revision_.old_wanted_status;
    revision_.new_status = revision_.old_status;
    revision_.differences = find_differences(before_, wanted_);
    reviewed_ = touches_reviewed(archive.schemas(), revision_.differences);
  }

  Revision run(std::chrono::sys_seconds now, const std::string& status, const Change& change) {
    revision_.refusal = refuse_time(archive_, file_.id, file_.reading.document, now);
    if (revision_.refusal || !allow(status, change)) return std::move(revision_);
    std::vector<Difference> logged = revision_.differences;
    follow_status(logged);
    if (logged.empty()) return std::move(revision_);
    if (change.always_logged || reviewed_) append_change(wanted_, archive_, now, change, logged);
    order_fields(wanted_, archive_.schemas());
    write();
    if (!reading_.readable) {
      // Too large, or no UTF-8: nothing that could be a record.
      revision_.problems = unplaced_problems(findings_of(reading_.faults), file_.id);
      return std::move(revision_);
    }
    submit_if_mended();
    collect_problems(logged);
    revision_.new_status = wanted_.text_at("status");
    revision_.wanted_status = wanted_.text_at("wanted_status");
    if (touches_identity(archive_.schemas(), revision_.differences)) {
      revision_.identity = identify(reading_.document, archive_.schemas(), context_);
      revision_.identity->id = file_.id;
    }
    return std::move(revision_);
  }

 private:
  /// What isn't possible from this status, not for this person, or not without a reason.
  bool allow(const std::string& status, const Change& change) {
    // Nothing has been approved of a record without a status.
    const std::string from = revision_.old_status.empty() ? "draft" : revision_.old_status;
    transition_ = find_transition(from, status);
    if (!status.empty() && !transition_) {
      revision_.refusal = refuse_transition(from, status);
    } else if (is_settled(from) && reviewed_ && status.empty()) {
      revision_.refusal = fill({"{} is {}; reopen it first: status=submitted",
                                "{} 的状态为 {}，须先重新启用：status=submitted"},
                               {file_.id, from});
    } else if (touches_owner(archive_.schemas(), revision_.differences)) {
      revision_.refusal =
          refuse_new_owner(archive_.team().find(change.by), file_.id, file_.reading.document);
    }
    const bool weighty =
        (reviewed_ && from != "draft") || (transition_ && transition_->needs_reason);
    revision_.lacks_reason = weighty && change.reason.empty();
    return !revision_.refusal;
  }

  /// The status that was asked for goes into the change log, the one that follows does not.
  void follow_status(std::vector<Difference>& logged) {
    if (transition_) {
      submit(wanted_, transition_->wanted);
      for (Difference& difference : find_differences(before_, wanted_)) {
        const bool of_status = difference.path == "status" || difference.path == "wanted_status";
        if (of_status) logged.push_back(std::move(difference));
      }
    } else if (revision_.old_status == "active" && reviewed_) {
      submit(wanted_, "");
    }
  }

  [[nodiscard]] std::vector<Finding> check(const Reading& reading) const {
    std::vector<Finding> findings = check_record(reading, archive_.schemas(), context_);
    apply_anomalies(reading.document, context_, false, findings);
    return findings;
  }

  void write() {
    revision_.after = rewrite_record(layout_, wanted_);
    reading_ = read_document(revision_.after);
    if (reading_.readable) findings_ = check(reading_);
  }

  /// A returned record is submitted again once it is mended; with errors left it stays with whoever
  /// mends it.
  void submit_if_mended() {
    if (revision_.old_status != "returned" || transition_) return;
    if (std::any_of(findings_.begin(), findings_.end(), is_error)) return;
    submit(wanted_, wanted_.text_at("wanted_status"));
    write();
  }

  /// Problems of the change, apart from errors that were there before.
  void collect_problems(const std::vector<Difference>& logged) {
    const std::set<std::string> before = find_earlier();
    const std::set<std::string, std::less<>> changed = find_changed(logged);
    const bool completed = transition_ && revision_.old_status == "draft";
    std::vector<Problem> problems = unplaced_problems(findings_, file_.id);
    for (std::size_t at = 0; at < problems.size(); ++at) {
      Problem& problem = problems[at];
      const bool own = is_in(changed, problem.field);
      const bool old = findings_[at].unlisted > 0 ||
                       before.contains(make_name(problem.rule, problem.message, problem.field));
      if (own || (problem.level == Level::error && (!old || completed))) {
        revision_.problems.push_back(std::move(problem));
      } else if (problem.level == Level::error) {
        revision_.left_problems.push_back(std::move(problem));
      }
    }
  }

  /// What a problem is known by before and after the change.
  static std::string make_name(std::string_view rule, const Text& message, std::string_view field) {
    return std::string(rule) + "\n" + without_positions(field) + "\n" + message.en + "\n" +
           message.zh;
  }

  /// The names of problems that were there before.
  [[nodiscard]] std::set<std::string> find_earlier() const {
    std::set<std::string> earlier;
    for (const Finding& finding : check(file_.reading)) {
      earlier.insert(make_name(finding.rule, finding.message, finding.field));
    }
    return earlier;
  }

  /// The paths of what differs, with positions.
  [[nodiscard]] std::set<std::string, std::less<>> find_changed(
      const std::vector<Difference>& logged) const {
    EntryPositions positions(reading_.document);
    std::set<std::string, std::less<>> changed;
    for (const Difference& difference : logged) {
      changed.insert(positions.with_positions(difference.path));
    }
    return changed;
  }

  /// Whether `field` or something that it is in is one of `paths`.
  static bool is_in(const std::set<std::string, std::less<>>& paths, std::string_view field) {
    for (std::size_t end = field.find_first_of(".[");; end = field.find_first_of(".[", end + 1)) {
      if (paths.contains(field.substr(0, end))) return true;
      if (end == field.npos) return false;
    }
  }

  const Archive& archive_;
  const TypeContext& context_;
  const RecordFile& file_;
  const Document& layout_;
  Value before_;
  Value wanted_;
  bool reviewed_ = false;
  std::optional<Transition> transition_;
  Reading reading_{Document(""), {}, false};
  std::vector<Finding> findings_;
  Revision revision_;
};

}  // namespace

bool Revision::is_good() const {
  return !refusal && !lacks_reason && count_problems(problems).errors == 0;
}

Reviser::Reviser(const Archive& archive, std::chrono::sys_seconds now)
    : archive_(archive), now_(now), context_(archive.context(now)) {}

Revision Reviser::revise(const RecordFile& file, const Document& layout, Value wanted,
                         const std::string& status, const Change& change) const {
  return Revising(archive_, context_, file, layout, std::move(wanted)).run(now_, status, change);
}

std::vector<Problem> find_taken_values(const DuplicateIndex& others, const Revision& revision) {
  std::vector<Problem> problems;
  if (!revision.identity) return problems;
  for (const UniqueValue& value : revision.identity->unique_values) {
    const auto other = others.find_holder(value);
    if (!other || *other == revision.id) continue;
    problems.push_back({Level::error,
                        "unique",
                        revision.id,
                        "",
                        0,
                        0,
                        value.field,
                        fill({"the same as in {}", "与 {} 相同"}, {*other}),
                        {}});
  }
  for (const std::string& namesake : others.find_by_name(*revision.identity)) {
    if (namesake == revision.id || !problems.empty()) continue;
    problems.push_back({Level::warning,
                        "duplicate-customer",
                        revision.id,
                        "",
                        0,
                        0,
                        "name",
                        fill({"{} has the same name", "与 {} 名称相同"}, {namesake}),
                        {}});
  }
  return problems;
}

Document require_record_form(const RecordFile& file) {
  Document document{std::string(file.reading.document.bytes())};
  if (!read_record_form(document)) {
    throw Error(Exit::refused,
                fill({"the record of {0} is not in record form, so its text can't be changed "
                      "safely; 'custrec edit --tidy {0}' brings it there",
                      "{0} 的档案不是规范格式，无法安全更改；请先运行 custrec edit --tidy {0}"},
                     {file.id}));
  }
  return document;
}

bool lacks_consent(const Value& record) {
  const Value* collection = record.find("collection");
  const Value* consent = collection == nullptr ? nullptr : collection->find("consent");
  if (consent == nullptr || consent->text_at("withdrawn_at").empty()) return false;
  const std::string_view basis = consent->text_at("basis");
  return record.text_at("type") == "individual" && (basis.empty() || basis == "consent");
}

bool may_tell_personal(const Schemas& schemas, const std::string& path) {
  const auto found = find_field_path(schemas, path);
  return !found || may_hold_personal(schemas, found->field());
}

bool touches_reviewed(const Schemas& schemas, const std::vector<Difference>& differences) {
  return std::any_of(differences.begin(), differences.end(), [&](const Difference& difference) {
    const Field* field = find_field(schemas.customer().fields, top_field(difference.path));
    if (field == nullptr || !field->reviewed) return field == nullptr;
    const auto path = find_field_path(schemas, difference.path);
    return !path || std::all_of(path->steps.begin(), path->steps.end(),
                                [](const FieldStep& step) { return step.field->reviewed; });
  });
}

void append_change(Value& record, const Archive& archive, std::chrono::sys_seconds now,
                   const Change& change, const std::vector<Difference>& differences) {
  Value fields = make_sequence("fields");
  // What has to go doesn't stay in the change log.
  const bool withdrawn = lacks_consent(record);
  for (const Difference& difference : differences) {
    Value entry = make_mapping("", {make_text("field", difference.path)});
    if (withdrawn && may_tell_personal(archive.schemas(), difference.path)) {
      fields.items.push_back(std::move(entry));
      continue;
    }
    if (!difference.from.empty()) entry.items.push_back(make_text("from", difference.from));
    if (!difference.to.empty()) entry.items.push_back(make_text("to", difference.to));
    fields.items.push_back(std::move(entry));
  }
  Value entry = make_mapping(
      "", {make_text("at", archive.format_now(now), true), make_text("by", change.by)});
  const auto add = [&](std::string key, const std::string& text, bool bare) {
    if (!text.empty()) entry.items.push_back(make_text(std::move(key), text, bare));
  };
  add("reason", change.reason, false);
  add("evidence", change.evidence, false);
  add("noticed_at", change.noticed_at, true);
  entry.items.push_back(std::move(fields));
  Value* changes = record.find("changes");
  if (changes == nullptr) changes = &record.items.emplace_back(make_sequence("changes"));
  changes->items.push_back(std::move(entry));
}

}  // namespace custrec
