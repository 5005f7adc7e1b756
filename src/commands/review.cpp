// SPDX-License-Identifier: MIT
// custrec review: what waits for a second person, and that person's word.
#include "commands/review.hpp"

#include "text/utf8.hpp"

namespace custrec {

CLI::App* declare_review_command(const Declaration& review, const CommandHelp& help) {
  CLI::App* command = declare_command(review, help);
  std::string footer = command->get_footer();
  footer.resize(footer.rfind("custrec-"));
  command->footer(footer + "custrec-review");
  return command;
}

std::string read_words(const std::string& text) {
  if (find_invalid_utf8(text)) {
    throw Error(Exit::usage,
                fill({"{} is not UTF-8", "{} 不是 UTF-8 编码"}, {escape_controls(text)}));
  }
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
       {"What waits for a review, and the reviewer's word", "待审核的档案，以及审核"},
       {"  custrec review                             what waits, and for whom\n"
        "  custrec review show C20240315001           what changed since the last approval\n"
        "  custrec review approve C20240315001        it takes effect\n"
        "  custrec review return C20240315001 --reason '号码与名片不一致' --field 手机号码",
        "  custrec review                             待审核的档案及可审核的人\n"
        "  custrec review show C20240315001           上次审核通过后的更改\n"
        "  custrec review approve C20240315001        审核通过，档案生效\n"
        "  custrec review return C20240315001 --reason '号码与名片不一致' --field 手机号码"}});
  command->require_subcommand(0, 1);
  const Declaration review{*command, declaration.language, declaration.run};
  declare_review_queue(review);
  declare_review_show(review);
  declare_review_approve(review);
  declare_review_return(review);
}

}  // namespace custrec
