// SPDX-License-Identifier: MIT
// custrec review approve: a second person's word on records, all of them or none.
#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <utility>

#include "archive/transaction.hpp"
#include "archive/verify.hpp"
#include "commands/edit.hpp"
#include "commands/review.hpp"
#include "review/reviewers.hpp"
#include "review/waiting.hpp"
#include "terminal/prompt.hpp"
#include "text/sha256.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct ApproveOptions {
  std::vector<std::string> customers;
  std::string note;
  bool all_clean = false;
  std::size_t max = 0;  ///< 0: not given
  bool dry_run = false;
};

/// A record to approve: as it is, or as the reviewer has seen it.
struct Wanted {
  std::string customer;
  std::string seen;  ///< the beginning of its fingerprint, or empty
};

/// `C20240315001@1a2b3c4d5e6f`, or a customer alone.
Wanted parse_wanted(const std::string& word) {
  constexpr std::size_t fewest_digits = 8;
  const std::size_t sign = word.rfind('@');
  if (sign == std::string::npos) return {word, {}};
  std::string digits = word.substr(sign + 1);
  for (char& c : digits) c = static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
  if (digits.find_first_not_of("0123456789abcdef") != std::string::npos) return {word, {}};
  if (digits.size() < fewest_digits || digits.size() > sha256_digits) {
    throw Error(Exit::usage, fill({"{}: a fingerprint has {} to {} digits behind the @",
                                   "{}：@ 之后的指纹应有 {} 至 {} 位"},
                                  {escape_controls(word), fewest_digits, sha256_digits}));
  }
  return {word.substr(0, sign), std::move(digits)};
}

void require_choice(const ApproveOptions& options) {
  const bool bounded = options.max > 0;
  if (options.all_clean != bounded || (options.all_clean && !options.customers.empty())) {
    throw Error(Exit::usage, {"--all-clean goes with --max N and without customers: who approves "
                              "many says how many",
                              "--all-clean 须与 --max N 同用，且不指定客户：批量审核须限定份数"});
  }
  if (!options.all_clean && options.customers.empty()) {
    throw Error(Exit::usage, {"which customers? custrec review approve ID…",
                              "要审核哪些客户？custrec review approve 编号…"});
  }
}

/// All problems of the archive. Throws Error(files) when something can't be read: a duplicate in it
/// would not be seen.
std::vector<Problem> find_all_problems(const Session& session, const Archive& archive) {
  std::vector<Problem> problems = verify_archive(archive, session.now()).problems;
  for (const Problem& problem : problems) {
    if (problem.rule != "unreadable") continue;
    throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {problem.path, problem.message}));
  }
  return problems;
}

/// Records that `person` may approve and of which `problems` say nothing, the oldest first.
std::vector<std::string> find_clean(const Session& session, const Archive& archive,
                                    const Person& person, const std::vector<Problem>& problems,
                                    std::size_t max) {
  using Row = std::optional<Waiting>;
  const Walk walk = walk_customers(archive);
  require_walked(walk);
  std::vector<Waiting> queue;
  for_each_record<Row>(
      archive, walk.records, find_cores(),
      [&](const RecordFile& file) -> Row {
        const bool may = file.reading.readable && file.reading.faults.empty() &&
                         !refuse_review(archive, file.id, file.reading.document, person);
        return may ? find_waiting(archive, file, session.now()) : std::nullopt;
      },
      [&](Row row) {
        if (row) queue.push_back(std::move(*row));
      });
  for (Waiting& waiting : queue) waiting.reviewers.clear();
  sort_waiting(queue);
  std::set<std::string> unclean;
  for (const Problem& problem : problems) unclean.insert(problem.customer);
  std::vector<std::string> ids;
  for (const Waiting& waiting : queue) {
    if (ids.size() < max && !unclean.contains(waiting.id)) ids.push_back(waiting.id);
  }
  return ids;
}

/// Problems of the records as they would be, those between records too, which `present` has.
std::vector<Problem> find_problems(const std::vector<Problem>& present,
                                   const std::vector<Judgement>& judgements) {
  std::set<std::string_view> ids;
  for (const Judgement& judgement : judgements) ids.insert(judgement.id);
  std::vector<Problem> problems;
  std::copy_if(present.begin(), present.end(), std::back_inserter(problems),
               [&](const Problem& problem) { return ids.contains(problem.customer); });
  for (const Judgement& judgement : judgements) {
    for (const Problem& problem : judgement.problems) {
      const auto known = std::find_if(problems.begin(), problems.end(), [&](const Problem& one) {
        return one.customer == problem.customer && one.rule == problem.rule &&
               one.field == problem.field;
      });
      if (known == problems.end()) {
        problems.push_back(problem);
      } else {
        // What is a warning while the record waits may be an error once it is in force.
        known->level = problem.level;
      }
    }
  }
  return problems;
}

/// What becomes of each of the `wanted`, one that is named twice once.
std::vector<Judgement> judge(const Session& session, const Archive& archive, const Person& person,
                             const std::vector<Wanted>& wanted, const std::string& note) {
  const Reviewing reviewing(archive, person, session.now());
  std::vector<Judgement> judgements;
  std::set<std::pair<std::string, std::string>> done;
  for (const Wanted& one : wanted) {
    const RecordFile file = read_customer(session, archive, person, one.customer);
    if (!done.emplace(file.path, one.seen).second) continue;
    Judgement judgement = reviewing.approve(file, note, one.seen);
    const bool first =
        std::none_of(judgements.begin(), judgements.end(),
                     [&](const Judgement& other) { return other.path == judgement.path; });
    if (first || judgement.refusal) judgements.push_back(std::move(judgement));
  }
  require_allowed(judgements);
  return judgements;
}

