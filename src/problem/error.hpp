// SPDX-License-Identifier: MIT
// The one exception: the command can't go on. Thrown anywhere, caught in `main`.
#pragma once

#include <exception>

#include "text/text.hpp"

namespace custrec {

/// What a command ends with, the same in every output format.
enum class Exit : unsigned char {
  clean = 0,     ///< nothing wrong
  problems = 1,  ///< problems in the user's data
  usage = 2,     ///< the call is wrong, or nobody says who you are
  settings = 3,  ///< settings or schema broken
  files = 4,     ///< cannot read or write
  refused = 5,   ///< locked, stale, not allowed, would lose data
};

class Error : public std::exception {
 public:
  Error(Exit exit_code, Text message) : exit_code_(exit_code), message_(std::move(message)) {}

  [[nodiscard]] Exit exit_code() const { return exit_code_; }
  [[nodiscard]] const Text& message() const { return message_; }
  [[nodiscard]] const char* what() const noexcept override { return message_.en.c_str(); }

 private:
  Exit exit_code_;
  Text message_;
};

}  // namespace custrec
