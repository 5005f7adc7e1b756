// SPDX-License-Identifier: MIT
// custrec verify: all problems of all records. Never writes.
#include "archive/verify.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <memory>

#include "archive/recovery.hpp"
#include "commands/command_help.hpp"
#include "commands/verify_changed.hpp"
#include "commands/verify_report.hpp"
#include "review/check_samples.hpp"
#include "review/deadline.hpp"
#include "terminal/git_command.hpp"
#include "terminal/git_revision.hpp"
#include "terminal/progress.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct VerifyOptions {
  std::vector<std::string> targets;  ///< ids or paths
  std::vector<std::string> only;
  std::vector<std::string> except;
  std::string format = "text";
  std::optional<std::string> since;  ///< a revision of git
  bool staged = false;
  bool files = false;
  bool strict = false;
  bool known = false;
  bool rules = false;
  bool deadlines = false;
  unsigned jobs = 0;  ///< 0: one for each core
};

void require_rules(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (find_rule(name) != nullptr) continue;
    std::vector<std::string> known;
    for (const Rule& rule : rule_table()) known.emplace_back(rule.name);
    const auto similar = find_similar(name, known);
    const std::string shown = escape_controls(name);
    throw Error(Exit::usage, similar ? fill({"there is no rule {}; did you mean {}?",
                                             "没有规则 {}，是否想写 {}？"},
                                            {shown, *similar})
                                     : fill({"there is no rule {}; see 'custrec verify --rules'",
                                             "没有规则 {}；请见 custrec verify --rules"},
                                            {shown}));
  }
}

/// Where the arguments lie below the root: records by id, files and folders by path. Nothing when
/// that is everything.
std::optional<std::set<std::string>> find_targets(const Archive& archive,
                                                  const std::vector<std::string>& targets) {
  if (targets.empty()) return std::nullopt;
  std::set<std::string> selected;
  for (const std::string& target : targets) {
    const std::string record = archive.find_record(target);
    if (!record.empty()) {
      selected.insert(record);
      continue;
    }
    const std::unique_ptr<char, void (*)(void*)> whole(realpath(target.c_str(), nullptr),
                                                       std::free);
    const std::string_view path = whole == nullptr ? std::string_view() : whole.get();
    const std::string& root = archive.tree().root();
    const std::string customers = root + "/" + std::string(layout::customers_folder);
    if (path == root || path == customers) return std::nullopt;
    if (!path.starts_with(customers + "/")) {
      throw Error(Exit::usage, fill({"{} is no customer number and no file or folder of customers/",
                                     "{} 不是客户编号，也不是 customers/ 中的文件或文件夹"},
                                    {escape_controls(target)}));
    }
    selected.emplace(path.substr(root.size() + 1));
  }
  return selected;
}

bool is_wanted(std::string_view rule, const VerifyOptions& options) {
  const auto is_in = [&](const std::vector<std::string>& rules) {
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
  };
  return (options.only.empty() || is_in(options.only)) && !is_in(options.except);
}

/// Of what is wanted, listed or not.
Tally count_all(const Verification& result, const VerifyOptions& options) {
  Tally tally = count_problems(result.problems);
  for (const Unlisted& unlisted : result.unlisted) {
    if (!is_wanted(unlisted.rule, options)) continue;
    std::size_t& count = unlisted.level == Level::error     ? tally.errors
                         : unlisted.level == Level::warning ? tally.warnings
                                                            : tally.known;
    count += unlisted.count;
  }
  return tally;
}

void print_rules(const Session& session) {
  std::size_t width = 0;
  for (const Rule& rule : rule_table()) width = std::max(width, rule.name.size());
  for (const Rule& rule : rule_table()) {
    const bool error = rule.level == Level::error;
    session.print_line(std::string(rule.name) + std::string(width + 2 - rule.name.size(), ' ') +
                       (error ? "error    " : "warning  ") + rule.sentence.in(session.language()));
  }
}

