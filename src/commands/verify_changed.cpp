// SPDX-License-Identifier: MIT
// custrec verify --since and --staged.
#include "commands/verify_changed.hpp"

#include <algorithm>
#include <iterator>

#include "archive/approval.hpp"
#include "archive/renumber.hpp"
#include "archive/status.hpp"
#include "problem/error.hpp"
#include "review/check_change_log.hpp"
#include "review/check_history.hpp"

namespace custrec {
namespace {

/// A moved file is compared with what it was only where it is the same customer: records look
/// alike.
bool is_same_customer(const Document& before, const Document& after) {
  const auto same = [&](std::string_view field) {
    const std::string_view text = after.text_at(Document::root, field);
    return !text.empty() && text == before.text_at(Document::root, field);
  };
  return same("id") || same("name") ||
         find_former_ids(after).contains(std::string(before.text_at(Document::root, "id")));
}

/// Whether a record may go: nobody ever approved it, or it was ended by an approval.
bool may_go(const Document& record) {
  const std::vector<Approval> approvals = find_approvals(record);
  const std::string_view status = record.text_at(Document::root, "status");
  return approvals.empty() ? !is_in_force(status)
                           : is_settled(status) && approvals.back().status == status;
}

/// Puts what each record was before where it belongs: to the record that it is now, by its path, as
/// git sees it move, or by the number that its change log says it had, or else to those that are
/// gone.
class FormerRecords {
 public:
  FormerRecords(ChangedArchive& changed, const std::vector<ChangedFile>& files,
                std::map<std::string, OldRecord> records)
      : changed_(changed), files_(files), records_(std::move(records)) {}

  void sort() {
    for (const ChangedFile& file : files_) {
      const bool gone = file.gone || layout::id_of_path(file.path).empty();
      const auto found = records_.find(gone ? file.old_path : file.path);
      if (found == records_.end()) continue;
      OldRecord& record = found->second;
      if (gone || (record.moved && !is_about_the_same(record, file.path))) {
        add_gone(file.old_path, std::move(record.bytes));
      } else {
        changed_.old_records.emplace(file.path, std::move(record));
      }
    }
    if (!gone_ids_.empty()) find_renumbered();
  }

 private:
  void add_gone(const std::string& path, std::string bytes) {
    const std::string_view id = layout::id_of_path(path);
    if (id.empty()) return;
    gone_ids_.emplace(id, path);
    changed_.gone_records.emplace(path, std::move(bytes));
  }

  [[nodiscard]] bool is_about_the_same(const OldRecord& record, const std::string& path) const {
    const Reading before = read_document(record.bytes);
    const RecordFile now = read_record_file(changed_.archive, path);
    return before.readable && now.reading.readable &&
           is_same_customer(before.document, now.reading.document);
  }

  void find_renumbered() {
    for (const ChangedFile& file : files_) {
      if (file.gone || layout::id_of_path(file.path).empty()) continue;
      if (changed_.old_records.contains(file.path)) continue;
      const RecordFile now = read_record_file(changed_.archive, file.path);
      if (!now.reading.readable) continue;
      for (const std::string& id : find_former_ids(now.reading.document)) {
        const auto gone = gone_ids_.find(id);
        if (gone == gone_ids_.end()) continue;
        auto bytes = changed_.gone_records.extract(gone->second);
        changed_.old_records.emplace(file.path, OldRecord{std::move(bytes.mapped()), true});
        gone_ids_.erase(gone);
        break;
      }
    }
  }

