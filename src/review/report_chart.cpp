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

constexpr std::size_t most_bars = 16;

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
  return "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\">" + shapes + "</svg>";
}

std::string format_span(const char* style, const std::string& text) {
  return std::string("<span class=\"") + style + "\">" + escape_html(text) + "</span>";
}

std::string format_bar_line(const ReportRow& row, const std::string& shapes,
                            const std::string& number) {
  return "<div class=\"bar\">" + format_span("name", row.label) + format_drawing(shapes) +
         format_span("number", number) + "</div>\n";
}

double sum_of(const ReportRow& row) {
  return std::accumulate(row.values.begin(), row.values.end(), 0.0);
}

std::string format_count(double count) {
  return std::to_string(static_cast<std::size_t>(count));
}

double find_longest(const ReportTable& table) {
  double longest = 0;
  for (const ReportRow& row : table.rows) longest = std::max(longest, sum_of(row));
  return longest;
}

/// Lengths one after the other in the colours of the legend, as parts of the whole row; without a
/// legend one length, beside those of the other rows.
std::string format_lengths(const ReportTable& table) {
  const double longest = find_longest(table);
  if (longest <= 0) return {};
  std::string html;
  for (std::size_t at = 0; at < std::min(table.rows.size(), most_bars); ++at) {
    const ReportRow& row = table.rows[at];
    std::string shapes;
    const double whole = table.legend.empty() ? longest : sum_of(row);
    double x = 0;
    for (std::size_t value = 0; value < row.values.size(); ++value) {
      const double length = whole > 0 ? row.values[value] * 100 / whole : 0;
      if (length > 0) shapes += format_rectangle("s" + std::to_string(value), x, length);
      x += length;
    }
    html += format_bar_line(
        row, shapes,
        row.cells.size() > row.values.size() ? row.cells.back() : format_count(sum_of(row)));
  }
  return html;
}

std::string format_stacked(const ReportTable& table) {
  const std::string bars = format_lengths(table);
  if (bars.empty()) return {};
  std::string html = "<p class=\"legend\">";
  for (std::size_t at = 0; at < table.legend.size(); ++at) {
    html += "<span><svg class=\"key\" viewBox=\"0 0 10 10\"><rect class=\"s" + std::to_string(at) +
            "\" width=\"10\" height=\"10\"/></svg>" + escape_html(table.legend[at]) + "</span> ";
  }
  return html + "</p>\n" + bars;
}

/// A mark at the share, on a line for its interval, on one from 0 to 100 %.
std::string format_intervals(const ReportTable& table) {
  std::string html;
  for (std::size_t at = 0; at < std::min(table.rows.size(), most_bars); ++at) {
    const ReportRow& row = table.rows[at];
    const double share = row.values[0] * 100;
    const double low = row.values[1] * 100;
    const double high = row.values[2] * 100;
    const std::string shapes = format_rectangle("track", 0, 100, 4.5, 1) +
                               format_rectangle("interval", low, high - low, 3, 4) +
                               format_rectangle("mark", std::clamp(share - 0.75, 0.0, 98.5), 1.5);
    html += format_bar_line(row, shapes, format_percent(row.values[0]));
  }
  return html +
         "<div class=\"bar axis\"><span></span><span class=\"ends\"><span>0 %</span>"
         "<span>100 %</span></span><span></span></div>\n";
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
  switch (table.chart) {
    case ChartKind::bars:
      chart = format_lengths(table);
      break;
    case ChartKind::stacked:
      chart = format_stacked(table);
      break;
    case ChartKind::intervals:
      chart = format_intervals(table);
      break;
    case ChartKind::columns:
      chart = format_columns(table);
      break;
  }
  // All of it stands in the table below once more.
  return chart.empty() ? chart
                       : "<div class=\"chart\" aria-hidden=\"true\">\n" + chart + "</div>\n";
}

}  // namespace custrec
