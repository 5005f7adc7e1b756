// SPDX-License-Identifier: MIT
// The archive's schemas as one JSON Schema (draft 2020-12), for editors and other tools.
//
//   $defs/customer, $defs/contact …       what may stand in a record and an entry of each kind
//   $defs/customer.filed …                what must stand there once the record is no draft
//   $defs/type.mobile, $defs/codes.region field types, code lists
//   $defs/value.none, $defs/value.given   a field that counts as missing, and one that doesn't
//
// It describes records as a tool of the YAML 1.2 core schema reads them. What it lets pass has no
// error of those that concern the record alone, but for what it can't say:
//   - check characters of credit codes and ID numbers, 29 February in an ID number, the clock
//     (`max: now`), limits of dates and limits with decimals, masked names and addresses;
//   - comparisons of two fields, of dates and times, and by < or > of texts;
//   - two entries with the same id, other records, where the record lies;
//   - patterns beyond what RE2 and ECMA-262 both read;
//   - conditions that look out of a kind that holds itself, further in than its first entry;
//   - what is gone once YAML is read: anchors, tags, numbers such as 0x7E8 or 2024.0.
// What it refuses although it is no error to `verify` is a value that `verify` warns of: one not in
// its normal form, or without quotes where YAML tools take it for something other than text.
#pragma once

#include <string>

#include "schema/field_type.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

/// Indented by two. Titles are labels and descriptions hints in `language`. Persons are those of
/// `context`, codes those of its lists.
std::string format_json_schema(const Schemas& schemas, const TypeContext& context,
                               Language language);

}  // namespace custrec
