// SPDX-License-Identifier: MIT
// Which sample is meant, and who may work on it.
#include "commands/review_sample.hpp"
#include "text/utf8.hpp"

namespace custrec {

Period choose_period(const Session& session, const Archive& archive, const SampleOptions& options) {
  const std::chrono::sys_days today = archive.context(session.now()).today;
  if (options.period.empty()) return last_full_quarter(today);
  auto period = parse_period(options.period);
  if (!period) {
    throw Error(Exit::usage, fill({"{} is no period; write a quarter 2026-Q1, a month 2026-01 or "
                                   "a year 2026",
                                   "{} 不是期间；季度写作 2026-Q1，月份 2026-01，年份 2026"},
                                  {escape_controls(options.period)}));
  }
  if (today < period->begin) {
    throw Error(Exit::usage, fill({"{} has not begun yet", "{} 尚未开始"}, {period->name}));
  }
  return std::move(*period);
}

std::optional<SampleFile> read_good_sample(const Session& session, const Archive& archive,
                                           const Period& period) {
  auto file = read_sample(archive, period.name);
  if (!file || file->problems.empty()) return file;
  session.print_problems(file->problems, true);
  throw Error(Exit::refused, fill({"{0} can't be trusted as it is; mend it by hand: {1}/{0}",
                                   "{0} 有误，请手工更正：{1}/{0}"},
                                  {file->path, archive.tree().root()}));
}

SampleFile require_sample(const Session& session, const Archive& archive, const Period& period) {
  auto file = read_good_sample(session, archive, period);
  if (file) return std::move(*file);
  std::string names;
  for (const Period& other : list_samples(archive)) {
    names += (names.empty() ? "" : ", ") + other.name;
  }
  throw Error(Exit::usage,
              names.empty()
                  ? fill({"there is no sample of {0}; draw one: custrec review sample --period {0}",
                          "没有 {0} 的抽样；请先抽取：custrec review sample --period {0}"},
                         {period.name})
                  : fill({"there is no sample of {}; there are: {} (--period)",
                          "没有 {} 的抽样；现有：{}（--period）"},
                         {period.name, names}));
}

void require_sampler(const Archive& archive, const Person& person) {
  if (person.sees_all()) return;
  Text others;
  for (const Person& other : archive.team().people()) {
    if (!other.sees_all()) continue;
    others.en += (others.en.empty() ? "" : ", ") + other.name;
    others.zh += (others.zh.empty() ? "" : "、") + other.name;
  }
  if (others.empty()) others = {"nobody in team.yaml", "team.yaml 中无人"};
  throw Error(
      Exit::refused,
      fill({"second verification takes the role reviewer or manager, which {} does not "
            "have; who has: {}",
            "二次复核须有审核人（reviewer）或管理者（manager）角色，{} 没有；有此角色的：{}"},
           {person.name, others}));
}

}  // namespace custrec
