// SPDX-License-Identifier: MIT
// What a row of a sheet gives: values with their fields, and the places at which their problems are
// told.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/sheet.hpp"
#include "exchange/sheet_header.hpp"
#include "problem/problem.hpp"
#include "record/value.hpp"
#include "schema/field_type.hpp"

namespace custrec {

/// A cell that holds a value of a field.
struct GivenCell {
  const FieldPath* path = nullptr;  ///< where the value goes
  const SheetCell* cell = nullptr;
  const SheetRow* row = nullptr;
  std::string_view text;  ///< without the guard against formulas

  void fill_in(Value& record, const TypeContext& context) const;
};

class SheetCells {
 public:
  /// All three must outlive it.
  SheetCells(const Sheet& sheet, const SheetHeader& header, const std::string& path)
      : sheet_(sheet), header_(header), path_(path) {}

  /// The cells of a row in columns that are read. Blank ones and those whose value is lost (see
  /// `check`) are left out.
  [[nodiscard]] std::vector<GivenCell> cells_of(const SheetRow& row) const;

  /// Whether the row says that it is a draft: the one status that comes in, as it is never in
  /// force.
  [[nodiscard]] bool is_draft(const SheetRow& row, const Schemas& schemas) const;

  /// What is wrong with the row whatever it says: more cells than headings, formulas that failed,
  /// a list where one value belongs (errors), numbers that a spreadsheet has rounded (warnings).
  [[nodiscard]] std::vector<Problem> check(const SheetRow& row) const;

  /// Where a problem of `field` is told: at the cell that gives it; else, in a table, where its
  /// column meets the row; else at the first cell or column of the list or group; else at the
  /// row.
  struct Found {
    const SheetRow* row;
    Place place;
  };
  [[nodiscard]] Found locate(std::string_view field, const std::vector<GivenCell>& cells,
                             const SheetRow& row) const;

  /// Puts the problem there.
  void place(Problem& problem, const std::vector<GivenCell>& cells, const SheetRow& row) const;

  [[nodiscard]] const Sheet& sheet() const { return sheet_; }
  [[nodiscard]] const SheetHeader& header() const { return header_; }

 private:
  [[nodiscard]] std::string_view text_of(const SheetCell& cell, const Field& field) const;

  const Sheet& sheet_;
  const SheetHeader& header_;
  const std::string& path_;
};

/// Adds `damage`, what `SheetCells::check` found, to the problems of a row that was checked with
/// it: of each field the more telling is kept.
void merge_damage(std::vector<Problem>& problems, const std::vector<Problem>& damage);

}  // namespace custrec
