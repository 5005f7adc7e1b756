// SPDX-License-Identifier: MIT
// What a text may hold, found out in one pass over its bytes. Most texts hold nothing of all this,
// and then the rules that look for it are done.
#pragma once

#include <string_view>

namespace custrec {

/// A set of signs. Where one is in it a closer look is needed; what isn't in it is sure.
class Signs {
 public:
  static constexpr unsigned char control = 1;  ///< C0 controls but line feeds, C1 controls, DEL
  static constexpr unsigned char line_feed = 2;
  static constexpr unsigned char asterisk = 4;
  static constexpr unsigned char exponent = 8;  ///< `E+`
  static constexpr unsigned char number = 16;   ///< 13 digits or more, ASCII or full-width
  static constexpr unsigned char address =
      32;  ///< a character of each label of an address: 住, 庭, dd

  constexpr Signs() = default;
  constexpr explicit Signs(unsigned signs) : signs_(static_cast<unsigned char>(signs)) {}
  static constexpr Signs none() { return Signs(0); }

  [[nodiscard]] constexpr bool hold_any(Signs others) const {
    return (signs_ & others.signs_) != 0;
  }
  [[nodiscard]] constexpr bool hold_any(unsigned signs) const { return (signs_ & signs) != 0; }
  constexpr Signs operator|(Signs others) const { return Signs(signs_ | others.signs_); }

 private:
  unsigned char signs_ = 63;  ///< all of them: nothing is known yet
};

Signs find_signs(std::string_view text);

/// Whether no asterisk, `E+`, full-width digit or sign of an address stands anywhere in the text of
/// a record, which is so of nearly all.
bool is_calm(std::string_view record);

/// The signs of a text of such a record that has no control characters, behind which there is the
/// padding of a Document.
Signs find_signs_of_calm(std::string_view line);

}  // namespace custrec
