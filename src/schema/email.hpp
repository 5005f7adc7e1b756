// SPDX-License-Identifier: MIT
// E-mail addresses, by the rule that browsers use for `<input type=email>`.
#pragma once

#include <string>
#include <string_view>

#include "schema/verdict.hpp"

namespace custrec {

/// A valid e-mail address of the WHATWG HTML standard, section 4.10.5.1.5: ASCII only, no quoted
/// local part, labels of at most 63. Doubtful: no dot in the domain, a slip such as `.con`, a top
/// level of one letter, dots in a row or at an end of the local part. `value` is taken exactly as
/// it stands; `shown` is what messages may show of it.
Verdict check_email(std::string_view value, std::string_view shown);

/// NFKC, without `mailto:`, invisible marks and white space at the ends. Case is kept.
std::string normalise_email(std::string_view input);

}  // namespace custrec
