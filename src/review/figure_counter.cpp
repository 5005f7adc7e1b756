// SPDX-License-Identifier: MIT
// Counts the figures of a report.
#include "review/figure_counter.hpp"

#include <algorithm>
#include <set>

#include "review/figure_columns.hpp"
#include "schema/field_path.hpp"
#include "schema/mask.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

using std::chrono::sys_days;

template <typename Map>
auto& at_key(Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? map[std::string(key)] : found->second;
}

/// `contacts.mobile` of `contacts[0].mobile`; empty of what is no field of the schemas: a person
/// may have written anything there.
std::string name_field(const Schemas& schemas, std::string_view path) {
  const auto found = path.empty() ? std::nullopt : find_field_path(schemas, path);
  std::string name;
  if (!found) return name;
  for (const FieldStep& step : found->steps) name += (name.empty() ? "" : ".") + step.field->name;
  return name;
}

/// One line, as a cause is counted.
std::string join_lines(std::string_view text) {
  return replace_all(std::string(trim(text)), "\n", " ");
}

}  // namespace

/// The counting of one record.
class FigureCounter::Counting {
 public:
  Counting(const FigureCounter& counter, const RecordFile& file, Figures& figures)
      : counter_(counter),
        columns_(*counter.columns_),
        period_(counter.period_),
        file_(file),
        document_(file.reading.document),
        figures_(figures),
        collection_(columns_.collection.find(document_)),
        collector_(columns_.person(columns_.collected_by.text(document_, collection_))),
        entered_(parse_time(columns_.entered_at.text(document_, collection_))) {}

  void run() {
    count_archive();
    count_accuracy();
    columns_.anomalies.for_each_entry(document_, [&](NodeIndex at) { count_anomaly(at); });
    count_deadlines();
    columns_.complaints.for_each_entry(document_, [&](NodeIndex at) { count_complaint(at); });
    columns_.needs.for_each_entry(document_, [&](NodeIndex at) { count_need(at); });
    count_reviews();
  }

 private:
  [[nodiscard]] const ZoneOffsets& zone() const { return counter_.engine_.zone(); }
  [[nodiscard]] sys_days today() const { return counter_.engine_.today(); }

  [[nodiscard]] std::optional<sys_days> find_day(const Column& column, NodeIndex mapping) const {
    const auto time = parse_time(column.text(document_, mapping));
    return time ? std::optional(zone().day_of(*time)) : std::nullopt;
  }

  [[nodiscard]] bool is_in_period(const std::optional<sys_days>& day) const {
    return day && period_.contains(*day);
  }

  /// Exact between two times, whole days when one is a date; nothing backward.
  [[nodiscard]] std::optional<std::chrono::minutes> measure(const std::optional<Time>& from,
                                                            const std::optional<Time>& to) const {
    if (!from || !to) return std::nullopt;
    const auto length = from->date_only || to->date_only
                            ? std::chrono::minutes(zone().day_of(*to) - zone().day_of(*from))
                            : std::chrono::floor<std::chrono::minutes>(to->instant - from->instant);
    return length.count() < 0 ? std::nullopt : std::optional(length);
  }

  void count_choice(Counts& counts, const Column& column, NodeIndex mapping) const {
    at_key(counts, column.choice(document_, mapping)) += 1;
  }

  void count_archive() {
    ArchiveFigures& archive = figures_.archive;
    archive.records += 1;
    const NodeIndex root = Document::root;
    const std::string type(columns_.type.choice(document_, root));
    const std::string_view group = type == "individual" ? columns_.segment.choice(document_, root)
                                                        : columns_.industry.widest(document_, root);
    archive.by_class[{type, std::string(group),
                      std::string(columns_.stage.choice(document_, root))}] += 1;
    count_choice(archive.by_stage, columns_.stage, root);
    count_choice(archive.by_grade, columns_.grade, root);
    at_key(archive.by_region, columns_.region.widest(document_, root)) += 1;
    at_key(archive.by_owner, columns_.person(columns_.owner.text(document_, root))) += 1;
    count_choice(archive.by_status, columns_.status, root);
    count_choice(archive.by_activity, columns_.activity, root);
  }

