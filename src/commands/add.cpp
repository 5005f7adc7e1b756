// SPDX-License-Identifier: MIT
// custrec add: a new customer, or an entry of one, by assignments, by answering questions, in the
// editor, or many from a sheet.
#include "commands/add.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "archive/transaction.hpp"
#include "commands/add_entry.hpp"
#include "commands/batch.hpp"
#include "commands/command_help.hpp"
#include "schema/anomaly.hpp"
#include "schema/assignment.hpp"
#include "schema/form.hpp"
#include "terminal/outcome.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Value read_assignments(const Archive& archive, const TypeContext& context,
                       const std::vector<std::string>& assignments) {
  Value form = make_mapping("");
  std::set<std::string> given;
  for (const std::string& assignment : assignments) {
    const AssignmentResult result =
        parse_assignment(archive.schemas(), archive.schemas().customer().fields, assignment);
    if (!result.assignment) throw Error(Exit::usage, result.mistake);
    const FieldPath& path = result.assignment->path;
    if (path.names_entry() || result.assignment->sign != Assignment::Sign::set) {
      throw Error(Exit::usage, fill({"{}: a new customer has nothing to change; write FIELD=VALUE",
                                     "{}：新客户尚无内容可改，请写 字段=值"},
                                    {escape_controls(assignment)}));
    }
    if (is_own_field(path.text())) {
      throw Error(Exit::usage,
                  fill({"{} is set by custrec itself", "{} 由 custrec 自行设置"}, {path.text()}));
    }
    if (path.field().type->check == nullptr && path.field().type->name != "choices") {
      throw Error(Exit::usage, fill({"{} is no single value; name a field in it",
                                     "{} 不是单个值，请指明其中的字段"},
                                    {path.text()}));
    }
    if (!given.insert(path.text()).second) {
      throw Error(Exit::usage, fill({"{} is given twice", "{} 给出了两次"}, {path.text()}));
    }
    fill_in(form, path, result.assignment->value, context);
  }
  return form;
}

Text what_to_do(const std::vector<Problem>& problems, bool draft) {
  const bool only_missing =
      std::all_of(problems.begin(), problems.end(), [](const Problem& problem) {
        return problem.level == Level::warning || problem.rule == "required";
      });
  if (!only_missing || draft) {
    return {"nothing was filed; please correct these", "未登记；请更正以上问题"};
  }
  return {"nothing was filed; add what is missing, or keep what there is with --draft",
          "未登记；请补全，或用 --draft 先存为草稿"};
}

Exit add_by_assignments(Session& session, const Archive& archive, const Person& person,
                        const AddOptions& options) {
  const TypeContext context = archive.context(session.now());
  return file_customer(session, archive, person, read_assignments(archive, context, options.words),
                       options);
}

Exit add_from_sheet(Session& session, const Archive& archive, const Person& person,
                    const AddOptions& options) {
  if (!options.words.empty() || options.editor || options.draft) {
    throw Error(Exit::usage, {"--from goes without FIELD=VALUE, --editor and --draft",
                              "--from 不能与 字段=值、--editor、--draft 同用"});
  }
  const Language own = archive.settings().language.value_or(session.language());
  const std::string sheet =
      options.from == "-" ? "<stdin>" : options.from.substr(options.from.rfind('/') + 1);
  BatchOptions batch = options.batch;
  batch.from = options.from;
  batch.dry_run = options.dry_run;
  batch.import.update = options.update;
  batch.import.force = options.force;
  batch.import.reason = options.reason.empty()
                            ? fill({"updated from {}", "批量更新自 {}"}, {sheet}).in(own)
                            : options.reason;
  batch.import.evidence = options.evidence;
  return run_batch(session, archive, person, std::move(batch));
}

/// The kind of entry that the first word names; null when it is an assignment.
const Field* find_kind(const Schemas& schemas, const std::vector<std::string>& words) {
  if (words.empty()) return nullptr;
  const std::string& word = words[0];
  const Field* list = find_entry_list(schemas, word);
  if (list != nullptr || word.find('=') != std::string::npos) return list;
  std::vector<std::string> kinds;
  std::string all;
  for (const Field* known : find_entry_lists(schemas)) {
    kinds.push_back(known->of);
    all += (all.empty() ? "" : " ") + known->of;
  }
  const auto similar = find_similar(word, kinds);
  throw Error(Exit::usage,
              similar ? fill({"{} is neither FIELD=VALUE nor a kind of entry; did you mean {}?",
                              "{} 既不是 字段=值，也不是条目种类；是否想写 {}？"},
                             {escape_controls(word), *similar})
                      : fill({"{} is neither FIELD=VALUE nor a kind of entry; there are: {}",
                              "{} 既不是 字段=值，也不是条目种类；可选：{}"},
                             {escape_controls(word), all}));
}

void refuse_options_of_entries(const AddOptions& options) {
  if (options.from.empty() && !(options.reason + options.evidence).empty()) {
    throw Error(Exit::usage, {"a new customer needs no --reason and no --evidence",
                              "登记新客户不用 --reason 和 --evidence"});
  }
}

