// SPDX-License-Identifier: MIT
// custrec review ledger: the anomalies of all customers, their causes, and how the present errors
// of an old archive become anomalies.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <tuple>

#include "archive/access.hpp"
#include "archive/transaction.hpp"
#include "archive/verify.hpp"
#include "commands/review.hpp"
#include "commands/review_list.hpp"
#include "review/ledger.hpp"
#include "schema/anomaly.hpp"
#include "schema/form.hpp"
#include "terminal/outcome.hpp"
#include "terminal/progress.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

constexpr std::chrono::days default_time{30};

struct LedgerOptions {
  bool open = false;
  std::optional<std::string> cause;  ///< empty: count them
  std::string owner;
  bool adopt = false;
  std::string due;
  bool dry_run = false;
  std::string format = "table";
};

const Text& describe_state(AnomalyState state) {
  static const std::array<Text, 4> names = {Text{"open", "未解决"}, Text{"overdue", "已逾期"},
                                            Text{"corrected", "已更正"},
                                            Text{"accepted", "已接受"}};
  return names[static_cast<std::size_t>(state)];
}

bool is_wanted(const LedgerRow& row, const LedgerOptions& options) {
  if (options.open && !row.is_open()) return false;
  if (!options.owner.empty() && row.owner != options.owner) return false;
  return !options.cause || options.cause->empty() ||
         fold(row.cause).find(fold(*options.cause)) != std::string::npos;
}

/// What is overdue, then open by the day it is due, then the rest, the latest first.
bool comes_first_in_ledger(const LedgerRow& left, const LedgerRow& right) {
  if (left.is_open() != right.is_open()) return left.is_open();
  if (left.state != right.state && left.is_open()) return left.state == AnomalyState::overdue;
  if (left.is_open() && left.due != right.due) {
    return !left.due.empty() && (right.due.empty() || left.due < right.due);
  }
  if (!left.is_open() && left.found_at != right.found_at) return left.found_at > right.found_at;
  return std::tie(left.customer, left.anomaly) < std::tie(right.customer, right.anomaly);
}

ReviewList list_anomalies(const Session& session, const std::vector<LedgerRow>& rows) {
  ReviewList list;
  list.key = "anomalies";
  list.columns = {{"customer", {"Customer", "客户编号"}},
                  {"name", {"Name", "客户名称"}},
                  {"anomaly", {"Anomaly", "异常"}},
                  {"state", {"State", "状态"}},
                  {"due", {"Due", "处理期限"}},
                  {"owner", {"Owner", "负责人"}},
                  {"field", {"Field", "字段"}},
                  {"rule", {"Rule", "规则"}, InTable::without_terminal},
                  {"problem", {"Problem", "问题"}},
                  {"cause", {"Cause", "原因"}},
                  {"how", {"Found by", "发现方式"}, InTable::without_terminal},
                  {"found_at", {"Found at", "发现时间"}, InTable::without_terminal},
                  {"resolved_at", {"Resolved at", "解决时间"}, InTable::without_terminal}};
  list.size = rows.size();
  list.row = [&](std::size_t at) -> std::vector<ReviewCell> {
    const LedgerRow& row = rows[at];
    const Text& state = describe_state(row.state);
    const auto one_line = [](const std::string& text) { return replace_all(text, "\n", " "); };
    return {{row.customer, {}, {}},
            {row.name, {}, {}},
            optional_cell(row.anomaly),
            {state.en, {}, state.in(session.language())},
            optional_cell(row.due),
            optional_cell(row.owner),
            optional_cell(row.field),
            optional_cell(row.rule),
            {row.problem, {}, one_line(row.problem)},
            {row.cause, {}, one_line(row.cause)},
            optional_cell(row.how),
            optional_cell(row.found_at),
            optional_cell(row.resolved_at)};
  };
  list.alarming =
      static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const LedgerRow& row) {
        return row.state == AnomalyState::overdue;
      }));
  return list;
}

using Causes = std::vector<std::pair<std::string, std::size_t>>;

/// The most frequent first; those without a cause last.
Causes count_causes(const std::vector<LedgerRow>& rows) {
  std::map<std::string, std::size_t> counts;
  for (const LedgerRow& row : rows) counts[row.cause] += 1;
  Causes causes(counts.begin(), counts.end());
  std::stable_sort(causes.begin(), causes.end(), [](const auto& left, const auto& right) {
    if (left.first.empty() != right.first.empty()) return right.first.empty();
    return left.second > right.second;
  });
  return causes;
}

