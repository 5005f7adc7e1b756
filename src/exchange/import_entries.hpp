// SPDX-License-Identifier: MIT
// A sheet of entries of one kind, for many customers: each row says whose it is, by number, name or
// credit code. Nothing is written here.
#pragma once

#include <vector>

#include "exchange/import.hpp"

namespace custrec {

/// Columns of the entry stand as paths below `list` (`interactions[0].at`), those that say which
/// customer as paths of the customer (`id`, `name`, `credit_code`). Headings of the entry go first;
/// `customer.name` and the like always mean the customer, `customer` or 客户 alone any of the
/// three.
SheetHeader read_entry_header(const Schemas& schemas, const Field& list,
                              const std::vector<SheetColumn>& columns, const HeaderMap& map = {});

/// One item for each row below the header, in their order. An entry that a customer has already,
/// with the same in all cells, is unchanged. Of several rows for one customer the last good one
/// holds the text of all.
std::vector<ImportItem> plan_entry_import(const Archive& archive, const Filing& filing,
                                          const Person& by, std::chrono::sys_seconds now,
                                          const Field& list, const SheetHeader& header,
                                          const Sheet& sheet, const ImportOptions& options);

}  // namespace custrec
