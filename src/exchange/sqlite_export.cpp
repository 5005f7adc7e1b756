// SPDX-License-Identifier: MIT
// Tables as an SQLite database.
#include <sqlite3.h>

#include <array>
#include <memory>

#include "exchange/export_format.hpp"
#include "exchange/sqlite_file.hpp"
#include "exchange/tables.hpp"
#include "problem/error.hpp"

namespace custrec {
namespace {

std::string_view sqlite_type(ColumnType type) {
  static constexpr std::array<std::string_view, 6> names = {"TEXT", "INTEGER", "INTEGER",
                                                            "REAL", "TEXT",    "TEXT"};
  return names[static_cast<std::size_t>(type)];
}

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

class Database {
 public:
  explicit Database(int descriptor) {
    sqlite3* opened = nullptr;
    const int result = open_database_in(descriptor, opened);
    database_.reset(opened);
    if (result != SQLITE_OK) fail();
  }

  [[nodiscard]] sqlite3* handle() const { return database_.get(); }

  void run(const std::string& sql) const {
    if (sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }

  [[noreturn]] void fail() const {
    throw Error(Exit::files,
                fill({"the database can't be written: {}", "无法写入数据库：{}"},
                     {Text{sqlite3_errmsg(handle()),
                           sqlite3_errcode(handle()) == SQLITE_FULL
                               ? "磁盘已满"
                               : "SQLite 错误 " + std::to_string(sqlite3_errcode(handle()))}}));
  }

 private:
  std::unique_ptr<sqlite3, CloseDatabase> database_;
};

class SqliteExport {
 public:
  SqliteExport(const ExportRequest& request, const ExportTarget& target)
      : tables_(make_tables(request.schemas)),
        guard_(tables_),
        database_(std::make_unique<Database>(target.file)) {
    // The file isn't in force before it is whole, so there is nothing to roll back to.
    database_->run(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; BEGIN");
    for (const Table& table : tables_) {
      database_->run(format_table(table));
      inserts_.push_back(prepare_insert(table));
    }
  }

  [[nodiscard]] ExportedRecord make(const std::string& id, const Value& record) const {
    return {id, {}, make_table_rows(tables_, id, record), 0};
  }

  void add(ExportedRecord record) {
    guard_.check(record);
    for (const ExportedRow& row : record.rows) insert(row);
  }

  std::vector<Text> finish() {
    inserts_.clear();
    database_->run("COMMIT");
    database_.reset();
    return guard_.remarks();
  }

 private:
  using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

  [[nodiscard]] std::string format_table(const Table& table) const {
    std::string text = "CREATE TABLE " + quote_name(table.name) + " (\n";
    for (std::size_t at = 0; at < table.keys.size(); ++at) {
      text += "  " + quote_name(table.keys[at]) + " " +
              std::string(sqlite_type(table.type_at(at))) + " NOT NULL,\n";
    }
    for (const TableColumn& column : table.columns) {
      text += "  " + quote_name(column.name) + " " + std::string(sqlite_type(column.type)) + ",\n";
    }
    return text + "  " + key_constraints(tables_, table) + "\n) STRICT";
  }

  [[nodiscard]] Statement prepare_insert(const Table& table) const {
    std::string places = "?";
    for (std::size_t at = 1; at < table.keys.size() + table.columns.size(); ++at) places += ", ?";
    const std::string sql = "INSERT INTO " + quote_name(table.name) + " (" + quote_names(table) +
                            ") VALUES (" + places + ")";
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_->handle(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      database_->fail();
    return Statement(statement);
  }

  void insert(const ExportedRow& row) {
    sqlite3_stmt* statement = inserts_[row.table].get();
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      bind(statement, static_cast<int>(at + 1), row.cells[at], tables_[row.table].type_at(at));
    }
    if (sqlite3_step(statement) != SQLITE_DONE) database_->fail();
    sqlite3_reset(statement);
  }

  static void bind(sqlite3_stmt* statement, int place, const std::optional<std::string>& cell,
                   ColumnType type) {
    if (!cell) {
      sqlite3_bind_null(statement, place);
    } else if (type == ColumnType::yes_no) {
      sqlite3_bind_int(statement, place, *cell == "true" ? 1 : 0);
    } else {  // STRICT makes numbers of texts that are some
      sqlite3_bind_text64(statement, place, cell->data(), cell->size(), SQLITE_STATIC, SQLITE_UTF8);
    }
  }

  std::vector<Table> tables_;
  TableGuard guard_;
  std::unique_ptr<Database> database_;
  std::vector<Statement> inserts_;  ///< closed before the database
};

}  // namespace

ExportWriter write_sqlite(const ExportRequest& request, const ExportTarget& target) {
  auto sqlite = std::make_shared<SqliteExport>(request, target);
  ExportWriter writer;
  writer.make = [sqlite](const std::string& id, const Value& record) {
    return sqlite->make(id, record);
  };
  writer.add = [sqlite](ExportedRecord record) { sqlite->add(std::move(record)); };
  writer.finish = [sqlite] { return sqlite->finish(); };
  return writer;
}

}  // namespace custrec
