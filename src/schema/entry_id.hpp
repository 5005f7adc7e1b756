// SPDX-License-Identifier: MIT
// Entries of most kinds have an id, unique in their record: a letter of their kind and a number.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "record/document.hpp"
#include "record/value.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// `N3` when the last need of `record` was N2, even if it is in the change log only: an id never
/// comes again. The letter is that of the example in the schema. Empty when entries of `list` have
/// no id.
std::string next_entry_id(const Schemas& schemas, const Field& list, const Value& record);

/// `needs.N1.status` → `needs[0].status`: problems know entries by their position. What isn't in
/// the record stays as it is written.
class EntryPositions {
 public:
  /// `document` outlives it.
  explicit EntryPositions(const Document& document) : document_(document) {}
  std::string with_positions(std::string_view path);

 private:
  /// A sequence that a path has led to.
  struct List {
    std::vector<NodeIndex> items;
    std::unordered_map<std::string_view, std::size_t> position_of;  ///< by id
  };
  const List& list_at(NodeIndex sequence);
  NodeIndex item_at(NodeIndex sequence, std::string_view brackets);

  const Document& document_;
  std::map<NodeIndex, List> lists_;
};

}  // namespace custrec
