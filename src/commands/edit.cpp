// SPDX-License-Identifier: MIT
// custrec edit: changes of customers that are filed, by assignments, in the editor, from a sheet;
// tidying, renumbering, discarding, resolving conflicts.
#include "commands/edit.hpp"

#include <algorithm>
#include <memory>

#include "archive/access.hpp"
#include "archive/filing.hpp"
#include "archive/selection.hpp"
#include "archive/transaction.hpp"
#include "commands/batch.hpp"
#include "commands/command_help.hpp"
#include "schema/assignment.hpp"
#include "schema/form.hpp"
#include "schema/masked_record.hpp"
#include "text/unprintable.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// A change that is to be made: values, and the status asked for.
struct Wish {
  Value record;
  std::string status;
};

/// What custrec writes itself, or what has a way of its own.
void refuse_own_field(const FieldPath& path) {
  const std::string& name = path.steps[0].field->name;
  if (name == "id" && path.steps.size() == 1) {
    throw Error(Exit::usage,
                {"another customer number is given by --renumber", "更换客户编号请用 --renumber"});
  }
  if (path.text() != "status" &&
      (is_own_field(path.text()) || name == "changes" || name == "reviews")) {
    throw Error(Exit::usage,
                fill({"{} is set by custrec itself", "{} 由 custrec 自行设置"}, {path.text()}));
  }
}

/// Positions are those of the record as it is: entries go last, from the end.
std::vector<Assignment> read_assignments(const Schemas& schemas,
                                         const std::vector<std::string>& words) {
  std::vector<Assignment> assignments;
  for (auto word = words.begin() + 1; word != words.end(); ++word) {
    require_utf8(*word);
    AssignmentResult result = parse_assignment(schemas, schemas.customer().fields, *word);
    if (!result.assignment) throw Error(Exit::usage, result.mistake);
    assignments.push_back(std::move(*result.assignment));
  }
  const auto position_of = [](const Assignment& assignment) {
    const bool removes = assignment.path.field().type->name == "entries";
    return removes ? static_cast<std::ptrdiff_t>(assignment.path.steps.back().position.value_or(0))
                   : PTRDIFF_MAX;
  };
  std::stable_sort(
      assignments.begin(), assignments.end(),
      [&](const Assignment& a, const Assignment& b) { return position_of(a) > position_of(b); });
  return assignments;
}

std::string read_status(const Assignment& assignment, const TypeContext& context) {
  const Field& field = assignment.path.field();
  std::string status = make_value(field, assignment.value, context).text;
  if (status.empty() || assignment.sign != Assignment::Sign::set) {
    throw Error(Exit::usage, {"a record always has one status: status=VALUE",
                              "档案须有且仅有一个信息状态：status=值"});
  }
  if (!field.options.empty() && find_option(field, status).empty()) {
    throw Error(Exit::usage, fill({"{} is no status; there are {}", "{} 不是信息状态；可选：{}"},
                                  {escape_controls(status), list_options(field)}));
  }
  return status;
}

Wish read_wish(const Archive& archive, const TypeContext& context, const Document& document,
               const std::vector<std::string>& words) {
  Wish wish{value_of(document, Document::root), {}};
  for (const Assignment& assignment : read_assignments(archive.schemas(), words)) {
    refuse_own_field(assignment.path);
    if (assignment.path.text() == "status") {
      wish.status = read_status(assignment, context);
    } else if (const auto mistake = assign(wish.record, archive.schemas(), assignment, context)) {
      throw Error(Exit::usage, *mistake);
    }
  }
  return wish;
}

std::string show_short(const std::string& text, Language language) {
  constexpr std::size_t width = 40;
  if (text.empty()) return Text{"(empty)", "（空）"}.in(language);
  return cut_to_width(escape_controls(replace_all(text, "\n", " ")), width);
}

/// The record that `word` means, of whichever customer.
RecordFile read_any_customer(const Session& session, const Archive& archive, const Person& person,
                             const std::string& word) {
  RecordFile file = read_record_file(archive, find_customer(archive, person, word));
  require_read(file);
  if (file.reading.readable && file.reading.faults.empty()) return file;
  session.print_problems(
      place_findings(file.reading.document, file.path, file.id, findings_of(file.reading.faults)),
      true);
  throw Error(Exit::refused, fill({"{} can't be read; mend the file by hand: {}/{}",
                                   "{} 无法读取，请手工修复文件：{}/{}"},
                                  {file.id, archive.tree().root(), file.path}));
}

