// SPDX-License-Identifier: MIT
// custrec review due: time limits that are open, overdue ones first.
#include <algorithm>
#include <memory>
#include <tuple>

#include "archive/selection.hpp"
#include "commands/review.hpp"
#include "commands/review_list.hpp"
#include "review/deadline.hpp"
#include "schema/masked_record.hpp"
#include "terminal/outcome.hpp"
#include "terminal/progress.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct DueOptions {
  std::string owner;
  std::string deadline;
  std::string within;
  bool overdue = false;
  std::string format = "table";
};

struct DueRow {
  Deadline deadline;
  std::string customer;
  std::string name;  ///< masked

  [[nodiscard]] bool is_overdue() const { return deadline.state == DeadlineState::overdue; }
};

std::optional<Limit> find_horizon(const DueOptions& options) {
  if (options.within.empty()) return std::nullopt;
  const auto limit = parse_limit(options.within);
  if (limit) return limit;
  throw Error(Exit::usage, fill({"--within: {} is no limit; write it like 24h, 7d or 3wd",
                                 "--within：{} 不是时限；写作 24h、7d 或 3wd"},
                                {escape_controls(options.within)}));
}

bool is_due_earlier(const DueRow& left, const DueRow& right) {
  if (left.is_overdue() != right.is_overdue()) return left.is_overdue();
  if (is_earlier(left.deadline.due, right.deadline.due)) return true;
  if (is_earlier(right.deadline.due, left.deadline.due)) return false;
  return std::tie(left.customer, left.deadline.entry, left.deadline.row->name) <
         std::tie(right.customer, right.deadline.entry, right.deadline.row->name);
}

/// The deadlines that were asked for, of the customers that `person` may see.
class DueList {
 public:
  DueList(const Archive& archive, const DueOptions& options, const DeadlineEngine& engine,
          std::optional<Limit> horizon)
      : archive_(archive), options_(options), engine_(engine) {
    if (horizon) horizon_ = add_limit({engine.now(), {}, false}, *horizon, engine.counting());
  }

  [[nodiscard]] std::vector<DueRow> rows_of(const RecordFile& file) const {
    std::vector<DueRow> rows;
    std::vector<Deadline> found = engine_.find(file.reading, {options_.deadline, true});
    std::erase_if(found, [&](const Deadline& deadline) { return !is_wanted(deadline); });
    if (found.empty()) return rows;
    const std::string name = mask_customer_name(file.reading.document, archive_.schemas());
    for (Deadline& deadline : found) rows.push_back({std::move(deadline), file.id, name});
    return rows;
  }

  [[nodiscard]] std::vector<ReviewCell> cells_of(const DueRow& row, Language language) const {
    const Deadline& deadline = row.deadline;
    const bool overdue = row.is_overdue();
    const std::string from = deadline.from ? format_written(*deadline.from) : std::string();
    const std::string due = format_due(deadline.due, engine_.zone());
    const std::string provisional = deadline.due.provisional ? "true" : "false";
    return {{deadline.row->name, {}, deadline.row->label.in(language)},
            {row.customer, {}, {}},
            {row.name, {}, {}},
            optional_cell(deadline.entry),
            {deadline.owner, {}, {}},
            optional_cell(from),
            {due, {}, deadline.due.exact ? due.substr(0, 10) + " " + due.substr(11, 5) : due},
            {overdue ? "overdue" : "open", {}, {}},
            optional_cell(overdue ? engine_.format_lateness(deadline.due) : std::string()),
            {provisional, provisional, {}}};
  }

  /// The years that the calendar lacks on the way.
  [[nodiscard]] std::set<int> unknown_years(const std::vector<DueRow>& rows) const {
    std::set<int> years;
    for (const DueRow& row : rows) {
      const Due& due = row.deadline.due;
      if (!due.provisional) continue;
      const auto& from = row.deadline.from;
      engine_.note_unknown_years(from ? engine_.zone().day_of(*from) : due.day, due.day, years);
    }
    if (horizon_ && horizon_->provisional) {
      engine_.note_unknown_years(engine_.today(), horizon_->day, years);
    }
    return years;
  }

 private:
  [[nodiscard]] bool is_wanted(const Deadline& deadline) const {
    const bool overdue = deadline.state == DeadlineState::overdue;
    if (options_.overdue && !overdue) return false;
    if (!options_.owner.empty() && deadline.owner != options_.owner) return false;
    return overdue || !horizon_ || !is_earlier(*horizon_, deadline.due);
  }

