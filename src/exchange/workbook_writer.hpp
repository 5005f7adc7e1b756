// SPDX-License-Identifier: MIT
// Writes a workbook (XLSX) row by row: what was written is on the disk, in files without names.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/workbook_cell.hpp"

namespace custrec {

struct WorkbookColumn {
  std::string heading;
  CellLook look = CellLook::text;
  std::vector<std::string> choices;  ///< to pick from; empty: anything
};

class WorkbookWriter {
 public:
  /// At `path`, which is replaced. Throws Error(files), as `finish`, when there is no library.
  explicit WorkbookWriter(const std::string& path);
  WorkbookWriter(const WorkbookWriter&) = delete;
  WorkbookWriter& operator=(const WorkbookWriter&) = delete;
  ~WorkbookWriter();

  /// A sheet with its header row, frozen. `name` is cut and changed to what a sheet may be called.
  /// Throws Error(refused) for more columns than a sheet has.
  std::size_t add_sheet(const std::string& name, const std::vector<WorkbookColumn>& columns);

  /// Begins the next row. Throws Error(refused) when the sheet is full.
  void begin_row(std::size_t sheet);
  void write(std::size_t sheet, std::size_t column, const WorkbookCell& cell,
             const std::string& text);

  /// With a filter over each sheet.
  void finish();

 private:
  struct Book;
  std::unique_ptr<Book> book_;
};

/// The bytes of a workbook with one sheet whose cells are all text; the first of `rows` is the
/// header. Throws as WorkbookWriter.
std::string format_text_workbook(const std::string& sheet,
                                 const std::vector<std::vector<std::string>>& rows);

}  // namespace custrec
