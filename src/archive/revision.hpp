// SPDX-License-Identifier: MIT
// A change of a record that is filed: its text with the change, the status that follows from it and
// an entry in the change log, through the same checks as verify. Nothing is written here.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/duplicates.hpp"
#include "archive/walk.hpp"
#include "problem/problem.hpp"
#include "record/differences.hpp"
#include "record/value.hpp"

namespace custrec {

struct Change {
  std::string by;
  std::string reason;         ///< or empty
  std::string evidence;       ///< or empty: how it was verified
  std::string noticed_at;     ///< or empty: a time in stored form
  bool always_logged = true;  ///< else only when a reviewed field changes
};

struct Revision {
  std::string id;
  std::string path;
  std::string before;                   ///< the text that it is based on
  std::string after;                    ///< the same when nothing changes
  std::vector<Difference> differences;  ///< of values, without the status that follows from them
  std::string old_status;
  std::string new_status;
  std::string old_wanted_status;
  std::string wanted_status;      ///< that the record has now, or empty
  std::optional<Text> refusal;    ///< why it may not be: exit 5
  bool lacks_reason = false;      ///< it may not be without one
  std::vector<Problem> problems;  ///< errors that the change brings, and warnings of its fields
  std::vector<Problem> left_problems;  ///< errors that were there before
  std::optional<Identity>
      identity;  ///< of the record after, when a unique field or the name changed

  [[nodiscard]] bool changes_nothing() const { return after == before; }
  /// Neither refused nor faulty.
  [[nodiscard]] bool is_good() const;
};

/// Turns records into revised ones.
class Reviser {
 public:
  Reviser(const Archive& archive, std::chrono::sys_seconds now);

  [[nodiscard]] const TypeContext& context() const { return context_; }

  /// `layout` is the text to be changed, in record form: that of `file`, or one that a person made
  /// of it. `wanted` is what it shall say (see `value_of`), without a change of status; `status`
  /// is the one asked for, or empty. `file` must be readable.
  [[nodiscard]] Revision revise(const RecordFile& file, const Document& layout, Value wanted,
                                const std::string& status, const Change& change) const;

 private:
  const Archive& archive_;
  std::chrono::sys_seconds now_;
  TypeContext context_;
};

/// Unique values of `revision` that another record among `others` has: problems `unique`, or else
/// the warning `duplicate-customer` for its name.
std::vector<Problem> find_taken_values(const DuplicateIndex& others, const Revision& revision);

/// The bytes of a record as record form, ready to be changed. Throws Error(refused) with advice
/// when they are no record form.
Document require_record_form(const RecordFile& file);

/// Whether a reviewed field is among `differences`: neither it nor what it stands in is
/// `reviewed: false`. What is no field of the schema counts as one.
bool touches_reviewed(const Schemas& schemas, const std::vector<Difference>& differences);

/// The consent of an individual was withdrawn, and no other basis is named.
bool lacks_consent(const Value& record);

/// Whether values of the field at `path` may be personal. Without consent the change log keeps
/// none.
bool may_tell_personal(const Schemas& schemas, const std::string& path);

/// Adds the change to `record`, at `now`.
void append_change(Value& record, const Archive& archive, std::chrono::sys_seconds now,
                   const Change& change, const std::vector<Difference>& differences);

}  // namespace custrec
