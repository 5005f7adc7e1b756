// SPDX-License-Identifier: MIT
// Which items of a record belong to which fields of the schemas: found out once for each mapping,
// for all who go over the record.
#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>

#include "record/document.hpp"
#include "schema/schema.hpp"

namespace custrec {

class FieldItems {
 public:
  FieldItems() = default;
  explicit FieldItems(const Document& document) { begin(document); }
  FieldItems(const FieldItems&) = delete;
  FieldItems& operator=(const FieldItems&) = delete;

  /// Before anything is asked of it, once. `document` and the schemas outlive it.
  void begin(const Document& document);

  /// Where each of `fields`, in their order, stands in `mapping`, which has no others; no_node: it
  /// doesn't. A field may stand under the name that it was renamed from.
  const NodeIndex* find(NodeIndex mapping, const FieldList& fields) {
    return items_of_[mapping] != nullptr ? items_of_[mapping] : find_anew(mapping, fields);
  }
  /// The field of an item of a mapping that has been asked about; null: unknown.
  [[nodiscard]] const Field* field_of(NodeIndex item) const { return field_of_[item]; }

 private:
  const NodeIndex* find_anew(NodeIndex mapping, const FieldList& fields);
  template <typename Entry>
  Entry* make_table(std::size_t size) {
    return std::pmr::polymorphic_allocator<Entry>(&memory_).allocate(size);
  }

  /// Enough for most records, so that they cost no allocation.
  std::array<std::byte, 6144> buffer_;
  std::pmr::monotonic_buffer_resource memory_{buffer_.data(), buffer_.size()};
  const Document* document_ = nullptr;
  const NodeIndex** items_of_ = nullptr;  ///< by mapping; null: not asked about yet
  const Field** field_of_ = nullptr;      ///< by item
};

}  // namespace custrec
