// SPDX-License-Identifier: MIT
// custrec verify --since and --staged.
#include "commands/verify_changed.hpp"

#include <algorithm>

#include "problem/error.hpp"
#include "review/check_change_log.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// A moved file is compared with what it was only where it is the same customer: records look
/// alike.
bool is_same_customer(const Document& before, const Document& after) {
  const auto same = [&](std::string_view field) {
    const std::string_view text = after.text_at(Document::root, field);
    return !text.empty() && text == before.text_at(Document::root, field);
  };
  return same("id") || same("name");
}

ChangedArchive open_since(Session& session, const std::string& since) {
  Archive archive = session.open_archive(Purpose::check);
  const std::string root = archive.tree().root();
  require_git(root);
  const auto files = find_changes_from(root, find_base(root, since));
  ChangedPart part = find_changed_part(archive, files);
  return {std::move(archive), std::move(part), read_old_records(root, files), {}};
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
  return {std::move(archive), std::move(part), read_old_records(root, staged.files),
          read_merged_records(root, staged.files)};
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
    const bool named =
        std::any_of(targets->begin(), targets->end(), [&](const std::string& target) {
          return path == target || path.starts_with(target + "/");
        });
    if (named) selected.insert(path);
  }
  return selected;
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
  if (old->second.moved && !is_same_customer(before.document, file.reading.document)) return {};
  const Document& after = file.reading.document;
  std::vector<Finding> findings =
      check_change_log(changed.archive, context, before.document, after, told);
  const auto merged = changed.merged_records.find(file.path);
  if (merged == changed.merged_records.end()) return findings;
  // What the other side has is logged there.
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

}  // namespace custrec
