// SPDX-License-Identifier: MIT
// The rule sample-open, and what makes a file no sample.
#include "review/check_samples.hpp"

#include <iterator>

#include "problem/error.hpp"
#include "review/sample.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

Problem problem_of_file(Level level, std::string_view rule, const std::string& path, Text message,
                        Text hint) {
  return {level, rule, "", path, 1, 1, "", std::move(message), std::move(hint)};
}

Problem tell_open(const Archive& archive, const SampleFile& file, std::size_t at,
                  const Period& period) {
  const SampledRecord& record = file.sample.records[at];
  const bool there = !archive.find_record(record.id).empty();
  const std::string shown = cut_to_width(escape_controls(record.id), 60);
  const std::string last = format_date(std::chrono::year_month_day(period.last_day()));
  return {Level::error,
          "sample-open",
          record.id,
          file.path,
          record.place.line,
          record.place.column,
          "records[" + std::to_string(at) + "].result",
          there ? fill({"{} was drawn and not verified, and the period ended on {}",
                        "{} 已抽中但尚未复核，期间已于 {} 结束"},
                       {shown, last})
                : fill({"{} was drawn and not verified, and is no longer in the archive",
                        "{} 已抽中但尚未复核，且已不在档案中"},
                       {shown}),
          there ? fill({"custrec review sample --period {} --record {} ok|wrong",
                        "custrec review sample --period {} --record {} ok|wrong"},
                       {period.name, shown})
                : fill({"custrec review sample --period {} draws another",
                        "custrec review sample --period {} 可另抽一份"},
                       {period.name})};
}

void check_sample(const Archive& archive, const std::string& path, const Period& period,
                  std::chrono::sys_days today, std::vector<Problem>& problems) {
  SampleFile file;
  try {
    auto read = read_sample(archive, period.name);
    if (!read) return;
    file = std::move(*read);
  } catch (const Error& error) {
    problems.push_back(problem_of_file(Level::error, "unreadable", path, error.message(), {}));
    return;
  }
  const bool broken = !file.problems.empty();
  std::move(file.problems.begin(), file.problems.end(), std::back_inserter(problems));
  if (broken || today < period.end) return;
  for (std::size_t at = 0; at < file.sample.records.size(); ++at) {
    if (file.sample.records[at].is_open()) {
      problems.push_back(tell_open(archive, file, at, period));
    }
  }
}

}  // namespace

std::vector<Problem> check_samples(const Archive& archive, std::chrono::sys_seconds now) {
  std::vector<Problem> problems;
  FolderListing entries;
  try {
    entries = archive.tree().list(layout::samples_folder);
  } catch (const Error& error) {
    return {problem_of_file(Level::error, "unreadable", std::string(layout::samples_folder),
                            error.message(), {})};
  }
  const std::chrono::sys_days today = archive.context(now).today;
  for (const FolderEntry& entry : entries) {
    if (entry.name.starts_with('.')) continue;
    const std::string path(entry.path);
    const std::size_t suffix = layout::record_suffix.size();
    const bool yaml = entry.name.ends_with(layout::record_suffix);
    const auto period =
        yaml ? parse_period(entry.name.substr(0, entry.name.size() - suffix)) : std::nullopt;
    if (period) {
      check_sample(archive, path, *period, today, problems);
    } else {
      problems.push_back(problem_of_file(
          Level::warning, "stray-file", path,
          {"samples/ holds samples only, named like 2026-Q1.yaml, 2026-01.yaml or 2026.yaml",
           "samples/ 中只应有抽样文件，名称如 2026-Q1.yaml、2026-01.yaml、2026.yaml"},
          {"move it elsewhere or delete it", "请移走或删除"}));
    }
  }
  return problems;
}

void add_sample_problems(const Archive& archive, std::chrono::sys_seconds now,
                         const std::set<std::string>* changed, std::vector<Problem>& problems) {
  if (changed != nullptr && changed->empty()) return;
  std::vector<Problem> found = check_samples(archive, now);
  std::erase_if(found, [&](const Problem& problem) {
    return changed != nullptr && !changed->contains(problem.path);
  });
  if (found.empty()) return;
  std::move(found.begin(), found.end(), std::back_inserter(problems));
  sort_problems(problems);
}

}  // namespace custrec
