// SPDX-License-Identifier: MIT
// The ways to change a customer share what they were asked for and how a revision is filed.
#pragma once

#include <string>
#include <vector>

#include "archive/lock.hpp"
#include "archive/revision.hpp"
#include "commands/batch.hpp"
#include "terminal/session.hpp"

namespace custrec {

struct EditOptions {
  /// Customer, then assignments, or fields with --resolve; customers with --tidy and --discard.
  std::vector<std::string> words;
  std::string reason;
  std::string evidence;
  std::string noticed;
  std::string from;  ///< a sheet, `-` for stdin
  BatchOptions batch;
  bool tidy = false;
  bool check = false;
  bool renumber = false;
  bool discard = false;
  bool resolve = false;
  std::string take;  ///< with `resolve`: `ours`, `theirs`, or empty
  bool force = false;
  bool dry_run = false;
};

/// Throws Error(usage).
void require_utf8(const std::string& text);

/// Who changes what, and why, from the options.
Change make_change(const Archive& archive, const TypeContext& context, const Person& person,
                   const EditOptions& options);

/// The record that `word` means, read, for a person who is going to change it. Throws Error(usage)
/// when there is none, Error(refused) when it is a customer of someone else, and with advice when
/// it can't be read, Error(files).
RecordFile read_customer(const Session& session, const Archive& archive, const Person& person,
                         const std::string& word);

/// The record that `word` means, read, for a person who may see the customer. Throws as
/// `read_customer` does.
RecordFile read_visible_customer(const Session& session, const Archive& archive,
                                 const Person& person, const std::string& word);

/// Problems of the revision, those of its unique values among all records too.
std::vector<Problem> problems_of(const Archive& archive, const Person& person,
                                 std::chrono::sys_seconds now, const Revision& revision);

/// The status that follows, if it is another one.
void tell_status(const Session& session, const Revision& revision);

/// What changed (masked, without old values where `person` may not see the customer) and which
/// errors are left, in words.
void tell_revision(const Session& session, const Archive& archive, const Person& person,
                   const RecordFile& file, const Revision& revision);

/// The assignments, one customer.
Exit edit_by_assignments(Session& session, const Archive& archive, const Person& person,
                         const EditOptions& options);
/// One customer's whole record in the editor.
Exit edit_in_editor(Session& session, const Archive& archive, const Person& person,
                    const EditOptions& options);
/// Record form, quotes and normal forms, of some or all records. Only looking needs no name.
Exit edit_tidy(Session& session, const Archive& archive, const EditOptions& options);
/// Another customer number.
Exit edit_renumber(Session& session, const Archive& archive, const Person& person,
                   const EditOptions& options);
/// The customers whose records are in conflict; other files are told.
Exit list_conflicts(Session& session, const Archive& archive);
/// What a merge of git has left: conflicts, two customers under one number, ids given twice.
Exit edit_resolve(Session& session, const Archive& archive, const Person& person,
                  const EditOptions& options);
/// Drafts go.
Exit edit_discard(Session& session, const Archive& archive, const Person& person,
                  const EditOptions& options);

}  // namespace custrec
