// SPDX-License-Identifier: MIT
// A sheet of entries of one kind.
#include "exchange/import_entries.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "archive/access.hpp"
#include "archive/new_entry.hpp"
#include "exchange/given_cells.hpp"
#include "record/record_form_reader.hpp"
#include "schema/check_record.hpp"
#include "schema/form.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// The customer's own fields by which a row may know it.
bool tells_customer(const FieldPath& path) {
  return path.steps.size() == 1 &&
         (path.field().name == "id" || path.field().name == "name" || path.field().unique);
}

class EntryImporter {
 public:
  EntryImporter(const Archive& archive, const Filing& filing, const Person& by,
                std::chrono::sys_seconds now, const Field& list, const SheetCells& cells,
                const ImportOptions& options)
      : archive_(archive),
        filing_(filing),
        by_(by),
        now_(now),
        reviser_(archive, now),
        list_(list),
        cells_(cells),
        options_(options) {}

  ImportItem take_row(const SheetRow& row) {
    ImportItem item;
    item.row = row.number;
    const std::vector<GivenCell> given = cells_.cells_of(row);
    const std::vector<Problem> damage = cells_.check(row);
    if (count_problems(damage).errors > 0) {
      item.problems = damage;
    } else if (find_customer(item, given)) {
      add_entry(item, read_entry(given));
      merge_damage(item.problems, damage);
    }
    for (Problem& problem : item.problems) {
      std::string field = std::exchange(problem.field, field_of_sheet(problem.field));
      cells_.place(problem, given, row);
      problem.field = std::move(field);
    }
    return item;
  }