ReviewList list_causes(const Session& session, const Causes& causes) {
  ReviewList list;
  list.key = "causes";
  list.columns = {{"cause", {"Cause", "原因"}}, {"count", {"Anomalies", "异常数"}}};
  list.size = causes.size();
  list.row = [&](std::size_t at) -> std::vector<ReviewCell> {
    const auto& [cause, count] = causes[at];
    const std::string none = Text{"(not said)", "（未填写）"}.in(session.language());
    return {{cause, {}, cause.empty() ? none : replace_all(cause, "\n", " ")},
            {std::to_string(count), std::to_string(count), {}}};
  };
  return list;
}

Exit list_ledger(const LedgerOptions& options, const Session& session, const Archive& archive,
                 const Person& person) {
  if (!options.owner.empty()) static_cast<void>(archive.team().require(options.owner));
  const std::chrono::sys_days today = archive.context(session.now()).today;
  using Rows = std::vector<LedgerRow>;
  Rows rows;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  const SelectionCounts counts = select_records<Rows>(
      archive, person, {},
      [&](const RecordFile& file) { return find_anomalies(file, archive.schemas(), today); },
      [&](Rows found) {
        std::erase_if(found, [&](const LedgerRow& row) { return !is_wanted(row, options); });
        std::ranges::move(found, std::back_inserter(rows));
      },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  std::sort(rows.begin(), rows.end(), comes_first_in_ledger);
  if (options.cause && options.cause->empty()) {
    const Causes causes = count_causes(rows);
    print_review_list(session, options.format, list_causes(session, causes));
  } else {
    print_review_list(session, options.format, list_anomalies(session, rows));
  }
  tell_selection(session, counts);
  const auto open = static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const LedgerRow& row) { return row.is_open(); }));
  session.say(fill({"anomalies: {}, open: {}", "异常 {} 项，未解决 {} 项"}, {rows.size(), open}));
  return Exit::clean;
}

// Adopting.

Adoption read_adoption(const LedgerOptions& options, const Archive& archive,
                       const TypeContext& context) {
  if (!options.owner.empty()) static_cast<void>(archive.team().require(options.owner));
  if (options.due.empty()) {
    return {options.owner, format_date(std::chrono::year_month_day(context.today + default_time))};
  }
  const std::string due = normalise_date(options.due);
  const auto day = parse_date(due);
  if (!day || std::chrono::sys_days(*day) < context.today) {
    throw Error(Exit::usage, fill({"--due: {} is no day from today on; write it like 2026-12-31",
                                   "--due：{} 不是今天或以后的日期；写作 2026-12-31"},
                                  {escape_controls(options.due)}));
  }
  return {options.owner, due};
}

/// Errors that can be known, by path of the record; and how many can't.
struct Adoptable {
  std::map<std::string, std::vector<Problem>> by_path;
  std::size_t overdue = 0;  ///< anomalies
  std::size_t others = 0;
};

Adoptable find_adoptable(const Session& session, const Archive& archive) {
  Adoptable adoptable;
  for (Problem& problem : verify_archive(archive, session.now()).problems) {
    if (problem.level != Level::error) continue;
    if (problem.rule == "anomaly-overdue") {
      adoptable.overdue += 1;
    } else if (!may_be_known(problem.rule) || problem.customer.empty() || problem.field.empty()) {
      adoptable.others += 1;
    } else {
      adoptable.by_path[problem.path].push_back(std::move(problem));
    }
  }
  return adoptable;
}

void tell_not_adopted(const Session& session, const Adoptable& adoptable) {
  if (adoptable.overdue > 0) {
    session.say(fill({"overdue anomalies: {}; resolve them, or set another day: custrec edit ID "
                      "anomalies.A1.due=DATE",
                      "逾期异常 {} 项：请更正，或另定期限：custrec edit 编号 "
                      "anomalies.A1.due=日期"},
                     {adoptable.overdue}));
  }
  if (adoptable.others > 0) {
    session.say(fill({"errors that no anomaly can account for: {}; see 'custrec verify'",
                      "不能纳入台账的错误 {} 个，请见 custrec verify"},
                     {adoptable.others}));
  }
}

