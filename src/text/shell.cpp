// SPDX-License-Identifier: MIT
// Words for a POSIX shell.
#include "text/shell.hpp"

#include <algorithm>
#include <string_view>

#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Letters of other scripts are as plain as those of ASCII.
bool is_plain(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z') ||
         std::string_view("/._-+,:@%=").find(character) != std::string_view::npos;
}

}  // namespace

std::string quote_for_shell(const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  return "'" + replace_all(word, "'", "'\\''") + "'";
}

}  // namespace custrec
