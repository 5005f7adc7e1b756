// SPDX-License-Identifier: MIT
// Telephone numbers: mobile numbers of mainland China, and whatever else reaches a person or firm.
#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/verdict.hpp"

namespace custrec {

struct AreaCode {
  std::string code;      ///< with its 0
  std::size_t shortest;  ///< digits of local numbers
  std::size_t longest;
  std::string places;
};

/// What is dialled where. An empty list is not checked against (mobile) or knows no area
/// (landline).
struct PhonePlan {
  std::vector<std::string> mobile_prefixes;  ///< sorted, none the beginning of another
  /// By the four digits behind the 1 of a mobile number: whether such a prefix is among all five.
  std::bitset<10000> mobile_starts;
  std::vector<AreaCode> area_codes;  ///< sorted by code
};

/// From tables with one header line: `prefix<TAB>kind` and `areacode<TAB>local_digits<TAB>places`,
/// where the digits are `8` or, where both are in use, `7/8`. Lines without a number are passed
/// over.
PhonePlan parse_phone_plan(std::string_view mobile_prefixes_tsv, std::string_view area_codes_tsv);

/// 11 digits, `1[3-9]` first; a prefix outside the allocated ones is doubtful. `value` is taken
/// exactly as it stands; `shown` is what messages may show of it.
Verdict check_mobile(std::string_view value, std::string_view shown, const PhonePlan& plan);

/// The 11 digits of a number with +86, 0086, `tel:`, brackets, spaces, hyphens or full-width
/// digits; of anything else the trimmed input.
std::string normalise_mobile(std::string_view input);

/// One of the stored forms: `13800138000`, `010-62345678`, `010-62345678-801` (extension of 1 to 6
/// digits), `4008001234`, `8008101234` (extension too), or a number abroad: `+` and 7 to 15 digits
/// (ITU-T E.164) set off by single spaces or hyphens. Short codes, the 13 digits of devices and
/// landlines without area code or its 0 are errors.
Verdict check_phone(std::string_view value, std::string_view shown, const PhonePlan& plan);

/// The stored form: full-width digits, brackets, +86, `tel:`, 00 for +, and extensions written
/// 转801, x801, ext. 801, #801 are taken; of what is no number the trimmed input. Numbers abroad
/// keep their groups.
std::string normalise_phone(std::string_view input, const PhonePlan& plan);

/// The stored form of a landline that lost the 0 of its area code to a spreadsheet, if `input` is
/// one.
std::optional<std::string> restore_leading_zero(std::string_view input, const PhonePlan& plan);

}  // namespace custrec
