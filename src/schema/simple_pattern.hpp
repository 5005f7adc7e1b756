// SPDX-License-Identifier: MIT
// The patterns that numbers of entries and fingerprints have, `N[1-9][0-9]*` and `[0-9a-f]{64}`:
// simple enough to be matched without RE2, which takes longer for one value than all other rules.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace custrec {

/// Characters of ASCII one after the other, each by itself or one of a class, so many times.
class SimplePattern {
 public:
  /// Whether all of `text` has the form: then RE2 says so too.
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  struct Part {
    std::array<bool, 256> characters{};  ///< of ASCII
    std::size_t least = 1;
    bool open = false;  ///< as many more as there are; only of the last part
  };
  std::vector<Part> parts_;
  friend std::optional<SimplePattern> parse_simple_pattern(std::string_view pattern);
};

/// Letters, digits and classes of them (`[A-Z_]`), each alone or with `{n}`, the last also with `*`
/// or `+`. Nothing for any other pattern.
std::optional<SimplePattern> parse_simple_pattern(std::string_view pattern);

}  // namespace custrec
