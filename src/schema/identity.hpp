// SPDX-License-Identifier: MIT
// Who a record is about: what the rules across records compare.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "record/document.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// A value that no other record may have too.
struct UniqueValue {
  std::string field;
  std::string value;  ///< normal form
  std::uint32_t offset = 0;
};

struct Identity {
  std::string id;
  std::string name_key;  ///< empty when there is no name
  std::uint32_t name_offset = 0;
  std::vector<UniqueValue> unique_values;
  std::vector<std::string> reach;  ///< see `find_reach`; `identify` leaves it empty
};

/// Values that are faulty by themselves are left out.
Identity identify(const Document& document, const Schemas& schemas, const TypeContext& context);

/// A hash of the key of the name and of each unique value with its field: records that share one of
/// those share its hash.
void add_identity_hashes(const Document& document, const Schemas& schemas,
                         const TypeContext& context, std::vector<std::uint64_t>& hashes);

/// Normal forms of the contacts' mobile numbers and e-mails, the faulty ones left out.
std::vector<std::string> find_reach(const Document& document, const Schemas& schemas,
                                    const TypeContext& context);

}  // namespace custrec
