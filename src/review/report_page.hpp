// SPDX-License-Identifier: MIT
// A report as people read it: sections of facts and tables in one language, the same for text and
// HTML.
#pragma once

#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "review/deadline_rules.hpp"
#include "review/figures.hpp"
#include "time/period.hpp"

namespace custrec {

enum class ChartKind : unsigned char {
  bars,       ///< one length for each row
  columns,    ///< the same upright: the rows are months
  stacked,    ///< several lengths, one after the other
  intervals,  ///< a share of 1 with its interval: share, low, high
};

struct ReportRow {
  std::string label;
  std::vector<std::string> cells;  ///< numbers, as they are shown
  std::vector<double> values;      ///< for the chart; none where nothing is known
};

struct ReportTable {
  std::string title;
  std::vector<std::string> header;  ///< of the label and the cells
  std::vector<ReportRow> rows;      ///< in the order in which they matter
  ChartKind chart = ChartKind::bars;
  std::vector<std::string> legend = {};  ///< of stacked lengths
};

struct ReportFact {
  std::string label;
  std::string value;
};

struct ReportSection {
  std::string title;
  std::string note;  ///< what is counted here
  std::vector<ReportFact> facts;
  std::vector<ReportTable> tables;  ///< none is empty
};

struct ReportPage {
  Language language = Language::english;
  std::string title;
  std::vector<std::string> preface;  ///< lines below the title
  std::vector<ReportSection> sections;
};

/// What a report is about, besides the figures.
struct ReportSubject {
  const Archive& archive;
  const DeadlineRules& rules;
  Period period;
  std::chrono::sys_seconds now;
  std::string person;      ///< whose customers they are; empty: all are counted
  std::size_t hidden = 0;  ///< customers of others
  MonthNumber last_month;  ///< up to which months without an error are counted
  std::vector<std::string> samples;
};

ReportPage make_report_page(const ReportSubject& subject, const Figures& figures,
                            Language language);

/// At most 80 columns wide; long tables are cut, and it says so.
std::string format_report_text(const ReportPage& page);

/// One page that needs nothing else: no network, no script.
std::string format_report_html(const ReportPage& page);

/// `92.9 %`.
std::string format_percent(double share);

}  // namespace custrec