Exit edit_from_sheet(Session& session, const Archive& archive, const Person& person,
                     const EditOptions& options) {
  if (!options.words.empty()) {
    throw Error(Exit::usage, {"--from goes without a customer and FIELD=VALUE",
                              "--from 不能与客户、字段=值同用"});
  }
  const Change change = make_change(archive, archive.context(session.now()), person, options);
  BatchOptions batch = options.batch;
  batch.from = options.from;
  batch.dry_run = options.dry_run;
  batch.import.create = false;
  batch.import.update = true;
  batch.import.force = options.force;
  batch.import.reason = change.reason;
  batch.import.evidence = change.evidence;
  batch.import.noticed_at = change.noticed_at;
  return run_batch(session, archive, person, std::move(batch));
}

Exit run_edit(const EditOptions& options, Session& session) {
  const Archive archive = session.open_archive();
  if (options.tidy) return edit_tidy(session, archive, options);
  const Person& person = session.find_person(archive);
  if (!options.from.empty()) return edit_from_sheet(session, archive, person, options);
  if (options.words.empty() && options.resolve && options.take.empty()) {
    return list_conflicts(session, archive);
  }
  if (options.words.empty()) {
    throw Error(Exit::usage, {"which customer? custrec edit ID FIELD=VALUE…",
                              "要改哪个客户？custrec edit 编号 字段=值…"});
  }
  if (options.renumber) return edit_renumber(session, archive, person, options);
  if (options.discard) return edit_discard(session, archive, person, options);
  if (options.resolve) return edit_resolve(session, archive, person, options);
  if (options.words.size() > 1) return edit_by_assignments(session, archive, person, options);
  return edit_in_editor(session, archive, person, options);
}

}  // namespace

void require_utf8(const std::string& text) {
  if (may_be_stored(text)) return;
  throw Error(Exit::usage,
              find_invalid_utf8(text)
                  ? fill({"{} is not UTF-8", "{} 不是 UTF-8 编码"}, {text})
                  : fill({"{}: U+FFFE and U+FFFF can't be stored", "{}：不能保存 U+FFFE 和 U+FFFF"},
                         {text}));
}

Change make_change(const Archive& archive, const TypeContext& context, const Person& person,
                   const EditOptions& options) {
  Change change{
      person.name, std::string(trim(options.reason)), std::string(trim(options.evidence)), {}};
  require_utf8(change.reason + change.evidence);
  if (options.noticed.empty()) return change;
  const Schema* kind = archive.schemas().find("change");
  const Field* field = kind == nullptr ? nullptr : find_field(kind->fields, "noticed_at");
  if (field != nullptr) change.noticed_at = make_value(*field, options.noticed, context).text;
  if (!parse_time(change.noticed_at)) {
    throw Error(Exit::usage, fill({"--noticed: {} is no time; write it like 2024-03-15 or "
                                   "2024-03-15T09:12:00+08:00",
                                   "--noticed：{} 不是时间；写作 2024-03-15 或 "
                                   "2024-03-15T09:12:00+08:00"},
                                  {escape_controls(options.noticed)}));
  }
  return change;
}

RecordFile read_customer(const Session& session, const Archive& archive, const Person& person,
                         const std::string& word) {
  RecordFile file = read_any_customer(session, archive, person, word);
  require_changeable(person, file.id, file.reading.document);
  return file;
}

RecordFile read_visible_customer(const Session& session, const Archive& archive,
                                 const Person& person, const std::string& word) {
  RecordFile file = read_any_customer(session, archive, person, word);
  require_visible(person, file.id, file.reading.document);
  return file;
}

std::vector<Problem> problems_of(const Archive& archive, const Person& person,
                                 std::chrono::sys_seconds now, const Revision& revision) {
  std::vector<Problem> problems = revision.problems;
  if (!revision.identity) return problems;
  const Filing filing(archive, person, now);
  for (Problem& problem : find_taken_values(filing.customers(), revision)) {
    problems.push_back(std::move(problem));
  }
  return problems;
}

