// SPDX-License-Identifier: MIT
// A report as one page of HTML for a screen, a phone and paper.
#include <algorithm>

#include "review/report_chart.hpp"
#include "review/report_page.hpp"
#include "text/html.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Colours of text have a contrast of 4.5 to 1 at least (WCAG AA), those of charts 3 to 1.
constexpr const char* style = R"(
:root{color-scheme:light dark;--back:#fff;--card:#f6f8fa;--text:#1b1f24;--quiet:#57606a;
--line:#d0d7de;--track:#7d8590;--s0:#0969da;--s1:#b35900;--s2:#a40e26;--s3:#7d8590;--soft:#4f8cd6}
@media(prefers-color-scheme:dark){:root{--back:#0d1117;--card:#161b22;--text:#e6edf3;
--quiet:#9ea7b1;--line:#30363d;--track:#6e7681;--s0:#58a6ff;--s1:#e3a33a;--s2:#ff7b72;--s3:#8b949e;
--soft:#3f7cc4}}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;
background:var(--back);color:var(--text);max-width:64rem;margin:0 auto;padding:1rem;
overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0}
h2{font-size:1.2rem;margin:2rem 0 0;padding-bottom:.2rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:0 0 .5rem}
p{margin:.2rem 0}
header p,.note,dt,thead th{color:var(--quiet)}
.note,.chart,table{font-size:.875rem}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 1.75rem;margin:.75rem 0}
dt{font-size:.8rem}
dt::first-letter{text-transform:uppercase}
dd{margin:0;font-size:1.1rem;font-weight:600}
.tables{columns:19rem;column-gap:1rem}
.tables.wide{columns:28rem}
article{margin:0 0 1rem;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.75rem;
min-width:0;break-inside:avoid}
.chart{margin-bottom:.75rem}
.number,.columns .name{display:block;text-align:center;font-variant-numeric:tabular-nums}
svg{display:block;width:100%;height:.8rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem}
.legend span{display:inline-flex;align-items:center;gap:.35rem}
svg.key{width:.75rem;height:.75rem}
.columns{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);text-align:center}
.columns svg{height:5rem;border-bottom:1px solid var(--track)}
.s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}
.mark{fill:var(--text)}.track{fill:var(--track)}.interval{fill:var(--soft)}
table{border-collapse:collapse;width:100%}
th,td{padding:.2rem .3rem;border-top:1px solid var(--line);text-align:right;vertical-align:top;
font-variant-numeric:tabular-nums;overflow-wrap:normal}
th{font-weight:400}
tbody th{width:45%;min-width:6rem;overflow-wrap:anywhere}
thead th{border-top:0;font-size:.8rem}
tr>:first-child{text-align:left;padding-left:0}
tr>:last-child{padding-right:0}
.bars td{vertical-align:middle;width:3rem}
.bars td:nth-child(2){width:40%}
th svg{margin:.1rem 0 .25rem;height:.55rem}
@media(max-width:30rem){body{padding:.75rem}article{padding:.6rem}table{font-size:.8rem}
tbody th{min-width:4.5rem}th,td{padding:.2rem}}
@media print{:root{color-scheme:light;--back:#fff;--card:#fff;--text:#000;--quiet:#444;
--line:#bbb;--track:#777;--s0:#0969da;--s1:#b35900;--s2:#a40e26;--s3:#7d8590;--soft:#4f8cd6}
@page{size:A4;margin:15mm}
body{font-size:10pt;max-width:none;padding:0}
h2,.note,.facts{break-after:avoid}
.facts{break-inside:avoid}
article{padding:.4rem}
.chart,table,thead th{font-size:8.5pt}
th,td{padding:.05rem .2rem}
svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.tables,.tables.wide{columns:2}}
)";

std::string format_head(const ReportPage& page) {
  const std::string language = page.language == Language::chinese ? "zh-CN" : "en";
  return "<!DOCTYPE html>\n<html lang=\"" + language +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         // The browser itself sees to it that nothing is run or fetched.
         "<meta http-equiv=\"Content-Security-Policy\" "
         "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
         "<title>" +
         escape_html(page.title) + "</title>\n<style>" + style + "</style>\n</head>\n";
}

std::string format_facts(const ReportSection& section) {
  std::string html = "<dl class=\"facts\">\n";
  for (const ReportFact& fact : section.facts) {
    html += "<div><dt>" + escape_html(fact.label) + "</dt><dd>" + escape_html(fact.value) +
            "</dd></div>\n";
  }
  return html + "</dl>\n";
}

/// A number and what belongs to it stay on one line.
std::string format_cell(const std::string& cell) {
  return replace_all(replace_all(escape_html(cell), " %", "&nbsp;%"), " –", "&nbsp;–");
}

/// Bars stand in a column of their own; where there are many columns, below the label.
std::string format_rows(const ReportTable& table) {
  const bool own_column = table.chart == ChartKind::bars;
  std::string html = own_column ? "<table class=\"bars\">\n<thead><tr>" : "<table>\n<thead><tr>";
  for (const std::string& cell : table.header) {
    const bool wide = own_column && &cell == table.header.data();
    html += std::string("<th scope=\"col\"") + (wide ? " colspan=\"2\">" : ">") +
            escape_html(cell) + "</th>";
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const ReportRow& row : table.rows) {
    html += "<tr><th scope=\"row\">" + escape_html(row.label) + (own_column ? "</th><td>" : "") +
            format_bar(table, row) + (own_column ? "</td>" : "</th>");
    for (const std::string& cell : row.cells) {
      html += "<td>" + format_cell(cell) + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

/// Tables of many columns need more room.
bool is_wide(const ReportSection& section) {
  return std::any_of(section.tables.begin(), section.tables.end(),
                     [](const ReportTable& table) { return table.header.size() > 3; });
}

std::string format_section(const ReportSection& section) {
  std::string html = "<section>\n<h2>" + escape_html(section.title) + "</h2>\n<p class=\"note\">" +
                     escape_html(section.note) + "</p>\n" + format_facts(section);
  if (!section.tables.empty()) {
    html += is_wide(section) ? "<div class=\"tables wide\">\n" : "<div class=\"tables\">\n";
  }
  for (const ReportTable& table : section.tables) {
    html += "<article>\n<h3>" + escape_html(table.title) + "</h3>\n" + format_chart(table) +
            format_rows(table) + "</article>\n";
  }
  if (!section.tables.empty()) html += "</div>\n";
  return html + "</section>\n";
}

}  // namespace

std::string format_report_html(const ReportPage& page) {
  std::string html =
      format_head(page) + "<body>\n<header>\n<h1>" + escape_html(page.title) + "</h1>\n";
  for (const std::string& line : page.preface) html += "<p>" + escape_html(line) + "</p>\n";
  html += "</header>\n<main>\n";
  for (const ReportSection& section : page.sections) html += format_section(section);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace custrec
