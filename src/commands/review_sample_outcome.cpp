// SPDX-License-Identifier: MIT
// custrec review sample --record and --from: what a second verification found.
#include <algorithm>
#include <map>
#include <set>

#include "archive/selection.hpp"
#include "archive/transaction.hpp"
#include "commands/review_sample.hpp"
#include "exchange/csv.hpp"
#include "review/sample_outcome.hpp"
#include "terminal/outside_file.hpp"
#include "text/encoding.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// ok or wrong, in either language and with the usual signs; nothing for anything else.
std::optional<std::string_view> find_result(std::string_view word) {
  const std::string folded = fold(trim(word));
  for (const std::string_view ok : {"ok", "正确", "无误", "√", "✓", "对"}) {
    if (folded == ok) return result_ok;
  }
  for (const std::string_view wrong : {"wrong", "有误", "错误", "×", "✗", "x", "错"}) {
    if (folded == wrong) return result_wrong;
  }
  return std::nullopt;
}

void tell_noted(const Session& session, const OutcomeNotes& notes) {
  for (const NotedOutcome& outcome : notes.noted()) {
    if (outcome.anomalies.empty()) {
      session.say(outcome.wrong ? fill({"{}: wrong; the anomaly is there already",
                                        "{}：有误；异常此前已登记"},
                                       {outcome.id})
                                : fill({"{}: ok", "{}：正确"}, {outcome.id}));
      continue;
    }
    std::string ids;
    for (const std::string& id : outcome.anomalies) ids += (ids.empty() ? "" : ", ") + id;
    session.say(
        fill({"{}: wrong; anomaly {} for {}, due {}", "{}：有误；异常 {}，由 {} 处理，限 {}"},
             {outcome.id, ids, outcome.owner, outcome.due}));
  }
}

void write_notes(const Session& session, const Archive& archive, const Lock& lock,
                 const OutcomeNotes& notes) {
  Transaction transaction(archive.tree(), lock);
  notes.write(transaction);
  if (!transaction.empty()) transaction.commit();
  tell_noted(session, notes);
  if (notes.noted().empty()) {
    session.say({"that is noted already", "结果此前已记录，无需更改"});
  }
  session.say(fill({"{}: still open: {}", "{}：待复核 {}"},
                   {notes.sample().period, notes.sample().count(result_open)}));
}

/// Without --period: the samples that the customer was drawn for; an open one goes first.
Period find_period_of(const Session& session, const Archive& archive, const SampleOptions& options,
                      const std::string& id) {
  std::vector<Period> open;
  std::vector<Period> all;
  for (const Period& period : list_samples(archive)) {
    const auto file = read_sample(archive, period.name);
    const SampledRecord* record = file ? file->sample.find(id) : nullptr;
    if (record == nullptr) continue;
    all.push_back(period);
    if (record->is_open()) open.push_back(period);
  }
  const std::vector<Period>& found = open.empty() ? all : open;
  if (found.size() == 1) return found[0];
  if (found.empty()) {
    const Period period = choose_period(session, archive, options);
    static_cast<void>(require_sample(session, archive, period));
    throw Error(Exit::usage, fill({"{} is in no sample", "{} 不在任何抽样中"}, {id}));
  }
  std::string names;
  for (const Period& period : found) names += (names.empty() ? "" : ", ") + period.name;
  throw Error(Exit::usage, fill({"{} is in the samples of {}; which --period?",
                                 "{} 在多个抽样中：{}；请用 --period 指明"},
                                {id, names}));
}

/// A customer by name too; one that is gone by number only.
std::string find_id(const Archive& archive, const Person& person, const std::string& word) {
  for (const Period& period : list_samples(archive)) {
    const auto file = read_sample(archive, period.name);
    if (file && file->sample.find(word) != nullptr) return word;
  }
  return std::string(layout::id_of_path(find_customer(archive, person, word)));
}

Outcome read_outcome(const SampleOptions& options, std::string id) {
  const auto result = find_result(options.record[1]);
  if (!result) {
    throw Error(Exit::usage, fill({"{}: an outcome is ok or wrong", "{}：结果为 ok 或 wrong"},
                                  {escape_controls(options.record[1])}));
  }
  const std::string problem(trim(options.problem));
  if (find_invalid_utf8(options.problem)) {
    throw Error(Exit::usage, {"--problem is not UTF-8", "--problem 不是 UTF-8 编码"});
  }
  Outcome outcome{std::move(id), {}};
  if (*result == result_ok) {
    if (problem.empty() && options.fields.empty()) return outcome;
    throw Error(Exit::usage, {"--field and --problem go with wrong, not with ok",
                              "--field 和 --problem 只与 wrong 同用"});
  }
  if (problem.empty()) {
    throw Error(Exit::usage, {"what is wrong? Who mends it has to know: --problem TEXT",
                              "请用 --problem 写明问题，以便更正"});
  }
  for (const std::string& field : options.fields) outcome.flaws.push_back({field, problem});
  if (outcome.flaws.empty()) outcome.flaws.push_back({{}, problem});
  return outcome;
}

