// SPDX-License-Identifier: MIT
// Reads and writes CSV (RFC 4180), and keeps cells from becoming formulas in a spreadsheet.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace custrec {

struct CsvRow {
  std::size_t number = 0;  ///< as a spreadsheet counts: from 1, with the header and empty rows
  std::size_t line = 0;    ///< where the row begins, from 1
  std::vector<std::string> cells;
};

/// What can't be read; nothing from there on was.
struct CsvFault {
  std::size_t line = 0;  ///< of the faulty cell's beginning, from 1
  Text message;
};

struct CsvTable {
  char separator = ',';
  std::vector<CsvRow> rows;  ///< with the header; rows of blank cells only are left out
  std::optional<CsvFault> fault;
};

/// How a text was read.
struct CsvReading {
  char separator = ',';
  std::optional<CsvFault> fault;
};

/// Gives rows to `take` one after another, which may take their cells away; see `parse_csv`.
CsvReading read_csv(std::string_view text, const std::function<void(CsvRow&)>& take);

/// Valid UTF-8 without byte order mark. The separator is what a first line `sep=X` says (that line
/// is no row), else the most frequent of comma, semicolon and tab outside quotes in the first line
/// that isn't empty. Lines end with LF, CRLF or CR. Cells stay as they are, with their spaces and
/// line breaks; rows may differ in length. A quote within a cell that doesn't begin with one is an
/// ordinary character. Faults: a quote never closed, text after a closing quote, spaces before an
/// opening one.
CsvTable parse_csv(std::string_view text);

/// One line with its LF, separated by commas; quoted is only what a reader (`parse_csv` too) would
/// otherwise misunderstand. No cells give an empty line.
std::string format_csv_row(std::span<const std::string> cells, char separator = ',');

/// One cell of such a line.
std::string format_csv_cell(std::string_view cell);

/// Whether it is what spreadsheets show for a formula that failed, and write as it stands: `#REF!`.
bool is_formula_error(std::string_view cell);

/// `cell` with a `'` before it if a spreadsheet might run it: it begins with `=`, `+`, `-`, `@`,
/// tab, CR or a full-width form of the first four; or if it `is_formula_error`, so that it comes in
/// again as the text that it is. What is only digits, spaces, hyphens and at most
/// one point after `+` or `-` stays: phone numbers, numbers. A cell that has such a `'` already
/// gets one more, so that `unguard_formula` always gives back what `guard_formula` was given.
std::string guard_formula(std::string_view cell);
std::string unguard_formula(std::string_view cell);

}  // namespace custrec
