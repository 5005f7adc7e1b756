// SPDX-License-Identifier: MIT
// Records as tables of a database: `customers` first, then one table for each list.
//
//   customers      id, and a column for each single field, those of groups as group_field
//   visits         customer_id, position (from 0, as in `visits[0]`), the fields of an entry
//   visits_todos   customer_id, visits_position, position, the fields: a list in a list
//   tags           customer_id, position, value: a list of labels
//
// The key of each table but the first begins with that of the table it belongs to.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/export_format.hpp"
#include "record/value.hpp"
#include "schema/field_path.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

enum class ColumnType : unsigned char { text, integer, yes_no, number, date, time };

struct TableColumn {
  std::string name;
  FieldPath path;  ///< from an entry; empty: the entry itself, a label
  ColumnType type = ColumnType::text;

  [[nodiscard]] Text label() const;
};

struct Table {
  std::string name;
  Text label;
  std::optional<std::size_t> parent;  ///< index of the table it belongs to, which stands before
  FieldPath list;                     ///< from a row of the parent
  std::vector<std::string> keys;
  std::vector<TableColumn> columns;

  /// The type of the cell at `at`, keys and columns counted together.
  [[nodiscard]] ColumnType type_at(std::size_t at) const;
};

std::vector<Table> make_tables(const Schemas& schemas);

/// The rows of one record, those of a table behind each other: cells for keys and columns.
std::vector<ExportedRow> make_table_rows(const std::vector<Table>& tables, const std::string& id,
                                         const Value& record);

/// Looks after what a database would refuse.
class TableGuard {
 public:
  explicit TableGuard(const std::vector<Table>& tables) : tables_(tables) {}

  /// Empties cells whose text is none of their type, and notes them. Throws Error(refused) for a
  /// number that an earlier record had.
  void check(ExportedRecord& record);

  /// A line for each of the first emptied cells, and how many more there were.
  [[nodiscard]] std::vector<Text> remarks() const;

 private:
  const std::vector<Table>& tables_;
  std::set<std::string> ids_;
  std::vector<Text> remarks_;
  std::size_t emptied_ = 0;
};

/// A name in double quotes, as SQL has it.
std::string quote_name(std::string_view name);

/// `"a", "b"`: keys and columns of the table.
std::string quote_names(const Table& table);

/// What stands in CREATE TABLE behind the columns: the keys.
std::string key_constraints(const std::vector<Table>& tables, const Table& table);

}  // namespace custrec