/// A sheet that came back, row by row.
class FilledSheet {
 public:
  FilledSheet(std::string name, const CsvTable& table) : name_(std::move(name)), table_(table) {
    read_header();
  }

  [[nodiscard]] const std::multimap<std::size_t, Text>& mistakes() const { return mistakes_; }
  [[nodiscard]] const std::vector<std::string>& ignored() const { return ignored_; }

  /// The period that the first row names, or empty.
  [[nodiscard]] std::string period() const {
    return table_.rows.size() > 1 ? cell(table_.rows[1], "period") : std::string();
  }

  /// The outcomes of the rows that have one, with their lines.
  std::vector<std::pair<std::size_t, Outcome>> read(const std::string& period) {
    for (std::size_t at = 1; at < table_.rows.size(); ++at) read_row(table_.rows[at], period);
    return std::move(outcomes_);
  }

  void add_mistake(std::size_t line, const Text& message) {
    mistakes_.emplace(line, fill({"{}:{}: error: {}", "{}:{}: error: {}"}, {name_, line, message}));
  }

 private:
  void read_header() {
    const std::vector<std::string>& cells = table_.rows[0].cells;
    for (std::size_t at = 0; at < cells.size(); ++at) {
      const std::string folded = fold(trim(cells[at]));
      const auto column =
          std::ranges::find_if(sample_columns(), [&](const SampleColumn& candidate) {
            return fold(candidate.key) == folded || fold(candidate.heading.en) == folded ||
                   fold(candidate.heading.zh) == folded;
          });
      if (column == sample_columns().end()) {
        ignored_.push_back(escape_controls(cells[at]));
      } else if (column->read_back) {
        columns_.emplace(column->key, at);
      }
    }
    for (const std::string_view needed : {"customer", "result", "problem"}) {
      if (columns_.contains(needed)) continue;
      add_mistake(table_.rows[0].line, fill({"there is no column {}", "缺少列 {}"}, {needed}));
    }
  }

  [[nodiscard]] std::string cell(const CsvRow& row, std::string_view column) const {
    const auto at = columns_.find(column);
    if (at == columns_.end() || at->second >= row.cells.size()) return {};
    return std::string(trim(unguard_formula(row.cells[at->second])));
  }

  void read_row(const CsvRow& row, const std::string& period) {
    const std::string word = cell(row, "result");
    const std::string problem = cell(row, "problem");
    const std::string own_period = cell(row, "period");
    if (!own_period.empty() && own_period != period) {
      return add_mistake(row.line, fill({"this row is of {}, not of {}", "此行属于 {}，不是 {}"},
                                        {escape_controls(own_period), period}));
    }
    if (word.empty()) {
      if (problem.empty() && cell(row, "field").empty()) return;
      return add_mistake(row.line, {"a field or problem is written, but no result: ok or wrong",
                                    "填写了字段或问题，但没有结果：ok（正确）或 wrong（有误）"});
    }
    const auto result = find_result(word);
    if (!result) {
      return add_mistake(row.line, fill({"the result is ok or wrong, not {}",
                                         "结果应为 ok（正确）或 wrong（有误），不是 {}"},
                                        {escape_controls(word)}));
    }
    take(row, *result, problem);
  }

  void take(const CsvRow& row, std::string_view result, const std::string& problem) {
    Outcome outcome{cell(row, "customer"), {}};
    const std::string fields = cell(row, "field");
    if (result == result_ok && !(problem.empty() && fields.empty())) {
      return add_mistake(row.line, {"a field or problem is written although the result is ok",
                                    "结果为正确，却填写了字段或问题"});
    }
    if (result == result_wrong && problem.empty()) {
      return add_mistake(row.line, {"wrong needs the problem", "有误须写明问题"});
    }
    if (!ids_.insert(outcome.id).second) {
      return add_mistake(row.line,
                         fill({"{} stands in the sheet twice; several fields go into one row, "
                               "with ; between",
                               "{} 在表格中重复；多个字段请写在同一行，用；分隔"},
                              {escape_controls(outcome.id)}));
    }
    if (result == result_wrong) outcome.flaws = read_flaws(fields, problem);
    outcomes_.emplace_back(row.line, std::move(outcome));
  }

