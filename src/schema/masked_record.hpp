// SPDX-License-Identifier: MIT
// A record as it may be shown: personal values masked unless they were asked for.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/differences.hpp"
#include "record/value.hpp"
#include "schema/schema.hpp"
#include "schema/scope.hpp"

namespace custrec {

/// What is shown whole.
struct Unmask {
  bool personal = false;
  bool sensitive = false;
  std::span<const std::string> team = {};  ///< names that aren't masked, see `mask_text`
};

/// The text of a personal field as it may be shown. Where people of either side may be named, names
/// of the `team` stay whole; the customer's and the contacts' own (fields `name`) never do.
std::string mask_text(const Field& field, std::string_view text, std::span<const std::string> team);

/// The record of `document` in the order of its text, renamed fields under their present names.
/// Personal values are masked, sensitive ones unless `unmask.sensitive`; what the schema does not
/// know, wholly. Names of fields whose values were left whole go into `shown` where it is not null;
/// of the change log also which field the value was of: `changes.fields.to(contacts.mobile)`.
/// Only the record's own fields named in `wanted`, where it is not null, are looked at.
Value mask_record(const Document& document, const Schemas& schemas, Unmask unmask,
                  std::set<std::string>* shown = nullptr,
                  const std::set<std::string>* wanted = nullptr);

/// Where such a value stands: `changes.fields.to`.
std::string_view shown_place(std::string_view shown);

/// The field that an entry of the change log is about. Null when there is no such field, or none of
/// single values.
const Field* find_logged_field(const Scope& entry);

/// The customer's name as `mask_record` shows it, without the rest of the record.
std::string mask_customer_name(const Document& document, const Schemas& schemas);

/// Differences of the record of `document` as they may be shown: personal values masked, also where
/// only one side of the change is personal.
std::vector<Difference> mask_differences(const Document& document, const Schemas& schemas,
                                         std::vector<Difference> differences,
                                         std::span<const std::string> team);

/// For a person who may change a customer without seeing it: `***` stands for all that was there.
void hide_old_values(std::vector<Difference>& differences);

}  // namespace custrec
