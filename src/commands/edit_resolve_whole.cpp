// SPDX-License-Identifier: MIT
// custrec edit --resolve where whole records are in conflict: two branches have filed a customer
// under one number, or one has removed the record that the other changed.
#include <algorithm>
#include <set>

#include "archive/filing.hpp"
#include "archive/layout.hpp"
#include "archive/renumber.hpp"
#include "archive/transaction.hpp"
#include "archive/walk.hpp"
#include "commands/edit_resolve.hpp"
#include "schema/identity.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// A record out of git's index. Throws Error(refused) for one that can't be read.
RecordFile read_stage(const Archive& archive, const Conflict& conflict, const std::string& blob,
                      std::string_view side) {
  RecordFile file{
      conflict.path, conflict.id, read_document(read_blob(archive.tree().root(), blob)), {}};
  if (file.reading.readable && file.reading.faults.empty()) return file;
  throw Error(
      Exit::refused,
      fill({"{} of {} can't be read as a record; mend the file by hand, then run 'custrec "
            "edit --resolve {}' again",
            "{} 方的 {} 无法作为档案读取；请手工修正文件，再运行 custrec edit --resolve {}"},
           {side, conflict.path, conflict.id}));
}

/// Every text of the record that is a path in the folder of its attachments.
void collect_attachments(const Value& value, const std::string& folder,
                         std::set<std::string>& paths) {
  if (value.kind == Kind::scalar && value.text.starts_with(folder)) paths.insert(value.text);
  for (const Value& item : value.items) {
    if (item.key != "changes") collect_attachments(item, folder, paths);
  }
}

std::set<std::string> find_attachments(const RecordFile& file) {
  std::set<std::string> paths;
  collect_attachments(value_of(file.reading.document, Document::root),
                      layout::attachments_path(file.id) + "/", paths);
  return paths;
}

/// Theirs go into the folder of the new number; where both have one of the same name, ours stays.
std::vector<std::string> move_attachments(const Archive& archive, const RecordFile& ours,
                                          const RecordFile& theirs, const std::string& new_id,
                                          Transaction& transaction) {
  const Tree& tree = archive.tree();
  const std::set<std::string> kept = find_attachments(ours);
  const auto conflicts = find_conflicted_files(tree.root(), layout::attachments_path(theirs.id));
  std::vector<std::string> touched;
  for (const std::string& path : find_attachments(theirs)) {
    const std::string target = renumbered_path(path, theirs.id, new_id);
    const auto conflict = conflicts.find(path);
    if (conflict != conflicts.end() && !conflict->second.theirs.empty()) {
      transaction.create(target, read_blob(tree.root(), conflict->second.theirs));
      const auto now = tree.read(path);
      const std::string own = read_blob(tree.root(), conflict->second.ours);
      if (now && !conflict->second.ours.empty() && *now != own) {
        transaction.replace(path, *now, own);
      }
    } else if (!tree.exists(path)) {
      continue;
    } else if (kept.contains(path)) {
      transaction.create(target, *tree.read(path));
    } else {
      transaction.move(path, target);
    }
    touched.push_back(path);
    touched.push_back(target);
  }
  return touched;
}

/// Perhaps they are one customer whom two people have filed.
void warn_of_likeness(const Session& session, const Archive& archive, const RecordFile& ours,
                      const RecordFile& theirs) {
  const TypeContext context = archive.context(session.now());
  DuplicateIndex index;
  Identity own = identify(ours.reading.document, archive.schemas(), context);
  own.id = ours.id;
  index.add(own);
  Identity other = identify(theirs.reading.document, archive.schemas(), context);
  const auto match = index.find_exact(other);
  if (!match && index.find_by_name(other).empty()) return;
  session.complain(fill({"{}: both have the same {}: if they are one customer, bring what theirs "
                         "has into ours and see 'custrec verify'",
                         "{}：两者的 {} 相同；如为同一客户，请将对方内容并入本方，并查看 custrec "
                         "verify"},
                        {ours.id, match ? match->field : "name"}));
}

