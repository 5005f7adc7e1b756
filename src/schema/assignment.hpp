// SPDX-License-Identifier: MIT
// What a person wants of a field of a record, in one word of the command line:
//
//   grade=key              a value, as for a new record
//   remarks=               none
//   tags+=VIP  tags-=VIP   into a list of values, out of it
//   needs.N1.status=done   an entry by its id, or by position: contacts[0].mobile=…
//   contacts[1].name=…     the position behind the last one makes a new entry
//   contacts.1=            no longer there
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "record/value.hpp"
#include "schema/field_path.hpp"
#include "schema/field_type.hpp"

namespace custrec {

struct Assignment {
  enum class Sign : unsigned char { set, add, remove };
  FieldPath path;
  Sign sign = Sign::set;
  std::string value;
};

struct AssignmentResult {
  std::optional<Assignment> assignment;
  Text mistake;  ///< why there is none
};

/// `fields`: those of `record`, a customer or an entry.
AssignmentResult parse_assignment(const Schemas& schemas, const FieldList& fields,
                                  std::string_view text);

/// Carries it out; or says what it names that isn't there, and `record` is as it was.
std::optional<Text> assign(Value& record, const Schemas& schemas, const Assignment& assignment,
                           const TypeContext& context);

}  // namespace custrec
