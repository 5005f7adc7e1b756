// SPDX-License-Identifier: MIT
// custrec verify: all problems of all records. Never writes.
#include "archive/verify.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <memory>

#include "commands/command_help.hpp"
#include "problem/tell.hpp"
#include "review/check_samples.hpp"
#include "review/deadline.hpp"
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

/// Where the arguments lie below the root: records by id, files and folders by path. Empty when
/// that is everything.
std::set<std::string> find_targets(const Archive& archive,
                                   const std::vector<std::string>& targets) {
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
    if (path == root || path == customers) return {};
    if (!path.starts_with(customers + "/")) {
      throw Error(Exit::usage, fill({"{} is no customer number and no file or folder of customers/",
                                     "{} 不是客户编号，也不是 customers/ 中的文件或文件夹"},
                                    {escape_controls(target)}));
    }
    selected.emplace(path.substr(root.size() + 1));
  }
  return selected;
}

void filter_problems(std::vector<Problem>& problems, const VerifyOptions& options) {
  const auto names = [](const std::vector<std::string>& rules, std::string_view rule) {
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
  };
  std::erase_if(problems, [&](const Problem& problem) {
    return (!options.only.empty() && !names(options.only, problem.rule)) ||
           names(options.except, problem.rule);
  });
}

/// Samples belong to the archive as a whole.
void add_sample_problems(const Archive& archive, std::chrono::sys_seconds now,
                         std::vector<Problem>& problems) {
  std::vector<Problem> found = check_samples(archive, now);
  if (found.empty()) return;
  std::move(found.begin(), found.end(), std::back_inserter(problems));
  sort_problems(problems);
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

using Clock = std::chrono::steady_clock;

/// How long it took is said to people, and to scripts where it was long: what they see of short
/// runs stays the same.
void print_summary(const Session& session, const Verification& result, const Tally& tally,
                   Clock::duration taken) {
  Text summary =
      fill({"records: {}, errors: {}, warnings: {}", "档案 {} 份，错误 {} 个，警告 {} 个"},
           {result.records, tally.errors, tally.warnings});
  if (tally.known > 0) {
    summary = fill({"{}, known: {}", "{}，已知 {} 个"}, {summary, tally.known});
  }
  if (taken >= std::chrono::seconds(1) || isatty(STDERR_FILENO) == 1) {
    const auto hundredths =
        std::chrono::duration_cast<std::chrono::milliseconds>(taken).count() / 10;
    std::string fraction = std::to_string(hundredths % 100);
    fraction.insert(0, 2 - fraction.size(), '0');
    summary = fill({"{}, in {}.{} s", "{}，用时 {}.{} 秒"}, {summary, hundredths / 100, fraction});
  }
  session.say(summary);
}

Exit run_verify(const VerifyOptions& options, Session& session) {
  if (options.rules) {
    print_rules(session);
    return Exit::clean;
  }
  require_rules(options.only);
  require_rules(options.except);
  const Archive archive = session.open_archive(true);
  const DeadlineRules deadlines = DeadlineRules::read(archive);
  const std::set<std::string> targets = find_targets(archive, options.targets);
  std::optional<DeadlineEngine> engine;
  FurtherCheck further;
  if (options.deadlines) {
    engine.emplace(archive, deadlines, session.now());
    further = [&](const RecordFile& file) { return check_deadlines(*engine, file.reading); };
  }
  const unsigned jobs = options.jobs == 0 ? find_cores() : options.jobs;
  const Clock::time_point begin = Clock::now();
  Progress progress(session, {"{} of {} records checked", "已检查 {} / {} 份档案"});
  Verification result = verify_archive(
      archive, session.now(),
      {targets, jobs, options.files,
       [&](std::size_t done, std::size_t total) { progress.show(done, total); }, further});
  progress.clear();
  if (targets.empty()) add_sample_problems(archive, session.now(), result.problems);
  const Clock::duration taken = Clock::now() - begin;
  filter_problems(result.problems, options);
  if (!archive.settings().four_eyes) {
    session.say(
        {"four_eyes is off: nobody else needs to review", "four_eyes 已关闭：无须他人审核"});
  }
  const Tally tally = count_problems(result.problems);
  if (!options.known) {
    std::erase_if(result.problems,
                  [](const Problem& problem) { return problem.level == Level::known; });
  }
  if (options.format == "json") {
    session.print(format_json({result.records, tally, result.problems}, session.language()));
  } else {
    session.print_problems(result.problems, false);
  }
  print_summary(session, result, tally, taken);
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
                     "  custrec verify --format json         for programs\n"
                     "Exit code 0: nothing wrong, 1: problems.",
                     "  custrec verify                       全部档案\n"
                     "  custrec verify C20240315001          一个客户\n"
                     "  custrec verify --only mobile,email   只查部分规则\n"
                     "  custrec verify --files               同时核对附件内容\n"
                     "  custrec verify --deadlines           也报告逾期的时限\n"
                     "  custrec verify --format json         供程序读取\n"
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
  command->add_option("--format", options->format, text({"text or json", "text 或 json"}))
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
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
