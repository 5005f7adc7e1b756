// SPDX-License-Identifier: MIT
// One pass over the text; every byte is looked at a fixed number of times.
#include "exchange/csv.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/utf8.hpp"

namespace custrec {
namespace {

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/// The separator that a first line `sep=X` declares.
std::optional<char> find_declared_separator(std::string_view text) {
  constexpr std::string_view key = "sep=";
  constexpr std::size_t length = key.size() + 1;
  if (!text.starts_with(key) || text.size() < length) return std::nullopt;
  if (text.size() > length && !is_line_end(text[length])) return std::nullopt;
  const char separator = text[key.size()];
  const bool usable =
      separator != '"' && !is_line_end(separator) && static_cast<unsigned char>(separator) < 0x80;
  return usable ? std::optional(separator) : std::nullopt;
}

char guess_separator(std::string_view text) {
  constexpr std::string_view candidates = ",;\t";
  std::array<std::size_t, candidates.size()> counts{};
  bool quoted = false;
  bool may_open = true;  // at the beginning of a cell, or after a quote, which may be a doubled one
  const auto begin = std::find_if_not(text.begin(), text.end(), is_line_end);
  for (auto at = begin; at != text.end() && (quoted || !is_line_end(*at)); ++at) {
    const auto which = candidates.find(*at);
    const bool separates = !quoted && which != std::string_view::npos;
    if (separates) ++counts[which];
    if (*at == '"') quoted = !quoted && may_open;
    may_open = separates || *at == '"';
  }
  const auto most = std::max_element(counts.begin(), counts.end());  // the first of equals
  return candidates[static_cast<std::size_t>(most - counts.begin())];
}

class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  CsvReading read_rows(const std::function<void(CsvRow&)>& take) {
    CsvRow row;
    while (at_ < text_.size() && !fault_) {
      read_row(row);
      const auto filled = [](const std::string& cell) { return !trim(cell).empty(); };
      const bool empty = std::none_of(row.cells.begin(), row.cells.end(), filled);
      if (!fault_ && !empty) take(row);
    }
    return {separator_, std::move(fault_)};
  }

  void skip_line() {
    while (!at_row_end()) ++at_;
    skip_line_end();
  }

 private:
  [[nodiscard]] bool at_row_end() const { return at_ == text_.size() || is_line_end(text_[at_]); }

  [[nodiscard]] bool at_cell_end() const { return at_row_end() || text_[at_] == separator_; }

  void skip_line_end() {
    if (at_ == text_.size()) return;
    const bool two = text_.substr(at_).starts_with("\r\n");
    at_ += two ? 2 : 1;
    ++line_;
  }

  void fail(std::size_t line, Text message) { fault_ = CsvFault{line, std::move(message)}; }

  /// Into the memory of the row before.
  void read_row(CsvRow& row) {
    row.number = ++row_;
    row.line = line_;
    std::size_t count = 0;
    while (true) {
      if (count == row.cells.size()) row.cells.emplace_back();
      std::string& cell = row.cells[count++];
      if (at_ < text_.size() && text_[at_] == '"') {
        read_quoted_cell(cell);
      } else {
        cell = read_plain_cell();
      }
      if (fault_ || at_row_end()) break;
      ++at_;
    }
    row.cells.resize(count);
    skip_line_end();
  }

  std::string_view read_plain_cell() {
    const auto begin = at_;
    while (!at_cell_end()) ++at_;
    const auto cell = text_.substr(begin, at_ - begin);
    const auto first = cell.find_first_not_of(" \t");
    if (first != std::string_view::npos && first > 0 && cell[first] == '"') {
      fail(line_, {"spaces before an opening quote; a quote that opens a cell stands first in it",
                   "引号前有空格；单元格若用引号，须以引号开头"});
    }
    return cell;
  }

