// SPDX-License-Identifier: MIT
// Patterns of a schema are RE2's, patterns of JSON Schema are those of ECMA-262.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace custrec {

/// The anchored ECMA-262 pattern that matches what the whole of `pattern` matches in RE2. Nothing
/// when `pattern` uses more than both read alike: anything behind `(?` but `(?:`, classes by name,
/// `\s`, and escapes or loose brackets that ECMA-262 refuses.
std::optional<std::string> find_portable_pattern(std::string_view pattern);

/// A pattern that matches `text` itself.
std::string escape_pattern(std::string_view text);

}  // namespace custrec
