// SPDX-License-Identifier: MIT
// A new entry of a record: a call, a visit, a need. It is appended to its list through the same
// checks as any change; nothing that was there is touched. Nothing is written here.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/revision.hpp"

namespace custrec {

/// What an entry is called in messages and assignments: its id, or else its place (`contacts[1]`).
std::string entry_name(const Field& list, const Value& entry, std::size_t position);

/// The lists of a customer that people add entries to, each of one kind. What custrec keeps itself
/// (reviews, changes) is not among them.
std::vector<const Field*> find_entry_lists(const Schemas& schemas);

/// The list whose entries are called `word`: the kind (`need`) or its title in either language.
/// Null when there is none.
const Field* find_entry_list(const Schemas& schemas, std::string_view word);

/// Fields of an entry that custrec sets and no input may: its id, what is found out of a file.
bool is_own_entry_field(const Field& list, std::string_view name);

/// What an entry says of `field` when nobody says anything, from what is known: who writes it and
/// when, who looks after the customer. Empty when nothing is known.
std::string known_entry_value(const Archive& archive, const Field& list, const Field& field,
                              const Value& entry, const Value& record, const Person& by,
                              std::chrono::sys_seconds now);

/// `entry` with its id and everything that is known and not said otherwise.
Value complete_entry(Value entry, const Archive& archive, const Field& list, const Value& record,
                     const Person& by, std::chrono::sys_seconds now);

struct NewEntry {
  std::string name;  ///< see `entry_name`
  Revision revision;
};

/// Puts a complete `entry` behind the last one of `list`. An entry of a reviewed list goes into the
/// change log, with `change`, and makes an active record submitted.
NewEntry append_entry(const Reviser& reviser, const RecordFile& file, const Document& layout,
                      const Field& list, Value entry, Change change);

}  // namespace custrec
