// SPDX-License-Identifier: MIT
// Customers as CSV, row by row: each is written while nobody knows yet how many contacts the widest
// will have, and is widened in the end.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "record/value.hpp"
#include "schema/field_path.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

struct CustomerCsvRow {
  std::string text;               ///< as wide as its own contacts
  std::size_t contacts = 1;       ///< at least one
  std::vector<std::size_t> gaps;  ///< bytes of `text` after each list, where cells may be missing
};

class CustomerCsv {
 public:
  /// With `labels` headings and choices are labels in `language`.
  CustomerCsv(const Schemas& schemas, bool labels, Language language)
      : schemas_(schemas), labels_(labels), language_(language) {}

  /// On any thread. Cells that a spreadsheet would take for a formula are guarded.
  [[nodiscard]] CustomerCsvRow make_row(const Value& record) const;

  [[nodiscard]] std::string header(std::size_t contacts) const;
  /// Adds `row` to `text`, as wide as `header(contacts)`.
  void append(std::string& text, const CustomerCsvRow& row, std::size_t contacts) const;

 private:
  [[nodiscard]] const std::vector<FieldPath>& columns(std::size_t contacts) const;

  const Schemas& schemas_;
  bool labels_;
  Language language_;
  mutable std::mutex mutex_;
  mutable std::map<std::size_t, std::vector<FieldPath>> columns_;  ///< by contacts
};

}  // namespace custrec
