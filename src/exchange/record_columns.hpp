// SPDX-License-Identifier: MIT
// Records of JSON and YAML as rows of a sheet: the path of each value is the heading of a column.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "exchange/sheet.hpp"

namespace custrec {

/// Finds the columns of a sheet by their headings, and adds those that are new.
class RecordColumns {
 public:
  explicit RecordColumns(Sheet& sheet) : sheet_(sheet) {}

  /// The next record begins.
  void begin_row() { ++row_; }

  /// Puts a value into the cells of the record. Of a list of values every item but the first adds a
  /// line. False when the record has a value of this heading already.
  [[nodiscard]] bool add(SheetRow& row, const std::string& heading, Place place,
                         std::string_view text, bool in_list);

 private:
  struct Column {
    std::uint32_t index = 0;
    std::size_t last_row = 0;  ///< the latest record with a value there
  };

  Sheet& sheet_;
  std::size_t row_ = 0;
  std::unordered_map<std::string, Column> columns_;
};

}  // namespace custrec
