// SPDX-License-Identifier: MIT
// The ways to add an entry to a customer share who is meant, and how one is filed in the end.
#pragma once

#include <string>
#include <vector>

#include "archive/new_entry.hpp"
#include "commands/add.hpp"
#include "terminal/session.hpp"

namespace custrec {

/// An entry of `list` for the customer that a person named.
struct EntryRequest {
  const Archive& archive;
  const Person& person;
  const Field& list;
  const AddOptions& options;
  std::string customer;  ///< number or name
  std::string source;    ///< of a file: where it lies now
};

/// `add KIND ID …`: by assignments, by asking, in the editor, or many from a sheet.
Exit add_entry(Session& session, const Archive& archive, const Person& person, const Field& list,
               const AddOptions& options);
Exit add_entry_by_asking(Session& session, const EntryRequest& request);
Exit add_entry_in_editor(Session& session, const EntryRequest& request);

/// What the record of the customer says; for questions about it, without the lock. Throws as
/// `read_customer`, and Error(refused) when the person may not see the customer.
Value read_record_of(const Session& session, const EntryRequest& request);

/// What would be wrong with `entry` if it were filed.
std::vector<Problem> find_entry_problems(const Session& session, const EntryRequest& request,
                                         const Value& entry);

/// Files the entry under the lock and prints its name. With problems that stop it, prints them and
/// files nothing. Throws Error(refused).
Exit file_entry(const Session& session, const EntryRequest& request, const Value& entry);

}  // namespace custrec
