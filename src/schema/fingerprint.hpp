// SPDX-License-Identifier: MIT
// What a reviewer's word is bound to: a hash over what a record says in its reviewed fields,
// whatever its layout, order of keys, quotes and comments.
//
//   SHA-256 of the pairs (path, value), sorted by the bytes of the path, then of the value; of each
//   pair path and value as `LENGTH:BYTES,` with the length in bytes, in decimal digits.
//
// man/custrec-record.5 says exactly which pairs there are, with an example.
#pragma once

#include <string>
#include <string_view>

#include "record/document.hpp"
#include "schema/field_items.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// 64 lower-case hexadecimal digits.
std::string make_fingerprint(const Document& document, const Schemas& schemas,
                             const TypeContext& context);

/// Whether that is `fingerprint`. Where all values stand there in their normal form, which is
/// nearly always, none needs to be normalised for the answer yes.
bool has_fingerprint(const Document& document, const Schemas& schemas, const TypeContext& context,
                     std::string_view fingerprint);
/// The same where `items` of the document are known already, or are to be known.
bool has_fingerprint(const Document& document, const Schemas& schemas, const TypeContext& context,
                     std::string_view fingerprint, FieldItems& items);

}  // namespace custrec
