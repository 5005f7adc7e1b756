// SPDX-License-Identifier: MIT
// What a record says is left to do: next steps, needs, complaints, anomalies, to-dos of visits.
#pragma once

#include <string>
#include <vector>

#include "record/value.hpp"

namespace custrec {

struct OpenTask {
  std::string entry;  ///< `needs.N1`, `visits.V2.todos[0]`
  std::string what;
  std::string owner;
  std::string due;  ///< as planned; empty: no date
};

/// In the order of the record's lists. What a team's schema doesn't have is left out.
std::vector<OpenTask> find_open_tasks(const Value& record);

/// `needs.N1`, or `needs[0]` when the entry has no id.
std::string name_of_entry(std::string_view list, const Value& entry, std::size_t position);

/// `needs.N1` → `N1`: its letter says what it is.
std::string short_entry(const std::string& entry);

}  // namespace custrec
