// SPDX-License-Identifier: MIT
// A sheet of customers or entries, whatever file it came in: CSV, a workbook, JSON Lines, YAML.
// What takes it in needs to know no format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/csv.hpp"
#include "problem/error.hpp"
#include "record/document.hpp"
#include "text/text.hpp"
#include "text/text_store.hpp"

namespace custrec {

enum class SheetFormat : unsigned char { csv, xlsx, json_lines, yaml };

/// What happened to a cell in a spreadsheet before it came here.
enum class CellDamage : unsigned char {
  none,
  error,    ///< `#N/A`: the formula failed
  unknown,  ///< a formula whose value was never stored
  rounded,  ///< a number of more than 15 digits: those behind are lost
};

/// A cell that holds something.
struct SheetCell {
  std::uint32_t column = 0;  ///< its place in `Sheet::columns`
  CellDamage damage = CellDamage::none;
  bool is_list = false;     ///< several values, a line of `text` each (JSON and YAML)
  Place place;              ///< of a workbook: row and column, from 1
  std::string_view text;    ///< in `Sheet::texts`
  std::string_view amount;  ///< of a number that is shown with more decimals (620000.00): so; else
                            ///< empty
};

struct SheetRow {
  std::size_t number = 0;  ///< as people count: rows of a spreadsheet, lines, or records of YAML
  Place place;
  std::size_t width = 0;  ///< cells up to the last that holds something; of a CSV it may be more
                          ///< than there are columns
  std::vector<SheetCell> cells;  ///< in the order of columns
  Span source;                   ///< of JSON and YAML: the bytes of `Sheet::text` that say it
};

struct SheetColumn {
  std::string heading;  ///< of JSON and YAML: the path of a value, `contacts[0].mobile`
  Place place;
};

struct Sheet {
  SheetFormat format = SheetFormat::csv;
  std::vector<SheetColumn> columns;
  std::vector<SheetRow> rows;  ///< below the headings
  char separator = ',';        ///< of a CSV
  bool plain_utf8 = true;      ///< of a text: neither another encoding nor a byte order mark
  std::string text;            ///< of JSON and YAML: what rows are parts of
  TextStore texts;             ///< of the cells
  std::vector<Text> notes;     ///< what whoever brings the file should know of how it was read

  /// Whether rows and columns lie as on a page. If not, each row is a record of its own form.
  [[nodiscard]] bool is_table() const {
    return format == SheetFormat::csv || format == SheetFormat::xlsx;
  }
};

/// Where it comes from, and what of it is wanted.
struct SheetSource {
  std::string path;   ///< as messages name it; its ending tells the format where the bytes don't
  std::string sheet;  ///< of a workbook: a name, or a number from 1; empty: the first not hidden
};

/// Finds out what the bytes are and reads them. Throws Error(files) with the place when they can't
/// be read or hold nothing, and says what they are when that is something else; Error(usage) for a
/// sheet that there isn't.
Sheet read_sheet(const std::string& bytes, const SheetSource& source);

/// The cell of `row` in `column`, null when it is empty.
const SheetCell* find_cell(const SheetRow& row, std::size_t column);

/// Error(files): `path:line:column: message`.
Error fault_at(const std::string& path, Place place, const Text& message);

}  // namespace custrec
