// SPDX-License-Identifier: MIT
// custrec show: one customer, as one wants to see it on the telephone.
#include <algorithm>
#include <memory>
#include <optional>

#include "archive/access.hpp"
#include "archive/access_log.hpp"
#include "archive/git_folder.hpp"
#include "archive/selection.hpp"
#include "commands/command_help.hpp"
#include "commands/due_lines.hpp"
#include "review/change_log.hpp"
#include "review/deadline.hpp"
#include "schema/check_record.hpp"
#include "schema/masked_record.hpp"
#include "schema/name_key.hpp"
#include "terminal/customer_page.hpp"
#include "terminal/git_changes.hpp"
#include "terminal/git_command.hpp"
#include "terminal/git_output.hpp"
#include "terminal/git_revision.hpp"
#include "terminal/history_page.hpp"
#include "terminal/record_page.hpp"
#include "terminal/table.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct ShowOptions {
  std::string customer;
  bool unmask = false;
  std::string purpose;
  bool all = false;
  bool history = false;
  bool versions = false;
  std::optional<std::string> at;  ///< a commit of git
};

/// Owners and managers may see one record whole without a purpose and a log entry, to make phone
/// calls. `present` is the record as it is now, whatever version is shown: an owner who has not
/// been approved as such needs a purpose.
Unmask allow_unmasking(const ShowOptions& options, const Archive& archive, const Session& session,
                       const Person& person, const Reading& present) {
  if (!options.unmask) return mask_for_all(archive.team());
  const auto is_owner = [&] {
    return present.readable &&
           is_same_name(
               find_settled_owner(archive, archive.context(session.now()), present.document),
               person.name);
  };
  if (options.purpose.empty() && !person.has_role("manager") && !is_owner()) {
    throw Error(
        Exit::refused,
        {"only managers and the owner of the last approval may --unmask without a --purpose",
         "只有管理者和上次审核通过时的跟进人可不写用途（--purpose）而查看完整信息"});
  }
  return unmask_for(person, archive.team());
}

/// Whether there are commits to ask for. Throws Error(refused) when there is a repository and git
/// doesn't work there.
bool has_versions(const std::string& root) {
  if (!is_in_git(root) && find_top_of_git(root).empty()) return false;
  require_git(root);
  return true;
}

/// What `git log --follow WORDS… -- path` prints; empty before the first commit. Throws
/// Error(files) when git fails.
std::string read_log(const std::string& root, std::vector<std::string> words,
                     const std::string& path) {
  words.insert(words.begin(), {"log", "--follow"});
  words.insert(words.end(), {"--", path});
  auto log = try_git(root, std::move(words));
  if (log) return std::move(*log);
  if (ask_git(root, {"rev-parse", "--verify", "--quiet", "HEAD"}).empty()) return {};
  throw Error(Exit::files, fill({"git log failed in {}", "git log 在 {} 中运行失败"}, {root}));
}

/// The commits that changed the record, the latest first, as rows of a table.
std::vector<std::vector<std::string>> find_versions(const std::string& root,
                                                    const std::string& path) {
  if (!has_versions(root)) return {};
  auto rows = parse_versions(
      read_log(root, {"--date=iso-strict", "--format=%h%x09%ad%x09%an%x09%s"}, path));
  for (auto& row : rows) {
    for (std::string& cell : row) cell = escape_controls(cell);
  }
  return rows;
}

Exit show_versions(const Session& session, const Archive& archive, const RecordFile& file) {
  const auto rows = find_versions(archive.tree().root(), file.path);
  if (rows.empty()) {
    session.say(fill({"git knows no version of {} yet", "git 中尚无 {} 的版本"}, {file.id}));
    return Exit::clean;
  }
  const auto label = [&](const Text& text) { return text.in(session.language()); };
  session.print(format_table({label({"version", "版本"}), label({"time", "时间"}),
                              label({"by", "提交人"}), label({"message", "说明"})},
                             rows, find_table_layout(session.has_colour())));
  return Exit::clean;
}

/// The record's bytes at a revision, under the path that it had there; nothing when git knows none.
/// Throws Error(files) when git fails.
std::optional<std::string> read_at(const std::string& root, const std::string& revision,
                                   const std::string& path) {
  if (revision.empty() || revision.find('\n') != std::string::npos || !has_versions(root)) {
    return std::nullopt;
  }
  auto files = read_files_at(root, revision, {path});
  if (!files.empty()) return std::move(files.begin()->second);
  const std::vector<std::string> paths =
      split_nul(read_log(root, {"--relative", "--name-only", "-z", "--format="}, path));
  files = read_files_at(root, revision, paths);
  for (const std::string& former : paths) {
    const auto found = files.find(former);
    if (found != files.end()) return std::move(found->second);
  }
  return std::nullopt;
}