  /// The last good row of each customer gets the text to be written.
  void finish(std::vector<ImportItem>& items) {
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
      if (item->action != Action::create) continue;
      const auto record = records_.extract(item->customer);
      if (record.empty()) continue;
      item->path = record.mapped().file.path;
      item->before = record.mapped().before;
      item->text = record.mapped().file.reading.document.bytes();
    }
  }

 private:
  struct Record {
    RecordFile file;     ///< as it is after the rows so far
    std::string before;  ///< the text on disk
  };

  static void add_problem(ImportItem& item, std::string_view rule, Text message,
                          std::string field = {}) {
    item.problems.push_back(
        {Level::error, rule, item.customer, "", 0, 0, std::move(field), std::move(message), {}});
  }

  /// A sheet has one entry in a row: its columns are those of the first.
  [[nodiscard]] std::string field_of_sheet(std::string_view field) const {
    const std::size_t close = field.find("].");
    const bool of_entry = field.starts_with(list_.name + "[") && close != field.npos;
    return of_entry ? list_.name + "[0" + std::string(field.substr(close)) : std::string(field);
  }

  /// All cells that say which customer must mean the same.
  bool find_customer(ImportItem& item, const std::vector<GivenCell>& given) const {
    std::string found;
    bool named = false;
    for (const GivenCell& cell : given) {
      const FieldPath& path = *cell.path;
      if (!tells_customer(path)) continue;
      named = true;
      const std::vector<std::string> ids = find_customers(path, std::string(trim(cell.text)));
      const std::string shown = cut_to_width(escape_controls(cell.text), 60);
      if (ids.empty()) {
        add_problem(item, "id-path", fill({"there is no customer {}", "没有客户 {}"}, {shown}),
                    path.text());
      } else if (ids.size() > 1) {
        add_problem(item, "id-path",
                    fill({"{} are called {}; give the number", "{} 均名为 {}；请写客户编号"},
                         {list_words(ids), shown}),
                    path.text());
      } else if (!found.empty() && found != ids[0]) {
        add_problem(item, "id-path",
                    fill({"this is {}, but another cell of the row means {}",
                          "此格为 {}，而同一行另一格为 {}"},
                         {ids[0], found}),
                    path.text());
      } else {
        found = ids[0];
      }
    }
    if (!named) {
      add_problem(item, "id-path", {"the row doesn't say which customer", "此行未注明客户"});
    }
    item.customer = found;
    return item.problems.empty();
  }

  static std::string list_words(const std::vector<std::string>& words) {
    std::string list;
    for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
    return list;
  }

  /// In the column of the number any of number, code and name will do.
  [[nodiscard]] std::vector<std::string> find_customers(const FieldPath& path,
                                                        const std::string& word) const {
    const DuplicateIndex& customers = filing_.customers();
    if (path.field().name != "id") return find_by_value(path.field(), word);
    if (customers.knows_id(word)) return {word};
    for (const Field& field : archive_.schemas().customer().fields) {
      if (!tells_customer({{{&field, std::nullopt, {}}}}) || field.name == "id") continue;
      auto ids = find_by_value(field, word);
      if (!ids.empty()) return ids;
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> find_by_value(const Field& field,
                                                       const std::string& word) const {
    Value form = make_mapping("");
    fill_in(form, {{{&field, std::nullopt, {}}}}, word, filing_.context());
    const Reading reading = read_document(format_record(form));
    if (!reading.readable) return {};
    const Identity identity = identify(reading.document, archive_.schemas(), filing_.context());
    if (field.name == "name") return filing_.customers().find_by_name(identity);
    const auto match = filing_.customers().find_exact(identity);
    return match ? std::vector<std::string>{match->id} : std::vector<std::string>{};
  }

  Value read_entry(const std::vector<GivenCell>& given) const {
    Value form = make_mapping("");
    for (const GivenCell& cell : given) {
      if (cell.path->steps.size() > 1) cell.fill_in(form, filing_.context());
    }
    Value* entries = form.items.empty() ? nullptr : &form.items[0];
    return entries == nullptr ? make_mapping("") : std::move(entries->items[0]);
  }

  /// The name of an entry that is there and has every value that the row gives; empty: none.
  [[nodiscard]] std::string find_same(const Value& record, const Value& entry) const {
    const Value* entries = record.find(list_.name);
    if (entries == nullptr || entry.items.empty()) return {};
    const auto says_so = [&](const Value& known) {
      return std::all_of(entry.items.begin(), entry.items.end(), [&](const Value& item) {
        const Value* same = known.find(item.key);
        return same != nullptr &&
               find_differences(make_mapping("", {*same}), make_mapping("", {item})).empty();
      });
    };
    const auto found = std::find_if(entries->items.begin(), entries->items.end(), says_so);
    if (found == entries->items.end()) return {};
    return entry_name(list_, *found, static_cast<std::size_t>(found - entries->items.begin()));
  }

  void add_entry(ImportItem& item, const Value& given) {
    Record* record = find_record(item);
    if (record == nullptr) return;
    Document layout{std::string(record->file.reading.document.bytes())};
    if (!read_record_form(layout)) {
      add_problem(
          item, "syntax",
          fill({"the record of {0} is not in record form, so its text can't be changed safely; "
                "'custrec edit --tidy {0}' brings it there",
                "{0} 的档案不是规范格式，无法安全更改；请先运行 custrec edit --tidy {0}"},
               {item.customer}));
      return;
    }
    const Value before = value_of(layout, Document::root);
    item.entry = find_same(before, given);
    if (!item.entry.empty()) {
      item.action = Action::unchanged;
      return;
    }
    const Change change{by_.name, options_.reason, options_.evidence, options_.noticed_at};
    NewEntry added =
        append_entry(reviser_, record->file, layout, list_,
                     complete_entry(given, archive_, list_, before, by_, now_), change);
    Revision& revision = added.revision;
    if (revision.refusal) {
      add_problem(item, "check", *revision.refusal);
      return;
    }
    item.problems = std::move(revision.problems);
    if (list_.of == "file") check_filed(item, given);
    if (count_problems(item.problems).errors > 0) return;
    record->file.reading = read_document(std::move(revision.after));
    item.action = Action::create;
    item.entry = std::move(added.name);
  }

  /// A row can only tell of a file that lies in the archive.
  void check_filed(ImportItem& item, const Value& file) const {
    if (count_problems(item.problems).errors > 0) return;
    const std::string path(file.text_at("path"));
    if (archive_.tree().exists(path)) return;
    add_problem(
        item, "file-missing",
        fill({"{} is not in the archive; copy it there first, or file it: custrec add file "
              "{} PATH",
              "档案库中没有 {}；请先将文件复制到该处，或用 custrec add file {} 文件路径 存档"},
             {escape_controls(path), item.customer}),
        list_.name + "[0].path");
  }

  /// Null, and why, when it can't be read or may not be changed.
  Record* find_record(ImportItem& item) {
    const auto known = records_.find(item.customer);
    if (known != records_.end()) return &known->second;
    RecordFile file = read_record_file(archive_, archive_.find_record(item.customer));
    require_read(file);
    if (!file.reading.readable) {
      add_problem(item, "unreadable",
                  fill({"the record of {} can't be read; see 'custrec verify'",
                        "{} 的档案无法读取，请见 custrec verify"},
                       {item.customer}));
      return nullptr;
    }
    if (!may_change(by_, file.reading.document)) {
      add_problem(item, "check",
                  fill({"{} is a customer of someone else", "{} 由他人跟进"}, {item.customer}));
      return nullptr;
    }
    std::string before(file.reading.document.bytes());
    return &records_.emplace(item.customer, Record{std::move(file), std::move(before)})
                .first->second;
  }

  const Archive& archive_;
  const Filing& filing_;
  const Person& by_;
  std::chrono::sys_seconds now_;
  Reviser reviser_;
  const Field& list_;
  const SheetCells& cells_;
  const ImportOptions& options_;
  std::map<std::string, Record> records_;  ///< that rows have been for, by id
};

}  // namespace

