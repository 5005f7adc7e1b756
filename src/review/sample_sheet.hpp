// SPDX-License-Identifier: MIT
// What a second verification checks a customer against: who it is, how it is reached, and whether
// what the record says fits together.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/walk.hpp"
#include "schema/masked_record.hpp"
#include "text/text.hpp"

namespace custrec {

struct SheetLine {
  Text label;
  Text value;  ///< of a choice its label; personal values as the masks allow
};

struct Aspect {
  std::string_view key;  ///< `identity`, `contact` or `logic`
  Text title;
  std::vector<SheetLine> lines;
};

struct SheetEntry {
  std::string id;
  std::string name;
  std::string owner;
  std::string collected_by;
  std::array<Aspect, 3> aspects;
};

/// The values of a record that are checked; those that it doesn't have are left out. Under logic
/// stands what `verify` says of the record, too. Names of fields left whole go into `shown`. `file`
/// must be readable.
SheetEntry make_sheet_entry(const Archive& archive, const TypeContext& context,
                            const RecordFile& file, Unmask unmask, std::set<std::string>& shown);

}  // namespace custrec
