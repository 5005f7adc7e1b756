// SPDX-License-Identifier: MIT
// custrec add KIND ID: an entry of a customer who is filed.
#include "commands/add_entry.hpp"

#include <algorithm>
#include <set>

#include "archive/access.hpp"
#include "archive/attachments.hpp"
#include "archive/selection.hpp"
#include "archive/transaction.hpp"
#include "commands/batch.hpp"
#include "commands/edit.hpp"
#include "schema/assignment.hpp"
#include "schema/describe_value.hpp"
#include "schema/form.hpp"
#include "schema/scope.hpp"
#include "terminal/outcome.hpp"
#include "terminal/questionnaire.hpp"
#include "terminal/record_page.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Text describe_use(const Field& list) {
  return fill({"custrec add {} ID FIELD=VALUE…", "custrec add {} 编号 字段=值…"}, {list.of});
}

/// One field of the entry, by name or heading, set once.
Assignment must_parse(const Schemas& schemas, const Field& list, const std::string& word) {
  AssignmentResult result = parse_assignment(schemas, schemas.fields_of(list), word);
  if (!result.assignment) throw Error(Exit::usage, result.mistake);
  const std::string path = result.assignment->path.text();
  if (result.assignment->sign == Assignment::Sign::remove) {
    throw Error(Exit::usage, fill({"{}: a new entry has nothing to take away; write FIELD=VALUE",
                                   "{}：新条目尚无内容可减，请写 字段=值"},
                                  {escape_controls(word)}));
  }
  if (is_own_entry_field(list, path)) {
    throw Error(Exit::usage,
                fill({"{} is set by custrec itself", "{} 由 custrec 自行设置"}, {path}));
  }
  return std::move(*result.assignment);
}

Value read_entry(const EntryRequest& request, const TypeContext& context,
                 std::vector<std::string>::const_iterator word) {
  const Schemas& schemas = request.archive.schemas();
  Value entry = make_mapping("");
  std::set<std::string> given;
  for (; word != request.options.words.end(); ++word) {
    require_utf8(*word);
    const Assignment assignment = must_parse(schemas, request.list, *word);
    if (assignment.sign == Assignment::Sign::set && !given.insert(assignment.path.text()).second) {
      throw Error(Exit::usage,
                  fill({"{} is given twice", "{} 给出了两次"}, {assignment.path.text()}));
    }
    if (const auto mistake = assign(entry, schemas, assignment, context)) {
      throw Error(Exit::usage, *mistake);
    }
  }
  return entry;
}

std::string find_reason(const Session& session, const Archive& archive, const AddOptions& options) {
  const Language own = archive.settings().language.value_or(session.language());
  return options.reason.empty() ? Text{"added", "新增"}.in(own) : options.reason;
}

Exit add_entries_from_sheet(Session& session, const Archive& archive, const Person& person,
                            const Field& list, const AddOptions& options) {
  if (options.words.size() > 1 || options.editor || options.update) {
    throw Error(Exit::usage, {"a sheet of entries names the customers itself and goes without "
                              "FIELD=VALUE, --editor and --update",
                              "条目表格自带客户列，不能与 字段=值、--editor、--update 同用"});
  }
  BatchOptions batch = options.batch;
  batch.from = options.from;
  batch.list = &list;
  batch.dry_run = options.dry_run;
  batch.import.reason = find_reason(session, archive, options);
  batch.import.evidence = options.evidence;
  return run_batch(session, archive, person, std::move(batch));
}

void set_text(Value& entry, const std::string& name, const std::string& text) {
  std::erase_if(entry.items, [&](const Value& item) { return item.key == name; });
  entry.items.push_back(make_text(name, text));
}

