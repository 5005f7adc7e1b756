// SPDX-License-Identifier: MIT
// Customers as one page to look at: search, sort, filter, a card for each, what is due, charts. The
// page itself lies in page/customers.*; here are the data for it, and the table that is there
// without JavaScript.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "exchange/json_text.hpp"
#include "record/value.hpp"
#include "schema/code_list.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"
#include "time/due_line.hpp"

namespace custrec {

/// One customer, ready to be put into the page.
struct CustomerHtmlPart {
  std::string json;  ///< an object
  std::string row;   ///< of the plain table
};

/// What the page says of itself.
struct CustomerHtmlHead {
  std::string archive;  ///< its name
  std::string made_at;
  std::string made_by;
  bool unmasked = false;
};

class CustomerHtml {
 public:
  /// `schemas` and `codes` outlive it.
  CustomerHtml(const Schemas& schemas, const CodeLists& codes, Language language);

  /// `record` is masked already. Any number of threads may ask at once.
  [[nodiscard]] CustomerHtmlPart make_part(const Value& record,
                                           const std::vector<DueLine>& due) const;

  /// The whole page.
  [[nodiscard]] std::string format(const CustomerHtmlHead& head,
                                   const std::vector<CustomerHtmlPart>& parts) const;

  /// Whether the page has the field of this name (`contacts.mobile`).
  [[nodiscard]] bool has_field(const std::string& name) const { return names_.contains(name); }

 private:
  /// A field that stands alone in a record, or in one of its groups.
  struct Shown {
    std::string name;  ///< `plan.goal`
    const Field* field;
    std::size_t section;
  };

  void add_shown(const Field& field, const std::string& prefix, std::size_t section);
  void note_names();
  [[nodiscard]] std::string describe(const Shown& shown, const Value& record) const;
  [[nodiscard]] std::string area_of(const Value& record) const;
  [[nodiscard]] std::string contacts_of(const Value& record) const;
  [[nodiscard]] std::string open_of(const Value& record, const std::vector<DueLine>& due) const;
  [[nodiscard]] std::string talks_of(const Value& record) const;
  [[nodiscard]] std::string describe_schema(const CustomerHtmlHead& head) const;
  [[nodiscard]] std::string plain_table(const std::vector<CustomerHtmlPart>& parts) const;

  const Schemas& schemas_;
  const CodeLists& codes_;
  Language language_;
  std::vector<Shown> shown_;
  std::vector<std::size_t> columns_;  ///< of the table, as positions in shown_
  std::set<std::string> names_;
};

}  // namespace custrec
