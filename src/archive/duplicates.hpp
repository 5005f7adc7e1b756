// SPDX-License-Identifier: MIT
// The same customer filed twice: the same value in a unique field, or the same key of the name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "schema/check_record.hpp"
#include "schema/identity.hpp"
#include "text/text_store.hpp"

namespace custrec {

/// Which record was the first with a value. Records are added in the order of their paths. What it
/// knows of a hundred thousand lies in a few large pieces of memory, which are soon let go.
class DuplicateIndex {
 public:
  /// Makes room for so many records at once.
  void reserve(std::size_t records);

  /// The findings of a record against those before it: `unique` at each value that is taken,
  /// `duplicate-customer` at a name that is (unless a unique value tells the same already).
  std::vector<Finding> add(const Identity& identity);

  /// An id that is taken, of a record that can't be read.
  void note_id(std::string_view id);

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
    std::string_view id;
    std::string_view reach;  ///< each with a line feed around it
    std::size_t next;        ///< the next of the name in `namesakes_`, or `no_more`
  };
  struct Namesakes {
    std::size_t first;
    std::size_t last;
  };
  static constexpr std::size_t no_more = SIZE_MAX;

  [[nodiscard]] const Namesake* find_first(std::string_view name_key) const;
  [[nodiscard]] const Namesake* find_next(const Namesake& namesake) const;

  TextStore texts_;
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::unordered_map<std::string_view, std::string_view> unique_{&memory_};  ///< key → id
  std::pmr::unordered_map<std::string_view, Namesakes> names_{&memory_};          ///< by name key
  std::pmr::unordered_set<std::string_view> ids_{&memory_};
  std::vector<Namesake> namesakes_;
};

}  // namespace custrec
