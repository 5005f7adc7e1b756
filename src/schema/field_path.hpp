// SPDX-License-Identifier: MIT
// How people and sheets name a field: by path (`contacts[0].mobile`, `contacts.0.mobile`,
// `needs.N1.status`, `collection.channel`; labels in either language will do for the names), by
// label, or by another heading that its schema lists.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

struct FieldStep {
  const Field* field = nullptr;
  std::optional<std::size_t> position;  ///< in a list, from 0; nothing: no item was named
  std::string entry;                    ///< or the id of the entry; empty: none was named
};

/// From the record down to the field meant.
struct FieldPath {
  std::vector<FieldStep> steps;  ///< never empty

  [[nodiscard]] const Field& field() const { return *steps.back().field; }
  [[nodiscard]] std::string text() const;  ///< `contacts[0].mobile`
  /// An entry is named by its id, which means something in one record only.
  [[nodiscard]] bool names_entry() const;
};

bool is_list(const Field& field);  ///< of entries

struct FieldPathResult {
  std::optional<FieldPath> path;
  Text mistake;  ///< why there is none, with a suggestion where one is near
};

/// Reads a path only. Nothing when there is no such field.
std::optional<FieldPath> find_field_path(const Schemas& schemas, std::string_view text);

/// Reads a path from `fields` down (those of the customer, or of a kind of entries), or one of the
/// headings of `Headings`.
FieldPathResult parse_field_path(const Schemas& schemas, const FieldList& fields,
                                 std::string_view text);
FieldPathResult parse_field_path(const Schemas& schemas, std::string_view text);

/// A heading as headings are compared: without case, blanks, `*`, and a remark in brackets at the
/// end.
std::string heading_key(std::string_view heading);

/// The headings under which sheets bring the fields of customers, or of entries of one kind. Names
/// of the fields themselves go first, then those in groups, then those of lists that a record needs
/// (contacts), whose first entry a plain heading means: `手机号码` is `contacts[0].mobile`,
/// `联系人2手机号码` is `contacts[1].mobile`.
class Headings {
 public:
  Headings(const Schemas& schemas, const FieldList& fields);

  /// Case, blanks, a `*` and what stands in brackets at the end don't matter.
  [[nodiscard]] FieldPathResult find(std::string_view heading) const;

 private:
  struct Row {
    std::string key;  ///< folded
    FieldPath path;
  };
  void add(std::string_view heading, const FieldPath& path);
  void add_names(const Field& field, const FieldPath& path);
  void add_group(const Schemas& schemas, const FieldPath& path);
  void add_list(const Schemas& schemas, const FieldPath& path);
  [[nodiscard]] std::optional<FieldPath> find_numbered(std::string_view key) const;

  const Schemas& schemas_;
  const FieldList& fields_;
  std::vector<Row> rows_;
  std::vector<const Field*> lists_;
};

}  // namespace custrec
