// SPDX-License-Identifier: MIT
// Sheets that bring the contacts of a customer one below the other: the rows after the first repeat
// who it is and give another contact.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "exchange/given_cells.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// A row that gives further entries of the customer of an earlier row.
struct RepeatedRow {
  std::size_t first = 0;  ///< the row that it belongs to, never a repeated one itself
  /// By list: the place that its first entry has among those of all rows of the customer.
  std::map<const Field*, std::size_t> offsets;
};

/// By row. A row is a repeated one when an earlier one has the same number, code or name, all its
/// cells of the customer itself are empty or say the same as there, and each list that it has cells
/// of names an entry that no earlier row of the customer names (another contact's name). Everything
/// else is left to be told as a duplicate, so that two people of one name never become one. Rows
/// are read on `jobs` threads.
std::map<std::size_t, RepeatedRow> find_repeated_rows(const SheetCells& cells,
                                                      const Schemas& schemas,
                                                      const TypeContext& context, unsigned jobs);

/// The field by which entries of a list without numbers are known: the first required one. Null for
/// a list whose entries have ids.
const Field* find_naming_field(const Schemas& schemas, const Field& list);

}  // namespace custrec
