// SPDX-License-Identifier: MIT
// The rows of a sheet that failed.
#include "exchange/rejects.hpp"

#include <algorithm>

#include "exchange/json_lines_reader.hpp"
#include "exchange/workbook_writer.hpp"
#include "exchange/yaml_records_reader.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// The heading of the cell at which a problem is told; empty when it is about more than one.
std::string heading_of(const Problem& problem, const Sheet& sheet) {
  if (problem.field.empty() || !sheet.is_table()) return problem.field;
  for (std::size_t at = 1; at < sheet.columns.size(); ++at) {
    if (sheet.columns[at].place.column == problem.column) return sheet.columns[at].heading;
  }
  return problem.field;
}

/// Problems with the headings of the sheet itself, as whoever corrects it knows them.
std::string format_reasons(const std::vector<Problem>& problems, const Sheet& sheet,
                           Language language) {
  const bool chinese = language == Language::chinese;
  std::string reasons;
  for (const Problem& problem : problems) {
    if (problem.level != Level::error) continue;
    if (!reasons.empty()) reasons += chinese ? "；" : "; ";
    const std::string heading = heading_of(problem, sheet);
    if (!heading.empty()) reasons += heading + ": ";
    reasons += problem.message.in(language);
    if (problem.hint.empty()) continue;
    reasons += (chinese ? "（" : " (") + problem.hint.in(language) + (chinese ? "）" : ")");
  }
  return reasons;
}

/// Headings and failed rows, without the two columns of an earlier rejects file and with new ones.
std::vector<std::vector<std::string>> list_rows(const Sheet& sheet,
                                                const std::vector<ImportItem>& items,
                                                Language language) {
  std::vector<std::size_t> kept;
  std::vector<std::vector<std::string>> rows(1);
  for (std::size_t at = 0; at < sheet.columns.size(); ++at) {
    const std::string& heading = sheet.columns[at].heading;
    if (heading == "_row" || heading == "_reason") continue;
    kept.push_back(at);
    rows[0].push_back(heading);
  }
  rows[0].insert(rows[0].end(), {"_row", "_reason"});
  for (std::size_t at = 0; at < items.size(); ++at) {
    if (!items[at].failed()) continue;
    const SheetRow& row = sheet.rows[at];
    std::vector<std::string> cells(std::max(row.width, sheet.columns.size()));
    for (const SheetCell& cell : row.cells) cells[cell.column] = cell.text;
    std::vector<std::string> line;
    for (const std::size_t column : kept) line.push_back(cells[column]);
    for (std::size_t more = sheet.columns.size(); more < cells.size(); ++more) {
      line.push_back(cells[more]);
    }
    line.push_back(std::to_string(items[at].row));
    // A cell of a workbook takes no more than 32,767 characters.
    line.push_back(cut_to_width(format_reasons(items[at].problems, sheet, language), 30000));
    rows.push_back(std::move(line));
  }
  return rows;
}

/// A cell that the sheet guarded against being run is guarded once here, too.
std::string format_csv(const Sheet& sheet, std::vector<std::vector<std::string>> rows) {
  std::string text = sheet.plain_utf8 ? "" : "\xEF\xBB\xBF";
  for (auto& row : rows) {
    for (std::string& cell : row) cell = guard_formula(unguard_formula(cell));
    text += format_csv_row(row, sheet.separator);
  }
  return text;
}

/// Documents of YAML, lines of JSON, or a list of JSON where the sheet was one.
std::string format_records(const Sheet& sheet, const std::vector<ImportItem>& items,
                           Language language) {
  const bool is_list = sheet.format == SheetFormat::json_lines && trim(sheet.text).starts_with('[');
  std::string text;
  for (std::size_t at = 0; at < items.size(); ++at) {
    if (!items[at].failed()) continue;
    const Span span = sheet.rows[at].source;
    const std::string_view source =
        std::string_view(sheet.text).substr(span.begin, span.end - span.begin);
    const std::string reason = format_reasons(items[at].problems, sheet, language);
    if (sheet.format == SheetFormat::yaml) {
      text += add_yaml_reason(source, items[at].row, reason);
      continue;
    }
    if (is_list) text += text.empty() ? "[\n" : ",\n";
    text += add_reason(source, items[at].row, reason);
    if (!is_list) text += '\n';
  }
  return is_list ? text + "\n]\n" : text;
}

}  // namespace

std::string format_rejects(const Sheet& sheet, const std::vector<ImportItem>& items,
                           Language language) {
  if (!sheet.is_table()) return format_records(sheet, items, language);
  auto rows = list_rows(sheet, items, language);
  if (sheet.format != SheetFormat::xlsx) return format_csv(sheet, std::move(rows));
  return format_text_workbook(Text{"rejects", "未通过"}.in(language), rows);
}

}  // namespace custrec