/// The record as it was at a revision of git.
RecordFile read_version(const Archive& archive, RecordFile file, const std::string& revision) {
  auto bytes = read_at(archive.tree().root(), revision, file.path);
  if (!bytes) {
    throw Error(Exit::usage, fill({"git knows no version {} of {}; see custrec show {} --versions",
                                   "git 中没有 {} 版本的 {}，请见 custrec show {} --versions"},
                                  {escape_controls(revision), file.id, file.id}));
  }
  file.reading = read_document(std::move(*bytes));
  file.problems =
      place_findings(file.reading.document, file.path, file.id, findings_of(file.reading.faults));
  return file;
}

/// The time limits of the record that aren't met.
std::vector<DueLine> find_due(const Session& session, const Archive& archive,
                              const Reading& reading) {
  const DeadlineRules rules = DeadlineRules::read(archive);
  const DeadlineEngine engine(archive, rules, session.now());
  return find_due_lines(engine, reading, session.language());
}

std::string format_page(const Session& session, const Archive& archive, const ShowOptions& options,
                        const Reading& reading, const Value& record) {
  const Schemas& schemas = archive.schemas();
  const bool colour = session.has_colour();
  if (options.history) return format_history(record, schemas, session.language(), colour);
  if (options.all) return format_record_page(record, schemas, session.language(), colour);
  return format_customer_page(record, schemas, find_due(session, archive, reading),
                              session.language(), colour);
}

Exit run_show(const ShowOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  RecordFile file = read_record_file(archive, find_customer(archive, person, options.customer));
  if (file.reading.readable) require_visible(person, file.id, file.reading.document);
  const Unmask unmask = allow_unmasking(options, archive, session, person, file.reading);
  const bool sees_all = person.sees_all();
  if (options.versions && (file.reading.readable || sees_all)) {
    return show_versions(session, archive, file);
  }
  if (options.at && (file.reading.readable || sees_all)) {
    file = read_version(archive, std::move(file), *options.at);
    session.say(fill({"{} as it was at {}", "{} 在 {} 时的内容"}, {file.id, *options.at}));
  }
  if (!file.reading.readable) {
    session.print_problems(file.problems, true);
    return Exit::problems;
  }
  const Document& document = file.reading.document;
  std::set<std::string> shown;
  const Value record = mask_record(document, archive.schemas(), unmask, &shown);
  if (!options.purpose.empty() && options.unmask) {
    log_access(archive, session.now(), {person.name, "show", options.purpose, shown, 1});
  }
  const std::string page = format_page(session, archive, options, file.reading, record);
  if (page.empty()) session.say({"nothing is on record", "没有记录"});
  session.print(page);
  return Exit::clean;
}

}  // namespace

void declare_show(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration, {"show",
                    {"Show one customer, masked", "显示一个客户（脱敏）"},
                    {"  custrec show C20240315001\n"
                     "  custrec show 示例机械                a part of the name that only one has\n"
                     "  custrec show C20240315001 --all      every field\n"
                     "  custrec show C20240315001 --unmask   whole, for its owner and managers\n"
                     "  custrec show C20240315001 --history  who changed what, when and why\n"
                     "  custrec show C20240315001 --versions and --at a1b2c3d, from git",
                     "  custrec show C20240315001\n"
                     "  custrec show 示例机械                名称中唯一的一部分\n"
                     "  custrec show C20240315001 --all      全部字段\n"
                     "  custrec show C20240315001 --unmask   完整显示，限跟进人和管理者\n"
                     "  custrec show C20240315001 --history  何人何时因何更改了什么\n"
                     "  custrec show C20240315001 --versions 及 --at a1b2c3d，取自 git"}});
  auto options = std::make_shared<ShowOptions>();
  command
      ->add_option("customer", options->customer,
                   text({"Customer number or name", "客户编号或名称"}))
      ->required();
  CLI::Option* unmask = command->add_flag("--unmask", options->unmask,
                                          text({"Show personal values whole", "完整显示个人信息"}));
  command
      ->add_option("--purpose", options->purpose,
                   text({"What for; goes into access.log", "用途，记入 access.log"}))
      ->type_name("TEXT")
      ->needs(unmask);
  CLI::Option* all = command->add_flag("--all", options->all,
                                       text({"All that is filled in", "显示已填写的全部内容"}));
  CLI::Option* history = command->add_flag(
      "--history", options->history,
      text({"Who filed, changed and reviewed it, when and why", "登记、更改与审核的经过"}));
  CLI::Option* versions = command->add_flag(
      "--versions", options->versions, text({"The commits that changed it", "更改过它的各次提交"}));
  CLI::Option* at = command
                        ->add_option("--at", options->at,
                                     text({"As it was at this commit", "显示此提交时的内容"}))
                        ->type_name("COMMIT");
  versions->excludes(history)->excludes(at)->excludes(unmask)->excludes(all);
  history->excludes(all);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_show(*options, session); };
  });
}

}  // namespace custrec
