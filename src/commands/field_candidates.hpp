// SPDX-License-Identifier: MIT
// What a word on the command line may become that names a field, or gives it a value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "commands/candidates.hpp"

namespace custrec {

struct FieldWish {
  enum class Lists : unsigned char {
    whole,    ///< by their names only: `contacts.mobile`; and the list itself
    columns,  ///< the same without the list itself
    entries,  ///< by the entry: `contacts.0.mobile`, `needs.N1.status`
  };
  const FieldList& fields;
  Lists lists = Lists::columns;
  bool assigns = false;                 ///< `FIELD=VALUE`
  std::string customer = {};            ///< path of the record whose entries are meant, or empty
  std::vector<std::string> given = {};  ///< assignments that stand there already
  std::vector<std::string_view> without = {};  ///< fields that can't be meant
};

/// `typed`: what of the word stands there. Chinese labels are told when a Chinese character does.
std::vector<Candidate> find_field_candidates(const Archive& archive, const FieldWish& wish,
                                             const std::string& typed, Language language);

}  // namespace custrec