/// What a commit may have brought into `.custrec/`.
void add_work_folder_problems(const Tree& tree, std::vector<Problem>& problems) {
  std::vector<Problem> found = check_work_folder(tree);
  const std::string folder(layout::work_folder);
  if (tree.exists(folder) && is_in_git(tree.root()) &&
      !run_git(tree.root(), {"ls-files", "-z", "--", folder}).empty()) {
    found.push_back(
        {Level::error,
         "stray-file",
         "",
         folder,
         1,
         1,
         "",
         {"is tracked by git, but belongs to one clone only", "已被 git 跟踪，但它只属于一个克隆"},
         {"git rm -r --cached .custrec", "git rm -r --cached .custrec"}});
  }
  if (found.empty()) return;
  problems.insert(problems.end(), found.begin(), found.end());
  sort_problems(problems);
}

using Clock = std::chrono::steady_clock;

/// The archive, and with --since and --staged what of it has changed.
ChangedArchive open_for(const VerifyOptions& options, Session& session) {
  if (options.since && options.staged) {
    throw Error(Exit::usage,
                {"--since and --staged don't go together", "--since 与 --staged 不能同时使用"});
  }
  if (!options.since && !options.staged) return {session.open_archive(Purpose::check)};
  ChangedArchive changed = open_changed(session, options.since, options.files);
  if (changed.part.is_everything()) {
    session.say(fill({"{} has changed, so all records are checked", "{} 已更改，故检查全部档案"},
                     {escape_controls(changed.part.setting)}));
  }
  return changed;
}

/// One run over an archive.
class Run {
 public:
  Run(const VerifyOptions& options, Session& session)
      : options_(options),
        session_(session),
        changed_(open_for(options, session)),
        by_change_(options.since || options.staged),
        context_(changed_.archive.context(session.now())),
        deadlines_(DeadlineRules::read(changed_.archive)) {
    if (options.deadlines) engine_.emplace(changed_.archive, deadlines_, session.now());
  }

  [[nodiscard]] const Archive& archive() const { return changed_.archive; }

  Verification verify() {
    const auto targets = find_targets(archive(), options_.targets);
    const bool some = by_change_ && !changed_.part.is_everything();
    VerifyRequest request;
    request.selected = some ? select_changed(changed_.part, targets) : targets;
    if (options_.jobs > 0) request.jobs = options_.jobs;
    request.contents = options_.files;
    Progress progress(session_, {"{} of {} records checked", "已检查 {} / {} 份档案"});
    request.progress = [&](std::size_t done, std::size_t total) { progress.show(done, total); };
    if (options_.deadlines || by_change_) {
      request.further = [&](const RecordFile& file, const std::vector<Finding>& told) {
        return check_further(file, told);
      };
    }
    if (by_change_) {
      request.before = [&](const std::string& path) {
        return find_identity_before(changed_, context_, path);
      };
    }
    Verification result = verify_archive(archive(), session_.now(), request);
    progress.clear();
    if (by_change_) {
      std::ranges::move(find_deleted(changed_, targets), std::back_inserter(result.problems));
      sort_problems(result.problems);
    }
    if (!targets) {
      add_work_folder_problems(archive().tree(), result.problems);
      add_sample_problems(archive(), session_.now(), some ? &changed_.part.samples : nullptr,
                          result.problems);
    }
    return result;
  }

 private:
  [[nodiscard]] std::vector<Finding> check_further(const RecordFile& file,
                                                   const std::vector<Finding>& told) const {
    std::vector<Finding> findings;
    if (by_change_) findings = check_changed_record(changed_, context_, file, told);
    if (engine_) {
      std::ranges::move(check_deadlines(*engine_, file.reading), std::back_inserter(findings));
    }
    return findings;
  }

  const VerifyOptions& options_;
  const Session& session_;
  ChangedArchive changed_;
  bool by_change_;
  TypeContext context_;
  DeadlineRules deadlines_;
  std::optional<DeadlineEngine> engine_;
};

