// SPDX-License-Identifier: MIT
// What every command has in common.
#include "terminal/session.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "archive/recovery.hpp"
#include "problem/tell.hpp"
#include "terminal/git_command.hpp"
#include "terminal/git_output.hpp"
#include "terminal/git_setup.hpp"
#include "terminal/standard_streams.hpp"
#include "text/environment.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

std::optional<Language> find_locale_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string locale = environment(name);
    if (locale.empty()) continue;
    const std::string word = locale.substr(0, locale.find_first_of("_.@"));
    if (word == "C" || word == "POSIX") return std::nullopt;
    return word == "zh" ? Language::chinese : Language::english;
  }
  return std::nullopt;
}

/// `--now`, else CUSTREC_NOW, else the clock.
Time find_now(const std::string& option) {
  const std::string text = option.empty() ? environment("CUSTREC_NOW") : option;
  if (text.empty()) {
    return {std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()), {}, false};
  }
  const auto time = parse_time(text);
  if (!time) {
    throw Error(Exit::usage,
                fill({"--now: {} is no time; write it like 2024-03-15 or 2024-03-15T09:12:00+08:00",
                      "--now：{} 不是时间；写作 2024-03-15 或 2024-03-15T09:12:00+08:00"},
                     {escape_controls(text)}));
  }
  return *time;
}

}  // namespace

GitUser find_git_user(const std::string& directory) {
  return parse_user(ask_git(directory, {"config", "--get-regexp", "^user\\.(name|email)$"}));
}

std::optional<Language> find_wished_language(const std::vector<std::string>& arguments) {
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    std::string value;
    if (arguments[at] == "--lang" && at + 1 < arguments.size()) value = arguments[at + 1];
    if (arguments[at].starts_with("--lang=")) value = arguments[at].substr(7);
    if (value == "zh") return Language::chinese;
    if (value == "en") return Language::english;
  }
  return find_locale_language();
}

Session::Session(GlobalOptions options) : options_(std::move(options)) {
  wished_ = options_.language.empty()
                ? find_locale_language()
                : std::optional(options_.language == "zh" ? Language::chinese : Language::english);
  language_ = wished_.value_or(Language::english);
  now_ = find_now(options_.now);
}

Archive Session::open_archive(Purpose purpose, Replacements replacements) {
  const Tree tree(require_root(options_.directory));
  Text note;
  if (purpose == Purpose::check) {
    reading_ = begin_checking(tree);
  } else {
    const std::string name = given_name();
    const std::string holder = name.empty() ? "custrec" : name;
    if (purpose == Purpose::change) recover(tree, holder);
    if (purpose == Purpose::read) {
      Snapshot snapshot = begin_reading(tree, holder);
      reading_ = std::move(snapshot.lock);
      replacements = std::move(snapshot.replacements);
      note = std::move(snapshot.note);
    }
  }
  Archive archive = Archive::open(tree.root(), std::move(replacements));
  language_ = wished_.value_or(archive.settings().language.value_or(Language::english));
  if (now_.date_only)
    now_ = {now_.instant - archive.settings().zone.offset_at(now_.instant), {}, false};
  if (!note.empty()) complain(note);
  if (purpose != Purpose::check && !options_.quiet && lacks_merge_driver(archive.tree())) {
    say({"git in this clone doesn't merge records by field yet: run 'custrec init --hooks' once",
         "此克隆中的 git 尚不能按字段合并档案：请运行一次 custrec init --hooks"});
  }
  return archive;
}

std::string Session::given_name() const {
  return options_.by.empty() ? environment("CUSTREC_BY") : options_.by;
}

const Person& Session::find_person(const Archive& archive) const {
  const std::string name = given_name();
  if (!name.empty()) return archive.team().require(name);
  const GitUser user = find_git_user(archive.tree().root());
  const Person* person = archive.team().find_git_user(user.name, user.email);
  if (person != nullptr) return *person;
  throw Error(
      Exit::usage,
      {"nobody says who you are: give --by NAME, set CUSTREC_BY, or have your name or "
       "e-mail of git in team.yaml",
       "不知道您是谁：请用 --by 姓名，或设 CUSTREC_BY，或将 git 的姓名、邮箱写入 team.yaml"});
}

void Session::print(std::string_view text) const {
  reading_ = FolderLock();
  write_to(stdout, text);
}

void Session::print_line(std::string_view text) const {
  print(escape_controls(text, true) + "\n");
}

void Session::say(const Text& text) const {
  if (!options_.quiet) complain(text);
}

void Session::complain(const Text& text) const {
  write_message(text.in(language_));
}

void Session::print_problems(const std::vector<Problem>& problems, bool to_stderr) const {
  if (!to_stderr) reading_ = FolderLock();
  std::string lines;
  for (const Problem& problem : problems) {
    lines += format_problem(problem, language_, has_colour(to_stderr));
  }
  write_to(to_stderr ? stderr : stdout, lines);
}

bool Session::can_ask() const {
  return !options_.no_input && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

bool Session::has_colour(bool on_stderr) const {
  if (options_.color != "auto") return options_.color == "always";
  return environment("NO_COLOR").empty() && environment("TERM") != "dumb" &&
         isatty(on_stderr ? STDERR_FILENO : STDOUT_FILENO) == 1;
}

}  // namespace custrec