Exit keep_one(Session& session, const Archive& archive, const EditOptions& options,
              const Lock& lock, const Conflict& conflict, Side side) {
  if (options.words.size() > 1) {
    throw Error(Exit::usage, {"two customers under one number are no conflict of fields: --take "
                              "without FIELD keeps one of them whole",
                              "同一编号的两个客户不是字段冲突：--take 不带字段，整份保留其中一个"});
  }
  const std::string& blob = side == Side::ours ? conflict.stages.ours : conflict.stages.theirs;
  if (!options.dry_run) {
    settle_conflict(archive, lock, conflict, read_blob(archive.tree().root(), blob));
  }
  session.say(fill({"{}: only {} is kept; resolved and staged", "{}：只保留 {} 方；已解决并暂存"},
                   {conflict.id, options.take}));
  return Exit::clean;
}

Change make_renumbering(const Archive& archive, const TypeContext& context, const Session& session,
                        const Person& person, const EditOptions& options) {
  Change change = make_change(archive, context, person, options);
  if (change.reason.empty()) {
    const Language own = archive.settings().language.value_or(session.language());
    change.reason =
        Text{"renumbered: the number was given twice", "客户编号重复，更换编号"}.in(own);
  }
  return change;
}

/// Whether `file` is `theirs` under another number.
bool is_renumbered(const RecordFile& file, const RecordFile& theirs) {
  const Document& now = file.reading.document;
  if (!file.reading.readable || now.bytes().find(theirs.id) == std::string_view::npos) return false;
  const Value record = value_of(now, Document::root);
  const Value before = value_of(theirs.reading.document, Document::root);
  for (const char* field : {"entered_at", "entered_by"}) {
    const auto told = [&](const Value& one) {
      const Value* collection = one.find("collection");
      return collection == nullptr ? std::string_view() : collection->text_at(field);
    };
    if (told(record) != told(before)) return false;
  }
  const Value* changes = record.find("changes");
  return changes != nullptr && std::ranges::any_of(changes->items, [&](const Value& change) {
           const Value* fields = change.find("fields");
           return fields != nullptr && std::ranges::any_of(fields->items, [&](const Value& one) {
                    return one.text_at("field") == "id" && one.text_at("from") == theirs.id;
                  });
         });
}

/// The path of theirs under its new number, which an earlier run has given it; empty: none has.
std::string find_renumbered(const Archive& archive, const RecordFile& theirs) {
  const Walk walk = walk_customers(archive);
  require_walked(walk);
  std::string found;
  for_each_record<std::string>(
      archive, walk.records, find_cores(),
      [&](const RecordFile& file) { return is_renumbered(file, theirs) ? file.path : ""; },
      [&](const std::string& path) {
        if (!path.empty()) found = path;
      });
  return found;
}

/// Both records, and the attachments of theirs.
Exit stage_both(Session& session, const Archive& archive, const EditOptions& options,
                const Conflict& conflict, const std::string& id,
                const std::vector<std::string>& touched) {
  if (!options.dry_run) {
    try {
      stage_files(archive.tree().root(), touched);
    } catch (const Error&) {
      session.complain(
          fill({"{0}: ours stays, theirs is {1} now; git has staged neither, so run "
                "'custrec edit --resolve {0}' again",
                "{0}：本方不变，对方改为 {1}；git 尚未暂存二者，请再次运行 custrec edit "
                "--resolve {0}"},
               {conflict.id, id}));
      throw;
    }
  }
  session.say(fill({"{}: ours stays, theirs is {} now; both are staged",
                    "{}：本方不变，对方改为 "
                    "{}；两者均已暂存"},
                   {conflict.id, id}));
  if (options.dry_run) session.say({"nothing was written (--dry-run)", "未写入（--dry-run）"});
  session.print_line(id);
  return Exit::clean;
}

}  // namespace

std::optional<Side> taken_side(const EditOptions& options) {
  if (options.take.empty()) return std::nullopt;
  return options.take == "ours" ? Side::ours : Side::theirs;
}

void settle_conflict(const Archive& archive, const Lock& lock, const Conflict& conflict,
                     const std::optional<std::string>& text) {
  Transaction transaction(archive.tree(), lock);
  if (text && conflict.text && *text != *conflict.text) {
    transaction.replace(conflict.path, *conflict.text, *text);
  } else if (text && !conflict.text) {
    transaction.create(conflict.path, *text);
  } else if (!text && conflict.text) {
    transaction.remove(conflict.path);
  }
  if (!transaction.empty()) transaction.commit();
  const bool known = !(conflict.stages.ours.empty() && conflict.stages.theirs.empty());
  if (known) stage_files(archive.tree().root(), {conflict.path});
}

