// SPDX-License-Identifier: MIT
// A report as text and as HTML, whatever it says.
#include "review/report_page.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "review/report_chart.hpp"
#include "text/utf8.hpp"

using namespace custrec;

namespace {

ReportRow count_row(const std::string& label, std::size_t count) {
  return {label, {std::to_string(count)}, {static_cast<double>(count)}};
}

std::string long_label() {
  std::string label;
  for (int part = 0; part < 30; ++part) label += "很长的原因 long cause ";
  return label;
}

ReportPage make_page() {
  ReportPage page{Language::english, "Report <2026>", {long_label()}, {}};
  ReportTable list{"Causes", {"Cause", "Count"}, {}, ChartKind::bars};
  for (std::size_t row = 0; row < 15; ++row) list.rows.push_back(count_row(long_label(), row));
  ReportTable wide{"By person",
                   {"Person", "Kept", "Late", "Overdue", "Open", "Share kept"},
                   {{long_label(), {"1", "2", "3", "4", "16.7 %"}, {1, 2, 3, 4}}},
                   ChartKind::stacked,
                   {"Kept", "Late", "Overdue", "Open"}};
  page.sections.push_back({"Section & more", "note", {{"fact", "value"}}, {list, wide}});
  return page;
}

}  // namespace

TEST_CASE("no line of a report is wider than 80 columns, and long lists say that they are cut") {
  const std::string text = format_report_text(make_page());
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(display_width(line) <= 80);
    CHECK_FALSE(line.ends_with(' '));
  }
  CHECK(text.find("3 more") != std::string::npos);
  CHECK(text.find("16.7 %") != std::string::npos);
}

TEST_CASE("a report without sections is a title") {
  CHECK(format_report_text({Language::english, "Report", {}, {}}) == "Report\n");
}

TEST_CASE("HTML shows all rows and no markup of what it is told") {
  const std::string html = format_report_html(make_page());
  CHECK(html.find("<h1>Report &lt;2026&gt;</h1>") != std::string::npos);
  CHECK(html.find("<h2>Section &amp; more</h2>") != std::string::npos);
  std::size_t rows = 0;
  for (std::size_t at = 0; (at = html.find("<th scope=\"row\">", at)) != std::string::npos; ++at) {
    rows += 1;
  }
  CHECK(rows == 16);
}

TEST_CASE("charts of nothing are left out, and lengths go with the longest or the whole") {
  CHECK(format_chart({"x", {"a", "b", "c"}, {}, ChartKind::stacked}).empty());
  CHECK(format_chart({"x", {"a", "b"}, {count_row("a", 0)}, ChartKind::columns}).empty());
  const ReportTable bars{
      "x", {"a", "b"}, {count_row("a", 4), count_row("b", 1), count_row("c", 0)}};
  CHECK(format_chart(bars).empty());
  CHECK(format_bar(bars, bars.rows[0]).find("width=\"100.00\"") != std::string::npos);
  CHECK(format_bar(bars, bars.rows[1]).find("width=\"25.00\"") != std::string::npos);
  CHECK(format_bar(bars, bars.rows[2]).find("<rect") == std::string::npos);
  const ReportTable stacked{
      "x", {"a", "b", "c"}, {{"a", {"1", "3"}, {1, 3}}}, ChartKind::stacked, {"b", "c"}};
  CHECK(format_chart(stacked).find("</svg>b</span>") != std::string::npos);
  const std::string bar = format_bar(stacked, stacked.rows[0]);
  CHECK(bar.find("class=\"s0\" x=\"0.00\" y=\"0.00\" width=\"25.00\"") != std::string::npos);
  CHECK(bar.find("class=\"s1\" x=\"25.00\" y=\"0.00\" width=\"75.00\"") != std::string::npos);
}
