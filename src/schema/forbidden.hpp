// SPDX-License-Identifier: MIT
// What no office may keep without need (requirement 6), looked for inside free text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace custrec {

struct Forbidden {
  std::size_t offset;  ///< bytes into the text
  std::size_t length;
  Text what;  ///< a noun phrase with at most a mask of the value
};

/// Bank card numbers (ISO/IEC 7812: 13 to 19 digits of an issuer, Luhn check; in one piece or in
/// groups of four), resident ID numbers (GB 11643: place, date and check character hold), and home
/// addresses that are said to be one (家庭住址：…, home address: …). By offset, never overlapping.
/// Digits inside longer words and numbers said to be of an order are passed over.
std::vector<Forbidden> find_forbidden(std::string_view text);

}  // namespace custrec