  ChangedArchive& changed_;
  const std::vector<ChangedFile>& files_;
  std::map<std::string, OldRecord> records_;     ///< as git has them
  std::map<std::string, std::string> gone_ids_;  ///< the path of each that is gone
};

bool is_named(const std::string& path, const std::set<std::string>& targets) {
  return std::any_of(targets.begin(), targets.end(), [&](const std::string& target) {
    return path == target || path.starts_with(target + "/");
  });
}

ChangedArchive open_since(Session& session, const std::string& since) {
  Archive archive = session.open_archive(Purpose::check);
  const std::string root = archive.tree().root();
  require_git(root);
  const auto files = find_changes_from(root, find_base(root, since));
  ChangedPart part = find_changed_part(archive, files);
  ChangedArchive changed{std::move(archive), std::move(part)};
  FormerRecords(changed, files, read_old_records(root, files)).sort();
  return changed;
}

ChangedArchive open_staged(Session& session, bool contents) {
  const std::string root = require_root(session.options().directory);
  Staged staged;
  try {
    require_git(root);
    staged = find_staged(root, contents);
  } catch (const Error&) {
    // It is to be told in the archive's language.
    static_cast<void>(session.open_archive(Purpose::check));
    throw;
  }
  Archive archive = session.open_archive(Purpose::check, std::move(staged.replacements));
  ChangedPart part = find_changed_part(archive, staged.files);
  ChangedArchive changed{std::move(archive), std::move(part)};
  FormerRecords(changed, staged.files, read_old_records(root, staged.files)).sort();
  changed.merged_records = read_merged_records(root, staged.files);
  return changed;
}

/// Whether both were entered by the same person at the same time.
bool is_same_entry(const Document& left, const Document& right) {
  const auto text = [](const Document& document, std::string_view name) {
    const NodeIndex collection = document.find(Document::root, "collection");
    return collection == no_node ? std::string_view() : document.text_at(collection, name);
  };
  return text(left, "entered_by") == text(right, "entered_by") &&
         text(left, "entered_at") == text(right, "entered_at");
}

/// What must still be there. Where a merge brings two customers of one number together, and the
/// other side's is kept, that is what the other side has.
std::vector<Finding> check_history_of(const ChangedArchive& changed, const TypeContext& context,
                                      const std::string& path, const Document& before,
                                      const Document& after) {
  const auto merged = changed.merged_records.find(path);
  if (merged != changed.merged_records.end() && !is_same_entry(before, after)) {
    const Reading other = read_document(merged->second);
    if (other.readable && is_same_entry(other.document, after)) {
      return check_history(changed.archive, context, other.document, after);
    }
  }
  return check_history(changed.archive, context, before, after);
}

/// Changes that the log doesn't tell; in a merge what the other side has is logged there.
std::vector<Finding> find_unlogged(const ChangedArchive& changed, const TypeContext& context,
                                   const RecordFile& file, const Document& before,
                                   const std::vector<Finding>& told) {
  const Document& after = file.reading.document;
  std::vector<Finding> findings = check_change_log(changed.archive, context, before, after, told);
  const auto merged = changed.merged_records.find(file.path);
  if (merged == changed.merged_records.end()) return findings;
  const Reading other = read_document(merged->second);
  if (!other.readable) return {};
  std::set<std::string> differs;
  for (const Finding& finding :
       check_change_log(changed.archive, context, other.document, after, told)) {
    differs.insert(finding.field);
  }
  std::erase_if(findings, [&](const Finding& finding) { return !differs.contains(finding.field); });
  return findings;
}

}  // namespace

ChangedArchive open_changed(Session& session, const std::optional<std::string>& since,
                            bool contents) {
  return since ? open_since(session, *since) : open_staged(session, contents);
}

std::set<std::string> select_changed(const ChangedPart& part,
                                     const std::optional<std::set<std::string>>& targets) {
  if (!targets) return part.records;
  std::set<std::string> selected;
  for (const std::string& path : part.records) {
    if (is_named(path, *targets)) selected.insert(path);
  }
  return selected;
}

std::vector<Problem> find_deleted(const ChangedArchive& changed,
                                  const std::optional<std::set<std::string>>& targets) {
  std::vector<Problem> problems;
  for (const auto& [path, bytes] : changed.gone_records) {
    const Reading record = read_document(bytes);
    if (!record.readable || may_go(record.document)) continue;
    if (targets && !is_named(path, *targets)) continue;
    const std::string id(layout::id_of_path(path));
    problems.push_back(
        {Level::error,
         "deleted",
         id,
         path,
         1,
         1,
         "",
         {"the record of a customer who was approved is gone, and was not closed first",
          "已审核通过的客户档案被删除，且未先终止"},
         fill({"put it back from git; a customer is ended with 'custrec edit {} status=closed "
               "--reason …' and a second person's approval",
               "请从 git 恢复；终止客户请用 custrec edit {} status=closed --reason …，"
               "并经第二人审核"},
              {id})});
  }
  return problems;
}

std::optional<Identity> find_identity_before(const ChangedArchive& changed,
                                             const TypeContext& context, const std::string& path) {
  const auto old = changed.old_records.find(path);
  if (old == changed.old_records.end()) return std::nullopt;
  const Reading before = read_document(old->second.bytes);
  if (!before.readable) return std::nullopt;
  return identify(before.document, changed.archive.schemas(), context);
}

std::vector<Finding> check_changed_record(const ChangedArchive& changed, const TypeContext& context,
                                          const RecordFile& file,
                                          const std::vector<Finding>& told) {
  const auto old = changed.old_records.find(file.path);
  if (old == changed.old_records.end()) return {};
  const Reading before = read_document(old->second.bytes);
  if (!before.readable) return {};
  const Document& after = file.reading.document;
  std::vector<Finding> history =
      check_history_of(changed, context, file.path, before.document, after);
  std::vector<Finding> findings = find_unlogged(changed, context, file, before.document, told);
  std::ranges::move(findings, std::back_inserter(history));
  return history;
}

}  // namespace custrec