  [[nodiscard]] bool was_entered_in_period() const {
    return entered_ && period_.contains(zone().day_of(*entered_));
  }

  void count_accuracy() {
    AccuracyFigures& accuracy = figures_.accuracy;
    MonthSpan& months = at_key(accuracy.months_by_collector, collector_);
    if (entered_) {
      const MonthNumber month = month_number(zone().day_of(*entered_));
      months.add_entered(month);
      accuracy.months.add_entered(month);
    }
    const RecordOutcome* outcome = counter_.outcomes_.find(file_.id);
    if (outcome == nullptr) return;
    if (outcome->last_wrong) {
      months.add_wrong(*outcome->last_wrong);
      accuracy.months.add_wrong(*outcome->last_wrong);
    }
    if (!outcome->drawn || !was_entered_in_period()) return;
    if (!outcome->verified) {
      accuracy.open += 1;
      return;
    }
    const Verified verified{1, outcome->wrong ? 1U : 0U};
    accuracy.all.add(verified);
    at_key(accuracy.by_collector, collector_).add(verified);
    if (outcome->wrong) count_wrong_fields();
  }

  /// Each field once.
  void count_wrong_fields() {
    std::set<std::string> wrong;
    columns_.anomalies.for_each_entry(document_, [&](NodeIndex at) {
      if (columns_.how.text(document_, at) != "sample") return;
      wrong.insert(name_field(columns_.schemas, columns_.field.text(document_, at)));
    });
    if (wrong.empty()) wrong.insert("");
    for (const std::string& field : wrong) figures_.accuracy.wrong_by_field[field] += 1;
  }

  void count_anomaly(NodeIndex at) {
    AnomalyFigures& anomalies = figures_.anomalies;
    const auto found = find_day(columns_.found_at, at);
    const auto resolved = find_day(columns_.resolved_at, at);
    const std::string_view how = columns_.how.choice(document_, at);
    if (is_in_period(found)) {
      anomalies.opened += 1;
      at_key(anomalies.how, how) += 1;
      at_key(anomalies.causes, read_cause(at)) += 1;
    }
    if (is_in_period(resolved)) anomalies.resolved += 1;
    // What a customer tells (`how: customer`) is a change that isn't made yet, no error.
    if (found && (how == "review" || how == "sample")) {
      const MonthNumber month = month_number(*found);
      if (month <= last_full_month(period_, today())) {
        figures_.accuracy.months.add_wrong(month);
        at_key(figures_.accuracy.months_by_collector, collector_).add_wrong(month);
      }
    }
    const bool is_over = period_.end <= today();
    const sys_days end = is_over ? period_.end : today() + std::chrono::days(1);
    const bool is_resolved =
        resolved ? *resolved < end : !columns_.resolution.text(document_, at).empty();
    if (is_resolved || (found && *found >= end)) return;
    anomalies.open += 1;
    const auto due = find_day(columns_.due, at);
    if (due && *due < (is_over ? period_.end : today())) anomalies.overdue += 1;
  }

  [[nodiscard]] std::string read_cause(NodeIndex at) const {
    const std::string cause = join_lines(columns_.cause.text(document_, at));
    const Field* field = columns_.cause.field();
    const bool personal = field != nullptr && field->may_be_personal();
    return personal ? mask_value(field->mask, cause) : cause;
  }

  static DeadlineCounts count_of(const Deadline& deadline) {
    DeadlineCounts counts;
    switch (deadline.state) {
      case DeadlineState::kept:
        counts.kept = 1;
        break;
      case DeadlineState::late:
        counts.late = 1;
        break;
      case DeadlineState::open:
        counts.open = 1;
        break;
      case DeadlineState::overdue:
        counts.overdue = 1;
        counts.endless = deadline.row->to.empty() && !deadline.row->to_complete ? 1 : 0;
        break;
    }
    return counts;
  }

