// SPDX-License-Identifier: MIT
// A sheet of customers, row by row.
#include "exchange/import.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "archive/revision.hpp"
#include "record/record_form_reader.hpp"
#include "schema/check_record.hpp"
#include "schema/form.hpp"
#include "schema/masked_record.hpp"
#include "schema/scope.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

class Importer {
 public:
  Importer(const Archive& archive, Filing& filing, const Person& by, std::chrono::sys_seconds now,
           const SheetHeader& header, const ImportOptions& options)
      : archive_(archive),
        filing_(filing),
        by_(by),
        reviser_(archive, now),
        header_(header),
        options_(options) {}

  ImportItem take_row(const CsvRow& row) {
    ImportItem item;
    item.row = row.number;
    item.line = row.line;
    if (row.cells.size() > header_.columns.size()) {
      add_problem(item, "entries",
                  fill({"the row has {} cells, the header {}", "此行有 {} 格，标题行有 {} 格"},
                       {row.cells.size(), header_.columns.size()}));
      return item;
    }
    const Value form = read_form(row);
    const Match match = find_match(form);
    if (match.id.empty() && !options_.create) {
      add_problem(
          item, "id-path",
          {"no customer in the archive is known by this row", "档案中没有与此行对应的客户"});
    } else if (match.id.empty()) {
      create(item, form);
    } else if (filed_.contains(match.id)) {
      repeat(item, row, match);
    } else {
      change(item, row, match);
      if (item.action == Action::update) filed_.emplace(match.id, FiledRow{item.row, form});
    }
    place_problems(item);
    return item;
  }

 private:
  struct Match {
    std::string id;
    std::string field;  ///< by which it was known, empty: by name and number
    Text how;
    bool other_name = false;  ///< the sheet has another name
  };
  struct FiledRow {
    std::size_t row;
    Value form;
  };

  void add_problem(ImportItem& item, std::string_view rule, Text message, std::string field = {}) {
    item.problems.push_back({Level::error,
                             rule,
                             item.customer,
                             options_.source,
                             static_cast<std::uint32_t>(item.line),
                             1,
                             std::move(field),
                             std::move(message),
                             {}});
  }

  /// Problems of a record that is not on disk stand at the line of the row, and at the cell that
  /// the field came from (the first for what is missing).
  void place_problems(ImportItem& item) const {
    for (Problem& problem : item.problems) {
      problem.path = options_.source;
      problem.line = static_cast<std::uint32_t>(item.line);
      problem.column = static_cast<std::uint32_t>(find_column(problem.field) + 1);
    }
  }

  [[nodiscard]] std::size_t find_column(std::string_view field) const {
    for (const auto fits : {same_place, is_within}) {
      for (std::size_t at = 0; at < header_.columns.size(); ++at) {
        if (header_.columns[at] && fits(header_.columns[at]->text(), field)) return at;
      }
    }
    return 0;
  }

  /// `tags[1]` stands in the column of `tags`.
  static bool same_place(std::string_view column, std::string_view field) {
    return field.starts_with(column) &&
           (field.size() == column.size() || field[column.size()] == '[');
  }

  /// What is missing from `contacts` is told at the first column of contacts.
  static bool is_within(std::string_view column, std::string_view field) {
    return !field.empty() && column.starts_with(field) && column.size() > field.size() &&
           (column[field.size()] == '[' || column[field.size()] == '.');
  }