void refuse_options_of_customers(const AddOptions& options) {
  if (options.draft || options.force || !options.accept.empty()) {
    throw Error(Exit::usage, {"--draft, --force and --accept go with new customers only",
                              "--draft、--force 和 --accept 仅用于新客户"});
  }
}

Exit run_add(const AddOptions& options, Session& session) {
  const Archive archive = session.open_archive();
  const Person& person = session.find_person(archive);
  if (const Field* list = find_kind(archive.schemas(), options.words)) {
    refuse_options_of_customers(options);
    return add_entry(session, archive, person, *list, options);
  }
  refuse_options_of_entries(options);
  if (!options.from.empty()) return add_from_sheet(session, archive, person, options);
  if (options.editor && session.options().no_input) {
    throw Error(Exit::usage,
                {"--editor goes without --no-input", "--editor 不能与 --no-input 同用"});
  }
  if (options.editor) return add_in_editor(session, archive, person, options);
  if (!options.words.empty()) return add_by_assignments(session, archive, person, options);
  if (session.can_ask()) return add_by_asking(session, archive, person, options);
  throw Error(
      Exit::usage,
      {"nothing to add: give FIELD=VALUE, --editor or --from FILE, or call it on a terminal",
       "没有内容可登记：请给出 字段=值、--editor 或 --from 文件，或在终端中运行"});
}

}  // namespace

std::optional<Problem> find_duplicate(const Archive& archive, const Filing& filing,
                                      const Identity& identity, bool force) {
  if (const auto match = filing.customers().find_exact(identity)) {
    const Field* field = find_field(archive.schemas().customer().fields, match->field);
    return Problem{Level::error,
                   "unique",
                   "",
                   "",
                   0,
                   0,
                   match->field,
                   fill({"{} is this customer already: the same {}", "{} 已是此客户：{}相同"},
                        {match->id, field->label}),
                   {}};
  }
  const auto namesakes = filing.customers().find_by_name(identity);
  if (namesakes.empty() || force) return std::nullopt;
  return Problem{Level::error,
                 "duplicate-customer",
                 "",
                 "",
                 0,
                 0,
                 "name",
                 fill({"{} has the same name", "与 {} 名称相同"}, {namesakes[0]}),
                 {"if it is another customer, add --force", "确为不同客户请加 --force"}};
}

namespace {

/// What a person says of a value that is odd but true.
struct Acceptance {
  std::string field;
  std::string reason;
};

Acceptance read_acceptance(const Schemas& schemas, const std::string& word) {
  const std::size_t sign = word.find('=');
  const std::string reason(
      sign == std::string::npos ? "" : trim(std::string_view(word).substr(sign + 1)));
  if (reason.empty()) {
    throw Error(Exit::usage,
                fill({"--accept: {} should be FIELD=REASON", "--accept：{} 应为 字段=原因"},
                     {escape_controls(word)}));
  }
  const FieldPathResult found = parse_field_path(schemas, word.substr(0, sign));
  if (!found.path) throw Error(Exit::usage, found.mistake);
  return {found.path->text(), reason};
}

/// Puts an accepted anomaly into `form` for each problem of the field.
void accept_problems(Value& form, const Archive& archive, const Person& person,
                     std::chrono::sys_seconds now, const Acceptance& acceptance,
                     const std::vector<Problem>& problems, Language language) {
  const Field* list = find_entry_list(archive.schemas(), "anomaly");
  bool any = false;
  for (const Problem& problem : problems) {
    if (problem.field != acceptance.field || list == nullptr || !may_be_known(problem.rule))
      continue;
    any = true;
    Value entry =
        make_mapping("", {make_text("how", "verify"), make_text("field", acceptance.field),
                          make_text("rule", std::string(problem.rule)),
                          make_text("problem", problem.message.in(language)),
                          make_text("cause", acceptance.reason),
                          make_text("resolved_at", archive.format_now(now), true),
                          make_text("resolution", "accepted")});
    entry = complete_entry(std::move(entry), archive, *list, form, person, now);
    const auto known = std::find_if(form.items.begin(), form.items.end(),
                                    [&](const Value& item) { return item.key == list->name; });
    Value& entries =
        known == form.items.end() ? form.items.emplace_back(make_sequence(list->name)) : *known;
    entries.items.push_back(std::move(entry));
  }
  if (!any) {
    throw Error(Exit::usage, fill({"--accept: nothing is wrong with {}", "--accept：{} 没有问题"},
                                  {acceptance.field}));
  }
}

}  // namespace

