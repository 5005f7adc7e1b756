// SPDX-License-Identifier: MIT
// Which days an office works.
#include "time/calendar.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

sys_days first_of(std::chrono::year year) {
  return sys_days(year / std::chrono::January / 1);
}

std::chrono::year year_of(sys_days day) {
  return year_month_day(day).year();
}

struct Row {
  sys_days day;
  bool holiday = false;
};

struct Rows {
  std::vector<Row> rows;
  std::size_t line = 0;
  Text mistake;
};

std::array<std::string_view, 3> split_row(std::string_view line) {
  std::array<std::string_view, 3> cells;
  for (std::string_view& cell : cells) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    cell = line.substr(0, tab);
    line.remove_prefix(std::min(tab + 1, line.size()));
  }
  return cells;
}

/// Why a row is none, or nothing.
Text add_row(const std::array<std::string_view, 3>& cells, std::vector<Row>& rows,
             std::set<sys_days>& days_seen) {
  const auto date = parse_date(cells[0]);
  if (!date) {
    return fill({"{} is no date YYYY-MM-DD", "{} 不是日期 YYYY-MM-DD"},
                {cells[0].empty() ? "\"\"" : cut_to_width(escape_controls(cells[0]), 60)});
  }
  if (cells[1] != "holiday" && cells[1] != "workday") {
    return {"the kind of a day is holiday or workday", "日期种类须为 holiday 或 workday"};
  }
  if (!days_seen.insert(sys_days(*date)).second) {
    return fill({"the day {} stands here twice", "日期 {} 重复"}, {cells[0]});
  }
  rows.push_back({sys_days(*date), cells[1] == "holiday"});
  return {};
}

Rows parse_rows(std::string_view rest) {
  Rows found;
  std::set<sys_days> days_seen;
  for (std::size_t line_number = 1; !rest.empty() || line_number == 1; ++line_number) {
    const std::size_t newline = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(std::min(newline + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto cells = split_row(line);
    if (line_number == 1) {
      if (cells != std::array<std::string_view, 3>{"date", "kind", "name"}) {
        found.mistake = {"the first line must name the columns date, kind, name, with tabs between",
                         "首行须为以制表符分隔的列名 date、kind、name"};
      }
    } else if (!line.empty()) {
      found.mistake = add_row(cells, found.rows, days_seen);
    }
    if (found.mistake.empty()) continue;
    found.line = line_number;
    return found;
  }
  return found;
}

}  // namespace

CalendarReading parse_calendar(std::string_view tsv) {
  Rows found = parse_rows(tsv);
  if (found.line > 0) return {{}, found.line, std::move(found.mistake)};
  if (found.rows.empty()) return {};
  const auto [first, last] =
      std::minmax_element(found.rows.begin(), found.rows.end(),
                          [](const Row& left, const Row& right) { return left.day < right.day; });
  const std::chrono::year first_year = year_of(first->day);
  const std::chrono::year last_year = year_of(last->day);
  Calendar calendar;
  calendar.first_ = first_of(first_year);
  const days length = first_of(last_year + std::chrono::years(1)) - calendar.first_;
  calendar.days_.resize(static_cast<std::size_t>(length.count()), Calendar::Sort::usual);
  calendar.known_.resize(static_cast<std::size_t>((last_year - first_year).count() + 1));
  for (const Row& row : found.rows) {
    calendar.days_[static_cast<std::size_t>((row.day - calendar.first_).count())] =
        row.holiday ? Calendar::Sort::holiday : Calendar::Sort::workday;
    calendar.known_[static_cast<std::size_t>((year_of(row.day) - first_year).count())] = true;
  }
  return {std::move(calendar), 0, {}};
}

bool Calendar::is_working_day(sys_days day) const {
  const auto at = (day - first_).count();
  if (at >= 0 && static_cast<std::size_t>(at) < days_.size()) {
    const Sort sort = days_[static_cast<std::size_t>(at)];
    if (sort != Sort::usual) return sort == Sort::workday;
  }
  const std::chrono::weekday weekday(day);
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

bool Calendar::knows(std::chrono::year year) const {
  const auto at = (year - year_of(first_)).count();
  return at >= 0 && static_cast<std::size_t>(at) < known_.size() &&
         known_[static_cast<std::size_t>(at)];
}

Calendar::Counted Calendar::after(sys_days start, unsigned count) const {
  return count_days(start, count, days(1));
}

Calendar::Counted Calendar::before(sys_days end, unsigned count) const {
  return count_days(end, count, days(-1));
}

Calendar::Counted Calendar::count_days(sys_days day, unsigned count, days step) const {
  if (count == 0) return {day, false};
  const std::chrono::year start_year = year_of(day + step);
  while (count > 0) {
    day += step;
    if (is_working_day(day)) --count;
  }
  Counted counted{day, false};
  const std::chrono::year end_year = year_of(day);
  const std::chrono::year last = std::max(start_year, end_year);
  for (std::chrono::year year = std::min(start_year, end_year); year <= last; ++year) {
    counted.provisional = counted.provisional || !knows(year);
  }
  return counted;
}

}  // namespace custrec