  template <typename Take>
  void for_each_cell(const CsvRow& row, const Take& take) const {
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      const auto& path = header_.columns[at];
      if (!path || is_own_field(path->text())) continue;
      const std::string cell = unguard_formula(row.cells[at]);
      if (!trim(cell).empty()) take(*path, cell);
    }
  }

  Value read_form(const CsvRow& row) const {
    Value form = make_mapping("");
    for_each_cell(row, [&](const FieldPath& path, const std::string& cell) {
      fill_in(form, path, cell, filing_.context());
    });
    tidy_form(form, archive_.schemas());
    return form;
  }

  /// By id, by a unique value, else by the same name and the same mobile number or e-mail.
  Match find_match(const Value& form) const {
    const std::string id(form.text_at("id"));
    if (!id.empty() && filing_.customers().knows_id(id)) {
      return {id, "id", {"the same customer number", "客户编号相同"}, false};
    }
    const Reading reading = read_document(format_record(form));
    if (!reading.readable) return {};
    Identity identity = identify(reading.document, archive_.schemas(), filing_.context());
    identity.reach = find_reach(reading.document, archive_.schemas(), filing_.context());
    if (const auto exact = filing_.customers().find_exact(identity)) {
      const Field* field = find_field(archive_.schemas().customer().fields, exact->field);
      const auto namesakes = filing_.customers().find_by_name(identity);
      const bool other_name =
          !identity.name_key.empty() &&
          std::find(namesakes.begin(), namesakes.end(), exact->id) == namesakes.end();
      return {exact->id, exact->field, fill({"the same {}", "{}相同"}, {field->label}), other_name};
    }
    if (const auto reach = filing_.customers().find_by_reach(identity)) {
      return {
          *reach,
          "",
          {"the same name and the same mobile number or e-mail", "名称相同，手机号码或邮箱也相同"},
          false};
    }
    return {};
  }

  void create(ImportItem& item, const Value& form) {
    NewRecord record = filing_.prepare(form, false);
    item.problems = std::move(record.problems);
    if (count_problems(item.problems).errors > 0) {
      // The number that it would have had goes to another row.
      for (Problem& problem : item.problems) problem.customer.clear();
      return;
    }
    const auto namesakes = filing_.customers().find_by_name(record.identity);
    if (!namesakes.empty() && !options_.force) {
      item.action = Action::duplicate;
      item.customer = namesakes[0];
      add_problem(item, "duplicate-customer",
                  fill({"{} has the same name; --force files this one all the same",
                        "与 {} 名称相同；确为不同客户请用 --force"},
                       {namesakes[0]}),
                  "name");
      return;
    }
    filing_.accept(record);
    filed_.emplace(record.id, FiledRow{item.row, form});
    item.action = Action::create;
    item.customer = record.id;
    item.path = std::move(record.path);
    item.text = std::move(record.text);
  }

  /// A row of a customer whom an earlier row of this sheet has filed.
  void repeat(ImportItem& item, const CsvRow& row, const Match& match) {
    const FiledRow& first = filed_.at(match.id);
    item.customer = match.id;
    Value wanted = first.form;
    for_each_cell(row, [&](const FieldPath& path, const std::string& cell) {
      fill_in(wanted, path, cell, filing_.context());
    });
    tidy_form(wanted, archive_.schemas());
    if (find_differences(first.form, wanted).empty()) {
      item.action = Action::unchanged;
      return;
    }
    item.action = Action::duplicate;
    add_problem(item, match.field.empty() ? "duplicate-customer" : "unique",
                fill({"row {} of this sheet is this customer already ({}), with other values: {}",
                      "本表第 {} 行已是此客户（{}），以下内容不同：{}"},
                     {first.row, match.how, list_fields(find_differences(first.form, wanted))}),
                match.field);
  }

  /// A row of a customer who is in the archive.
  void change(ImportItem& item, const CsvRow& row, const Match& match) {
    item.customer = match.id;
    const RecordFile file = read_record_file(archive_, archive_.find_record(match.id));
    require_read(file);
    if (!file.reading.readable) {
      add_problem(item, "unreadable",
                  fill({"the record of {} can't be read; see 'custrec verify'",
                        "{} 的档案无法读取，请见 custrec verify"},
                       {match.id}));
      return;
    }
    const Document& document = file.reading.document;
    const Value before = value_of(document, Document::root);
    Value wanted = before;
    for_each_cell(row, [&](const FieldPath& path, const std::string& cell) {
      if (path.text() != "id" && !says_so_already(document, path, cell)) {
        fill_in(wanted, path, cell, filing_.context());
      }
    });
    const std::vector<Difference> differences = find_differences(before, wanted);
    if (differences.empty()) {
      item.action = Action::unchanged;
      return;
    }
    item.differences = mask_differences(document, archive_.schemas(), differences);
    if (tell_faulty_values(item, wanted, differences)) return;
    const bool renamed = match.other_name && !options_.force;
    if (!options_.update || renamed) {
      item.action = Action::duplicate;
      const Text way_out = renamed ? Text{"the names differ; if it was renamed, add --force",
                                          "名称不同；确为更名请加 --force"}
                                   : Text{"--update changes it", "--update 可更新"};
      add_problem(item, match.field.empty() ? "duplicate-customer" : "unique",
                  fill({"{} is this customer already ({}), with other values: {}; {}",
                        "{} 已是此客户（{}），以下内容不同：{}；{}"},
                       {match.id, match.how, list_fields(differences), way_out}),
                  match.field);
      return;
    }
    update(item, file, std::move(wanted));
  }

  /// Values of the row that are no values are told before anything else is said of it.
  bool tell_faulty_values(ImportItem& item, const Value& wanted,
                          const std::vector<Difference>& differences) const {
    const Reading reading = read_document(format_record(wanted));
    if (!reading.readable) return false;
    for (Problem& problem : unplaced_problems(
             check_record(reading, archive_.schemas(), filing_.context()), item.customer)) {
      const bool supplied = std::any_of(
          differences.begin(), differences.end(),
          [&](const Difference& difference) { return difference.path == problem.field; });
      if (supplied && problem.level == Level::error) item.problems.push_back(std::move(problem));
    }
    return !item.problems.empty();
  }

  static std::string list_fields(const std::vector<Difference>& differences) {
    std::string list;
    for (std::size_t at = 0; at < differences.size() && at < 5; ++at) {
      list += (at == 0 ? "" : ", ") + differences[at].path;
    }
    return differences.size() > 5 ? list + ", …" : list;
  }

  /// Whether the record holds the value of the cell, written this way or another.
  bool says_so_already(const Document& document, const FieldPath& path,
                       const std::string& cell) const {
    NodeIndex node = Document::root;
    for (const FieldStep& step : path.steps) {
      if (document[node].kind != Kind::mapping) return false;
      node = find_item(document, node, *step.field);
      if (node == no_node) return false;
      if (!step.position) continue;
      const auto items = document.children(node);
      if (*step.position >= items.size()) return false;
      node = items[*step.position];
    }
    if (document[node].kind != Kind::scalar || path.field().type->name == "choices") return false;
    const Field& field = path.field();
    return make_value(field, document[node].text, filing_.context()).text ==
           make_value(field, cell, filing_.context()).text;
  }

  void update(ImportItem& item, const RecordFile& file, Value wanted) {
    const Change change{by_.name, options_.reason, options_.evidence, options_.noticed_at};
    Document document{std::string(file.reading.document.bytes())};
    if (!read_record_form(document)) {
      add_problem(
          item, "syntax",
          fill({"the record of {0} is not in record form, so its text can't be changed safely; "
                "'custrec edit --tidy {0}' brings it there",
                "{0} 的档案不是规范格式，无法安全更改；请先运行 custrec edit --tidy {0}"},
               {file.id}));
      return;
    }
    Revision revision = reviser_.revise(file, document, std::move(wanted), "", change);
    if (revision.refusal) {
      add_problem(item, "check", *revision.refusal);
      return;
    }
    if (revision.lacks_reason) {
      add_problem(item, "check",
                  {"the change needs a reason (--reason)", "此更改须写明原因（--reason）"});
      return;
    }
    item.problems = std::move(revision.problems);
    auto taken = find_taken_values(filing_.customers(), revision);
    std::move(taken.begin(), taken.end(), std::back_inserter(item.problems));
    if (count_problems(item.problems).errors > 0) return;
    if (revision.identity) filing_.note_change(*revision.identity);
    item.action = Action::update;
    item.path = std::move(revision.path);
    item.before = std::move(revision.before);
    item.text = std::move(revision.after);
  }

  const Archive& archive_;
  Filing& filing_;
  const Person& by_;
  Reviser reviser_;
  const SheetHeader& header_;
  const ImportOptions& options_;
  std::map<std::string, FiledRow> filed_;  ///< by this import, by id
};

}  // namespace