SheetHeader read_entry_header(const Schemas& schemas, const Field& list,
                              const std::vector<SheetColumn>& columns, const HeaderMap& map) {
  const Headings of_entry(schemas, schemas.fields_of(list));
  const Headings of_customer(schemas, schemas.customer().fields);
  const Field* number = find_field(schemas.customer().fields, "id");
  const auto find_own = [&](std::string_view heading) -> FieldPathResult {
    FieldPathResult own = of_customer.find(heading);
    if (own.path && !tells_customer(*own.path)) own.path.reset();
    return own;
  };
  const auto find = [&](std::string_view heading) -> FieldPathResult {
    if (heading == "customer" || heading == "客户") return {{{{{number, std::nullopt, {}}}}}, {}};
    if (heading.starts_with("customer.")) return find_own(heading.substr(9));
    FieldPathResult found = of_entry.find(heading);
    if (found.path) {
      found.path->steps.insert(found.path->steps.begin(), {&list, 0, {}});
      return found;
    }
    FieldPathResult own = find_own(heading);
    return own.path ? own : found;
  };
  SheetHeader header = read_header(columns, map, find, [&](const FieldPath& path) {
    return path.steps.size() == 2 && path.field().name == "id";
  });
  const bool told =
      std::any_of(header.columns.begin(), header.columns.end(),
                  [](const auto& column) { return column && tells_customer(*column); });
  if (!told && header.mistakes.empty()) {
    header.mistakes.push_back({columns.empty() ? Place{} : Place{columns[0].place.line, 1},
                               {"no column says which customer: head one 'customer', with numbers, "
                                "names or credit codes",
                                "没有注明客户的列：请加一列“客户”，填写编号、名称或信用代码"}});
  }
  return header;
}

std::vector<ImportItem> plan_entry_import(const Archive& archive, const Filing& filing,
                                          const Person& by, std::chrono::sys_seconds now,
                                          const Field& list, const SheetHeader& header,
                                          const Sheet& sheet, const ImportOptions& options) {
  const SheetCells cells(sheet, header, options.source);
  EntryImporter importer(archive, filing, by, now, list, cells, options);
  std::vector<ImportItem> items;
  for (const SheetRow& row : sheet.rows) items.push_back(importer.take_row(row));
  importer.finish(items);
  return items;
}

}  // namespace custrec