/// Shows each record that may be approved and asks; of those that the reviewer approves, what was
/// shown is wanted. What was shown before, and what can't be approved, isn't asked for.
std::vector<Wanted> ask_for_approval(const Session& session, const Archive& archive,
                                     const Person& person, const std::vector<Wanted>& wanted) {
  std::vector<Wanted> approved;
  for (const Wanted& one : wanted) {
    const RecordFile file = read_customer(session, archive, person, one.customer);
    if (!one.seen.empty() || refuse_review(archive, file.id, file.reading.document, person)) {
      approved.push_back(one);
      continue;
    }
    print_for_review(session, archive, file);
    const auto answer = ask_line(
        fill({"Approve {}? [y/N] ", "审核通过 {}？[y/N] "}, {file.id}).in(session.language()));
    if (!answer) return {};
    if (*answer != "y" && *answer != "Y" && *answer != "yes" && *answer != "是") continue;
    approved.push_back({file.id, make_seen_fingerprint(file.reading.document, archive.schemas(),
                                                       archive.context(session.now()))});
  }
  return approved;
}

void write_judgements(const Archive& archive, const Lock& lock,
                      const std::vector<Judgement>& judgements) {
  Transaction transaction(archive.tree(), lock);
  for (const Judgement& judgement : judgements) {
    transaction.replace(judgement.path, judgement.before, judgement.after);
  }
  transaction.commit();
}

Exit run_approve(const ApproveOptions& options, Session& session) {
  require_choice(options);
  const std::string note = read_words(options.note);
  const Archive archive = session.open_archive();
  const Person& person = session.find_person(archive);
  std::vector<Wanted> wanted;
  for (const std::string& word : options.customers) wanted.push_back(parse_wanted(word));
  if (session.can_ask() && !options.dry_run && !options.all_clean) {
    wanted = ask_for_approval(session, archive, person, wanted);
    if (wanted.empty()) {
      session.say({"nothing was approved", "未审核任何档案"});
      return Exit::clean;
    }
  }
  const Lock lock = begin_writing(archive.tree(), person.name);
  const std::vector<Problem> present = find_all_problems(session, archive);
  if (options.all_clean) {
    for (std::string& id : find_clean(session, archive, person, present, options.max)) {
      wanted.push_back({std::move(id), {}});
    }
  }
  if (wanted.empty()) {
    session.say({"nothing that you may approve is clean and waits for a review",
                 "没有您可审核且无问题的待审核档案"});
    return Exit::clean;
  }
  const std::vector<Judgement> judgements = judge(session, archive, person, wanted, note);
  const std::vector<Problem> problems = find_problems(present, judgements);
  session.print_problems(problems, true);
  if (count_problems(problems).errors > 0) {
    session.complain({"nothing was approved; 'custrec review return' sends back what is wrong",
                      "未审核任何档案；有错误的可用 custrec review return 退回"});
    return Exit::problems;
  }
  if (!options.dry_run) write_judgements(archive, lock, judgements);
  for (const Judgement& judgement : judgements) {
    if (options.all_clean) session.print_line(judgement.id);
    session.say(fill({"{}: status: submitted → {}", "{}: status: submitted → {}"},
                     {judgement.id, judgement.new_status}));
  }
  return Exit::clean;
}

}  // namespace

void declare_review_approve(const Declaration& review) {
  const auto text = [&](const Text& words) { return words.in(review.language); };
  CLI::App* command = declare_command(
      review, {"approve",
               {"Approve records: what they say takes effect", "审核通过，档案生效"},
               {"  custrec review approve C20240315001 --note 已电话核实\n"
                "  custrec review approve C20240315001@1a2b3c4d5e6f   as 'review show' showed it\n"
                "  custrec review approve C20240315001 C20240315002   both or none\n"
                "  custrec review approve --all-clean --max 20        without any problem",
                "  custrec review approve C20240315001 --note 已电话核实\n"
                "  custrec review approve C20240315001@1a2b3c4d5e6f   按 review show 所示内容\n"
                "  custrec review approve C20240315001 C20240315002   全部通过，否则都不通过\n"
                "  custrec review approve --all-clean --max 20        没有任何问题的"},
               "review"});
  auto options = std::make_shared<ApproveOptions>();
  command->add_option(
      "customer", options->customers,
      text({"Customer numbers or names; @FINGERPRINT behind one binds to what was shown",
            "客户编号或名称；后加 @指纹 则以所示内容为准"}));
  command
      ->add_option("--note", options->note,
                   text({"A remark, kept with the review", "备注，随审核记录保存"}))
      ->type_name("TEXT");
  command->add_flag("--all-clean", options->all_clean,
                    text({"All that wait, that you may approve and that have no problem, the "
                          "oldest first",
                          "您可审核且无任何问题的全部档案，先提交的在前"}));
  command
      ->add_option("--max", options->max,
                   text({"At most so many with --all-clean", "与 --all-clean 同用，最多的份数"}))
      ->check(CLI::Range(1, 1000000))
      ->type_name("N");
  command->add_flag("--dry-run", options->dry_run,
                    text({"Tell what would happen, write nothing", "只说明将发生什么，不写入"}));
  command->callback([options, &run = review.run] {
    run = [options](Session& session) { return run_approve(*options, session); };
  });
}

}  // namespace custrec
