// SPDX-License-Identifier: MIT
// custrec edit --renumber and --discard: another customer number, and drafts that go.
#include <set>

#include "archive/filing.hpp"
#include "archive/renumber.hpp"
#include "archive/transaction.hpp"
#include "commands/edit.hpp"
#include "terminal/git_command.hpp"
#include "terminal/git_revision.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

void require_single_customer(const EditOptions& options) {
  if (options.words.size() == 1) return;
  throw Error(Exit::usage, fill({"{}: --renumber takes one customer and no FIELD=VALUE",
                                 "{}：--renumber 只接受一个客户，不接受 字段=值"},
                                {escape_controls(options.words[1])}));
}

/// Only drafts go without a second person's word.
void require_draft(const RecordFile& file) {
  const std::string_view status = file.reading.document.text_at(Document::root, "status");
  if (status == "draft") return;
  throw Error(Exit::refused,
              fill({"{0} is no draft ({1}); a customer who was submitted is ended by a second "
                    "person's word: custrec edit {0} status=closed --reason TEXT",
                    "{0} 不是草稿（{1}）；已提交的客户须经第二人审核终止：custrec edit {0} "
                    "status=closed --reason 原因"},
                   {file.id, status}));
}

bool has_reviews(const Document& record) {
  const NodeIndex reviews = record.find(Document::root, "reviews");
  return reviews != no_node && !record.is_empty(reviews);
}

/// Whether a commit of the branch has reviews of the record, under a number that it had before too.
bool has_reviews_in_git(const Archive& archive, const RecordFile& file) {
  const std::string& root = archive.tree().root();
  if (!is_in_git(root) || !find_commit(root, "HEAD")) return false;
  std::set<std::string> ids = find_former_ids(file.reading.document);
  ids.insert(file.id);
  for (const std::string& id : ids) {
    for (const auto* pattern :
         {&archive.settings().enterprise_id, &archive.settings().individual_id}) {
      const auto path = pattern->path_of(id);
      if (!path) continue;
      const std::string commits =
          run_git(root, {"rev-list", "--full-history", "HEAD", "--", *path});
      std::vector<std::string> names;
      for (std::size_t at = 0, end = 0; (end = commits.find('\n', at)) != std::string::npos;
           at = end + 1) {
        names.push_back(commits.substr(at, end - at) + ":./" + *path);
      }
      for (const auto& bytes : read_blobs(root, names)) {
        if (!bytes) continue;
        const Reading then = read_document(*bytes);
        if (then.readable && has_reviews(then.document)) return true;
      }
    }
  }
  return false;
}

/// Nor does what anybody has ever reviewed.
void require_unreviewed(const Archive& archive, const RecordFile& file) {
  const bool now = has_reviews(file.reading.document);
  if (!now && !has_reviews_in_git(archive, file)) return;
  throw Error(
      Exit::refused,
      fill(
          now ? Text{"{} has been reviewed, so it isn't discarded; submit it with 'custrec edit {} "
                     "status=submitted', and end it once it is approved: status=closed",
                     "{} 曾被审核，不能作废；请用 custrec edit {} status=submitted 提交，"
                     "审核通过后再以 status=closed 终止"}
              : Text{"{} has been reviewed before, as git's history shows ('custrec show {} "
                     "--versions'), so it isn't discarded",
                     "git 历史显示 {} 曾被审核（见 custrec show {} --versions），不能作废"},
          {file.id, file.id}));
}

}  // namespace

Exit edit_renumber(Session& session, const Archive& archive, const Person& person,
                   const EditOptions& options) {
  require_single_customer(options);
  const Reviser reviser(archive, session.now());
  Change change = make_change(archive, reviser.context(), person, options);
  if (change.reason.empty()) {
    const Language own = archive.settings().language.value_or(session.language());
    change.reason = Text{"renumbered", "更换客户编号"}.in(own);
  }
  const Lock lock = begin_writing(archive.tree(), person.name);
  const RecordFile file = read_customer(session, archive, person, options.words[0]);
  Filing filing(archive, person, session.now());
  const std::string id = filing.renumber(value_of(file.reading.document, Document::root));
  Transaction transaction(archive.tree(), lock);
  const Revision revision = renumber(archive, reviser, file, id, change, transaction);
  if (revision.refusal) throw Error(Exit::refused, *revision.refusal);
  session.print_problems(revision.problems, true);
  if (!revision.is_good()) {
    session.complain({"nothing was changed; please correct these", "未更改；请更正以上问题"});
    return Exit::problems;
  }
  if (!options.dry_run) transaction.commit();
  tell_revision(session, archive, file, revision);
  if (options.dry_run) session.say({"nothing was written (--dry-run)", "未写入（--dry-run）"});
  session.print_line(id);
  return Exit::clean;
}

Exit edit_discard(Session& session, const Archive& archive, const Person& person,
                  const EditOptions& options) {
  const Lock lock = begin_writing(archive.tree(), person.name);
  Transaction transaction(archive.tree(), lock);
  std::set<std::string> ids;
  for (const std::string& word : options.words) {
    const RecordFile file = read_customer(session, archive, person, word);
    require_draft(file);
    require_unreviewed(archive, file);
    if (!ids.insert(file.id).second) continue;
    transaction.remove(file.path);
    for (const std::string& path :
         list_files_below(archive.tree(), layout::attachments_path(file.id))) {
      transaction.remove(path);
    }
  }
  if (!options.dry_run) transaction.commit();
  for (const std::string& id : ids) {
    session.say(fill(options.dry_run ? Text{"{}: the draft would be removed", "{}：草稿将被删除"}
                                     : Text{"{}: the draft is removed", "{}：草稿已删除"},
                     {id}));
  }
  if (options.dry_run) session.say({"nothing was written (--dry-run)", "未写入（--dry-run）"});
  return Exit::clean;
}

}  // namespace custrec
