// SPDX-License-Identifier: MIT
// The columns of a sheet of customers or of entries. A list inside a row (contacts, the to-dos of a
// visit) has its columns once for each entry that the widest row has, which is known in the end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/value.hpp"
#include "schema/field_path.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

/// A column, or with a path that leads through a list without a position one for each entry.
struct LayoutColumn {
  FieldPath path;            ///< from the customer; of a sheet of entries from the entry
  bool of_customer = false;  ///< from the customer all the same
};

/// What a row is made of; of a sheet of customers both are the same.
struct LayoutSource {
  const Value& customer;
  const Value& row;
};

/// Columns that stand side by side: single ones, or those of the entries of one list.
struct SheetPart {
  std::vector<LayoutColumn> columns;
  bool repeated = false;
  FieldPath list;                ///< of a repeated part
  std::vector<FieldPath> inner;  ///< its columns from an entry on
};

/// For each part how many entries it has: one for parts that aren't repeated, else at least one.
using SheetWidths = std::vector<std::size_t>;

class SheetLayout {
 public:
  explicit SheetLayout(const std::vector<LayoutColumn>& columns);

  [[nodiscard]] const std::vector<SheetPart>& parts() const { return parts_; }
  [[nodiscard]] SheetWidths narrowest() const { return SheetWidths(parts_.size(), 1); }
  [[nodiscard]] SheetWidths measure(const LayoutSource& source) const;

  /// All columns of a sheet that is so wide, with positions.
  [[nodiscard]] std::vector<LayoutColumn> columns(const SheetWidths& widths) const;

 private:
  std::vector<SheetPart> parts_;
};

/// Makes `widths` as wide as `row`.
void widen(SheetWidths& widths, const SheetWidths& row);

/// Everything that has a place in a row of customers; lists that a record needs (contacts) without
/// position, other lists not at all.
std::vector<LayoutColumn> columns_of_customers(const Schemas& schemas);

/// The customer's number, then all fields of the entries of `list`, and those of lists in them.
std::vector<LayoutColumn> columns_of_entries(const Schemas& schemas, const Field& list);

/// `names` as columns: of customers, or of the entries of `list`, where `customer` and
/// `customer.name` mean the customer, whose number goes first in any case. Throws Error(usage).
std::vector<LayoutColumn> parse_columns(const Schemas& schemas, const Field* list,
                                        const std::vector<std::string>& names);

/// The headings under which `add --from` takes the columns: names, or labels where they are
/// understood as the same.
std::vector<std::string> sheet_headings(const Schemas& schemas, const Field* list,
                                        const std::vector<LayoutColumn>& columns, bool labels,
                                        Language language);

/// What stands there; null: nothing.
const Value* find_value(const Value& from, const FieldPath& path);

/// The values of a record or entry by their fields, each looked for once: a row asks for them all,
/// and most aren't there.
class ValuesByField {
 public:
  /// Both outlive it. `fields` are those of `mapping`.
  ValuesByField(const Value& mapping, const FieldList& fields);

  /// As `find_value` of a path that begins with one of the fields.
  [[nodiscard]] const Value* find(const FieldPath& path) const;

 private:
  const FieldList& fields_;
  std::vector<const Value*> values_;  ///< by field; null: nothing
};

/// Fields as `access.log` names them: `contacts.mobile`.
std::string field_names(const Field* list, const LayoutColumn& column);

}  // namespace custrec