Exit run_verify(const VerifyOptions& options, Session& session) {
  if (options.rules) {
    print_rules(session);
    return Exit::clean;
  }
  require_rules(options.only);
  require_rules(options.except);
  Run run(options, session);
  const Clock::time_point begin = Clock::now();
  Verification result = run.verify();
  const Clock::duration taken = Clock::now() - begin;
  std::erase_if(result.problems,
                [&](const Problem& problem) { return !is_wanted(problem.rule, options); });
  if (!run.archive().settings().four_eyes) {
    session.say(
        {"four_eyes is off: nobody else needs to review", "four_eyes 已关闭：无须他人审核"});
  }
  const Tally tally = count_all(result, options);
  if (!options.known) {
    std::erase_if(result.problems,
                  [](const Problem& problem) { return problem.level == Level::known; });
  }
  const ProblemReport report{result.records, tally, result.problems, {}, options.strict};
  print_report(session, run.archive().tree().root(), options.format, report);
  print_summary(session, report, taken);
  const bool failed = tally.errors > 0 || (options.strict && tally.warnings > 0);
  return failed ? Exit::problems : Exit::clean;
}

}  // namespace

void declare_verify(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration, {"verify",
                    {"Check records against the schemas; never writes", "按模式检查档案；从不写入"},
                    {"  custrec verify                       all records\n"
                     "  custrec verify C20240315001          one customer\n"
                     "  custrec verify --only mobile,email   some rules only\n"
                     "  custrec verify --files               the contents of attachments too\n"
                     "  custrec verify --deadlines           what is overdue, too\n"
                     "  custrec verify --since main          what this branch has changed\n"
                     "  custrec verify --staged              what the next commit would hold\n"
                     "  custrec verify --format json         for programs\n"
                     "  custrec verify --format github       for GitHub Actions\n"
                     "Exit code 0: nothing wrong, 1: problems.",
                     "  custrec verify                       全部档案\n"
                     "  custrec verify C20240315001          一个客户\n"
                     "  custrec verify --only mobile,email   只查部分规则\n"
                     "  custrec verify --files               同时核对附件内容\n"
                     "  custrec verify --deadlines           也报告逾期的时限\n"
                     "  custrec verify --since main          只查本分支的更改\n"
                     "  custrec verify --staged              只查即将提交的内容\n"
                     "  custrec verify --format json         供程序读取\n"
                     "  custrec verify --format github       供 GitHub Actions 使用\n"
                     "退出码 0：无问题；1：有问题。"}});
  auto options = std::make_shared<VerifyOptions>();
  command->add_option("target", options->targets,
                      text({"Customer numbers, files or folders (default: all)",
                            "客户编号、文件或文件夹（默认全部）"}));
  command->add_option("--only", options->only, text({"Tell only these rules", "只报告这些规则"}))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("RULE");
  command
      ->add_option("--except", options->except, text({"Leave these rules out", "不报告这些规则"}))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("RULE");
  command
      ->add_option(
          "--format", options->format,
          text({"text, json, sarif, junit or github", "text、json、sarif、junit 或 github"}))
      ->check(CLI::IsMember(report_formats()))
      ->type_name("FORMAT");
  command
      ->add_option("--since", options->since,
                   text({"Only what has changed since a commit of git, and its change log",
                         "只检查某次 git 提交以来的更改，并核对更改记录"}))
      ->type_name("REV");
  command->add_flag("--staged", options->staged,
                    text({"Only what has changed in git's index, as it stands there",
                          "只检查 git 暂存区中的更改，以暂存的内容为准"}));
  command
      ->add_option("--jobs", options->jobs,
                   text({"Threads (default: one for each core)", "线程数（默认每核一个）"}))
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  command->add_flag(
      "--files", options->files,
      text({"Read the attachments too and compare their SHA-256", "同时读取附件并核对 SHA-256"}));
  command->add_flag("--deadlines", options->deadlines,
                    text({"Overdue deadlines are errors too", "逾期的时限也算错误"}));
  command->add_flag("--strict", options->strict, text({"Warnings fail too", "有警告也视为失败"}));
  command->add_flag(
      "--known", options->known,
      text({"Show the problems too that anomalies account for", "同时列出已由异常台账说明的问题"}));
  command->add_flag("--rules", options->rules,
                    text({"List the rules and stop", "列出全部规则后退出"}));
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_verify(*options, session); };
  });
}

}  // namespace custrec
