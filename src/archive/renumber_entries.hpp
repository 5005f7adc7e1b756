// SPDX-License-Identifier: MIT
// Ids of entries that two people gave at the same time: one entry gets another.
#pragma once

#include <string>
#include <vector>

#include "record/part.hpp"
#include "schema/schema.hpp"
#include "time/zone.hpp"

namespace custrec {

struct NewEntryId {
  std::string list;
  std::string from;
  std::string to;
};

/// Gives every entry of `root` its time: the first date or time of its kind.
void note_entry_times(const Schemas& schemas, const Zone& zone, Part& root);

/// Of entries of the record's lists that both sides have put in under one id, and that say
/// different things, the later one gets the next free id (that is what comes back). An entry that
/// both have put in under different ids, as after a cherry-pick, gets one of them on both. Paths to
/// an entry in what is new on its side (changes, anomalies, reviews) follow. Entries have their
/// times.
std::vector<NewEntryId> renumber_new_entries(const Schemas& schemas, const Part& base, Part& ours,
                                             Part& theirs);

/// The same in one record, where somebody else's merge has left an id twice. No path follows:
/// nobody can say which of the two it means. Of two that say the same one goes, and `to` is empty.
std::vector<NewEntryId> renumber_doubled_entries(const Schemas& schemas, Part& root);

}  // namespace custrec
