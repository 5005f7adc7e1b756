// SPDX-License-Identifier: MIT
// custrec review duplicates: customers that may be filed twice, and why.
#include <memory>

#include "archive/selection.hpp"
#include "commands/review.hpp"
#include "commands/review_list.hpp"
#include "review/duplicate_groups.hpp"
#include "terminal/outcome.hpp"
#include "terminal/progress.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct DuplicatesOptions {
  std::string format = "table";
};

struct DuplicateRow {
  std::size_t group = 0;
  std::size_t member = 0;
};

/// Why a customer is in its group.
using Reasons = std::vector<const DuplicateReason*>;

/// By customer; a group may be wide and have many of them.
std::vector<Reasons> sort_reasons(const DuplicateFindings& findings, std::size_t customers) {
  std::vector<Reasons> sorted(customers);
  for (const DuplicateGroup& group : findings.groups) {
    for (const DuplicateReason& reason : group.reasons) {
      for (const std::size_t member : reason.members) sorted[member].push_back(&reason);
    }
  }
  return sorted;
}

ReviewCell describe_reasons(const Reasons& reasons, Language language) {
  std::string text;
  std::vector<std::string> json;
  for (const DuplicateReason* reason : reasons) {
    text += (text.empty() ? "" : "; ") + reason->label.in(language);
    json.push_back(
        json_object({{"kind", json_string(reason->kind)},
                     {"value", reason->value.empty() ? "null" : json_string(reason->value)}}));
  }
  return {std::move(text), json_array(json), {}};
}

ReviewList make_list(const std::vector<DuplicateTraits>& traits, const DuplicateFindings& findings,
                     const std::vector<DuplicateRow>& rows, Language language) {
  ReviewList list{"customers",
                  {{"groups", std::to_string(findings.groups.size())}},
                  {{"group", {"Group", "组"}},
                   {"customer", {"Customer", "客户编号"}},
                   {"name", {"Name", "客户名称"}},
                   {"status", {"Status", "信息状态"}},
                   {"owner", {"Owner", "跟进人"}},
                   {"why", {"Why", "原因"}}},
                  rows.size(),
                  {},
                  0};
  list.row = [&traits, &rows, language, reasons = sort_reasons(findings, traits.size())](
                 std::size_t at) -> std::vector<ReviewCell> {
    const DuplicateRow& row = rows[at];
    const DuplicateTraits& customer = traits[row.member];
    const std::string group = std::to_string(row.group + 1);
    return {{group, group, {}},
            {customer.id, {}, {}},
            optional_cell(customer.name),
            optional_cell(customer.status),
            optional_cell(customer.owner),
            describe_reasons(reasons[row.member], language)};
  };
  return list;
}

Exit run_duplicates(const DuplicatesOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  const TypeContext context = archive.context(session.now());
  std::vector<DuplicateTraits> traits;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  const SelectionCounts counts = select_records<DuplicateTraits>(
      archive, person, {},
      [&](const RecordFile& file) { return find_traits(archive, context, file); },
      [&](DuplicateTraits found) { traits.push_back(std::move(found)); },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  const DuplicateFindings findings = find_duplicate_groups(traits);
  std::vector<DuplicateRow> rows;
  for (std::size_t group = 0; group < findings.groups.size(); ++group) {
    for (const std::size_t member : findings.groups[group].members) rows.push_back({group, member});
  }
  print_review_list(session, options.format, make_list(traits, findings, rows, session.language()));
  tell_selection(session, counts);
  for (const std::string& domain : findings.wide_domains) {
    session.say(fill({"mail at {} is taken for public: more than {} customers have it",
                      "{} 视为公共邮箱：超过 {} 个客户使用"},
                     {escape_controls(domain), widest_domain}));
  }
  session.say(fill({"groups: {}, customers: {}", "{} 组，客户 {} 个"},
                   {findings.groups.size(), rows.size()}));
  return Exit::clean;
}

}  // namespace

void declare_review_duplicates(const Declaration& declaration) {
  CLI::App* command = declare_command(
      declaration,
      {"duplicates",
       {"List customers that may be filed twice, and why", "列出可能重复登记的客户及原因"},
       {"  custrec review duplicates\n"
        "  custrec review duplicates --format csv > duplicates.csv",
        "  custrec review duplicates\n"
        "  custrec review duplicates --format csv > duplicates.csv"},
       "review"});
  auto options = std::make_shared<DuplicatesOptions>();
  add_format_option(*command, options->format, declaration.language);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_duplicates(*options, session); };
  });
}

}  // namespace custrec
