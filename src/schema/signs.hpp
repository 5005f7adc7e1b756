// SPDX-License-Identifier: MIT
// What a text may hold, found out in one pass over its bytes. Most texts hold nothing of all this,
// and then the rules that look for it are done.
#pragma once

#include <string_view>

namespace custrec {

/// Each is true where a closer look is needed; what is false is sure.
struct Signs {
  bool control = true;  ///< C0 controls but line feeds, C1 controls, DEL
  bool line_feed = true;
  bool asterisk = true;
  bool exponent = true;  ///< `E+`
  bool number = true;    ///< 13 digits or more, ASCII or full-width
  bool address = true;   ///< a character of each label of an address: 住, 庭, dd

  static constexpr Signs none() { return {false, false, false, false, false, false}; }
};

Signs find_signs(std::string_view text);

/// Whether no asterisk, `E+`, full-width digit or sign of an address stands anywhere in the text of
/// a record, which is so of nearly all.
bool is_calm(std::string_view record);

/// The signs of one line of such a text that has no control characters.
Signs find_signs_of_calm(std::string_view line);

}  // namespace custrec
