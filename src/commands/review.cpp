// SPDX-License-Identifier: MIT
// custrec review: what waits for a second person, and that person's word.
#include "commands/review.hpp"

#include "commands/edit.hpp"
#include "text/utf8.hpp"

namespace custrec {

std::string read_words(const std::string& text) {
  require_utf8(text);
  return std::string(trim(text));
}

std::string list_people(const std::vector<std::string>& names, Language language) {
  if (names.empty()) return Text{"nobody", "无人"}.in(language);
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty()) list += language == Language::chinese ? "、" : ", ";
    list += name;
  }
  return list;
}

void require_allowed(const std::vector<Judgement>& judgements) {
  Text refusals;
  for (const Judgement& judgement : judgements) {
    if (!judgement.refusal) continue;
    refusals = refusals.empty()
                   ? *judgement.refusal
                   : fill({"{}\ncustrec: {}", "{}\ncustrec: {}"}, {refusals, *judgement.refusal});
  }
  if (!refusals.empty()) throw Error(Exit::refused, refusals);
}

void declare_review(const Declaration& declaration) {
  CLI::App* command = declare_command(
      declaration,
      {"review",
       {"What has to be done: approvals, deadlines, anomalies, samples",
        "待办事项：审核、时限、异常、抽样"},
       {"  custrec review                             what waits for a second person\n"
        "  custrec review show C20240315001           what changed since the last approval\n"
        "  custrec review approve C20240315001        it takes effect\n"
        "  custrec review return C20240315001 --reason '号码与名片不一致' --field 手机号码\n"
        "  custrec review due                         open deadlines, overdue ones first\n"
        "  custrec review stale                       customers not updated for 3 months\n"
        "  custrec review annual                      the check of December\n"
        "  custrec review ledger --open               anomalies left to correct\n"
        "  custrec review sample                      draw records for second verification\n"
        "  custrec review duplicates                  customers that may be filed twice\n"
        "  custrec review changes --since 2026-11-01  what others have to know\n"
        "  custrec review report                      figures of the last quarter",
        "  custrec review                             待第二人审核的档案\n"
        "  custrec review show C20240315001           上次审核通过后的更改\n"
        "  custrec review approve C20240315001        审核通过，档案生效\n"
        "  custrec review return C20240315001 --reason '号码与名片不一致' --field 手机号码\n"
        "  custrec review due                         未完成的时限，逾期的在前\n"
        "  custrec review stale                       超过3个月未更新的客户\n"
        "  custrec review annual                      十二月的年度核查\n"
        "  custrec review ledger --open               待更正的异常\n"
        "  custrec review sample                      抽取档案进行二次复核\n"
        "  custrec review duplicates                  可能重复登记的客户\n"
        "  custrec review changes --since 2026-11-01  需告知同事的更改\n"
        "  custrec review report                      上季度统计"}});
  command->require_subcommand(0, 1);
  const Declaration review{*command, declaration.language, declaration.run};
  declare_review_queue(review);
  for (const auto declare :
       {declare_review_show, declare_review_approve, declare_review_return, declare_review_due,
        declare_review_stale, declare_review_annual, declare_review_ledger, declare_review_sample,
        declare_review_duplicates, declare_review_changes, declare_review_report}) {
    declare(review);
  }
}

}  // namespace custrec
