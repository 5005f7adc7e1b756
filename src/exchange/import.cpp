// SPDX-License-Identifier: MIT
// A sheet of customers, row by row.
#include "exchange/import.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <optional>

#include "archive/access.hpp"
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

/// About as many as custrec adds to what a row gives.
constexpr std::size_t own_values = 8;

/// A repeated row, with the places of its entries.
struct FurtherRow {
  const SheetRow* row = nullptr;
  const std::map<const Field*, std::size_t>* offsets = nullptr;
};

/// The rows of one customer: the first, and the repeated ones.
struct CustomerRows {
  const SheetRow* first = nullptr;
  std::vector<FurtherRow> further;
  std::vector<std::size_t> places;  ///< of all of them in the sheet, in this order
};

/// What rows say, before anybody has asked whether the customer is there.
struct CustomerGiven {
  std::vector<GivenCell> cells;
  std::vector<Problem> damage;
  std::deque<FieldPath> paths;       ///< of cells that go elsewhere than their column says
  std::string id;                    ///< empty: they give none
  std::optional<Identity> identity;  ///< nothing when no record can be made of them
  /// The customer as a new one; nothing where none may be filed.
  std::optional<UnnumberedRecord> record;
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
        options_(options),
        completes_identity_(filing.completes_identity()) {}

  /// On any thread.
  [[nodiscard]] CustomerGiven read(const CustomerRows& rows) const {
    CustomerGiven given = read_cells(rows);
    if (has_extra_cells(*rows.first)) return given;
    Value form = read_form(given.cells);
    given.id = form.text_at("id");
    if (!options_.create || completes_identity_) given.identity = identify_form(form);
    if (!options_.create) return given;
    given.record =
        filing_.complete(std::move(form), cells_.is_draft(*rows.first, archive_.schemas()));
    if (completes_identity_) return given;
    // What completing adds can make a text unreadable that isn't so by itself: it is too long then.
    given.identity = given.record->readable ? given.record->record.identity
                                            : identify_form(read_form(given.cells));
    return given;
  }

  /// In the order of rows; an item for each of `rows`.
  std::vector<ImportItem> take_rows(const CustomerRows& rows, CustomerGiven& given) {
    std::vector<ImportItem> items(1 + rows.further.size());
    items[0].row = rows.first->number;
    for (std::size_t at = 0; at < rows.further.size(); ++at) {
      items[at + 1].row = rows.further[at].row->number;
    }
    take(items[0], given, rows);
    share(items, given.cells, *rows.first, rows.further);
    return items;
  }

 private:
  struct Match {
    std::string id;
    std::string field;  ///< by which it was known, empty: by name and number
    Text how;
    bool other_name = false;  ///< the sheet has another name
  };

  [[nodiscard]] bool has_extra_cells(const SheetRow& row) const {
    return row.width > cells_.header().columns.size();
  }

  [[nodiscard]] CustomerGiven read_cells(const CustomerRows& rows) const {
    CustomerGiven given;
    given.cells = cells_.cells_of(*rows.first);
    given.damage = cells_.check(*rows.first);
    for (const FurtherRow& further : rows.further) add_further(given, further);
    return given;
  }

  /// The cells of a repeated row, with its entries behind those before.
  void add_further(CustomerGiven& given, const FurtherRow& further) const {
    for (GivenCell cell : cells_.cells_of(*further.row)) {
      const FieldStep& step = cell.path->steps.front();
      if (!step.position) continue;
      given.paths.push_back(*cell.path);
      given.paths.back().steps.front().position = *step.position + further.offsets->at(step.field);
      cell.path = &given.paths.back();
      given.cells.push_back(cell);
    }
    std::vector<Problem> more = cells_.check(*further.row);
    std::move(more.begin(), more.end(), std::back_inserter(given.damage));
  }

