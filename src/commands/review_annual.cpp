// SPDX-License-Identifier: MIT
// custrec review annual: the check of December, by owner.
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "archive/selection.hpp"
#include "commands/review.hpp"
#include "commands/review_list.hpp"
#include "review/annual.hpp"
#include "schema/masked_record.hpp"
#include "terminal/outcome.hpp"
#include "terminal/progress.hpp"

namespace custrec {
namespace {

struct AnnualOptions {
  int year = 0;  ///< 0: the present one
  std::string format = "table";
};

struct AnnualRow {
  std::string owner;
  std::string customer;
  std::string name;  ///< masked
  AnnualFinding finding;
};

/// The end of the year, or now when it isn't over.
std::chrono::sys_seconds find_end(const Archive& archive, const AnnualOptions& options,
                                  std::chrono::sys_seconds now) {
  const std::chrono::year_month_day today(archive.context(now).today);
  const std::chrono::year year(options.year == 0 ? static_cast<int>(today.year()) : options.year);
  if (year == today.year()) return now;
  if (year > today.year()) {
    throw Error(Exit::usage, fill({"--year: {} has not begun", "--year：{} 年尚未开始"},
                                  {static_cast<int>(year)}));
  }
  const ZoneOffsets zone(archive.settings().zone);
  const auto next = std::chrono::sys_days((year + std::chrono::years(1)) / 1 / 1);
  return zone.start_of(next) - std::chrono::seconds(1);
}

ReviewList make_list(const Archive& archive, std::chrono::sys_seconds end, Language language,
                     const std::vector<AnnualRow>& rows) {
  const std::string as_of = archive.format_now(end);
  ReviewList list{"annual",
                  {{"year", as_of.substr(0, 4)}, {"as_of", json_string(as_of)}},
                  {{"owner", {"Owner", "负责人"}},
                   {"customer", {"Customer", "客户编号"}, InTable::everywhere, true},
                   {"name", {"Name", "客户名称"}},
                   {"reason", {"Reason", "原因"}},
                   {"detail", {"Found", "情况"}},
                   {"do", {"To do", "处理"}, InTable::without_terminal}},
                  rows.size(),
                  {},
                  0};
  list.row = [&rows, language](std::size_t at) -> std::vector<ReviewCell> {
    const AnnualRow& row = rows[at];
    return {{row.owner, {}, {}},
            {row.customer, {}, {}},
            {row.name, {}, {}},
            {std::string(row.finding.reason), {}, row.finding.label.in(language)},
            {row.finding.detail.in(language), {}, {}},
            {row.finding.advice.in(language), {}, {}}};
  };
  return list;
}

/// On a terminal what to do stands below the table, once for each reason.
void tell_advice(const Session& session, const std::vector<AnnualRow>& rows) {
  std::set<std::string_view> told;
  for (const AnnualRow& row : rows) {
    if (!told.insert(row.finding.reason).second) continue;
    session.say(fill({"{}: {}", "{}：{}"}, {row.finding.label, row.finding.advice}));
  }
}

Exit run_annual(const AnnualOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  const std::chrono::sys_seconds end = find_end(archive, options, session.now());
  const AnnualCheck check(archive, end);
  using Rows = std::vector<AnnualRow>;
  Rows rows;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  const SelectionCounts counts = select_records<Rows>(
      archive, person, {},
      [&](const RecordFile& file) {
        Rows found;
        const Document& document = file.reading.document;
        for (AnnualFinding& finding : check.check(file.reading)) {
          found.push_back({std::string(document.text_at(Document::root, "owner")), file.id,
                           mask_customer_name(document, archive.schemas()), std::move(finding)});
        }
        return found;
      },
      [&](Rows found) { std::ranges::move(found, std::back_inserter(rows)); },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  std::ranges::stable_sort(rows, {}, &AnnualRow::owner);
  print_review_list(session, options.format, make_list(archive, end, session.language(), rows));
  if (options.format == "table" && isatty(STDOUT_FILENO) == 1) tell_advice(session, rows);
  tell_selection(session, counts);
  session.say(fill({"found: {}", "共 {} 项"}, {rows.size()}));
  return Exit::clean;
}

}  // namespace

void declare_review_annual(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"annual",
       {"List what to put in order at the end of the year", "列出年度核查须处理的客户"},
       {"  custrec review annual                 this year so far\n"
        "  custrec review annual --year 2025     as it was at the end of 2025\n"
        "  custrec review annual --format csv > annual.csv",
        "  custrec review annual                 本年至今\n"
        "  custrec review annual --year 2025     截至2025年底\n"
        "  custrec review annual --format csv > annual.csv"},
       "review"});
  auto options = std::make_shared<AnnualOptions>();
  command
      ->add_option(
          "--year", options->year,
          text({"As of the end of this year (default: now)", "截至此年年底（默认为现在）"}))
      ->check(CLI::Range(1949, 9999))
      ->type_name("YEAR");
  add_format_option(*command, options->format, declaration.language);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_annual(*options, session); };
  });
}

}  // namespace custrec
