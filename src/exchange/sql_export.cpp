// SPDX-License-Identifier: MIT
// Tables for PostgreSQL, as a script of psql: all of it in one transaction. The rows of a table
// have to stand together, so those of lists wait on the disk.
#include <array>
#include <memory>

#include "exchange/export_format.hpp"
#include "exchange/spool.hpp"
#include "exchange/tables.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"
#include "time/zone.hpp"

namespace custrec {
namespace {

std::string_view postgres_type(ColumnType type) {
  static constexpr std::array<std::string_view, 6> names = {"text",    "bigint", "boolean",
                                                            "numeric", "date",   "timestamptz"};
  return names[static_cast<std::size_t>(type)];
}

std::string quote_text(std::string_view text) {
  return '\'' + replace_all(std::string(text), "'", "''") + '\'';
}

/// A field of COPY's text format.
void append_field(std::string& line, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        line += "\\\\";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      case '\t':
        line += "\\t";
        break;
      default:
        line += c;
    }
  }
}

/// A date where a time may stand means its midnight in the archive's time zone, whatever the zone
/// of the server.
std::string as_instant(const std::string& text, const Zone& zone) {
  const auto time = parse_time(text);
  if (!time || !time->date_only) return text;
  const auto day = std::chrono::floor<std::chrono::days>(time->instant);
  const auto offset = zone.offset_at_local(day, std::chrono::seconds(0));
  return format_time(time->instant - offset, offset);
}

class SqlExport {
 public:
  SqlExport(const ExportRequest& request, const ExportTarget& target)
      : request_(request),
        target_(target),
        tables_(make_tables(request.schemas)),
        guard_(tables_),
        rows_(tables_.size() - 1) {
    target_.write("-- " + escape_controls(request.archive) +
                  "\n-- psql -v ON_ERROR_STOP=1 -f FILE DATABASE\n"
                  "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n"
                  "SET datestyle = 'ISO';\nBEGIN;\n");
    write_table(tables_[0]);
  }

  [[nodiscard]] ExportedRecord make(const std::string& id, const Value& record) const {
    return {id, {}, make_table_rows(tables_, id, record), 0};
  }

  void add(ExportedRecord record) {
    guard_.check(record);
    for (const ExportedRow& row : record.rows) {
      const std::string line = format_row(row);
      if (row.table == 0) {
        target_.write(line);
      } else {
        rows_[row.table - 1].append(line);
      }
    }
  }

  std::vector<Text> finish() {
    target_.write("\\.\n");
    for (std::size_t at = 1; at < tables_.size(); ++at) {
      write_table(tables_[at]);
      rows_[at - 1].read(target_.write);
      target_.write("\\.\n");
    }
    target_.write("\nCOMMIT;\n");
    return guard_.remarks();
  }

 private:
  void write_table(const Table& table) const {
    const std::string name = quote_name(table.name);
    std::string text = "\nCREATE TABLE " + name + " (\n";
    for (std::size_t at = 0; at < table.keys.size(); ++at) {
      text += "  " + quote_name(table.keys[at]) + " " +
              std::string(postgres_type(table.type_at(at))) + ",\n";
    }
    for (const TableColumn& column : table.columns) {
      text +=
          "  " + quote_name(column.name) + " " + std::string(postgres_type(column.type)) + ",\n";
    }
    text += "  " + key_constraints(tables_, table) + "\n);\n";
    text +=
        "COMMENT ON TABLE " + name + " IS " + quote_text(table.label.in(request_.language)) + ";\n";
    for (const TableColumn& column : table.columns) {
      if (column.label().empty()) continue;
      text += "COMMENT ON COLUMN " + name + "." + quote_name(column.name) + " IS " +
              quote_text(column.label().in(request_.language)) + ";\n";
    }
    target_.write(text + "COPY " + name + " (" + quote_names(table) + ") FROM stdin;\n");
  }

  [[nodiscard]] std::string format_row(const ExportedRow& row) const {
    std::string line;
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      if (at > 0) line += '\t';
      const auto& cell = row.cells[at];
      if (!cell) {
        line += "\\N";
      } else if (tables_[row.table].type_at(at) == ColumnType::time) {
        line += as_instant(*cell, *request_.context.zone);
      } else {
        append_field(line, *cell);
      }
    }
    return line + '\n';
  }

  ExportRequest request_;
  ExportTarget target_;
  std::vector<Table> tables_;
  TableGuard guard_;
  std::vector<Spool> rows_;  ///< of all tables but the first
};

}  // namespace

ExportWriter write_sql(const ExportRequest& request, const ExportTarget& target) {
  auto sql = std::make_shared<SqlExport>(request, target);
  ExportWriter writer;
  writer.make = [sql](const std::string& id, const Value& record) { return sql->make(id, record); };
  writer.add = [sql](ExportedRecord record) { sql->add(std::move(record)); };
  writer.finish = [sql] { return sql->finish(); };
  return writer;
}

}  // namespace custrec
