// SPDX-License-Identifier: MIT
// How a new customer becomes a record: what custrec sets itself, the next number, the text, and the
// same checks as verify.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/duplicates.hpp"
#include "archive/walk.hpp"
#include "problem/problem.hpp"
#include "record/value.hpp"

namespace custrec {

/// A customer ready to be filed, if `problems` has no errors.
struct NewRecord {
  std::string id;  ///< empty when no number can be given (told among the problems)
  std::string path;
  std::string text;
  Identity identity;
  std::vector<Problem> problems;  ///< without path and line: nothing is on disk yet
};

/// A customer who lacks nothing but, maybe, a number, in which those filed before have a say. Made
/// by `Filing::complete`, for `Filing::number` alone.
struct UnnumberedRecord {
  NewRecord record;
  bool readable = false;  ///< if not, its problems say why, and its identity is empty
  /// What its number is made of. Until it has one, the first number of the series stands in for it
  /// in the text. Nothing: it came with an id, or can't get one (told among the problems).
  std::optional<layout::IdParts> parts;
  const layout::IdPattern* pattern = nullptr;
  std::optional<Span> id_span;  ///< of the text; nothing when that can't be read
};

class Filing {
 public:
  /// Reads who is in the archive already. Throws Error(files) when a file or folder of customers
  /// can't be read, since a duplicate in it would not be seen.
  Filing(const Archive& archive, const Person& by, std::chrono::sys_seconds now);

  [[nodiscard]] const TypeContext& context() const { return context_; }
  [[nodiscard]] const DuplicateIndex& customers() const { return customers_; }
  /// Files that are no records; a duplicate in them can't be seen.
  [[nodiscard]] std::size_t unreadable() const { return unreadable_; }

  /// Completes `form`: status (`draft` or `submitted`), who entered it and when, defaults, order of
  /// fields, and a number unless `form` has an id that fits the pattern and is free. The number is
  /// taken only by `accept`.
  [[nodiscard]] NewRecord prepare(Value form, bool draft) {
    return number(complete(std::move(form), draft));
  }

  /// The part of `prepare` that asks for no other customer. On any thread, while others are filed.
  [[nodiscard]] UnnumberedRecord complete(Value form, bool draft) const;
  /// The rest of it.
  [[nodiscard]] NewRecord number(UnnumberedRecord made);

  /// Whether completing a form changes what identifies the customer (a unique field with a
  /// default).
  [[nodiscard]] bool completes_identity() const;

  /// The values of a record that was changed belong to it from now on.
  void note_change(const Identity& identity) { customers_.add(identity); }

  /// The next free number for a customer who is there and gets another one. Throws Error(refused)
  /// when none can be given.
  [[nodiscard]] std::string renumber(const Value& record);

  /// Counts the record as filed, so that later ones see it.
  void accept(const NewRecord& record);

 private:
  void set_own_fields(Value& form, bool draft) const;
  [[nodiscard]] std::string id_for(const Value& form, UnnumberedRecord& made) const;
  void check(UnnumberedRecord& made) const;
  [[nodiscard]] bool tells_same(const UnnumberedRecord& made, std::string_view written) const;
  void put_number_in(UnnumberedRecord& made) const;
  std::uint64_t next_number(const layout::IdPattern& pattern, const layout::IdParts& parts);

  const Archive& archive_;
  const Person& by_;
  std::chrono::sys_seconds now_;
  TypeContext context_;
  const Field& id_field_;
  bool id_is_asked_about_;  ///< by a condition or check of the schemas
  DuplicateIndex customers_;
  std::size_t unreadable_ = 0;
  std::vector<std::string> accepted_;                  ///< ids
  std::map<std::string, std::uint64_t> last_numbers_;  ///< by the first id of the series
};

/// Fields that custrec sets and that no input may: `status`, `collection.entered_at` and the like.
bool is_own_field(std::string_view path);

/// Problems of a text that isn't on disk: findings without a place.
std::vector<Problem> unplaced_problems(const std::vector<Finding>& findings, const std::string& id);

}  // namespace custrec
