// SPDX-License-Identifier: MIT
// How a new customer becomes a record: what custrec sets itself, the next number, the text, and the
// same checks as verify.
#pragma once

#include <chrono>
#include <map>
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
  [[nodiscard]] NewRecord prepare(Value form, bool draft);

  /// The values of a record that was changed belong to it from now on.
  void note_change(const Identity& identity) { customers_.add(identity); }

  /// The next free number for a customer who is there and gets another one. Throws Error(refused)
  /// when none can be given.
  [[nodiscard]] std::string renumber(const Value& record);

  /// Counts the record as filed, so that later ones see it.
  void accept(const NewRecord& record);

 private:
  void set_own_fields(Value& form, bool draft) const;
  std::string give_number(const Value& form, const layout::IdPattern& pattern,
                          std::chrono::year_month_day date, std::vector<Problem>& problems);
  std::uint64_t next_number(const layout::IdPattern& pattern, const layout::IdParts& parts);

  const Archive& archive_;
  const Person& by_;
  std::chrono::sys_seconds now_;
  TypeContext context_;
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
