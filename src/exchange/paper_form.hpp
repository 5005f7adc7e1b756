// SPDX-License-Identifier: MIT
// Forms for paper, A4, as HTML that prints well: the customer's sheet, or one for each entry of a
// kind, filled in or blank. The page itself lies in page/form.*.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/value.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

class PaperForm {
 public:
  /// Of `customer`, or of a kind of entries. Throws Error(usage) when there is no such kind.
  /// `schemas` outlives it; `archive` is its name.
  PaperForm(const Schemas& schemas, std::string_view kind, std::string archive, Language language);

  /// A sheet to be filled in by hand.
  [[nodiscard]] std::string blank_sheet() const;
  /// The sheet of a customer, or one for each entry of the kind that `has_news` since then (empty:
  /// for each). `record` is masked already.
  [[nodiscard]] std::vector<std::string> filled_sheets(const Value& record,
                                                       std::string_view since) const;
  /// The whole page.
  [[nodiscard]] std::string format(const std::vector<std::string>& sheets) const;

  /// Whether the sheet has the field of this name (`contacts.mobile`).
  [[nodiscard]] bool has_field(std::string_view name) const;
  [[nodiscard]] std::string title() const;

 private:
  [[nodiscard]] bool is_customer() const { return lists_.empty(); }
  [[nodiscard]] std::string make_sheet(const Value& entry, const Value* customer) const;
  [[nodiscard]] std::string heading(const Value* customer) const;
  [[nodiscard]] std::string signatures() const;

  const Schemas& schemas_;
  const Schema& schema_;
  std::string archive_;
  Language language_;
  std::vector<const Field*> lists_;  ///< of the record, that hold this kind
};

}  // namespace custrec
