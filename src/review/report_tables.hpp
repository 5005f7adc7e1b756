// SPDX-License-Identifier: MIT
// The tables of a report, made of counts.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "review/figures.hpp"
#include "review/report_labels.hpp"
#include "review/report_page.hpp"

namespace custrec {

/// The most frequent first, then by key; the empty key last.
std::vector<std::pair<std::string, std::size_t>> sort_counts(const Counts& counts);

/// `4.3`, one digit after the point.
std::string format_decimal(double number);

double share_right(const Verified& verified);  ///< 0 of none
/// `77.4 % – 98.0 %`.
std::string format_interval(const Verified& verified);

/// How satisfied customers are with what became of their needs.
struct Scores {
  std::size_t count = 0;
  double mean = 0;  ///< 0 of none
};
Scores count_scores(const NeedFigures& needs);

class ReportTables {
 public:
  /// `labels` outlives it.
  explicit ReportTables(const ReportLabels& labels) : labels_(labels) {}

  using Naming = std::function<std::string(const std::string& key)>;
  /// A row for each key with its count.
  [[nodiscard]] ReportTable make(const Text& title, const std::pair<Text, Text>& header,
                                 const Counts& counts, const Naming& name) const;
  /// The keys are values of the field `path`.
  [[nodiscard]] ReportTable make_of_values(const Text& title, const Text& count,
                                           std::string_view path, const Counts& counts) const;
  /// A row for each month of the period, also without anything.
  [[nodiscard]] ReportTable make_months(const Period& period, const Text& count,
                                        const std::map<MonthNumber, std::size_t>& counts) const;
  /// A row for each score from 5 to 1; no rows when there are no scores.
  [[nodiscard]] ReportTable make_scores(const Text& title, const Text& count,
                                        const std::map<int, std::size_t>& counts) const;

  [[nodiscard]] ReportTable begin_accuracy(const Text& title, const Text& label) const;
  static ReportRow make_accuracy_row(std::string label, const Verified& verified);

  [[nodiscard]] ReportTable begin_deadlines(const Text& title, const Text& label) const;
  [[nodiscard]] ReportRow make_deadline_row(std::string label, const DeadlineCounts& counts) const;
  /// `–` where nothing is decided.
  [[nodiscard]] std::string format_share_kept(const DeadlineCounts& counts) const;

 private:
  const ReportLabels& labels_;
};

}  // namespace custrec
