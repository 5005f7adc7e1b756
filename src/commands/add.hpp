// SPDX-License-Identifier: MIT
// The ways to add a customer share what they were asked for and how one is filed in the end.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/filing.hpp"
#include "commands/batch.hpp"
#include "record/value.hpp"
#include "terminal/session.hpp"

namespace custrec {

struct AddOptions {
  std::vector<std::string> words;  ///< assignments; or a kind of entry, a customer, assignments
  std::string reason;              ///< of an entry or of changes by a sheet, or empty
  std::string evidence;
  std::string from;  ///< a sheet, `-` for stdin
  BatchOptions batch;
  std::vector<std::string> accept;  ///< FIELD=REASON
  bool editor = false;
  bool draft = false;
  bool force = false;
  bool update = false;
  bool dry_run = false;
};

/// Files the customer of `form` under the lock and prints the id. With problems that stop it,
/// prints them and files nothing. Throws Error(refused) for a customer who is there already.
Exit file_customer(const Session& session, const Archive& archive, const Person& person, Value form,
                   const AddOptions& options);

/// The same credit code or ID number (rule `unique`), or unless forced the same name
/// (`duplicate-customer`) as a customer who is there already.
std::optional<Problem> find_duplicate(const Archive& archive, const Filing& filing,
                                      const Identity& identity, bool force);

Exit add_by_asking(Session& session, const Archive& archive, const Person& person,
                   const AddOptions& options);
Exit add_in_editor(Session& session, const Archive& archive, const Person& person,
                   const AddOptions& options);

}  // namespace custrec
