// SPDX-License-Identifier: MIT
// Contacts as address cards: vCard 4.0 (RFC 6350), one for each contact of a customer.
#pragma once

#include <set>
#include <string>

#include "record/value.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// The cards of all contacts (lists of the kind `contact`), each line ended by CRLF:
///   FN, N   the contact's name as it is (which part is the family's isn't guessed); without one
///           the customer's
///   ORG     the customer's name, unless the customer is a person
///   TITLE   title
///   TEL     every field of type mobile (cell) and phone (work,voice)
///   EMAIL   every field of type email
///   ADR     the customer's address, as one street address
/// Nothing else leaves by a card.
std::string format_vcards(const Value& record, const Schemas& schemas);

/// One line with its CRLF, folded after at most 75 bytes and never inside a character.
std::string format_vcard_line(std::string_view line);

/// A text with its backslashes, commas, semicolons and line breaks escaped.
std::string escape_vcard_text(std::string_view text);

/// Names of the fields that stand on cards: `contacts.mobile`, `name`.
std::set<std::string> vcard_fields(const Schemas& schemas);

}  // namespace custrec
