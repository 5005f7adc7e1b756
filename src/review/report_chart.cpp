// SPDX-License-Identifier: MIT
// Charts of a report.
#include "review/report_chart.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

#include "text/html.hpp"

namespace custrec {
namespace {

std::string format_number(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", number);
  return text.data();
}

/// A rectangle in a drawing that is 100 wide and 10 high, drawn as large as there is room.
std::string format_rectangle(const std::string& style, double x, double width, double y = 0,
                             double height = 10) {
  return "<rect class=\"" + style + "\" x=\"" + format_number(x) + "\" y=\"" + format_number(y) +
         "\" width=\"" + format_number(width) + "\" height=\"" + format_number(height) + "\"/>";
}

std::string format_drawing(const std::string& shapes) {
  return "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">" + shapes +
         "</svg>";
}

std::string format_span(const char* style, const std::string& text) {
  return std::string("<span class=\"") + style + "\">" + escape_html(text) + "</span>";
}

double sum_of(const ReportRow& row) {
  return std::accumulate(row.values.begin(), row.values.end(), 0.0);
}

double find_longest(const ReportTable& table) {
  double longest = 0;
  for (const ReportRow& row : table.rows) longest = std::max(longest, sum_of(row));
  return longest;
}

/// Lengths one after the other in the colours of the legend, as parts of `whole`.
std::string format_lengths(const ReportRow& row, double whole) {
  std::string shapes;
  double x = 0;
  for (std::size_t value = 0; value < row.values.size(); ++value) {
    const double length = whole > 0 ? row.values[value] * 100 / whole : 0;
    if (length > 0) shapes += format_rectangle("s" + std::to_string(value), x, length);
    x += length;
  }
  return shapes;
}

/// A mark at the share, on a line for its interval, on one from 0 to 100 %.
std::string format_interval(const ReportRow& row) {
  const double share = row.values[0] * 100;
  const double low = row.values[1] * 100;
  const double high = row.values[2] * 100;
  return format_rectangle("track", 0, 100, 4.5, 1) +
         format_rectangle("interval", low, high - low, 3, 4) +
         format_rectangle("mark", std::clamp(share - 0.75, 0.0, 98.5), 1.5);
}

std::string format_legend(const ReportTable& table) {
  std::string html = "<p class=\"legend\">";
  for (std::size_t at = 0; at < table.legend.size(); ++at) {
    html += "<span><svg class=\"key\" viewBox=\"0 0 10 10\"><rect class=\"s" + std::to_string(at) +
            "\" width=\"10\" height=\"10\"/></svg>" + escape_html(table.legend[at]) + "</span> ";
  }
  return html + "</p>\n";
}

std::string format_columns(const ReportTable& table) {
  const double longest = find_longest(table);
  if (longest <= 0) return {};
  std::string html = "<div class=\"columns\">";
  for (const ReportRow& row : table.rows) {
    const double height = row.values[0] * 10 / longest;
    html += "<div>" + format_span("number", row.cells[0]) +
            format_drawing(format_rectangle("s0", 15, 70, 10 - height, height)) +
            format_span("name", row.label.substr(row.label.rfind('-') + 1)) + "</div>";
  }
  return html + "</div>\n";
}

}  // namespace

std::string format_chart(const ReportTable& table) {
  std::string chart;
  if (table.chart == ChartKind::columns) chart = format_columns(table);
  if (table.chart == ChartKind::stacked && find_longest(table) > 0) chart = format_legend(table);
  // All of it stands in the table below once more.
  return chart.empty() ? chart
                       : "<div class=\"chart\" aria-hidden=\"true\">\n" + chart + "</div>\n";
}

std::string format_bar(const ReportTable& table, const ReportRow& row) {
  switch (table.chart) {
    case ChartKind::columns:
      return {};
    case ChartKind::bars:
      return format_drawing(format_lengths(row, find_longest(table)));
    case ChartKind::stacked:
      return format_drawing(format_lengths(row, sum_of(row)));
    case ChartKind::intervals:
      return format_drawing(format_interval(row));
  }
  return {};
}

}  // namespace custrec
