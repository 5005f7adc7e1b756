// SPDX-License-Identifier: MIT
// Filling the blanks of messages in both languages.
#include "text/text.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include "text/utf8.hpp"

namespace custrec {

Text same_text(std::string_view text) {
  std::string line = escape_controls(text);
  return {line, line};
}

Text fill(const Text& pattern, std::initializer_list<TextArgument> arguments) {
  fmt::dynamic_format_arg_store<fmt::format_context> english;
  fmt::dynamic_format_arg_store<fmt::format_context> chinese;
  for (const TextArgument& argument : arguments) {
    english.push_back(std::cref(argument.value.en));
    chinese.push_back(std::cref(argument.value.zh));
  }
  return {fmt::vformat(pattern.en, english), fmt::vformat(pattern.zh, chinese)};
}

}  // namespace custrec
