// SPDX-License-Identifier: MIT
// The same customer filed twice: the same value in a unique field, or the same key of the name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "schema/check_record.hpp"
#include "schema/identity.hpp"

namespace custrec {

/// Which record was the first with a value. Records are added in the order of their paths.
class DuplicateIndex {
 public:
  /// The findings of a record against those before it: `unique` at each value that is taken,
  /// `duplicate-customer` at a name that is (unless a unique value tells the same already).
  std::vector<Finding> add(const Identity& identity);

  /// An id that is taken, of a record that can't be read.
  void note_id(const std::string& id) { ids_.insert(id); }

  /// The record that has one of the unique values too, and which field that is.
  struct Match {
    std::string id;
    std::string field;
  };
  [[nodiscard]] std::optional<Match> find_exact(const Identity& identity) const;
  /// The first record with this value.
  [[nodiscard]] std::optional<std::string> find_holder(const UniqueValue& value) const;
  /// The records of the same name, in order.
  [[nodiscard]] std::vector<std::string> find_by_name(const Identity& identity) const;
  /// The record of the same name and with the same mobile number or e-mail of a contact.
  [[nodiscard]] std::optional<std::string> find_by_reach(const Identity& identity) const;
  [[nodiscard]] bool knows_id(std::string_view id) const;

 private:
  struct Namesake {
    std::string id;
    std::vector<std::string> reach;
  };
  std::unordered_map<std::string, std::string> unique_;           ///< field, newline, value → id
  std::unordered_map<std::string, std::vector<Namesake>> names_;  ///< by name key
  std::unordered_set<std::string> ids_;
};

}  // namespace custrec
