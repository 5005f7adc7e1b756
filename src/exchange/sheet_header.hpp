// SPDX-License-Identifier: MIT
// What the columns of a sheet mean to the schemas.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/header_map.hpp"
#include "exchange/sheet.hpp"
#include "schema/field_path.hpp"

namespace custrec {

struct HeaderMistake {
  Place place;
  Text message;
};

struct SheetHeader {
  /// One for each column; nothing for those that aren't read: `_row` and `_reason` of a rejects
  /// file, what custrec sets itself, what the map leaves out.
  std::vector<std::optional<FieldPath>> columns;
  std::vector<std::string> ignored;  ///< headings of what custrec sets itself
  /// Of those the column of the status, which tells drafts.
  std::optional<std::size_t> status;
  std::vector<std::string> left_out;  ///< headings that the map leaves out
  /// Headings that mean nothing, with suggestions; two that mean the same.
  std::vector<HeaderMistake> mistakes;
  /// What `--save-map` writes: each heading and its field, which is empty when none is known.
  std::vector<std::pair<std::string, std::string>> meanings;
};

/// Of customers. What custrec sets itself: status, who entered it, reviews and changes.
SheetHeader read_header(const Schemas& schemas, const std::vector<SheetColumn>& columns,
                        const HeaderMap& map = {});

/// The same by another way to find what a heading means.
SheetHeader read_header(const std::vector<SheetColumn>& columns, const HeaderMap& map,
                        const std::function<FieldPathResult(std::string_view)>& find,
                        const std::function<bool(const FieldPath&)>& is_own);

}  // namespace custrec
