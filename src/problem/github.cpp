// SPDX-License-Identifier: MIT
// Problems as workflow commands of GitHub Actions.
#include "problem/github.hpp"

#include <array>
#include <string_view>

#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Of each level GitHub shows so many for a step; more stand in its log only, without their place.
constexpr std::size_t most_shown = 10;

/// Behind `::`.
std::string escape_data(std::string_view text) {
  std::string escaped = escape_controls(text, true);
  escaped = replace_all(std::move(escaped), "%", "%25");
  escaped = replace_all(std::move(escaped), "\r", "%0D");
  return replace_all(std::move(escaped), "\n", "%0A");
}

/// Behind `file=` and the like.
std::string escape_property(std::string_view text) {
  return replace_all(replace_all(escape_data(text), ":", "%3A"), ",", "%2C");
}

std::string_view command_of(Level level) {
  if (level == Level::known) return "notice";
  return level == Level::error ? "error" : "warning";
}

std::string format_command(const Problem& problem, const std::string& folder, Language language,
                           bool with_place) {
  const std::string place = std::to_string(problem.line);
  const std::string column = std::to_string(problem.column);
  std::string line = "::" + std::string(command_of(problem.level));
  std::string message = format_message(problem, language);
  if (problem.path.empty()) {
    line += " title=";
  } else {
    const std::string path = folder + problem.path;
    line += " file=" + escape_property(path) + ",line=" + place + ",col=" + column + ",title=";
    if (with_place) message = path + ":" + place + ":" + column + ": " + message;
  }
  return line + escape_property(problem.rule) + "::" + escape_data(message) + "\n";
}

}  // namespace

std::string format_github(const ProblemReport& report, Language language) {
  std::string lines;
  std::array<std::size_t, 3> told{};
  bool cut = false;
  for (const Problem& problem : report.problems) {
    std::size_t& count = told[static_cast<std::size_t>(problem.level)];
    count += 1;
    cut = cut || count > most_shown;
    lines += format_command(problem, report.folder, language, count > most_shown);
  }
  Text totals = describe_totals(report.records, report.tally);
  if (cut) {
    totals = fill({"{}; GitHub shows {} errors and {} warnings of a step, the log has them all",
                   "{}；GitHub 每步只显示 {} 个错误和 {} 个警告，日志中有全部"},
                  {totals, most_shown, most_shown});
  }
  return lines + "::notice title=custrec verify::" + escape_data(totals.in(language)) + "\n";
}

}  // namespace custrec