std::string_view action_name(Action action) {
  static constexpr std::array<std::string_view, 5> names = {"create", "update", "unchanged",
                                                            "duplicate", "error"};
  return names[static_cast<std::size_t>(action)];
}

SheetHeader read_header(const Schemas& schemas, const std::vector<std::string>& cells) {
  const Headings headings(schemas, schemas.customer().fields);
  return read_header(
      cells, [&](std::string_view heading) { return headings.find(heading); },
      [](const FieldPath& path) { return is_own_field(path.text()); });
}

SheetHeader read_header(const std::vector<std::string>& cells,
                        const std::function<FieldPathResult(std::string_view)>& find,
                        const std::function<bool(const FieldPath&)>& is_own) {
  SheetHeader header;
  std::map<std::string, std::string> taken;
  for (const std::string& cell : cells) {
    const std::string_view heading = trim(cell);
    if (heading == "_row" || heading == "_reason") {
      header.columns.emplace_back(std::nullopt);
      continue;
    }
    if (heading.empty()) {
      header.columns.emplace_back(std::nullopt);
      header.mistakes.push_back(
          fill({"column {} has no heading", "第 {} 列没有标题"}, {header.columns.size()}));
      continue;
    }
    FieldPathResult found = find(heading);
    if (found.path && found.path->field().type->check == nullptr &&
        found.path->field().type->name != "choices") {
      found.path.reset();
      found.mistake = fill({"{} does not fit into one cell; name a field in it",
                            "{} 无法放入一格，请指明其中的字段"},
                           {heading});
    }
    if (found.path && found.path->names_entry()) {
      found.path.reset();
      found.mistake =
          fill({"{} names an entry of one record; name it by position, like contacts[0]",
                "{} 是某一档案中的条目；请用位置表示，如 contacts[0]"},
               {heading});
    }
    if (found.path && is_own(*found.path)) header.ignored.emplace_back(heading);
    if (!found.path) {
      header.mistakes.push_back(found.mistake);
    } else if (const auto [first, added] = taken.emplace(found.path->text(), heading); !added) {
      header.mistakes.push_back(
          fill({"{} and {} are the same field", "{} 与 {} 是同一字段"}, {first->second, heading}));
    }
    header.columns.push_back(std::move(found.path));
  }
  return header;
}

std::vector<ImportItem> plan_import(const Archive& archive, Filing& filing, const Person& by,
                                    std::chrono::sys_seconds now, const SheetHeader& header,
                                    const CsvTable& table, const ImportOptions& options) {
  Importer importer(archive, filing, by, now, header, options);
  std::vector<ImportItem> items;
  for (std::size_t at = 1; at < table.rows.size(); ++at) {
    items.push_back(importer.take_row(table.rows[at]));
  }
  return items;
}

}  // namespace custrec