void tell_status(const Session& session, const Revision& revision) {
  if (revision.new_status == revision.old_status) return;
  session.say(fill(
      {"{}: status: {} → {}", "{}: status: {} → {}"},
      {revision.id, show_short(revision.old_status, session.language()), revision.new_status}));
}

void tell_revision(const Session& session, const Archive& archive, const Person& person,
                   const RecordFile& file, const Revision& revision) {
  const Document& document = file.reading.document;
  auto differences =
      mask_differences(document, archive.schemas(), revision.differences, archive.team().names());
  if (!may_see(person, document)) hide_old_values(differences);
  const Language language = session.language();
  for (const Difference& difference : differences) {
    session.say(fill({"{}: {}: {} → {}", "{}: {}: {} → {}"},
                     {revision.id, difference.path, show_short(difference.from, language),
                      show_short(difference.to, language)}));
  }
  tell_status(session, revision);
  if (revision.wanted_status.empty() && !revision.old_wanted_status.empty()) {
    session.say(fill({"{}: no longer to become {}", "{}：不再申请变为 {}"},
                     {revision.id, revision.old_wanted_status}));
  }
  if (revision.wanted_status != revision.old_wanted_status && !revision.wanted_status.empty()) {
    session.say(fill({"{}: becomes {} once a second person approves", "{}：第二人审核后变为 {}"},
                     {revision.id, revision.wanted_status}));
  }
  if (revision.differences.empty() && revision.new_status == revision.old_status &&
      revision.wanted_status == revision.old_wanted_status) {
    session.say(
        fill({"{}: only how it is written has changed", "{}：仅书写形式有变"}, {revision.id}));
  }
  if (!revision.left_problems.empty()) {
    session.say(fill({"errors that were there before and are left: {}; see 'custrec verify {}'",
                      "原有且尚未更正的错误：{}，请见 custrec verify {}"},
                     {revision.left_problems.size(), revision.id}));
  }
}

Exit edit_by_assignments(Session& session, const Archive& archive, const Person& person,
                         const EditOptions& options) {
  const Reviser reviser(archive, session.now());
  Change change = make_change(archive, reviser.context(), person, options);
  const Lock lock = begin_writing(archive.tree(), person.name);
  const RecordFile file = read_customer(session, archive, person, options.words[0]);
  const Document layout = require_record_form(file);
  const Wish wish = read_wish(archive, reviser.context(), layout, options.words);
  Revision revision = reviser.revise(file, layout, wish.record, wish.status, change);
  if (revision.refusal) throw Error(Exit::refused, *revision.refusal);
  if (revision.lacks_reason) {
    throw Error(Exit::usage,
                {"why? This change needs --reason TEXT", "此更改须用 --reason 写明原因"});
  }
  const std::vector<Problem> problems = problems_of(archive, person, session.now(), revision);
  session.print_problems(problems, true);
  if (count_problems(problems).errors > 0) {
    session.complain({"nothing was changed; please correct these", "未更改；请更正以上问题"});
    return Exit::problems;
  }
  if (revision.changes_nothing()) {
    session.say(fill({"{} says so already", "{} 已是如此，无需更改"}, {revision.id}));
    return Exit::clean;
  }
  if (!options.dry_run) {
    Transaction transaction(archive.tree(), lock);
    transaction.replace(revision.path, revision.before, revision.after);
    transaction.commit();
  }
  tell_revision(session, archive, person, file, revision);
  if (options.dry_run) session.say({"nothing was written (--dry-run)", "未写入（--dry-run）"});
  return Exit::clean;
}