/// Where the attachment will lie, and what it holds.
void note_file(const EntryRequest& request, const RecordFile& file, const std::string& sha256,
               Value& entry) {
  const Schemas& schemas = request.archive.schemas();
  const Field* kind = find_field(schemas.fields_of(request.list), "kind");
  const Value* value = entry.find("kind");
  const Language own = request.archive.settings().language.value_or(Language::chinese);
  const std::string label =
      kind == nullptr || value == nullptr ? std::string() : describe_value(*kind, *value, own);
  const std::set<std::string> taken =
      find_taken_names(request.archive.tree(), FileFields(schemas), file.id, file.reading.document);
  set_text(entry, "path",
           layout::attachments_path(file.id) + "/" +
               attachment_name(file.reading.document, label, entry.text_at("year"), request.source,
                               taken));
  set_text(entry, "sha256", sha256);
}

/// The record, the entry in it, and what comes of that.
struct Draft {
  RecordFile file;
  std::string attachment;  ///< where a file goes, or empty
  NewEntry added;
};

/// A file that isn't copied yet is taken to hold anything.
const std::string any_sha256(64, '0');

Draft make_draft(const Session& session, const EntryRequest& request, const Value& entry,
                 const std::string& sha256 = any_sha256) {
  const Reviser reviser(request.archive, session.now());
  RecordFile file = read_customer(session, request.archive, request.person, request.customer);
  const Document layout = require_record_form(file);
  Value complete = complete_entry(entry, request.archive, request.list,
                                  value_of(layout, Document::root), request.person, session.now());
  if (request.list.of == "file") note_file(request, file, sha256, complete);
  std::string attachment(request.list.of == "file" ? complete.text_at("path") : "");
  const Change change{request.person.name,
                      find_reason(session, request.archive, request.options),
                      request.options.evidence,
                      {}};
  NewEntry added = append_entry(reviser, file, layout, request.list, std::move(complete), change);
  return {std::move(file), std::move(attachment), std::move(added)};
}

/// An entry as a record that has nothing else, for the page of a record.
Value as_record(const Field& list, Value entry, const Schemas& schemas) {
  Value record = make_mapping("", {make_sequence(list.name, {std::move(entry)})});
  order_fields(record, schemas);
  return record;
}

bool is_needed(const EntryRequest& request, const Value& record, const Value& answers,
               const Field& field, const FieldPath& parent) {
  if (!parent.steps.empty()) return false;
  Value whole = record;
  std::erase_if(whole.items, [&](const Value& item) { return item.key == request.list.name; });
  Value entry = answers;
  if (entry.items.empty()) entry.items.push_back(make_text("id", "?"));
  whole.items.push_back(make_sequence(request.list.name, {std::move(entry)}));
  const Reading reading = read_document(format_record(whole));
  if (!reading.readable) return false;
  const Document& document = reading.document;
  const Schemas& schemas = request.archive.schemas();
  const NodeIndex list = document.find(Document::root, request.list.name);
  const Scope outer{schemas, document, Document::root, schemas.customer().fields, nullptr};
  return is_required(field, {schemas, document, document.children(list)[0],
                             schemas.fields_of(request.list), &outer});
}

Form make_form(const Session& session, const EntryRequest& request, const Value& record) {
  const Schemas& schemas = request.archive.schemas();
  return {schemas.fields_of(request.list),
          [&](const FieldPath& path) { return !is_own_entry_field(request.list, path.text()); },
          [&](const Value& answers, const Field& field, const FieldPath& parent) {
            return is_needed(request, record, answers, field, parent);
          },
          [&](const Value& answers, const FieldPath& path) {
            return path.steps.size() > 1
                       ? std::string()
                       : known_entry_value(request.archive, request.list, path.field(), answers,
                                           record, request.person, session.now());
          },
          [](const Value&, const FieldPath&) { return true; },
          [&](const Value& answers) {
            return format_record_page(as_record(request.list, answers, schemas), schemas,
                                      session.language(), session.has_colour(true));
          },
          [&](const Value& answers) {
            const auto problems = find_entry_problems(session, request, answers);
            session.print_problems(problems, true);
            return count_problems(problems).errors > 0;
          }};
}

}  // namespace

Value read_record_of(const Session& session, const EntryRequest& request) {
  const RecordFile file =
      read_visible_customer(session, request.archive, request.person, request.customer);
  return value_of(file.reading.document, Document::root);
}