Exit adopt(const LedgerOptions& options, const Session& session, const Archive& archive,
           const Person& person) {
  const Reviser reviser(archive, session.now());
  const Adoption adoption = read_adoption(options, archive, reviser.context());
  const Lock lock = begin_writing(archive.tree(), person.name);
  Adoptable adoptable = find_adoptable(session, archive);
  Transaction transaction(archive.tree(), lock);
  std::size_t errors = 0;
  std::size_t records = 0;
  std::size_t hidden = 0;
  for (auto& [path, problems] : adoptable.by_path) {
    const RecordFile file = read_record_file(archive, path);
    require_read(file);
    if (!may_change(person, file.reading.document)) {
      hidden += 1;
      continue;
    }
    // Somebody has promised to see to these: they don't get away with another anomaly.
    const auto overdue = find_overdue_anomalies(file.reading.document, reviser.context());
    std::erase_if(problems, [&](const Problem& problem) {
      return overdue.contains({std::string(problem.rule), problem.field});
    });
    if (problems.empty()) continue;
    const Revision revision =
        adopt_problems(archive, reviser, file, problems, person, session.now(), adoption);
    if (revision.refusal) throw Error(Exit::refused, *revision.refusal);
    errors += problems.size();
    records += 1;
    if (!options.dry_run) {
      transaction.replace(revision.path, revision.before, revision.after);
    }
  }
  if (!options.dry_run && !transaction.empty()) transaction.commit();
  session.say(fill({"errors adopted: {}, in {} records, due {}",
                    "已纳入台账的错误 {} 个，涉及档案 {} 份，处理期限 {}"},
                   {errors, records, adoption.due}));
  tell_not_adopted(session, adoptable);
  tell_selection(session, {0, hidden, 0});
  if (options.dry_run) session.say({"nothing was written (--dry-run)", "未写入（--dry-run）"});
  return Exit::clean;
}

Exit run_ledger(const LedgerOptions& options, Session& session) {
  const Archive archive = session.open_archive(options.adopt ? Purpose::change : Purpose::read);
  const Person& person = session.find_person(archive);
  const Field* list = find_field(archive.schemas().customer().fields, "anomalies");
  if (list == nullptr || list->of != "anomaly") {
    throw Error(Exit::refused, {"the schemas of this archive have no anomalies",
                                "此档案库的模式中没有异常台账（anomalies）"});
  }
  return options.adopt ? adopt(options, session, archive, person)
                       : list_ledger(options, session, archive, person);
}

}  // namespace

void declare_review_ledger(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"ledger",
       {"List anomalies and their causes, or make anomalies of all errors",
        "列出异常台账及原因，或将现有错误纳入台账"},
       {"  custrec review ledger --open               what is left to correct, overdue first\n"
        "  custrec review ledger --cause              how often which cause\n"
        "  custrec review ledger --cause 录入         those of a cause\n"
        "  custrec review ledger --adopt --due 2026-12-31\n"
        "                                             an old archive comes under CI",
        "  custrec review ledger --open               待更正的异常，逾期的在前\n"
        "  custrec review ledger --cause              各原因的次数\n"
        "  custrec review ledger --cause 录入         某一原因的异常\n"
        "  custrec review ledger --adopt --due 2026-12-31\n"
        "                                             将旧档案的错误纳入台账"},
       "review"});
  auto options = std::make_shared<LedgerOptions>();
  CLI::Option* open =
      command->add_flag("--open", options->open, text({"Only those not resolved", "只列未解决的"}));
  CLI::Option* cause =
      command
          ->add_option("--cause", options->cause,
                       text({"Only those whose cause has TEXT; alone: count them by cause",
                             "只列原因含此文字的；不带文字则按原因统计"}))
          ->type_name("[TEXT]")
          ->expected(0, 1)
          ->default_str("");
  command
      ->add_option("--owner", options->owner,
                   text({"Only those of this person; with --adopt: who sees to them",
                         "只列此人负责的；与 --adopt 同用：由谁负责"}))
      ->type_name("NAME");
  CLI::Option* adoption = command->add_flag(
      "--adopt", options->adopt,
      text({"Make an open anomaly of every present error", "将现有的每个错误登记为未解决的异常"}));
  adoption->excludes(open)->excludes(cause);
  command
      ->add_option(
          "--due", options->due,
          text({"With --adopt: by when (in 30 days)", "与 --adopt 同用：处理期限（默认30天）"}))
      ->type_name("DATE")
      ->needs(adoption);
  command
      ->add_flag("--dry-run", options->dry_run,
                 text({"Tell what would happen, write nothing", "只说明将发生什么，不写入"}))
      ->needs(adoption);
  add_format_option(*command, options->format, declaration.language);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_ledger(*options, session); };
  });
}

}  // namespace custrec