Exit resolve_removed(Session& session, const Archive& archive, const EditOptions& options,
                     const Lock& lock, const Conflict& conflict) {
  const bool ours = !conflict.stages.ours.empty();
  const auto side = taken_side(options);
  if (!side) {
    session.complain(fill(
        ours ? Text{"{0}: theirs has removed it, ours has changed it; choose: custrec edit "
                    "--resolve {0} --take ours, or --take theirs",
                    "{0}：对方（theirs）已删除，本方（ours）有更改；请选择：custrec edit --resolve "
                    "{0} --take ours，或 --take theirs"}
             : Text{"{0}: ours has removed it, theirs has changed it; choose: custrec edit "
                    "--resolve {0} --take ours, or --take theirs",
                    "{0}：本方（ours）已删除，对方（theirs）有更改；请选择：custrec edit --resolve "
                    "{0} --take ours，或 --take theirs"},
        {conflict.id}));
    return Exit::problems;
  }
  const std::string& blob = *side == Side::ours ? conflict.stages.ours : conflict.stages.theirs;
  std::optional<std::string> text;
  if (!blob.empty()) text = read_blob(archive.tree().root(), blob);
  if (!options.dry_run) settle_conflict(archive, lock, conflict, text);
  session.say(
      fill(text ? Text{"{}: kept", "{}：保留"} : Text{"{}: removed", "{}：已删除"}, {conflict.id}));
  return Exit::clean;
}

Exit resolve_two_customers(Session& session, const Archive& archive, const Person& person,
                           const EditOptions& options, const Lock& lock, const Conflict& conflict) {
  if (const auto side = taken_side(options)) {
    return keep_one(session, archive, options, lock, conflict, *side);
  }
  const RecordFile ours = read_stage(archive, conflict, conflict.stages.ours, "ours");
  const RecordFile theirs = read_stage(archive, conflict, conflict.stages.theirs, "theirs");
  const Reviser reviser(archive, session.now());
  const Change change = make_renumbering(archive, reviser.context(), session, person, options);
  Filing filing(archive, person, session.now());
  const std::string id = filing.renumber(value_of(theirs.reading.document, Document::root));
  const Revision revision = revise_number(archive, reviser, theirs, id, change);
  if (revision.refusal) throw Error(Exit::refused, *revision.refusal);
  session.print_problems(revision.problems, true);
  if (!revision.is_good()) {
    session.complain({"nothing was changed; please correct these", "未更改；请更正以上问题"});
    return Exit::problems;
  }
  Transaction transaction(archive.tree(), lock);
  const std::string text(ours.reading.document.bytes());
  if (!conflict.text) {
    transaction.create(conflict.path, text);
  } else if (*conflict.text != text) {
    transaction.replace(conflict.path, *conflict.text, text);
  }
  transaction.create(revision.path, revision.after);
  std::vector<std::string> touched = move_attachments(archive, ours, theirs, id, transaction);
  if (!options.dry_run) transaction.commit();
  warn_of_likeness(session, archive, ours, theirs);
  touched.insert(touched.end(), {conflict.path, revision.path});
  return stage_both(session, archive, options, conflict, id, touched);
}

std::optional<Exit> resume_two_customers(Session& session, const Archive& archive,
                                         const EditOptions& options, const Conflict& conflict) {
  const RecordFile theirs{conflict.path,
                          conflict.id,
                          read_document(read_blob(archive.tree().root(), conflict.stages.theirs)),
                          {}};
  if (!theirs.reading.readable) return std::nullopt;
  const std::string path = find_renumbered(archive, theirs);
  if (path.empty()) return std::nullopt;
  const std::string id(layout::id_of_path(path));
  std::vector<std::string> touched = {conflict.path, path};
  for (const std::string& attachment : find_attachments(theirs)) {
    touched.push_back(attachment);
    touched.push_back(renumbered_path(attachment, theirs.id, id));
  }
  return stage_both(session, archive, options, conflict, id, touched);
}

}  // namespace custrec
