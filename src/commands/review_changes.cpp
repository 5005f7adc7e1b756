// SPDX-License-Identifier: MIT
// custrec review changes: what others who work with the customers have to know.
#include <memory>

#include "archive/selection.hpp"
#include "commands/review.hpp"
#include "review/recent_changes.hpp"
#include "terminal/changes_page.hpp"
#include "terminal/git_command.hpp"
#include "terminal/git_revision.hpp"
#include "terminal/outcome.hpp"
#include "terminal/progress.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

struct ChangesOptions {
  std::string since;
  std::string format = "text";
};

struct Found {
  std::vector<RecentChanges> customers;
  SelectionCounts counts;
};

using Maybe = std::optional<RecentChanges>;

Found find_since(const Session& session, const Archive& archive, const Person& person,
                 std::chrono::sys_seconds since) {
  Found found;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  found.counts = select_records<Maybe>(
      archive, person, {},
      [&](const RecordFile& file) {
        return find_changes_since(archive, file.id, file.reading.document, since);
      },
      [&](Maybe changes) {
        if (changes) found.customers.push_back(std::move(*changes));
      },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  return found;
}

/// Takes what differs between two states of one record, if the person may see it.
class Comparison {
 public:
  Comparison(const Archive& archive, const Person& person) : archive_(archive), person_(person) {}

  /// Null: it wasn't there, or isn't any more.
  void take(const std::string& path, const Reading* before, const Reading* after) {
    const bool old_unreadable = before != nullptr && !before->readable;
    if (after != nullptr && !after->readable) {
      found_.counts.unreadable += 1;
      return;
    }
    if (old_unreadable) before = nullptr;  // nothing of it was known
    const Reading* present = after != nullptr ? after : before;
    if (present == nullptr) return;
    if (!may_see(person_, present->document)) {
      found_.counts.hidden += 1;
      return;
    }
    found_.counts.taken += 1;
    Maybe changes = find_changes_between(archive_, std::string(layout::id_of_path(path)),
                                         before == nullptr ? nullptr : &before->document,
                                         after == nullptr ? nullptr : &after->document);
    if (changes && old_unreadable) changes->what = "changed";
    if (changes) found_.customers.push_back(std::move(*changes));
  }

  Found finish() { return std::move(found_); }

 private:
  const Archive& archive_;
  const Person& person_;
  Found found_;
};

Found find_since_commit(const Archive& archive, const Person& person, const std::string& commit) {
  const std::string& root = archive.tree().root();
  const RecordsSince since = find_records_since(root, commit);
  std::vector<std::string> old_paths = since.changed;
  old_paths.insert(old_paths.end(), since.removed.begin(), since.removed.end());
  const auto old_files = read_files_at(root, commit, old_paths);
  const auto read_old = [&](const std::string& path) -> std::optional<Reading> {
    const auto found = old_files.find(path);
    if (found == old_files.end()) return std::nullopt;
    return read_document(found->second);
  };
  Comparison comparison(archive, person);
  for (const std::string& path : since.removed) {
    const auto before = read_old(path);
    comparison.take(path, before ? &*before : nullptr, nullptr);
  }
  for (const auto* paths : {&since.changed, &since.added}) {
    for (const std::string& path : *paths) {
      const auto before = read_old(path);
      const RecordFile file = read_record_file(archive, path);
      comparison.take(path, before ? &*before : nullptr, &file.reading);
    }
  }
  return comparison.finish();
}

/// A date or time, in any form that records take; else a commit.
Found find_changes(const Session& session, const Archive& archive, const Person& person,
                   const std::string& since) {
  const Zone& zone = archive.settings().zone;
  if (const auto instant = find_instant(normalise_time(since, zone), zone)) {
    return find_since(session, archive, person, *instant);
  }
  const std::string shown = escape_controls(since);
  if (!is_in_git(archive.tree().root())) {
    throw Error(Exit::refused,
                fill({"{} is no date, and the archive is not in git, so there is no commit of that "
                      "name; write a date: --since 2026-11-01",
                      "{} 不是日期，且档案不在 git 中，没有此提交；请写日期：--since 2026-11-01"},
                     {shown}));
  }
  const auto commit = find_commit(archive.tree().root(), since);
  if (!commit) {
    throw Error(Exit::usage,
                fill({"{} is neither a date nor a commit of git", "{} 既不是日期，也不是 git 提交"},
                     {shown}));
  }
  return find_since_commit(archive, person, *commit);
}

Exit run_changes(const ChangesOptions& options, Session& session) {
  if (find_invalid_utf8(options.since)) {
    throw Error(Exit::usage, {"--since is not UTF-8", "--since 不是 UTF-8 编码"});
  }
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  Found found = find_changes(session, archive, person, options.since);
  sort_changes(found.customers);
  const Schemas& schemas = archive.schemas();
  const Language language = session.language();
  session.print(
      options.format == "json" ? format_changes_json(found.customers, options.since)
      : options.format == "md"
          ? format_changes_markdown(found.customers, options.since, schemas, language)
          : format_changes_text(found.customers, schemas, language, session.has_colour()));
  tell_selection(session, found.counts);
  session.say(fill({"customers: {}", "客户 {} 个"}, {found.customers.size()}));
  return Exit::clean;
}

}  // namespace

void declare_review_changes(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"changes",
       {"Tell what has changed, for others who work with the customers",
        "汇总更改，告知与客户打交道的同事"},
       {"  custrec review changes --since 2026-11-01\n"
        "  custrec review changes --since HEAD~10 --format md   to paste into a message",
        "  custrec review changes --since 2026-11-01\n"
        "  custrec review changes --since HEAD~10 --format md   可粘贴到消息中"},
       "review"});
  auto options = std::make_shared<ChangesOptions>();
  command
      ->add_option("--since", options->since,
                   text({"A date, a time, or a commit of git", "日期、时间或 git 提交"}))
      ->type_name("DATE|REV")
      ->required();
  command->add_option("--format", options->format, text({"text, md or json", "text、md 或 json"}))
      ->check(CLI::IsMember({"text", "md", "json"}))
      ->type_name("FORMAT");
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_changes(*options, session); };
  });
}

}  // namespace custrec
