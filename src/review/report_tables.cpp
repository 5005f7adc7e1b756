// SPDX-License-Identifier: MIT
// The tables of a report.
#include "review/report_tables.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "review/wilson_interval.hpp"

namespace custrec {

std::vector<std::pair<std::string, std::size_t>> sort_counts(const Counts& counts) {
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, [](const auto& left, const auto& right) {
    if (left.first.empty() != right.first.empty()) return right.first.empty();
    return left.second > right.second;
  });
  return sorted;
}

std::string format_decimal(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", number);
  return text.data();
}

std::string format_percent(double share) {
  return format_decimal(share * 100) + " %";
}

double share_right(const Verified& verified) {
  return verified.checked == 0
             ? 0
             : static_cast<double>(verified.right()) / static_cast<double>(verified.checked);
}

std::string format_interval(const Verified& verified) {
  const Interval interval = find_wilson_interval(verified.right(), verified.checked);
  return format_percent(interval.low) + " – " + format_percent(interval.high);
}

Scores count_scores(const NeedFigures& needs) {
  Scores scores;
  std::size_t sum = 0;
  for (const auto& [score, count] : needs.satisfaction) {
    scores.count += count;
    sum += static_cast<std::size_t>(score) * count;
  }
  if (scores.count > 0) scores.mean = static_cast<double>(sum) / static_cast<double>(scores.count);
  return scores;
}

ReportTable ReportTables::make(const Text& title, const std::pair<Text, Text>& header,
                               const Counts& counts, const Naming& name) const {
  ReportTable table{labels_.say(title),
                    {labels_.say(header.first), labels_.say(header.second)},
                    {},
                    ChartKind::bars};
  for (const auto& [key, count] : sort_counts(counts)) {
    table.rows.push_back({name(key), {std::to_string(count)}, {static_cast<double>(count)}});
  }
  return table;
}

ReportTable ReportTables::make_of_values(const Text& title, const Text& count,
                                         std::string_view path, const Counts& counts) const {
  const std::string label = labels_.field(path);
  const std::string last =
      label.substr(label.rfind('/') == std::string::npos ? 0 : label.rfind('/') + 2);
  return make(title, {same_text(last), count}, counts,
              [&](const std::string& key) { return labels_.value(path, key); });
}

ReportTable ReportTables::make_months(const Period& period, const Text& count,
                                      const std::map<MonthNumber, std::size_t>& counts) const {
  ReportTable table{labels_.say({"By month", "按月"}),
                    {labels_.say({"Month", "月份"}), labels_.say(count)},
                    {},
                    ChartKind::columns};
  for (MonthNumber month = month_number(period.begin); month <= month_number(period.last_day());
       ++month) {
    const auto found = counts.find(month);
    const std::size_t number = found == counts.end() ? 0 : found->second;
    table.rows.push_back(
        {format_month(month), {std::to_string(number)}, {static_cast<double>(number)}});
  }
  return table;
}

ReportTable ReportTables::make_scores(const Text& title, const Text& count,
                                      const std::map<int, std::size_t>& counts) const {
  ReportTable table{labels_.say(title),
                    {labels_.say({"Score", "评分"}), labels_.say(count)},
                    {},
                    ChartKind::bars};
  for (int score = counts.empty() ? 0 : 5; score > 0; --score) {
    const auto found = counts.find(score);
    const std::size_t number = found == counts.end() ? 0 : found->second;
    table.rows.push_back(
        {std::to_string(score), {std::to_string(number)}, {static_cast<double>(number)}});
  }
  return table;
}

ReportTable ReportTables::begin_accuracy(const Text& title, const Text& label) const {
  return {labels_.say(title),
          {labels_.say(label), labels_.say({"Verified", "复核"}), labels_.say({"Wrong", "有误"}),
           labels_.say({"Accuracy", "准确率"}), labels_.say({"95 % interval", "95% 区间"})},
          {},
          ChartKind::intervals};
}

ReportRow ReportTables::make_accuracy_row(std::string label, const Verified& verified) {
  const Interval interval = find_wilson_interval(verified.right(), verified.checked);
  const double share = share_right(verified);
  return {std::move(label),
          {std::to_string(verified.checked), std::to_string(verified.wrong), format_percent(share),
           format_interval(verified)},
          {share, interval.low, interval.high}};
}

ReportTable ReportTables::begin_deadlines(const Text& title, const Text& label) const {
  const std::vector<std::string> states = {
      labels_.say({"Kept", "按时"}), labels_.say({"Late", "迟完成"}),
      labels_.say({"Overdue", "逾期"}), labels_.say({"Open", "未到期"})};
  ReportTable table{labels_.say(title), {labels_.say(label)}, {}, ChartKind::stacked, states};
  table.header.insert(table.header.end(), states.begin(), states.end());
  table.header.push_back(labels_.say({"Share kept", "按时率"}));
  return table;
}

ReportRow ReportTables::make_deadline_row(std::string label, const DeadlineCounts& counts) const {
  ReportRow row{std::move(label), {}, {}};
  for (const std::size_t count : {counts.kept, counts.late, counts.overdue, counts.open}) {
    row.cells.push_back(std::to_string(count));
    row.values.push_back(static_cast<double>(count));
  }
  row.cells.push_back(format_share_kept(counts));
  return row;
}

std::string ReportTables::format_share_kept(const DeadlineCounts& counts) const {
  if (counts.decided() == 0) return "–";
  return format_percent(static_cast<double>(counts.kept) / static_cast<double>(counts.decided()));
}

}  // namespace custrec
