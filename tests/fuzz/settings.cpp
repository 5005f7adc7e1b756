// SPDX-License-Identifier: MIT
// A target of libFuzzer: any bytes are read as custrec.yaml with its deadlines, team.yaml, a
// sample, a manifest and a pattern of customer numbers, or refused with a place; what was accepted
// holds what it promises.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "archive/built_in.hpp"
#include "archive/manifest.hpp"
#include "archive/settings.hpp"
#include "require.hpp"
#include "review/deadline_rules.hpp"
#include "review/sample.hpp"

using namespace custrec;
using namespace custrec::fuzz;

namespace {

/// Numbers made by a pattern are numbers of that pattern, and each has a path that leads back to
/// it.
void check_pattern(const layout::IdPattern& pattern) {
  using namespace std::chrono;
  const layout::IdParts parts{year{2024} / 3 / 5, "GY", "SH"};
  const std::string first = pattern.format(parts, 1);
  for (const std::uint64_t number : {1U, 42U, 999U, 1000U, 123456789U}) {
    const std::string id = pattern.format(parts, number);
    require(pattern.matches(id), "a new number doesn't fit its pattern", id);
    require(pattern.number_of(id) == number, "a number is read otherwise", id);
    require(pattern.same_series(id, first), "another series", id);
    const auto path = pattern.path_of(id);
    require(path && layout::id_of_path(*path) == id, "a path leads to another number", id);
    require(layout::is_archive_path(*path) && path->find("//") == std::string::npos,
            "a record outside the archive", *path);
  }
}

void check_pattern_text(const std::string& text) {
  if (const auto mistake = layout::IdPattern::find_mistake(text)) {
    require(!mistake->en.empty() && !mistake->zh.empty(), "a mistake without a message");
  } else {
    check_pattern(layout::IdPattern(text));
  }
  static_cast<void>(layout::IdPattern("C{date}-{region}-{seq:3}").path_of(text));
  static_cast<void>(layout::IdPattern("{seq}").path_of(text));
}

void check_settings(const std::string& text) {
  const auto settings =
      read_or_refuse("custrec.yaml", text, Exit::settings, [&] { return parse_settings(text); });
  if (!settings) return;
  check_pattern(settings->enterprise_id);
  check_pattern(settings->individual_id);
  static_cast<void>(settings->zone.offset_at(std::chrono::sys_days(std::chrono::days(19797))));
}

void check_team(const std::string& text) {
  const auto team =
      read_or_refuse("team.yaml", text, Exit::settings, [&] { return parse_team(text); });
  if (!team) return;
  for (const Person& person : team->people()) {
    require(!person.name.empty() && is_trimmed(person.name), "a name with blanks", person.name);
    require(team->find(person.name) == &person, "somebody isn't found", person.name);
    require(team->find_git_user(person.name, person.email) == &person, "git's user is another",
            person.name);
  }
}

const Schemas& shipped_schemas() {
  static const Schemas schemas = [] {
    std::map<std::string, std::string> files;
    for (const BuiltInFile& file : built_in_files()) {
      if (file.path.ends_with(".yaml")) files.emplace(file.path, file.text);
    }
    return Schemas(files, [](std::string_view) { return true; });
  }();
  return schemas;
}

void check_deadlines(const std::string& text) {
  const auto rules = read_or_refuse("custrec.yaml", text, Exit::settings,
                                    [&] { return DeadlineRules::parse(text, shipped_schemas()); });
  if (!rules) return;
  for (const std::string& name : rules->names()) {
    require(!rules->label_of(name).empty(), "a deadline without a label", name);
    rules->require_name(name);
  }
  for (const DeadlineList& list : rules->lists()) {
    require(list.each.empty() == list.lists.empty(), "entries of no list", list.each);
    for (const DeadlineGroup& group : list.groups) {
      require(!group.empty() && !group.front().from.empty(), "a deadline of nothing", list.each);
    }
  }
}

bool says_the_same(const Sample& left, const Sample& right) {
  const auto same = [](const SampledRecord& a, const SampledRecord& b) {
    return a.id == b.id && a.result == b.result && a.at == b.at && a.by == b.by;
  };
  return left.period == right.period && left.rate == right.rate && left.seed == right.seed &&
         left.drawn_by == right.drawn_by && left.population == right.population &&
         std::equal(left.records.begin(), left.records.end(), right.records.begin(),
                    right.records.end(), same);
}

void check_sample(const std::string& text) {
  static const Team team({{"张三", "", {"manager"}, ""}, {"李四", "", {"reviewer"}, ""}});
  const std::string path = "samples/2026-Q1.yaml";
  const SampleFile file = parse_sample(path, text, team);
  for (const Problem& problem : file.problems) {
    require(problem.line > 0 && problem.column > 0, "a problem without a place", text);
    check_message(problem.message);
  }
  if (!file.problems.empty()) return;
  const SampleFile again = parse_sample(path, format_sample(file.sample), team);
  require(again.problems.empty() && says_the_same(again.sample, file.sample),
          "a sample is read otherwise", format_sample(file.sample));
  try {
    const SampleFile rewritten = parse_sample(path, rewrite_sample(file, file.sample), team);
    require(rewritten.problems.empty() && says_the_same(rewritten.sample, file.sample),
            "rewritten, a sample says something else", rewritten.text);
  } catch (const Error& error) {
    require(error.exit_code() == Exit::refused, "another exit code", error.message().en);
  }
}

void check_manifest(const std::string& text) {
  const auto lines = parse_manifest(text);
  if (lines) require(format_manifest(*lines) == text, "a manifest is written otherwise", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_pattern_text(text);
  check_manifest(text);
  check_settings(text);
  check_team(text);
  check_deadlines(text);
  check_sample(text);
  return 0;
}
