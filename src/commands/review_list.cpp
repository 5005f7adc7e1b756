// SPDX-License-Identifier: MIT
// How the lists of review are printed.
#include "commands/review_list.hpp"

#include "exchange/csv.hpp"
#include "terminal/standard_streams.hpp"
#include "terminal/table.hpp"

namespace custrec {
namespace {

/// Rows go out as they are made: there may be many.
void print_csv(const ReviewList& list) {
  std::vector<std::string> cells;
  for (const ReviewColumn& column : list.columns) cells.emplace_back(column.key);
  write_document(format_csv_row(cells));
  for (std::size_t at = 0; at < list.size; ++at) {
    cells.clear();
    for (const ReviewCell& cell : list.row(at)) cells.push_back(guard_formula(cell.text));
    write_document(format_csv_row(cells));
  }
}

void print_json(const Session& session, const ReviewList& list) {
  JsonMembers head = {{"version", "1"}};
  head.insert(head.end(), list.head.begin(), list.head.end());
  std::string begin = json_object(head);
  begin.back() = ',';
  session.print(begin.append(json_string(list.key)).append(":["));
  for (std::size_t at = 0; at < list.size; ++at) {
    const std::vector<ReviewCell> row = list.row(at);
    JsonMembers members;
    for (std::size_t column = 0; column < row.size(); ++column) {
      const ReviewCell& cell = row[column];
      members.emplace_back(list.columns[column].key,
                           cell.json.empty() ? json_string(cell.text) : cell.json);
    }
    session.print((at == 0 ? "" : ",") + json_object(members));
  }
  session.print("]}\n");
}

/// Which columns a table has, by their place.
std::vector<std::size_t> find_table_columns(const ReviewList& list, bool terminal) {
  std::vector<std::size_t> chosen;
  for (std::size_t at = 0; at < list.columns.size(); ++at) {
    const InTable where = list.columns[at].in_table;
    if (where == InTable::everywhere || (where == InTable::without_terminal && !terminal)) {
      chosen.push_back(at);
    }
  }
  return chosen;
}

std::string format_review_table(const Session& session, const ReviewList& list) {
  TableLayout layout = find_table_layout(session.has_colour());
  const bool terminal = layout.width > 0;
  const std::vector<std::size_t> chosen = find_table_columns(list, terminal);
  std::vector<std::string> header;
  for (const std::size_t at : chosen) {
    if (list.columns[at].whole) layout.whole.push_back(header.size());
    header.push_back(list.columns[at].heading.in(session.language()));
  }
  std::vector<std::vector<std::string>> rows;
  for (std::size_t number = 0; number < list.size; ++number) {
    const std::vector<ReviewCell> row = list.row(number);
    rows.emplace_back();
    for (const std::size_t at : chosen) {
      rows.back().push_back(terminal && !row[at].shown.empty() ? row[at].shown : row[at].text);
    }
  }
  return format_table(header, rows, layout, list.alarming);
}

}  // namespace

ReviewCell optional_cell(std::string text) {
  ReviewCell cell{std::move(text), {}, {}};
  if (cell.text.empty()) cell.json = "null";
  return cell;
}

void print_review_list(const Session& session, const std::string& format, const ReviewList& list) {
  if (format == "csv") {
    print_csv(list);
  } else if (format == "json") {
    print_json(session, list);
  } else {
    session.print(format_review_table(session, list));
  }
}

void add_format_option(CLI::App& command, std::string& format, Language language) {
  command
      .add_option("--format", format, Text{"table, csv or json", "table、csv 或 json"}.in(language))
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->type_name("FORMAT");
}

}  // namespace custrec
