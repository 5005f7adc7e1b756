// SPDX-License-Identifier: MIT
// The report of a period as one JSON document.
#include <array>
#include <cstdio>

#include "commands/review_report.hpp"
#include "exchange/json_text.hpp"
#include "review/report_tables.hpp"
#include "review/wilson_interval.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

std::string number(std::size_t count) {
  return std::to_string(count);
}

/// `0.9286`; the same on every machine.
std::string share(double part) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4f", part);
  return text.data();
}

std::string key_or_null(const std::string& key) {
  return key.empty() ? "null" : json_string(key);
}

/// One object for each key: `{"channel":"phone","count":2}`.
std::string list_counts(const char* name, const Counts& counts) {
  std::vector<std::string> items;
  for (const auto& [key, count] : sort_counts(counts)) {
    items.push_back(json_object({{name, key_or_null(key)}, {"count", number(count)}}));
  }
  return json_array(items);
}

JsonMembers members_of(const Verified& verified) {
  JsonMembers members = {{"verified", number(verified.checked)}, {"wrong", number(verified.wrong)}};
  if (verified.checked == 0) {
    members.insert(members.end(), {{"accuracy", "null"}, {"low", "null"}, {"high", "null"}});
    return members;
  }
  const Interval interval = find_wilson_interval(verified.right(), verified.checked);
  members.emplace_back("accuracy", share(static_cast<double>(verified.right()) /
                                         static_cast<double>(verified.checked)));
  members.emplace_back("low", share(interval.low));
  members.emplace_back("high", share(interval.high));
  return members;
}

JsonMembers members_of(const DeadlineCounts& counts) {
  const std::string kept =
      counts.decided() == 0
          ? "null"
          : share(static_cast<double>(counts.kept) / static_cast<double>(counts.decided()));
  return {{"kept", number(counts.kept)},
          {"late", number(counts.late)},
          {"overdue", number(counts.overdue)},
          {"open", number(counts.open)},
          {"share_kept", kept}};
}

/// Object of `key` and `members`.
std::string name_members(const char* key, const std::string& name, const JsonMembers& members) {
  JsonMembers all = {{key, key_or_null(name)}};
  all.insert(all.end(), members.begin(), members.end());
  return json_object(all);
}

std::string format_durations(const Durations& durations) {
  const auto median = durations.median();
  return json_object({{"count", number(durations.size())},
                      {"median_minutes", median ? std::to_string(median->count()) : "null"}});
}

std::string format_accuracy(const ReportSubject& subject, const AccuracyFigures& accuracy) {
  std::vector<std::string> collectors;
  for (const auto& [name, verified] : accuracy.by_collector) {
    collectors.push_back(name_members("collector", name, members_of(verified)));
  }
  std::vector<std::string> fields;
  for (const auto& [path, wrong] : sort_counts(accuracy.wrong_by_field)) {
    fields.push_back(
        name_members("field", path, members_of(Verified{accuracy.all.checked, wrong})));
  }
  std::vector<std::string> months;
  for (const auto& [name, span] : accuracy.months_by_collector) {
    if (!span.first) continue;
    const int count = span.count_error_free(subject.last_month);
    months.push_back(name_members("collector", name, {{"months", std::to_string(count)}}));
  }
  JsonMembers members = {{"samples", json_strings(subject.samples)},
                         {"not_verified", number(accuracy.open)}};
  const JsonMembers all = members_of(accuracy.all);
  members.insert(members.end(), all.begin(), all.end());
  members.emplace_back("by_collector", json_array(collectors));
  members.emplace_back("by_field", json_array(fields));
  members.emplace_back(
      "error_free_months",
      json_object({{"until", json_string(format_month(subject.last_month))},
                   {"all", std::to_string(accuracy.months.count_error_free(subject.last_month))},
                   {"by_collector", json_array(months)}}));
  return json_object(members);
}

std::string format_anomalies(const AnomalyFigures& anomalies) {
  return json_object({{"opened", number(anomalies.opened)},
                      {"resolved", number(anomalies.resolved)},
                      {"open", number(anomalies.open)},
                      {"overdue", number(anomalies.overdue)},
                      {"by_cause", list_counts("cause", anomalies.causes)},
                      {"by_how", list_counts("how", anomalies.how)}});
}

std::string format_deadlines(const ReportSubject& subject, const Figures& figures) {
  std::vector<std::string> names;
  for (const std::string& name : subject.rules.names()) {
    const auto found = figures.deadlines_by_name.find(name);
    if (found == figures.deadlines_by_name.end()) continue;
    names.push_back(name_members("deadline", name, members_of(found->second)));
  }
  std::vector<std::string> people;
  for (const auto& [name, counts] : figures.deadlines_by_person) {
    people.push_back(name_members("person", name, members_of(counts)));
  }
  JsonMembers members = members_of(figures.count_deadlines());
  members.emplace_back("by_name", json_array(names));
  members.emplace_back("by_person", json_array(people));
  members.emplace_back("provisional", figures.unknown_years.empty() ? "false" : "true");
  return json_object(members);
}

