// SPDX-License-Identifier: MIT
// The time limits of a record that aren't met, as plain rows.
#include "commands/due_lines.hpp"

namespace custrec {

std::vector<DueLine> find_due_lines(const DeadlineEngine& engine, const Reading& reading,
                                    Language language) {
  std::vector<DueLine> lines;
  for (const Deadline& deadline : engine.find(reading, {{}, true})) {
    const bool overdue = deadline.state == DeadlineState::overdue;
    lines.push_back({deadline.row->label.in(language), deadline.entry, deadline.owner,
                     format_due(deadline.due, engine.zone()),
                     overdue ? engine.format_lateness(deadline.due) : std::string()});
  }
  return lines;
}

}  // namespace custrec
