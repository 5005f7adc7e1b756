// SPDX-License-Identifier: MIT
// Records as tables of a database.
#include "exchange/tables.hpp"

#include <algorithm>

#include "problem/error.hpp"
#include "schema/decimal.hpp"
#include "schema/field_type.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

/// PostgreSQL cuts longer names.
constexpr std::size_t longest_name = 63;

std::string free_name(std::string name, const std::vector<std::string>& taken) {
  name.resize(std::min(name.size(), longest_name));
  const auto is_taken = [&] { return std::find(taken.begin(), taken.end(), name) != taken.end(); };
  for (std::size_t number = 2; is_taken(); ++number) {
    const std::string end = "_" + std::to_string(number);
    name = name.substr(0, longest_name - end.size()) + end;
  }
  return name;
}

/// What is personal may be masked, and then is a text.
ColumnType find_type(const Field& field) {
  const std::string_view type = field.type->name;
  if (field.may_be_personal()) return ColumnType::text;
  if (type == "integer") return ColumnType::integer;
  if (type == "yes-no") return ColumnType::yes_no;
  if (type == "decimal" || type == "money") return ColumnType::number;
  if (type == "date") return ColumnType::date;
  return type == "time" ? ColumnType::time : ColumnType::text;
}

std::string joined_name(const FieldPath& path) {
  std::string name;
  for (const FieldStep& step : path.steps) name += (name.empty() ? "" : "_") + step.field->name;
  return name;
}

class TableMaker {
 public:
  explicit TableMaker(const Schemas& schemas) : schemas_(schemas) {}

  std::vector<Table> make() {
    Table customers;
    customers.name = free_name("customers", {});
    customers.label = schemas_.customer().title;
    customers.keys = {"id"};
    add(std::move(customers), &schemas_.customer().fields);
    return std::move(tables_);
  }

 private:
  struct Inner {
    FieldPath path;
    bool labels;
  };

  /// The table, then those of the lists in it. Without fields it holds labels.
  void add(Table table, const FieldList* fields) {
    std::vector<std::string> names = table.keys;
    std::vector<Inner> lists;
    if (fields == nullptr) {
      table.columns.push_back({free_name("value", names), {}, ColumnType::text});
    } else {
      add_fields(table, *fields, {}, names, lists);
    }
    const std::size_t index = tables_.size();
    names_.push_back(table.name);
    tables_.push_back(std::move(table));
    for (const Inner& inner : lists) add_list(index, inner);
  }

  void add_fields(Table& table, const FieldList& fields, const FieldPath& parent,
                  std::vector<std::string>& names, std::vector<Inner>& lists) const {
    for (const Field& field : fields) {
      FieldPath path = parent;
      path.steps.push_back({&field, std::nullopt, {}});
      const Shape shape = field.type->shape;
      if (shape == Shape::group) {
        add_fields(table, schemas_.fields_of(field), path, names, lists);
      } else if (shape != Shape::single) {
        lists.push_back({std::move(path), shape == Shape::choices});
      } else if (table.parent || joined_name(path) != "id") {
        names.push_back(free_name(joined_name(path), names));
        table.columns.push_back({names.back(), std::move(path), find_type(field)});
      }
    }
  }

  void add_list(std::size_t parent, const Inner& inner) {
    const bool of_customer = !tables_[parent].parent;
    const std::string list = joined_name(inner.path);
    Table table;
    table.name = free_name(of_customer ? list : tables_[parent].name + "_" + list, names_);
    table.label = inner.path.field().label;
    table.parent = parent;
    table.list = inner.path;
    table.keys = of_customer ? std::vector<std::string>{"customer_id"} : tables_[parent].keys;
    if (!of_customer) table.keys.back() = free_name(tables_[parent].name + "_position", table.keys);
    table.keys.emplace_back("position");
    const bool nested_too_deep = table.keys.size() > 8;  // a kind that holds itself
    if (nested_too_deep) return;
    add(std::move(table), inner.labels ? nullptr : &schemas_.fields_of(inner.path.field()));
  }

  const Schemas& schemas_;
  std::vector<Table> tables_;
  std::vector<std::string> names_;
};

class RowMaker {
 public:
  explicit RowMaker(const std::vector<Table>& tables) : tables_(tables) {}

  void add(std::size_t index, const std::vector<std::string>& keys, const Value& value) {
    const Table& table = tables_[index];
    ExportedRow row{index, {keys.begin(), keys.end()}};
    for (const TableColumn& column : table.columns) {
      const Value* cell = column.path.steps.empty() ? &value : find_value(value, column.path);
      const bool filled = cell != nullptr && cell->kind == Kind::scalar && !cell->text.empty();
      row.cells.push_back(filled ? std::optional(cell->text) : std::nullopt);
    }
    rows_.push_back(std::move(row));
    for (std::size_t inner = index + 1; inner < tables_.size(); ++inner) {
      if (tables_[inner].parent == index) add_list(inner, keys, value);
    }
  }

