// SPDX-License-Identifier: MIT
// The unified social credit code of organisations in China (GB 32100-2015).
#pragma once

#include <string>
#include <string_view>

#include "schema/verdict.hpp"

namespace custrec {

/// 18 characters of `0123456789ABCDEFGHJKLMNPQRTUWXY`: department, category, 6 digits of an area,
/// the 9 of the organisation code (GB 11714), check character (GB 32100-2015, 4 and annex A).
/// Length, alphabet, department with category and check character are errors; an organisation code
/// whose own check fails while the last one holds is doubtful; the area is never looked at, codes
/// outlive places. `value` is taken exactly as it stands; `shown` is what messages may show of it.
/// The hint names what may have been meant and never applies it.
Verdict check_uscc(std::string_view value, std::string_view shown);

/// NFKC, upper case, without white space, hyphens and invisible marks. Letters are never guessed.
std::string normalise_uscc(std::string_view input);

}  // namespace custrec