Exit file_customer(const Session& session, const Archive& archive, const Person& person, Value form,
                   const AddOptions& options) {
  const Lock lock = begin_writing(archive.tree(), person.name);
  Filing filing(archive, person, session.now());
  tell_unreadable(session, filing);
  NewRecord record = filing.prepare(form, options.draft);
  const Language own = archive.settings().language.value_or(session.language());
  for (const std::string& word : options.accept) {
    accept_problems(form, archive, person, session.now(), read_acceptance(archive.schemas(), word),
                    record.problems, own);
  }
  if (!options.accept.empty()) record = filing.prepare(form, options.draft);
  if (const auto same = find_duplicate(archive, filing, record.identity, options.force)) {
    throw Error(Exit::refused,
                fill({"{}{}{}", "{}{}{}"},
                     {same->message, same->hint.empty() ? Text{} : Text{"; ", "；"}, same->hint}));
  }
  session.print_problems(record.problems, true);
  if (count_problems(record.problems).errors > 0) {
    session.complain(what_to_do(record.problems, options.draft));
    return Exit::problems;
  }
  if (filing.customers().knows_id(record.id)) {
    throw Error(Exit::refused,
                fill({"there is a customer {} already", "已有客户 {}"}, {record.id}));
  }
  if (options.dry_run) {
    session.say({"nothing was written (--dry-run)", "未写入（--dry-run）"});
  } else {
    Transaction transaction(archive.tree(), lock);
    transaction.create(record.path, record.text);
    transaction.commit();
  }
  tell_done(session, record.id);
  return Exit::clean;
}

void declare_add(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"add",
       {"File a new customer, or an entry of one, or many from a sheet",
        "登记新客户或客户的条目，或从表格批量登记"},
       {"  custrec add                               asks field by field\n"
        "  custrec add type=enterprise name=示例机械有限公司 contacts[0].mobile=13800138000 …\n"
        "  custrec add --editor                      a form in your editor\n"
        "  custrec add interaction C20240315001 method=phone topic=交货期 summary=确认六月交货\n"
        "  custrec add need C20240315001             asks field by field\n"
        "  custrec add interaction --from calls.csv  many, for many customers\n"
        "  custrec add --from customers.xlsx --sheet 2 --dry-run\n"
        "  custrec add --from customers.csv --skip --rejects bad.csv",
        "  custrec add                               逐项询问\n"
        "  custrec add 客户类型=企业客户 客户名称=示例机械有限公司 手机号码=13800138000 …\n"
        "  custrec add --editor                      在编辑器中填表\n"
        "  custrec add interaction C20240315001 互动方式=电话 主题=交货期 摘要=确认六月交货\n"
        "  custrec add 需求 C20240315001             逐项询问\n"
        "  custrec add interaction --from calls.csv  为多个客户批量添加\n"
        "  custrec add --from customers.xlsx --sheet 2 --dry-run\n"
        "  custrec add --from customers.csv --skip --rejects bad.csv"}});
  auto options = std::make_shared<AddOptions>();
  command->add_option(
      "word", options->words,
      text({"FIELD=VALUE by field name or label; or KIND ID FIELD=VALUE for an entry: contact, "
            "interaction, visit, need, complaint, contract, file (with its PATH), anomaly",
            "字段=值，字段可用名称或标签；添加条目写 种类 编号 字段=值：contact interaction visit "
            "need complaint contract file（后接文件路径）anomaly"}));
  command
      ->add_option("--reason", options->reason,
                   text({"Why, for the change log: of an entry, or with --update",
                         "更改原因，记入变更记录：用于条目，或与 --update 同用"}))
      ->type_name("TEXT");
  command
      ->add_option(
          "--evidence", options->evidence,
          text({"How it was verified: letter, e-mail, call", "核实依据：来函、邮件、电话"}))
      ->type_name("TEXT");
  command->add_flag("--editor", options->editor,
                    text({"Fill in a form in $VISUAL or $EDITOR", "在 $VISUAL 或 $EDITOR 中填表"}));
  command
      ->add_option("--accept", options->accept,
                   text({"The value of this field is odd but true: REASON goes into an accepted "
                         "anomaly",
                         "此字段的值虽异常但属实：原因记入已接受的异常"}))
      ->type_name("FIELD=REASON");
  command->add_flag("--draft", options->draft,
                    text({"Keep what isn't complete yet as a draft", "未填完的先存为草稿"}));
  command->add_flag(
      "--force", options->force,
      text({"File it although a customer of the same name is there", "即使已有同名客户也登记"}));
  CLI::Option* from =
      command
          ->add_option("--from", options->from,
                       text({"Customers, or after KIND entries: a workbook (XLSX), CSV, JSON "
                             "Lines or YAML; - for stdin",
                             "客户（在种类之后为条目）：工作簿（XLSX）、CSV、JSON Lines 或 "
                             "YAML；- 为标准输入"}))
          ->type_name("FILE");
  command->add_flag("--dry-run", options->dry_run,
                    text({"Tell what would happen, write nothing", "只说明将发生什么，不写入"}));
  command
      ->add_flag("--update", options->update,
                 text({"Rows of known customers change their records", "已有客户按表格更新"}))
      ->needs(from);
  declare_batch_options(declaration, *command, from, options->batch);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_add(*options, session); };
  });
}

}  // namespace custrec
