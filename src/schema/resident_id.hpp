// SPDX-License-Identifier: MIT
// The number of the resident identity card (GB 11643-1999) and of its kin: residence permits of
// Hong Kong, Macau and Taiwan residents, permanent residence cards of foreigners.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "schema/verdict.hpp"

namespace custrec {

/// 17 digits and a check character (GB 11643-1999, 4): county 6, birth 8, sequence 3; or 9, place
/// 2, country 3, birth 8, sequence 3 of a foreign permanent resident. Errors: length, characters, a
/// first pair that is no province, a day that does not exist or comes after `today`, the check.
/// Doubtful: a county not among `counties`, sequence 000, birth over 150 years ago, the 15 digits
/// withdrawn in 2013. `counties` is sorted and holds the abolished ones too; empty: not looked at.
/// `value` is taken exactly as it stands; `shown` is what messages may show of it.
Verdict check_resident_id(std::string_view value, std::string_view shown,
                          std::chrono::sys_days today, std::span<const std::string_view> counties);

/// NFKC, upper case, without white space, hyphens and invisible marks.
std::string normalise_resident_id(std::string_view input);

/// Whether `value` is 17 digits and the check character that they ask for.
bool has_resident_check(std::string_view value);

/// Whether the first two digits are a province, a residence permit or a foreigner's 9.
bool has_resident_place(std::string_view value);

/// The day of birth in 18 characters, if it exists in the calendar.
std::optional<std::chrono::sys_days> find_birth_date(std::string_view value);

}  // namespace custrec