  void count_deadlines() {
    for (const Deadline& deadline : counter_.engine_.find(file_.reading, {})) {
      const DeadlineCounts counts = count_of(deadline);
      const sys_days due = deadline.due.day;
      const sys_days from = deadline.from ? zone().day_of(*deadline.from) : due;
      if (deadline.row->name == need_answer_deadline && period_.contains(from)) {
        figures_.needs.answers.add(counts);
      }
      if (!period_.contains(due)) continue;
      at_key(figures_.deadlines_by_name, deadline.row->name).add(counts);
      at_key(figures_.deadlines_by_person, columns_.person(deadline.owner)).add(counts);
      if (deadline.due.provisional) {
        counter_.engine_.note_unknown_years(from, due, figures_.unknown_years);
      }
    }
  }

  void count_complaint(NodeIndex at) {
    const auto received = find_day(columns_.received_at, at);
    if (!is_in_period(received)) return;
    ComplaintFigures& complaints = figures_.complaints;
    complaints.received += 1;
    complaints.by_month[month_number(*received)] += 1;
    count_choice(complaints.by_responsibility, columns_.responsibility, at);
    count_choice(complaints.by_channel, columns_.channel, at);
    count_choice(complaints.satisfaction, columns_.satisfaction, at);
    const auto time_of = [&](const Column& column) {
      return parse_time(column.text(document_, at));
    };
    const auto from = time_of(columns_.received_at);
    const auto to_answer = measure(from, time_of(columns_.answered_at));
    const auto to_completion = measure(from, time_of(columns_.completed_at));
    if (to_answer) complaints.to_answer.add(*to_answer);
    if (to_completion) complaints.to_completion.add(*to_completion);
  }

  void count_need(NodeIndex at) {
    if (!is_in_period(find_day(columns_.raised_at, at))) return;
    NeedFigures& needs = figures_.needs;
    needs.raised += 1;
    needs.by_kind_and_priority[{std::string(columns_.kind.choice(document_, at)),
                                std::string(columns_.priority.choice(document_, at))}] += 1;
    const std::string_view score = columns_.score.text(document_, at);
    if (score.size() == 1 && score[0] >= '1' && score[0] <= '5') {
      needs.satisfaction[score[0] - '0'] += 1;
    }
    if (!trim(columns_.lessons.text(document_, at)).empty()) needs.lessons += 1;
  }

  void count_reviews() {
    std::optional<Time> first;
    columns_.reviews.for_each_entry(document_, [&](NodeIndex at) {
      const auto time = parse_time(columns_.reviewed_at.text(document_, at));
      if (!time) return;
      if (!first || time->instant < first->instant) first = time;
      const std::string_view result = columns_.result.choice(document_, at);
      if (!period_.contains(zone().day_of(*time)) || result.empty()) return;
      const std::string_view name = columns_.person(columns_.reviewer.text(document_, at));
      auto& by_reviewer = at_key(figures_.reviews.by_reviewer, name);
      const bool approved = result == "approved";
      (approved ? figures_.reviews.all.approved : figures_.reviews.all.returned) += 1;
      (approved ? by_reviewer.approved : by_reviewer.returned) += 1;
    });
    if (!first || !period_.contains(zone().day_of(*first))) return;
    const auto length = measure(entered_, first);
    if (length) figures_.reviews.to_first.add(*length);
  }

  const FigureCounter& counter_;
  const FigureColumns& columns_;
  const Period& period_;
  const RecordFile& file_;
  const Document& document_;
  Figures& figures_;
  NodeIndex collection_;
  std::string_view collector_;
  std::optional<Time> entered_;
};

MonthNumber last_full_month(const Period& period, sys_days today) {
  return month_number(std::min(period.end, today)) - 1;
}

FigureCounter::FigureCounter(const Archive& archive, const DeadlineEngine& engine,
                             const OutcomeIndex& outcomes, const Period& period)
    : columns_(std::make_unique<FigureColumns>(archive)),
      engine_(engine),
      outcomes_(outcomes),
      period_(period) {}

FigureCounter::~FigureCounter() = default;

void FigureCounter::count(const RecordFile& file, Figures& figures) const {
  Counting(*this, file, figures).run();
}

}  // namespace custrec
