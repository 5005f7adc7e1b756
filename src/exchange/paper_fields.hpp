// SPDX-License-Identifier: MIT
// The fields of a form for paper: label, guidance, and the value or the room for it.
#pragma once

#include <string>

#include "record/value.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

/// Writes fields as HTML. What isn't filled in gets a line or boxes, and its hint.
class PaperFields {
 public:
  /// `of_customer`: of its lists only those that a record needs; the others have sheets of their
  /// own. `schemas` outlives it.
  PaperFields(const Schemas& schemas, bool of_customer, Language language)
      : schemas_(schemas), of_customer_(of_customer), language_(language) {}

  /// The fields of a section, those from `begin` to `end`; empty when none is for paper.
  [[nodiscard]] std::string write(const Field* begin, const Field* end, const Value& values) const;

  /// Whether the sheet has a place for it.
  [[nodiscard]] bool is_shown(const Field& field) const;

 private:
  /// `lists` counts those on the way here.
  [[nodiscard]] std::string write_rows(const Field* begin, const Field* end, const Value& values,
                                       std::size_t width, std::size_t lists) const;
  [[nodiscard]] std::string write_field(const Field& field, const Value* value) const;
  [[nodiscard]] std::string write_value(const Field& field, const Value* value) const;
  [[nodiscard]] std::string write_boxes(const Field& field, const Value* value) const;
  [[nodiscard]] std::string write_list(const Field& field, const Value* list,
                                       std::size_t lists) const;
  [[nodiscard]] std::string write_table(const Field& field, const std::vector<Value>& rows) const;
  [[nodiscard]] std::string write_label(const Field& field) const;
  [[nodiscard]] std::string write_hint(const Field& field) const;

  const Schemas& schemas_;
  bool of_customer_;
  Language language_;
};

}  // namespace custrec
