// SPDX-License-Identifier: MIT
// The ways in which records go out. Each turns a record into what it needs of it, on any thread,
// and puts that behind what it has already, in the order of records.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/sheet_layout.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

/// What goes out. The schemas and what the context refers to outlive the writer.
struct ExportRequest {
  const Schemas& schemas;
  TypeContext context;
  Language language = Language::english;
  bool labels = false;                ///< csv: labels for names of fields and values of choices
  bool mark = false;                  ///< csv: the byte order mark
  const Field* list = nullptr;        ///< sheets: entries of this list instead of customers
  std::vector<LayoutColumn> columns;  ///< sheets: only these; empty: all
  std::string since;                  ///< of entries only those since then, see `has_news`
  std::string archive;                ///< its name
};

/// Where it goes. What is written there is not in force before the caller says so.
struct ExportTarget {
  std::function<void(std::string_view)> write;
  int file = -1;  ///< empty and open, for a binary format, which writes that instead
};

/// A row of one of several tables or sheets.
struct ExportedRow {
  std::size_t table = 0;
  std::vector<std::optional<std::string>> cells;
};

/// What a format needs of a record; only the format itself knows what is in it.
struct ExportedRecord {
  std::string id;
  std::string text;
  std::vector<ExportedRow> rows;
  std::size_t entries = 0;  ///< of the list that was asked for
};

struct ExportWriter {
  /// Of the masked record of customer `id`. On any thread.
  std::function<ExportedRecord(const std::string& id, const Value& record)> make;
  /// In the order of records.
  std::function<void(ExportedRecord)> add;
  /// Once, in the end. What has to be said about values that could not go out as they are.
  std::function<std::vector<Text>()> finish;
  /// Where set, how wide all records are has to be told before the first is made.
  std::function<SheetWidths(const Value& record)> measure;
  std::function<void(const SheetWidths&)> begin;
  /// Names of the fields that go out; nothing: all.
  std::optional<std::set<std::string>> fields;
  /// Names of the record's own fields that `make` looks at; nothing: all.
  std::optional<std::set<std::string>> needs;
};

/// All throw Error(files) when a file can't be written, Error(refused) for what the format has no
/// place for.
ExportWriter write_csv(const ExportRequest& request, const ExportTarget& target);
ExportWriter write_json(const ExportRequest& request, const ExportTarget& target);
ExportWriter write_json_lines(const ExportRequest& request, const ExportTarget& target);
ExportWriter write_yaml(const ExportRequest& request, const ExportTarget& target);
ExportWriter write_vcards(const ExportRequest& request, const ExportTarget& target);
ExportWriter write_workbook(const ExportRequest& request, const ExportTarget& target);
ExportWriter write_sqlite(const ExportRequest& request, const ExportTarget& target);
ExportWriter write_sql(const ExportRequest& request, const ExportTarget& target);

}  // namespace custrec