  /// Fields with `;`, `,` or `、` between.
  static std::vector<Flaw> read_flaws(const std::string& fields, const std::string& problem) {
    std::vector<Flaw> flaws;
    std::string list = replace_all(replace_all(fields, "；", ";"), "、", ";");
    list = replace_all(replace_all(std::move(list), "，", ";"), ",", ";");
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(';', begin), list.size());
      const std::string field(trim(std::string_view(list).substr(begin, end - begin)));
      if (!field.empty()) flaws.push_back({field, problem});
      begin = end + 1;
    }
    if (flaws.empty()) flaws.push_back({{}, problem});
    return flaws;
  }

  std::string name_;
  const CsvTable& table_;
  std::map<std::string_view, std::size_t> columns_;
  std::vector<std::string> ignored_;
  std::multimap<std::size_t, Text> mistakes_;  ///< by line
  std::set<std::string> ids_;
  std::vector<std::pair<std::size_t, Outcome>> outcomes_;
};

CsvTable read_table(const std::string& path, const std::string& name) {
  const auto decoded = decode_text(read_input_file(path));
  if (!decoded) {
    throw Error(Exit::files, fill({"{}: neither UTF-8, UTF-16 nor GB18030; save it as CSV in UTF-8",
                                   "{}: 不是 UTF-8、UTF-16 或 GB18030 编码，请另存为 UTF-8 的 CSV"},
                                  {name}));
  }
  CsvTable table = parse_csv(decoded->text);
  if (table.fault) {
    throw Error(Exit::files, fill({"{}:{}:1: {}", "{}:{}:1: {}"},
                                  {name, table.fault->line, table.fault->message}));
  }
  if (table.rows.empty()) {
    throw Error(Exit::files, fill({"{}: the sheet is empty", "{}: 表格为空"}, {name}));
  }
  return table;
}

Exit refuse_sheet(const Session& session, const FilledSheet& sheet) {
  for (const auto& [line, mistake] : sheet.mistakes()) session.complain(mistake);
  session.complain({"nothing was noted; please correct these", "未记录任何结果；请更正以上问题"});
  return Exit::problems;
}

}  // namespace

Exit note_outcome(Session& session, const Archive& archive, const Person& person,
                  const SampleOptions& options) {
  require_sampler(archive, person);
  const std::string id = find_id(archive, person, options.record[0]);
  const Outcome outcome = read_outcome(options, id);
  const Lock lock = begin_writing(archive.tree(), person.name);
  const Period period = options.period.empty() ? find_period_of(session, archive, options, id)
                                               : choose_period(session, archive, options);
  OutcomeNotes notes(archive, person, session.now(), require_sample(session, archive, period));
  if (const auto refusal = notes.note(outcome)) throw Error(refusal->exit_code, refusal->message);
  write_notes(session, archive, lock, notes);
  return Exit::clean;
}

Exit note_outcomes_from_sheet(Session& session, const Archive& archive, const Person& person,
                              const SampleOptions& options) {
  require_sampler(archive, person);
  const std::string name = options.from == "-" ? "<stdin>" : escape_controls(options.from);
  const CsvTable table = read_table(options.from, name);
  FilledSheet sheet(name, table);
  if (!sheet.mistakes().empty()) return refuse_sheet(session, sheet);
  SampleOptions chosen = options;
  if (chosen.period.empty()) chosen.period = sheet.period();
  const Period period = choose_period(session, archive, chosen);
  const Lock lock = begin_writing(archive.tree(), person.name);
  OutcomeNotes notes(archive, person, session.now(), require_sample(session, archive, period));
  std::string ignored;
  for (const std::string& heading : sheet.ignored()) {
    ignored += (ignored.empty() ? "" : ", ") + heading;
  }
  if (!ignored.empty()) {
    session.say(fill({"columns that are not read: {}", "未读取的列：{}"}, {ignored}));
  }
  for (const auto& [line, outcome] : sheet.read(period.name)) {
    if (const auto refusal = notes.note(outcome)) sheet.add_mistake(line, refusal->message);
  }
  if (!sheet.mistakes().empty()) return refuse_sheet(session, sheet);
  write_notes(session, archive, lock, notes);
  return Exit::clean;
}

}  // namespace custrec
