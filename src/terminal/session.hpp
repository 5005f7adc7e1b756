// SPDX-License-Identifier: MIT
// What every command has in common: the global options, who is at work, in which language, and the
// only two ways to speak: results on stdout, words about the work on stderr.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/lock.hpp"
#include "problem/error.hpp"
#include "problem/problem.hpp"
#include "terminal/git_output.hpp"
#include "text/text.hpp"
#include "time/date.hpp"

namespace custrec {

struct GlobalOptions {
  std::string directory = ".";
  std::string language;  ///< `en`, `zh` or empty
  std::string by;
  std::string now;
  std::string color = "auto";  ///< `auto`, `always`, `never`
  bool quiet = false;
  bool no_input = false;
};

/// What a command opens an archive for.
enum class Purpose : unsigned char {
  change,
  read,   ///< sees each change as a whole, until it prints
  check,  ///< as `read`, and never writes
};

class Session {
 public:
  explicit Session(GlobalOptions options);

  [[nodiscard]] const GlobalOptions& options() const { return options_; }
  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] std::chrono::sys_seconds now() const { return now_.instant; }

  /// The archive around the working directory or `-C`. What a crash left of a change is finished or
  /// discarded first; `Purpose::check` refuses instead, for a change that is committed and not in
  /// place. The archive's language counts from now on, unless `--lang` or the locale say another.
  /// `replacements` are for `Purpose::check`.
  Archive open_archive(Purpose purpose = Purpose::change, Replacements replacements = {});

  /// `--by`, else CUSTREC_BY, else empty.
  [[nodiscard]] std::string given_name() const;

  /// The given name, else git's user by e-mail or name. Throws Error(usage) when that is
  /// nobody or not in the team.
  [[nodiscard]] const Person& find_person(const Archive& archive) const;

  void print(std::string_view text) const;       ///< to stdout as it is, by `write_to`
  void print_line(std::string_view text) const;  ///< fit for a terminal, with a newline
  void say(const Text& text) const;              ///< a message on stderr, nothing with -q
  void complain(const Text& text) const;         ///< a message on stderr, always
  void print_problems(const std::vector<Problem>& problems, bool to_stderr) const;

  /// Whether a person sits there to be asked.
  [[nodiscard]] bool can_ask() const;
  [[nodiscard]] bool has_colour(bool on_stderr = false) const;

 private:
  GlobalOptions options_;
  std::optional<Language> wished_;  ///< by option or locale
  Language language_ = Language::english;
  /// Records are read; given back with the first result, since whoever takes it may take long.
  mutable FolderLock reading_;
  Time now_;  ///< a date means its midnight in the archive's time zone
};

/// Empty where git has none.
GitUser find_git_user(const std::string& directory);

/// The language that `--lang` among the arguments or the locale asks for, before any archive is
/// known.
std::optional<Language> find_wished_language(const std::vector<std::string>& arguments);

}  // namespace custrec
