// SPDX-License-Identifier: MIT
// How figures add up.
#include "review/figures.hpp"

#include <algorithm>

namespace custrec {
namespace {

void add_to(std::size_t& sum, std::size_t count) {
  sum += count;
}

void add_to(ReviewFigures::Results& sum, const ReviewFigures::Results& other) {
  sum.approved += other.approved;
  sum.returned += other.returned;
}

template <typename Figure>
void add_to(Figure& sum, const Figure& other) {
  sum.add(other);
}

template <typename Map>
void add_each(Map& sum, const Map& other) {
  for (const auto& [key, value] : other) add_to(sum[key], value);
}

void add_accuracy(AccuracyFigures& sum, const AccuracyFigures& other) {
  sum.open += other.open;
  sum.all.add(other.all);
  add_each(sum.by_collector, other.by_collector);
  add_each(sum.wrong_by_field, other.wrong_by_field);
  sum.months.add(other.months);
  add_each(sum.months_by_collector, other.months_by_collector);
}

void add_anomalies(AnomalyFigures& sum, const AnomalyFigures& other) {
  sum.opened += other.opened;
  sum.resolved += other.resolved;
  sum.open += other.open;
  sum.overdue += other.overdue;
  add_each(sum.causes, other.causes);
  add_each(sum.how, other.how);
}

void add_complaints(ComplaintFigures& sum, const ComplaintFigures& other) {
  sum.received += other.received;
  add_each(sum.by_month, other.by_month);
  add_each(sum.by_responsibility, other.by_responsibility);
  add_each(sum.by_channel, other.by_channel);
  add_each(sum.satisfaction, other.satisfaction);
  sum.to_answer.add(other.to_answer);
  sum.to_completion.add(other.to_completion);
}

void add_needs(NeedFigures& sum, const NeedFigures& other) {
  sum.raised += other.raised;
  add_each(sum.by_kind_and_priority, other.by_kind_and_priority);
  sum.answers.add(other.answers);
  add_each(sum.satisfaction, other.satisfaction);
  sum.lessons += other.lessons;
}

void add_archive(ArchiveFigures& sum, const ArchiveFigures& other) {
  sum.records += other.records;
  add_each(sum.by_class, other.by_class);
  add_each(sum.by_stage, other.by_stage);
  add_each(sum.by_grade, other.by_grade);
  add_each(sum.by_region, other.by_region);
  add_each(sum.by_owner, other.by_owner);
  add_each(sum.by_status, other.by_status);
  add_each(sum.by_activity, other.by_activity);
}

}  // namespace

MonthNumber month_number(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return static_cast<int>(date.year()) * 12 + static_cast<int>(unsigned{date.month()}) - 1;
}

std::string format_month(MonthNumber month) {
  const std::string year = std::to_string(month / 12);
  const std::string number = std::to_string(month % 12 + 1);
  return std::string(4 - std::min<std::size_t>(4, year.size()), '0') + year +
         (number.size() < 2 ? "-0" : "-") + number;
}

void Durations::add(const Durations& other) {
  add_each(lengths_, other.lengths_);
}

std::size_t Durations::size() const {
  std::size_t size = 0;
  for (const auto& [length, count] : lengths_) size += count;
  return size;
}

std::optional<std::chrono::minutes> Durations::median() const {
  const std::size_t size = this->size();
  if (size == 0) return std::nullopt;
  const auto at = [&](std::size_t position) {
    auto length = lengths_.begin();
    for (std::size_t passed = length->second; passed <= position; passed += length->second) {
      ++length;
    }
    return length->first;
  };
  return (at((size - 1) / 2) + at(size / 2)) / 2;
}

void Verified::add(const Verified& other) {
  checked += other.checked;
  wrong += other.wrong;
}

void MonthSpan::add_entered(MonthNumber month) {
  first = first ? std::min(*first, month) : month;
}

void MonthSpan::add_wrong(MonthNumber month) {
  last_wrong = last_wrong ? std::max(*last_wrong, month) : month;
}

void MonthSpan::add(const MonthSpan& other) {
  if (other.first) add_entered(*other.first);
  if (other.last_wrong) add_wrong(*other.last_wrong);
}

int MonthSpan::count_error_free(MonthNumber until) const {
  if (!first) return 0;
  const MonthNumber before = last_wrong ? std::max(*last_wrong, *first - 1) : *first - 1;
  return std::max(0, until - before);
}

void DeadlineCounts::add(const DeadlineCounts& other) {
  kept += other.kept;
  late += other.late;
  overdue += other.overdue;
  open += other.open;
  endless += other.endless;
}

void Figures::add(const Figures& other) {
  add_accuracy(accuracy, other.accuracy);
  add_anomalies(anomalies, other.anomalies);
  add_each(deadlines_by_name, other.deadlines_by_name);
  add_each(deadlines_by_person, other.deadlines_by_person);
  unknown_years.insert(other.unknown_years.begin(), other.unknown_years.end());
  add_complaints(complaints, other.complaints);
  add_needs(needs, other.needs);
  add_to(reviews.all, other.reviews.all);
  add_each(reviews.by_reviewer, other.reviews.by_reviewer);
  reviews.to_first.add(other.reviews.to_first);
  add_archive(archive, other.archive);
}

DeadlineCounts Figures::count_deadlines() const {
  DeadlineCounts sum;
  for (const auto& [name, counts] : deadlines_by_name) sum.add(counts);
  return sum;
}

}  // namespace custrec