  void read_quoted_cell(std::string& cell) {
    const auto first_line = line_;
    cell.clear();
    ++at_;
    while (true) {
      const auto quote = text_.find('"', at_);
      if (quote == std::string_view::npos) {
        fail(first_line, {"a quote is opened here and never closed", "此处的引号没有闭合"});
        return;
      }
      const auto part = text_.substr(at_, quote - at_);
      count_lines(part);
      cell += part;
      at_ = quote + 1;
      if (at_ == text_.size() || text_[at_] != '"') break;
      cell += '"';
      ++at_;
    }
    if (!at_cell_end()) {
      fail(first_line, {"text after a closing quote; a quote within a quoted cell is written twice",
                        "引号闭合后还有文字；引号内的引号须写成两个"});
    }
  }

  /// `part` is followed by a quote, so a CR at its end stands alone.
  void count_lines(std::string_view part) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      const bool first_of_two = part[i] == '\r' && i + 1 < part.size() && part[i + 1] == '\n';
      if (is_line_end(part[i]) && !first_of_two) ++line_;
    }
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t row_ = 0;
  std::optional<CsvFault> fault_;
};

/// Tab and semicolon too, lest they be taken for the separator of the file.
bool needs_quotes(std::string_view cell) {
  return cell.find_first_of(",;\t\"\r\n") != std::string_view::npos || cell.starts_with("sep=");
}

void append_quoted(std::string& line, std::string_view cell) {
  line += '"';
  for (const char c : cell) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

/// A phone number or a plain number with its sign.
bool is_signed_number(std::string_view cell) {
  if (cell.empty() || (cell.front() != '+' && cell.front() != '-')) return false;
  cell.remove_prefix(1);
  const bool plain = cell.find_first_not_of("0123456789 -.") == std::string_view::npos;
  const bool has_digit = cell.find_first_of("0123456789") != std::string_view::npos;
  return plain && has_digit && std::count(cell.begin(), cell.end(), '.') <= 1;
}

/// Whether it would be run, or taken for a formula that failed, without its leading `'`s.
bool needs_guard(std::string_view cell) {
  constexpr std::array<std::string_view, 10> starts = {"=",  "+",  "-",  "@",  "\t",
                                                       "\r", "＝", "＋", "－", "＠"};
  cell.remove_prefix(std::min(cell.find_first_not_of('\''), cell.size()));
  const auto begins = [cell](std::string_view start) { return cell.starts_with(start); };
  if (is_formula_error(cell)) return true;
  return std::any_of(starts.begin(), starts.end(), begins) && !is_signed_number(cell);
}

}  // namespace

CsvReading read_csv(std::string_view text, const std::function<void(CsvRow&)>& take) {
  const auto declared = find_declared_separator(text);
  CsvReader reader(text, declared ? *declared : guess_separator(text));
  if (declared) reader.skip_line();
  return reader.read_rows(take);
}

CsvTable parse_csv(std::string_view text) {
  CsvTable table;
  CsvReading reading =
      read_csv(text, [&](CsvRow& row) { table.rows.push_back(std::exchange(row, {})); });
  table.separator = reading.separator;
  table.fault = std::move(reading.fault);
  return table;
}

std::string format_csv_cell(std::string_view cell) {
  if (!needs_quotes(cell)) return std::string(cell);
  std::string quoted;
  append_quoted(quoted, cell);
  return quoted;
}

std::string format_csv_row(std::span<const std::string> cells, char separator) {
  if (cells.size() == 1 && cells[0].empty()) return "\"\"\n";  // not an empty line
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += separator;
    line += format_csv_cell(cells[i]);
  }
  line += '\n';
  return line;
}

bool is_formula_error(std::string_view text) {
  static constexpr std::array<std::string_view, 11> errors = {
      "#N/A",  "#REF!",   "#VALUE!", "#DIV/0!", "#NAME?",       "#NULL!",
      "#NUM!", "#SPILL!", "#CALC!",  "#FIELD!", "#GETTING_DATA"};
  return text.starts_with('#') && std::find(errors.begin(), errors.end(), text) != errors.end();
}

std::string guard_formula(std::string_view cell) {
  std::string guarded = needs_guard(cell) ? "'" : "";
  guarded += cell;
  return guarded;
}

std::string unguard_formula(std::string_view cell) {
  const bool guarded = cell.starts_with('\'') && needs_guard(cell.substr(1));
  return std::string(guarded ? cell.substr(1) : cell);
}

}  // namespace custrec
