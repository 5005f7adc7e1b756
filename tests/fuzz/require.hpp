// SPDX-License-Identifier: MIT
// What the targets of libFuzzer ask for: that something holds, and that a mistake in a file of the
// archive is refused with its place.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "problem/error.hpp"
#include "text/utf8.hpp"

namespace custrec::fuzz {

inline void require(bool holds, std::string_view what, std::string_view about = {}) {
  if (holds) return;
  std::cerr << what << "\n" << escape_controls(about, true) << "\n";
  std::abort();
}

/// A message for people, in both languages, fit for a terminal.
inline void check_message(const Text& message) {
  require(!message.en.empty() && !message.zh.empty(), "a message is empty");
  for (const std::string& text : {message.en, message.zh}) {
    require(!find_invalid_utf8(text), "a message is not UTF-8", text);
    require(escape_controls(text, true) == text, "a message can't be shown as it is", text);
  }
}

/// `path:line:column: …`, of a line that `text` has.
inline void check_place(std::string_view message, const std::string& path, std::string_view text) {
  const auto fail = [&] { require(false, "a message without a place", message); };
  if (!message.starts_with(path + ":")) fail();
  message.remove_prefix(path.size() + 1);
  const auto take_number = [&] {
    const std::size_t digits = std::min(message.find_first_not_of("0123456789"), message.size());
    if (digits == 0 || digits > 9 || !message.substr(digits).starts_with(':')) fail();
    const unsigned long number = std::stoul(std::string(message.substr(0, digits)));
    message.remove_prefix(digits + 1);
    return number;
  };
  const unsigned long line = take_number();
  const unsigned long column = take_number();
  const auto lines = static_cast<unsigned long>(std::count(text.begin(), text.end(), '\n')) + 1;
  if (line == 0 || line > lines || column == 0 || message.size() < 2) fail();
}

/// What `read` gives; nothing when it refuses the text of the file `path` with the exit code
/// `expected`, as it may.
template <typename Read>
auto read_or_refuse(const std::string& path, std::string_view text, Exit expected, const Read& read)
    -> std::optional<decltype(read())> {
  try {
    return read();
  } catch (const Error& error) {
    require(error.exit_code() == expected, "another exit code", error.message().en);
    check_message(error.message());
    check_place(error.message().en, path, text);
    check_place(error.message().zh, path, text);
    return std::nullopt;
  }
}

}  // namespace custrec::fuzz
