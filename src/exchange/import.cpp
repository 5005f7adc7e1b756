// SPDX-License-Identifier: MIT
// A sheet of customers, row by row.
#include "exchange/import.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>

#include "archive/revision.hpp"
#include "exchange/given_cells.hpp"
#include "exchange/known_entries.hpp"
#include "exchange/repeated_rows.hpp"
#include "record/record_form_reader.hpp"
#include "schema/check_record.hpp"
#include "schema/form.hpp"
#include "schema/masked_record.hpp"
#include "schema/scope.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// A repeated row, with the places of its entries.
struct FurtherRow {
  const SheetRow* row = nullptr;
  const std::map<const Field*, std::size_t>* offsets = nullptr;
};

class Importer {
 public:
  Importer(const Archive& archive, Filing& filing, const Person& by, std::chrono::sys_seconds now,
           const SheetCells& cells, const ImportOptions& options)
      : archive_(archive),
        filing_(filing),
        by_(by),
        reviser_(archive, now),
        cells_(cells),
        options_(options) {}

  /// A row with the repeated ones of the same customer; an item for each.
  std::vector<ImportItem> take_rows(const SheetRow& row, const std::vector<FurtherRow>& further) {
    paths_.clear();
    std::vector<ImportItem> items(1 + further.size());
    std::vector<GivenCell> given = cells_.cells_of(row);
    std::vector<Problem> damage = cells_.check(row);
    items[0].row = row.number;
    for (std::size_t at = 0; at < further.size(); ++at) {
      items[at + 1].row = further[at].row->number;
      add_further(given, damage, further[at]);
    }
    take(items[0], given, damage, row);
    share(items, given, row, further);
    return items;
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

  /// The cells of a repeated row, with its entries behind those before.
  void add_further(std::vector<GivenCell>& given, std::vector<Problem>& damage,
                   const FurtherRow& further) {
    for (GivenCell cell : cells_.cells_of(*further.row)) {
      const FieldStep& step = cell.path->steps.front();
      if (!step.position) continue;
      paths_.push_back(*cell.path);
      paths_.back().steps.front().position = *step.position + further.offsets->at(step.field);
      cell.path = &paths_.back();
      given.push_back(cell);
    }
    std::vector<Problem> more = cells_.check(*further.row);
    std::move(more.begin(), more.end(), std::back_inserter(damage));
  }

  void take(ImportItem& item, std::vector<GivenCell>& given, const std::vector<Problem>& damage,
            const SheetRow& row) {
    if (row.width > cells_.header().columns.size()) {
      item.problems = damage;
      return;
    }
    const Value form = read_form(given);
    const Match match = find_match(form);
    const bool is_damaged = count_problems(damage).errors > 0;
    if (match.id.empty() && !options_.create) {
      add_problem(
          item, "id-path",
          {"no customer in the archive is known by this row", "档案中没有与此行对应的客户"});
    } else if (match.id.empty()) {
      create(item, form, cells_.is_draft(row, archive_.schemas()), damage);
      return;
    } else if (is_damaged) {
      item.customer = match.id;
    } else if (filed_.contains(match.id)) {
      repeat(item, given, match);
    } else {
      change(item, given, match);
      if (item.action == Action::update) filed_.emplace(match.id, FiledRow{item.row, form});
    }
    merge_damage(item.problems, damage);
  }

  /// Each problem goes to the row that it is about. None of the rows is taken without the others.
  void share(std::vector<ImportItem>& items, const std::vector<GivenCell>& given,
             const SheetRow& row, const std::vector<FurtherRow>& further) const {
    std::vector<Problem> problems = std::move(items[0].problems);
    items[0].problems.clear();
    for (Problem& problem : problems) {
      const SheetRow* found = cells_.locate(problem.field, given, row).row;
      cells_.place(problem, given, row);
      std::size_t at = 0;
      for (std::size_t other = 0; other < further.size(); ++other) {
        if (further[other].row == found) at = other + 1;
      }
      items[at].problems.push_back(std::move(problem));
    }
    for (ImportItem& item : items) sort_problems(item.problems);
    for (std::size_t at = 1; at < items.size(); ++at) {
      items[at].action = items[0].action;
      items[at].customer = items[0].customer;
    }
    if (!items[0].failed()) return;
    for (std::size_t at = 0; at < items.size() && items.size() > 1; ++at) {
      if (count_problems(items[at].problems).errors > 0) continue;
      Problem problem;
      problem.rule = "entries";
      problem.message = {"another row of this customer has problems, and they go in together",
                         "此客户的另一行有问题，同一客户的各行须一并登记"};
      cells_.place(problem, {}, at == 0 ? row : *further[at - 1].row);
      items[at].problems.push_back(std::move(problem));
    }
  }

  static void add_problem(ImportItem& item, std::string_view rule, Text message,
                          std::string field = {}) {
    item.problems.push_back(
        {Level::error, rule, item.customer, "", 0, 0, std::move(field), std::move(message), {}});
  }

  Value read_form(const std::vector<GivenCell>& given) const {
    Value form = make_mapping("");
    for (const GivenCell& cell : given) cell.fill_in(form, filing_.context());
    tidy_form(form, archive_.schemas());
    number_entries(form, archive_.schemas());
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

  void create(ImportItem& item, const Value& form, bool draft, const std::vector<Problem>& damage) {
    NewRecord record = filing_.prepare(form, draft);
    item.problems = std::move(record.problems);
    merge_damage(item.problems, damage);
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
  void repeat(ImportItem& item, const std::vector<GivenCell>& given, const Match& match) {
    const FiledRow& first = filed_.at(match.id);
    item.customer = match.id;
    Value wanted = first.form;
    for (const GivenCell& cell : given) cell.fill_in(wanted, filing_.context());
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
  void change(ImportItem& item, std::vector<GivenCell>& given, const Match& match) {
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
    find_known_entries(given, document, archive_.schemas(), filing_.context(), paths_);
    for (const GivenCell& cell : given) {
      const bool is_id = cell.path->steps.size() == 1 && cell.path->field().name == "id";
      if (!is_id && !says_so_already(document, *cell.path, cell.text)) {
        cell.fill_in(wanted, filing_.context());
      }
    }
    number_entries(wanted, archive_.schemas());
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
                       std::string_view cell) const {
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
  const SheetCells& cells_;
  const ImportOptions& options_;
  std::map<std::string, FiledRow> filed_;  ///< by this import, by id
  std::deque<FieldPath> paths_;            ///< of cells that go elsewhere than their column says
};

}  // namespace

std::string_view action_name(Action action) {
  static constexpr std::array<std::string_view, 5> names = {"create", "update", "unchanged",
                                                            "duplicate", "error"};
  return names[static_cast<std::size_t>(action)];
}

std::vector<ImportItem> plan_import(const Archive& archive, Filing& filing, const Person& by,
                                    std::chrono::sys_seconds now, const SheetHeader& header,
                                    const Sheet& sheet, const ImportOptions& options) {
  const SheetCells cells(sheet, header, options.source);
  const auto repeated = find_repeated_rows(cells, archive.schemas(), filing.context());
  std::map<std::size_t, std::vector<std::size_t>> further;  // by first row
  for (const auto& [at, row] : repeated) further[row.first].push_back(at);
  Importer importer(archive, filing, by, now, cells, options);
  std::vector<ImportItem> items(sheet.rows.size());
  for (std::size_t at = 0; at < sheet.rows.size(); ++at) {
    if (repeated.contains(at)) continue;
    std::vector<FurtherRow> rows;
    const auto found = further.find(at);
    if (found != further.end()) {
      for (const std::size_t other : found->second) {
        rows.push_back({&sheet.rows[other], &repeated.at(other).offsets});
      }
    }
    std::vector<ImportItem> made = importer.take_rows(sheet.rows[at], rows);
    for (std::size_t other = 0; other < rows.size(); ++other) {
      items[found->second[other]] = std::move(made[other + 1]);
    }
    items[at] = std::move(made[0]);
  }
  return items;
}

}  // namespace custrec
