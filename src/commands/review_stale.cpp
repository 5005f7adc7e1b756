// SPDX-License-Identifier: MIT
// custrec review stale: customers that were not updated for months, by owner.
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

namespace custrec {
namespace {

constexpr std::string_view recheck = "recheck";

struct StaleOptions {
  unsigned months = 0;  ///< 0: the limit of the row
  std::string format = "table";
};

struct StaleRow {
  std::string owner;
  std::chrono::sys_days updated;
  std::string customer;
  std::string name;  ///< masked
};

/// Whole months from one day to another.
int count_months(std::chrono::sys_days from, std::chrono::sys_days to) {
  const std::chrono::year_month_day first(from);
  const std::chrono::year_month_day last(to);
  const auto months = last.year() / last.month() - first.year() / first.month();
  return static_cast<int>(months.count()) - (last.day() < first.day() ? 1 : 0);
}

/// The row of a record whose last update is too long ago, or none.
std::vector<StaleRow> find_stale(const Archive& archive, const DeadlineEngine& engine,
                                 const StaleOptions& options, const RecordFile& file) {
  const Document& document = file.reading.document;
  for (const Deadline& deadline : engine.find(file.reading, {std::string(recheck), true})) {
    if (!deadline.entry.empty() || !deadline.from) continue;
    const Limit months{options.months, LimitUnit::months};
    const bool stale =
        options.months > 0
            ? engine.today() > add_limit(*deadline.from, months, engine.counting()).day
            : deadline.state == DeadlineState::overdue;
    if (!stale) return {};
    return {{deadline.owner, engine.zone().day_of(*deadline.from), file.id,
             mask_customer_name(document, archive.schemas())}};
  }
  return {};
}

void require_recheck(const DeadlineRules& rules) {
  if (std::ranges::find(rules.names(), recheck) != rules.names().end()) return;
  throw Error(Exit::settings,
              fill({"custrec.yaml has no deadline {}, which says from when on a customer is to be "
                    "rechecked; see man custrec-review",
                    "custrec.yaml 中没有时限 {}，无从得知客户何时须复核；见 man custrec-review"},
                   {recheck}));
}

ReviewList make_list(const Archive& archive, const DeadlineEngine& engine,
                     const std::vector<StaleRow>& rows) {
  ReviewList list{"stale",
                  {{"now", json_string(archive.format_now(engine.now()))}},
                  {{"owner", {"Owner", "负责人"}},
                   {"customer", {"Customer", "客户编号"}, InTable::everywhere, true},
                   {"name", {"Name", "客户名称"}},
                   {"updated", {"Last update", "最后更新"}, InTable::everywhere, true},
                   {"months", {"Months", "月数"}}},
                  rows.size(),
                  {},
                  0};
  list.row = [&engine, &rows](std::size_t at) -> std::vector<ReviewCell> {
    const StaleRow& row = rows[at];
    const std::string months = std::to_string(count_months(row.updated, engine.today()));
    return {{row.owner, {}, {}},
            {row.customer, {}, {}},
            {row.name, {}, {}},
            {format_date(row.updated), {}, {}},
            {months, months, {}}};
  };
  return list;
}

Exit run_stale(const StaleOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  const DeadlineRules rules = DeadlineRules::read(archive);
  require_recheck(rules);
  const DeadlineEngine engine(archive, rules, session.now());
  using Rows = std::vector<StaleRow>;
  Rows rows;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  const SelectionCounts counts = select_records<Rows>(
      archive, person, {},
      [&](const RecordFile& file) { return find_stale(archive, engine, options, file); },
      [&](Rows found) { std::ranges::move(found, std::back_inserter(rows)); },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  std::sort(rows.begin(), rows.end(), [](const StaleRow& left, const StaleRow& right) {
    return std::tie(left.owner, left.updated, left.customer) <
           std::tie(right.owner, right.updated, right.customer);
  });
  print_review_list(session, options.format, make_list(archive, engine, rows));
  tell_selection(session, counts);
  session.say(fill({"to recheck: {}", "须复核的客户 {} 个"}, {rows.size()}));
  return Exit::clean;
}

}  // namespace

void declare_review_stale(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"stale",
       {"List customers not updated for months, by owner", "按负责人列出数月未更新的客户"},
       {"  custrec review stale                  by the deadline recheck of custrec.yaml\n"
        "  custrec review stale --months 6\n"
        "  custrec review stale --format csv > stale.csv",
        "  custrec review stale                  按 custrec.yaml 中的时限 recheck\n"
        "  custrec review stale --months 6\n"
        "  custrec review stale --format csv > stale.csv"},
       "review"});
  auto options = std::make_shared<StaleOptions>();
  command
      ->add_option("--months", options->months,
                   text({"More than so many months ago (default: the limit of recheck)",
                         "超过此月数（默认为 recheck 的时限）"}))
      ->check(CLI::Range(1, 999))
      ->type_name("N");
  add_format_option(*command, options->format, declaration.language);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_stale(*options, session); };
  });
}

}  // namespace custrec