void declare_edit(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"edit",
       {"Change customers that are filed", "更改已登记的客户"},
       {"  custrec edit C20240315001 contacts[0].mobile=13900139000 --reason '客户来电更换号码'\n"
        "  custrec edit C20240315001 tags+=高价值客户 remarks=\n"
        "  custrec edit C20240315001 needs.N1.status=done      an entry by its id\n"
        "  custrec edit C20240315001 contacts.1= --reason 离职  removes it\n"
        "  custrec edit C20240315001                           the whole record in your editor\n"
        "  custrec edit C20240315001 status=closed --reason 合作结束\n"
        "  custrec edit --from grades.csv --reason 年度评级      many, by a sheet\n"
        "  custrec edit --tidy --check                         which records aren't in record "
        "form\n"
        "  custrec edit --resolve C20240315001 --take ours owner   after a merge with conflicts",
        "  custrec edit C20240315001 手机号码=13900139000 --reason '客户来电更换号码'\n"
        "  custrec edit C20240315001 tags+=高价值客户 remarks=\n"
        "  custrec edit C20240315001 needs.N1.status=done      按编号指定条目\n"
        "  custrec edit C20240315001 contacts.1= --reason 离职  删除该条\n"
        "  custrec edit C20240315001                           在编辑器中修改整份档案\n"
        "  custrec edit C20240315001 status=closed --reason 合作结束\n"
        "  custrec edit --from grades.csv --reason 年度评级      按表格批量更改\n"
        "  custrec edit --tidy --check                         哪些档案不是规范格式\n"
        "  custrec edit --resolve C20240315001 --take ours owner   合并有冲突之后"}});
  auto options = std::make_shared<EditOptions>();
  command->add_option("word", options->words,
                      text({"Customer number or name, then FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE",
                            "客户编号或名称，然后是 字段=值、字段+=值、字段-=值"}));
  command
      ->add_option("--reason", options->reason,
                   text({"Why; needed where a reviewed field changes", "原因；更改受审字段时必填"}))
      ->type_name("TEXT");
  command
      ->add_option(
          "--evidence", options->evidence,
          text({"How it was verified: letter, e-mail, call", "核实依据：来函、邮件、电话"}))
      ->type_name("TEXT");
  command
      ->add_option("--noticed", options->noticed, text({"When it became known", "得知变更的时间"}))
      ->type_name("TIME");
  CLI::Option* from =
      command
          ->add_option("--from", options->from,
                       text({"Changes: a workbook (XLSX), CSV, JSON Lines or YAML; - for stdin",
                             "更改表格：工作簿（XLSX）、CSV、JSON Lines 或 YAML；- 为标准输入"}))
          ->type_name("FILE");
  CLI::Option* tidy = command->add_flag(
      "--tidy", options->tidy,
      text({"Bring records to record form and values to their normal form (all, or those named)",
            "整理为规范格式和标准值（全部，或指定的客户）"}));
  command
      ->add_flag("--check", options->check,
                 text({"Only name the records that --tidy would change; exit code 1 if any",
                       "只列出 --tidy 将更改的档案；有则退出码为 1"}))
      ->needs(tidy);
  CLI::Option* renumber = command->add_flag(
      "--renumber", options->renumber,
      text({"Give the customer the next free number", "更换为下一个可用的客户编号"}));
  CLI::Option* discard =
      command->add_flag("--discard", options->discard,
                        text({"Remove drafts that were never submitted", "删除从未提交的草稿"}));
  CLI::Option* resolve = command->add_flag(
      "--resolve", options->resolve,
      text({"Resolve what a merge of git has left of a customer", "处理 git 合并留下的冲突"}));
  command
      ->add_option("--take", options->take,
                   text({"With --resolve: the side to take, in all fields or those named",
                         "与 --resolve 同用：取哪一方，全部字段或指定的字段"}))
      ->check(CLI::IsMember({"ours", "theirs"}))
      ->needs(resolve)
      ->type_name("SIDE");
  tidy->excludes(from)->excludes(renumber)->excludes(discard)->excludes(resolve);
  renumber->excludes(from)->excludes(discard)->excludes(resolve);
  discard->excludes(from)->excludes(resolve);
  resolve->excludes(from);
  command->add_flag("--force", options->force,
                    text({"With --from: rename who is known by a code; with --tidy: lose comments",
                          "与 --from 同用：允许更名；与 --tidy 同用：必要时舍弃注释"}));
  command->add_flag("--dry-run", options->dry_run,
                    text({"Tell what would happen, write nothing", "只说明将发生什么，不写入"}));
  declare_batch_options(declaration, *command, from, options->batch);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_edit(*options, session); };
  });
}

}  // namespace custrec