  const Archive& archive_;
  const DueOptions& options_;
  const DeadlineEngine& engine_;
  std::optional<Due> horizon_;
};

ReviewList make_list(const Archive& archive, const Session& session, const DueList& due,
                     const std::vector<DueRow>& rows) {
  ReviewList list{"due",
                  {{"now", json_string(archive.format_now(session.now()))}},
                  {{"deadline", {"Deadline", "时限"}},
                   {"customer", {"Customer", "客户编号"}, InTable::everywhere, true},
                   {"name", {"Name", "客户名称"}},
                   {"entry", {"Entry", "条目"}},
                   {"owner", {"Owner", "负责人"}},
                   {"from", {"Since", "起始"}, InTable::nowhere},
                   {"due", {"Due", "期限"}, InTable::everywhere, true},
                   {"state", {"State", "状态"}, InTable::without_terminal},
                   {"late", {"Late", "逾期"}, InTable::everywhere, true},
                   {"provisional", {"Provisional", "暂定"}, InTable::nowhere}},
                  rows.size(),
                  {},
                  0};
  list.row = [&due, &rows, language = session.language()](std::size_t at) {
    return due.cells_of(rows[at], language);
  };
  for (const DueRow& row : rows) list.alarming += row.is_overdue() ? 1 : 0;
  return list;
}

Exit run_due(const DueOptions& options, Session& session) {
  const std::optional<Limit> horizon = find_horizon(options);
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  const DeadlineRules rules = DeadlineRules::read(archive);
  if (!options.deadline.empty()) rules.require_name(options.deadline);
  if (!options.owner.empty()) static_cast<void>(archive.team().require(options.owner));
  const bool working_days = horizon && horizon->unit == LimitUnit::working_days;
  const DeadlineEngine engine(archive, rules, session.now(), working_days);
  const DueList due(archive, options, engine, horizon);
  using Rows = std::vector<DueRow>;
  Rows rows;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  const SelectionCounts counts = select_records<Rows>(
      archive, person, {}, [&](const RecordFile& file) { return due.rows_of(file); },
      [&](Rows found) { std::ranges::move(found, std::back_inserter(rows)); },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  std::sort(rows.begin(), rows.end(), is_due_earlier);
  const ReviewList list = make_list(archive, session, due, rows);
  print_review_list(session, options.format, list);
  if (rules.names().empty()) {
    session.say({"custrec.yaml has no deadlines", "custrec.yaml 中没有时限（deadlines）"});
  }
  tell_unknown_years(session, due.unknown_years(rows));
  tell_selection(session, counts);
  session.say(fill({"overdue: {}, open: {}", "已逾期 {} 项，未完成 {} 项"},
                   {list.alarming, rows.size() - list.alarming}));
  return Exit::clean;
}

}  // namespace

void declare_review_due(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration, {"due",
                    {"List open deadlines, overdue ones first", "列出未完成的时限，逾期的在前"},
                    {"  custrec review due                         all that you may see\n"
                     "  custrec review due --owner 王五 --within 3wd\n"
                     "  custrec review due --overdue --deadline need-answer\n"
                     "  custrec review due --format json           for programs",
                     "  custrec review due                         您可查看的全部时限\n"
                     "  custrec review due --owner 王五 --within 3wd\n"
                     "  custrec review due --overdue --deadline need-answer\n"
                     "  custrec review due --format json           供程序读取"},
                    "review"});
  auto options = std::make_shared<DueOptions>();
  command
      ->add_option("--owner", options->owner, text({"Only those of this person", "只列此人的时限"}))
      ->type_name("NAME");
  command
      ->add_option(
          "--deadline", options->deadline,
          text({"Only those of this name in custrec.yaml", "只列 custrec.yaml 中此名称的时限"}))
      ->type_name("DEADLINE");
  command
      ->add_option("--within", options->within,
                   text({"Only those due until then, like 24h, 7d or 3wd (working days); overdue "
                         "ones too",
                         "只列在此期间内到期的，如 24h、7d 或 3wd（工作日）；逾期的也列出"}))
      ->type_name("LIMIT");
  command->add_flag("--overdue", options->overdue, text({"Only overdue ones", "只列逾期的"}));
  add_format_option(*command, options->format, declaration.language);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_due(*options, session); };
  });
}

}  // namespace custrec