std::vector<Problem> find_entry_problems(const Session& session, const EntryRequest& request,
                                         const Value& entry) {
  const Draft draft = make_draft(session, request, entry);
  if (draft.added.revision.refusal) throw Error(Exit::refused, *draft.added.revision.refusal);
  return problems_of(request.archive, request.person, session.now(), draft.added.revision);
}

Exit file_entry(const Session& session, const EntryRequest& request, const Value& entry) {
  const Archive& archive = request.archive;
  const Lock lock = begin_writing(archive.tree(), request.person.name);
  Transaction transaction(archive.tree(), lock);
  std::optional<StagedFile> staged;
  if (!request.source.empty()) staged = transaction.stage_file(request.source);
  const Draft draft = make_draft(session, request, entry, staged ? staged->sha256 : any_sha256);
  const Revision& revision = draft.added.revision;
  if (revision.refusal) throw Error(Exit::refused, *revision.refusal);
  const auto problems = problems_of(archive, request.person, session.now(), revision);
  session.print_problems(problems, true);
  if (count_problems(problems).errors > 0) {
    session.complain({"nothing was added; please correct these", "未添加；请更正以上问题"});
    return Exit::problems;
  }
  if (request.options.dry_run) {
    session.say({"nothing was written (--dry-run)", "未写入（--dry-run）"});
  } else {
    transaction.replace(revision.path, revision.before, revision.after);
    if (staged) transaction.create_staged(draft.attachment, *staged);
    transaction.commit();
  }
  tell_done(session, draft.added.name);
  // The name of an attachment has the customer's name in it.
  if (staged && may_see(request.person, draft.file.reading.document)) {
    session.say(same_text(draft.attachment));
  }
  if (staged && staged->size == 0) {
    session.complain({"the file is empty", "文件为空"});
  }
  tell_status(session, revision);
  return Exit::clean;
}

Exit add_entry(Session& session, const Archive& archive, const Person& person, const Field& list,
               const AddOptions& options) {
  const auto& words = options.words;
  if (!options.from.empty()) return add_entries_from_sheet(session, archive, person, list, options);
  if (words.size() < 2) {
    throw Error(Exit::usage,
                fill({"to which customer? {}", "添加到哪个客户？{}"}, {describe_use(list)}));
  }
  EntryRequest request{archive, person, list, options, words[1], {}};
  std::size_t first = 2;  // of the assignments
  if (list.of == "file") {
    if (words.size() < 3) {
      throw Error(Exit::usage, {"which file? custrec add file ID PATH FIELD=VALUE…",
                                "哪个文件？custrec add file 编号 文件路径 字段=值…"});
    }
    request.source = words[2];
    first = 3;
  }
  if (options.editor) {
    if (words.size() > first) {
      throw Error(Exit::usage,
                  {"--editor goes without FIELD=VALUE", "--editor 不能与 字段=值 同用"});
    }
    return add_entry_in_editor(session, request);
  }
  if (words.size() > first) {
    const TypeContext context = archive.context(session.now());
    return file_entry(
        session, request,
        read_entry(request, context, words.begin() + static_cast<std::ptrdiff_t>(first)));
  }
  if (session.can_ask()) return add_entry_by_asking(session, request);
  throw Error(Exit::usage, fill({"nothing to add: {}, or --editor, or call it on a terminal",
                                 "没有内容可添加：{}，或用 --editor，或在终端中运行"},
                                {describe_use(list)}));
}

Exit add_entry_by_asking(Session& session, const EntryRequest& request) {
  try {
    const Value record = read_record_of(session, request);
    const TypeContext context = request.archive.context(session.now());
    session.complain(fill(
        {"{} of {} {}", "{}：{} {}"},
        {request.list.kind->title, record.text_at("id"), escape_controls(record.text_at("name"))}));
    const Value entry = Questionnaire(session, request.archive.schemas(), context,
                                      make_form(session, request, record))
                            .run();
    return file_entry(session, request, entry);
  } catch (const GivenUp&) {
    session.complain({"\nnothing was saved", "\n未保存"});
    return Exit::refused;
  }
}

}  // namespace custrec
