// SPDX-License-Identifier: MIT
// Customers as CSV, row by row.
#include "exchange/customer_csv.hpp"

#include <algorithm>

#include "exchange/csv.hpp"
#include "exchange/customer_sheet.hpp"

namespace custrec {
namespace {

/// Whether the entries of a list end with column `at`.
bool ends_list(const std::vector<FieldPath>& columns, std::size_t at) {
  const FieldStep& step = columns[at].steps.front();
  return step.position.has_value() &&
         (at + 1 == columns.size() || columns[at + 1].steps.front().field != step.field);
}

}  // namespace

const std::vector<FieldPath>& CustomerCsv::columns(std::size_t contacts) const {
  const std::lock_guard lock(mutex_);
  const auto known = columns_.find(contacts);
  if (known != columns_.end()) return known->second;
  return columns_.emplace(contacts, customer_columns(schemas_, contacts)).first->second;
}

CustomerCsvRow CustomerCsv::make_row(const Value& record) const {
  CustomerCsvRow row;
  row.contacts = std::max<std::size_t>(count_form_entries(record, schemas_), 1);
  const std::vector<FieldPath>& paths = columns(row.contacts);
  for (std::size_t at = 0; at < paths.size(); ++at) {
    if (at > 0) row.text += ',';
    row.text += format_csv_cell(guard_formula(cell_text(record, paths[at], labels_, language_)));
    if (ends_list(paths, at)) row.gaps.push_back(row.text.size());
  }
  return row;
}

std::string CustomerCsv::header(std::size_t contacts) const {
  std::vector<std::string> cells;
  for (const FieldPath& path : columns(std::max<std::size_t>(contacts, 1))) {
    cells.push_back(column_heading(path, labels_, language_));
  }
  return format_csv_row(cells);
}

void CustomerCsv::append(std::string& text, const CustomerCsvRow& row, std::size_t contacts) const {
  const std::vector<FieldPath>& paths = columns(1);
  std::size_t begin = 0;
  std::size_t list = 0;
  std::size_t width = 0;  // columns of an entry
  for (std::size_t at = 0; at < paths.size(); ++at) {
    if (!paths[at].steps.front().position) continue;
    ++width;
    if (!ends_list(paths, at)) continue;
    const std::size_t gap = row.gaps[list++];
    text.append(row.text, begin, gap - begin);
    text.append((std::max<std::size_t>(contacts, 1) - row.contacts) * width, ',');
    begin = gap;
    width = 0;
  }
  text.append(row.text, begin);
  text += '\n';
}

}  // namespace custrec