std::string format_complaints(const ReportSubject& subject, const ComplaintFigures& complaints) {
  std::vector<std::string> months;
  const MonthNumber last = month_number(subject.period.last_day());
  for (MonthNumber month = month_number(subject.period.begin); month <= last; ++month) {
    const auto found = complaints.by_month.find(month);
    months.push_back(
        json_object({{"month", json_string(format_month(month))},
                     {"count", number(found == complaints.by_month.end() ? 0 : found->second)}}));
  }
  return json_object(
      {{"received", number(complaints.received)},
       {"by_month", json_array(months)},
       {"by_responsibility", list_counts("responsibility", complaints.by_responsibility)},
       {"by_channel", list_counts("channel", complaints.by_channel)},
       {"by_satisfaction", list_counts("satisfaction", complaints.satisfaction)},
       {"first_answer", format_durations(complaints.to_answer)},
       {"completion", format_durations(complaints.to_completion)}});
}

std::string format_needs(const NeedFigures& needs) {
  std::vector<std::string> kinds;
  for (const auto& [key, count] : needs.by_kind_and_priority) {
    kinds.push_back(json_object({{"kind", key_or_null(key.first)},
                                 {"priority", key_or_null(key.second)},
                                 {"count", number(count)}}));
  }
  std::vector<std::string> scores;
  for (int score = 1; score <= 5; ++score) {
    const auto found = needs.satisfaction.find(score);
    scores.push_back(
        json_object({{"score", std::to_string(score)},
                     {"count", number(found == needs.satisfaction.end() ? 0 : found->second)}}));
  }
  const Scores all = count_scores(needs);
  return json_object(
      {{"raised", number(needs.raised)},
       {"by_kind_and_priority", json_array(kinds)},
       {"answers", json_object(members_of(needs.answers))},
       {"satisfaction", json_object({{"count", number(all.count)},
                                     {"mean", all.count == 0 ? "null" : share(all.mean)},
                                     {"by_score", json_array(scores)}})},
       {"lessons", number(needs.lessons)}});
}

std::string format_reviews(const ReviewFigures& reviews) {
  std::vector<std::string> reviewers;
  for (const auto& [name, results] : reviews.by_reviewer) {
    reviewers.push_back(json_object({{"reviewer", key_or_null(name)},
                                     {"approved", number(results.approved)},
                                     {"returned", number(results.returned)}}));
  }
  return json_object({{"approved", number(reviews.all.approved)},
                      {"returned", number(reviews.all.returned)},
                      {"by_reviewer", json_array(reviewers)},
                      {"first_review", format_durations(reviews.to_first)}});
}

std::string format_archive(const ArchiveFigures& archive) {
  std::vector<std::string> classes;
  for (const auto& [key, count] : archive.by_class) {
    const auto& [type, group, stage] = key;
    classes.push_back(
        json_object({{"type", key_or_null(type)},
                     {type == "individual" ? "segment" : "industry", key_or_null(group)},
                     {"stage", key_or_null(stage)},
                     {"count", number(count)}}));
  }
  return json_object({{"customers", number(archive.records)},
                      {"by_class", json_array(classes)},
                      {"by_stage", list_counts("stage", archive.by_stage)},
                      {"by_grade", list_counts("grade", archive.by_grade)},
                      {"by_region", list_counts("region", archive.by_region)},
                      {"by_owner", list_counts("owner", archive.by_owner)},
                      {"by_status", list_counts("status", archive.by_status)},
                      {"by_activity", list_counts("activity", archive.by_activity)}});
}

}  // namespace

std::string format_report_json(const ReportSubject& subject, const Figures& figures,
                               const SelectionCounts& counts) {
  const Period& period = subject.period;
  return json_object(
      {{"version", "1"},
       {"period", json_object({{"name", json_string(period.name)},
                               {"begin", json_string(format_date(period.begin))},
                               {"end", json_string(format_date(period.last_day()))}})},
       {"now", json_string(subject.archive.format_now(subject.now))},
       {"only_of", key_or_null(subject.person)},
       {"left_out", number(counts.hidden)},
       {"unreadable", number(counts.unreadable)},
       {"accuracy", format_accuracy(subject, figures.accuracy)},
       {"anomalies", format_anomalies(figures.anomalies)},
       {"deadlines", format_deadlines(subject, figures)},
       {"complaints", format_complaints(subject, figures.complaints)},
       {"needs", format_needs(figures.needs)},
       {"reviews", format_reviews(figures.reviews)},
       {"archive", format_archive(figures.archive)}});
}

}  // namespace custrec
