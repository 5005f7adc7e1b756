// SPDX-License-Identifier: MIT
// One engine for all time limits.
#include "review/deadline.hpp"

#include <algorithm>

namespace custrec {
DeadlineEngine::DeadlineEngine(const Archive& archive, const DeadlineRules& rules,
                               std::chrono::sys_seconds now, bool needs_calendar)
    : archive_(archive),
      rules_(rules),
      context_(archive.context(now)),
      zone_(archive.settings().zone),
      counting_{zone_, calendar_},
      today_(context_.today) {
  if (needs_calendar || rules.uses(LimitUnit::working_days)) calendar_ = archive.read_calendar();
}

void DeadlineEngine::note_unknown_years(std::chrono::sys_days first, std::chrono::sys_days last,
                                        std::set<int>& years) const {
  const auto [from, to] = std::minmax(first, last);
  const std::chrono::year end = std::chrono::year_month_day(to).year();
  for (auto year = std::chrono::year_month_day(from).year(); year <= end; ++year) {
    if (!calendar_.knows(year)) years.insert(static_cast<int>(year));
  }
}

std::string DeadlineEngine::format_lateness(const Due& due) const {
  if (!due.exact) {
    return today_ > due.day ? std::to_string((today_ - due.day).count()) + "d" : std::string();
  }
  if (now() <= due.instant) return {};
  const auto late = now() - due.instant;
  const auto hours = std::chrono::floor<std::chrono::hours>(late).count();
  if (hours >= 48) return std::to_string(hours / 24) + "d";
  if (hours > 0) return std::to_string(hours) + "h";
  return std::to_string(std::chrono::ceil<std::chrono::minutes>(late).count()) + "min";
}

std::vector<Finding> check_deadlines(const DeadlineEngine& engine, const Reading& reading) {
  std::vector<Finding> findings;
  const Document& document = reading.document;
  for (const Deadline& deadline : engine.find(reading, {{}, true})) {
    if (deadline.state != DeadlineState::overdue) continue;
    const std::string due = format_due(deadline.due, engine.zone());
    const Text& label = deadline.row->label;
    findings.push_back(
        {document[deadline.place].span.begin,
         Level::error,
         "deadline",
         document.path_of(deadline.place),
         deadline.from ? fill({"{} is overdue: since {}, due {}", "{}已逾期：自 {} 起，期限 {}"},
                              {label, format_written(*deadline.from), due})
                       : fill({"{} is overdue: due {}", "{}已逾期：期限 {}"}, {label, due}),
         {}});
  }
  return findings;
}

std::string format_written(const Time& time) {
  return time.date_only ? format_date(std::chrono::floor<std::chrono::days>(time.instant))
                        : format_time(time.instant, time.offset);
}

}  // namespace custrec
