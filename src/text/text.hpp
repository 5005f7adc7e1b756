// SPDX-License-Identifier: MIT
// Everything a person reads, in English and Chinese side by side.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace custrec {

enum class Language : unsigned char { english, chinese };

/// One message in both languages; neither is ever empty unless both are.
struct Text {
  std::string en;
  std::string zh;

  [[nodiscard]] const std::string& in(Language language) const {
    return language == Language::chinese ? zh : en;
  }
  [[nodiscard]] bool empty() const { return en.empty() && zh.empty(); }
  bool operator==(const Text&) const = default;
};

/// A text that is the same in both languages, on one line fit for a terminal: a name, a path.
Text same_text(std::string_view text);

/// What fills a `{}`: a text as it is, a string as `same_text` makes it, or a whole number.
struct TextArgument {
  TextArgument(Text text) : value(std::move(text)) {}
  TextArgument(std::string_view text) : value(same_text(text)) {}
  TextArgument(const std::string& text) : value(same_text(text)) {}
  TextArgument(const char* text) : value(same_text(text)) {}
  TextArgument(std::integral auto number) : value(same_text(std::to_string(number))) {}

  Text value;
};

/// `pattern` with each `{}` (in order) or `{N}` (by position) replaced. A `{` that belongs to the
/// message itself is written `{{`. Too few arguments is a mistake in the program and throws.
[[gnu::cold]] Text fill(const Text& pattern, std::initializer_list<TextArgument> arguments);

}  // namespace custrec