  [[nodiscard]] std::vector<ExportedRow> rows() && { return std::move(rows_); }

 private:
  void add_list(std::size_t index, const std::vector<std::string>& parent, const Value& value) {
    const Value* list = find_value(value, tables_[index].list);
    if (list == nullptr || list->kind != Kind::sequence) return;
    std::vector<std::string> keys = parent;
    keys.emplace_back();
    for (std::size_t at = 0; at < list->items.size(); ++at) {
      keys.back() = std::to_string(at);
      add(index, keys, list->items[at]);
    }
  }

  const std::vector<Table>& tables_;
  std::vector<ExportedRow> rows_;
};

bool fits(ColumnType type, const std::string& text) {
  const bool whole = !text.empty() && text.size() <= 18 &&
                     text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == text.npos;
  switch (type) {
    case ColumnType::text:
      return true;
    case ColumnType::integer:
      return whole && text != "-";
    case ColumnType::yes_no:
      return text == "true" || text == "false";
    case ColumnType::number:
      return parse_decimal(text).has_value();
    case ColumnType::date:
      return parse_date(text).has_value();
    case ColumnType::time:
      return parse_time(text).has_value();
  }
  return false;
}

}  // namespace

Text TableColumn::label() const {
  return path.steps.empty() ? Text{} : path.field().label;
}

ColumnType Table::type_at(std::size_t at) const {
  if (at >= keys.size()) return columns[at - keys.size()].type;
  return at == 0 ? ColumnType::text : ColumnType::integer;
}

std::vector<Table> make_tables(const Schemas& schemas) {
  return TableMaker(schemas).make();
}

std::vector<ExportedRow> make_table_rows(const std::vector<Table>& tables, const std::string& id,
                                         const Value& record) {
  RowMaker maker(tables);
  maker.add(0, {id}, record);
  return std::move(maker).rows();
}

void TableGuard::check(ExportedRecord& record) {
  if (!ids_.insert(record.id).second) {
    throw Error(Exit::refused, fill({"two records have the number {}; see 'custrec verify'",
                                     "有两份档案的编号同为 {}，请见 custrec verify"},
                                    {escape_controls(record.id)}));
  }
  constexpr std::size_t shown = 10;
  for (ExportedRow& row : record.rows) {
    const Table& table = tables_[row.table];
    for (std::size_t at = table.keys.size(); at < row.cells.size(); ++at) {
      if (!row.cells[at] || fits(table.type_at(at), *row.cells[at])) continue;
      if (++emptied_ <= shown) {
        remarks_.push_back(fill(
            {"{}: {}.{} has no value of its type and was left empty",
             "{}：{}.{} 的值不符合类型，已留空"},
            {escape_controls(record.id), table.name, table.columns[at - table.keys.size()].name}));
      }
      row.cells[at].reset();
    }
  }
}

std::vector<Text> TableGuard::remarks() const {
  std::vector<Text> all = remarks_;
  if (emptied_ > all.size()) {
    all.push_back(fill({"and {} more; see 'custrec verify'", "另有 {} 处，请见 custrec verify"},
                       {emptied_ - remarks_.size()}));
  }
  return all;
}

std::string quote_name(std::string_view name) {
  return '"' + replace_all(std::string(name), "\"", "\"\"") + '"';
}

std::string quote_names(const Table& table) {
  std::string names;
  for (const std::string& key : table.keys) {
    names += (names.empty() ? "" : ", ") + quote_name(key);
  }
  for (const TableColumn& column : table.columns) names += ", " + quote_name(column.name);
  return names;
}

std::string key_constraints(const std::vector<Table>& tables, const Table& table) {
  std::string own;
  std::string outer;
  for (const std::string& key : table.keys) {
    own += (own.empty() ? "" : ", ") + quote_name(key);
    if (&key != &table.keys.back()) outer += (outer.empty() ? "" : ", ") + quote_name(key);
  }
  std::string text = "PRIMARY KEY (" + own + ")";
  if (!table.parent) return text;
  const Table& parent = tables[*table.parent];
  std::string theirs;
  for (const std::string& key : parent.keys) {
    theirs += (theirs.empty() ? "" : ", ") + quote_name(key);
  }
  return text + ",\n  FOREIGN KEY (" + outer + ") REFERENCES " + quote_name(parent.name) + " (" +
         theirs + ")";
}

}  // namespace custrec