  void take(ImportItem& item, CustomerGiven& given, const CustomerRows& rows) {
    const std::vector<Problem>& damage = given.damage;
    if (has_extra_cells(*rows.first)) {
      item.problems = damage;
      return;
    }
    const Match match = find_match(given);
    const bool is_damaged = count_problems(damage).errors > 0;
    if (match.id.empty() && !options_.create) {
      add_problem(
          item, "id-path",
          {"no customer in the archive is known by this row", "档案中没有与此行对应的客户"});
    } else if (match.id.empty()) {
      create(item, std::move(*given.record), damage);
      if (item.action == Action::create) filed_.emplace(item.customer, &rows);
      return;
    } else if (is_damaged) {
      item.customer = match.id;
    } else if (filed_.contains(match.id)) {
      repeat(item, given.cells, match);
    } else {
      change(item, given, match);
      if (item.action == Action::update) filed_.emplace(match.id, &rows);
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

  [[nodiscard]] Value read_form(const std::vector<GivenCell>& given) const {
    Value form = make_mapping("");
    form.items.reserve(given.size() + own_values);
    for (const GivenCell& cell : given) cell.fill_in(form, filing_.context());
    tidy_form(form, archive_.schemas());
    number_entries(form, archive_.schemas());
    return form;
  }

  [[nodiscard]] std::optional<Identity> identify_form(const Value& form) const {
    const Reading reading = read_document(format_record(form));
    if (!reading.readable) return std::nullopt;
    Identity identity = identify(reading.document, archive_.schemas(), filing_.context());
    identity.reach = find_reach(reading.document, archive_.schemas(), filing_.context());
    return identity;
  }

  /// By id, by a unique value, else by the same name and the same mobile number or e-mail.
  [[nodiscard]] Match find_match(const CustomerGiven& given) const {
    if (!given.id.empty() && filing_.customers().knows_id(given.id)) {
      return {given.id, "id", {"the same customer number", "客户编号相同"}, false};
    }
    if (!given.identity) return {};
    const Identity& identity = *given.identity;
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

  void create(ImportItem& item, UnnumberedRecord made, const std::vector<Problem>& damage) {
    NewRecord record = filing_.number(std::move(made));
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
    item.action = Action::create;
    item.customer = record.id;
    item.path = std::move(record.path);
    item.text = std::move(record.text);
  }

  /// A row of a customer whom an earlier row of this sheet has filed.
  void repeat(ImportItem& item, const std::vector<GivenCell>& given, const Match& match) {
    const CustomerRows& first = *filed_.at(match.id);
    const Value filed = read_form(read_cells(first).cells);
    item.customer = match.id;
    Value wanted = filed;
    for (const GivenCell& cell : given) cell.fill_in(wanted, filing_.context());
    tidy_form(wanted, archive_.schemas());
    if (find_differences(filed, wanted).empty()) {
      item.action = Action::unchanged;
      return;
    }
    item.action = Action::duplicate;
    add_problem(
        item, match.field.empty() ? "duplicate-customer" : "unique",
        fill({"row {} of this sheet is this customer already ({}), with other values: {}",
              "本表第 {} 行已是此客户（{}），以下内容不同：{}"},
             {first.first->number, match.how, list_fields(find_differences(filed, wanted))}),
        match.field);
  }

  /// A row of a customer who is in the archive.
  void change(ImportItem& item, CustomerGiven& given, const Match& match) {
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
    if (!may_change(by_, document)) {
      refuse_known(item, match, {"it is a customer of someone else", "由他人跟进"});
      return;
    }
    const Value before = value_of(document, Document::root);
    Value wanted = before;
    find_known_entries(given.cells, document, archive_.schemas(), filing_.context(), given.paths);
    for (const GivenCell& cell : given.cells) {
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
    item.differences =
        mask_differences(document, archive_.schemas(), differences, archive_.team().names());
    if (!may_see(by_, document)) hide_old_values(item.differences);
    if (tell_faulty_values(item, wanted, differences)) return;
    const bool renamed = match.other_name && !options_.force;
    if (!options_.update || renamed) {
      const Text way_out = renamed ? Text{"the names differ; if it was renamed, add --force",
                                          "名称不同；确为更名请加 --force"}
                                   : Text{"--update changes it", "--update 可更新"};
      refuse_known(item, match,
                   fill({"with other values: {}; {}", "以下内容不同：{}；{}"},
                        {list_fields(differences), way_out}));
      return;
    }
    update(item, file, std::move(wanted));
  }

  /// The row is of a customer who is in the archive, and isn't to change it.
  static void refuse_known(ImportItem& item, const Match& match, const Text& why) {
    item.action = Action::duplicate;
    add_problem(item, match.field.empty() ? "duplicate-customer" : "unique",
                fill({"{} is this customer already ({}), {}", "{} 已是此客户（{}），{}"},
                     {match.id, match.how, why}),
                match.field);
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
  bool completes_identity_;
  /// By this import, by id. What the rows say is read again where another row repeats the customer.
  std::map<std::string, const CustomerRows*> filed_;
};

std::vector<CustomerRows> group_rows(const Sheet& sheet,
                                     const std::map<std::size_t, RepeatedRow>& repeated) {
  std::vector<CustomerRows> customers;
  std::map<std::size_t, std::size_t> with_further;  // first row → its place in `customers`
  for (const auto& [at, row] : repeated) with_further.emplace(row.first, 0);
  for (std::size_t at = 0; at < sheet.rows.size(); ++at) {
    if (const auto row = repeated.find(at); row != repeated.end()) {
      CustomerRows& rows = customers[with_further.at(row->second.first)];
      rows.further.push_back({&sheet.rows[at], &row->second.offsets});
      rows.places.push_back(at);
      continue;
    }
    if (const auto first = with_further.find(at); first != with_further.end()) {
      first->second = customers.size();
    }
    customers.push_back({&sheet.rows[at], {}, {at}});
  }
  return customers;
}

}  // namespace

std::string_view action_name(Action action) {
  static constexpr std::array<std::string_view, 5> names = {"create", "update", "unchanged",
                                                            "duplicate", "error"};
  return names[static_cast<std::size_t>(action)];
}

std::vector<ImportItem> plan_import(const Archive& archive, Filing& filing, const Person& by,
                                    std::chrono::sys_seconds now, const SheetHeader& header,
                                    const Sheet& sheet, const ImportOptions& options,
                                    const std::function<void(ImportItem&)>& take) {
  const SheetCells cells(sheet, header, options.source);
  const auto repeated =
      find_repeated_rows(cells, archive.schemas(), filing.context(), options.jobs);
  const std::vector<CustomerRows> customers = group_rows(sheet, repeated);
  Importer importer(archive, filing, by, now, cells, options);
  std::vector<ImportItem> items(sheet.rows.size());
  // What a thread has read it frees too, with the next rows in the same place: threads that free
  // each other's memory wait for one another.
  std::vector<CustomerGiven> given(std::min(customers.size(), pipeline_window));
  run_pipeline(
      customers.size(), options.jobs,
      [&](std::size_t at) { given[at % pipeline_window] = importer.read(customers[at]); },
      [&](std::size_t at) {
        const CustomerRows& rows = customers[at];
        std::vector<ImportItem> made = importer.take_rows(rows, given[at % pipeline_window]);
        for (std::size_t row = 0; row < made.size(); ++row) {
          take(made[row]);
          items[rows.places[row]] = std::move(made[row]);
        }
      });
  return items;
}

}  // namespace custrec
