// SPDX-License-Identifier: MIT
// The formats of the report of custrec verify.
#include "commands/verify_report.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "problem/github.hpp"
#include "problem/junit.hpp"
#include "problem/sarif.hpp"
#include "terminal/git_command.hpp"

namespace custrec {
namespace {

struct Format {
  std::string_view name;
  std::string (*write)(const ProblemReport& report, Language language);
  bool by_repository;  ///< paths begin at its root
};
constexpr std::array<Format, 5> formats = {{{"text", nullptr, false},
                                            {"json", format_json, false},
                                            {"sarif", format_sarif, true},
                                            {"junit", format_junit, true},
                                            {"github", format_github, true}}};

}  // namespace

std::vector<std::string> report_formats() {
  std::vector<std::string> names;
  for (const Format& format : formats) names.emplace_back(format.name);
  return names;
}

void print_report(const Session& session, const std::string& root, const std::string& format,
                  ProblemReport report) {
  const auto* const found = std::find_if(formats.begin(), formats.end(),
                                         [&](const Format& one) { return one.name == format; });
  if (found == formats.end() || found->write == nullptr) {
    session.print_problems(report.problems, false);
    return;
  }
  if (found->by_repository) report.folder = find_folder_in_git(root);
  session.print(found->write(report, session.language()));
}

void print_summary(const Session& session, const ProblemReport& report,
                   std::chrono::steady_clock::duration taken) {
  Text summary = describe_totals(report.records, report.tally);
  // How long it took is said to people, and to scripts where it was long: what they see of short
  // runs stays the same.
  if (taken >= std::chrono::seconds(1) || isatty(STDERR_FILENO) == 1) {
    const auto hundredths =
        std::chrono::duration_cast<std::chrono::milliseconds>(taken).count() / 10;
    std::string fraction = std::to_string(hundredths % 100);
    fraction.insert(0, 2 - fraction.size(), '0');
    summary = fill({"{}, in {}.{} s", "{}，用时 {}.{} 秒"}, {summary, hundredths / 100, fraction});
  }
  session.say(summary);
}

}  // namespace custrec
