// SPDX-License-Identifier: MIT
// Paths of values as text: `contacts[0].mobile`, `needs.N1.status`.
#pragma once

#include <string>
#include <string_view>

namespace custrec {

/// `contacts[].mobile` of `contacts[1].mobile`: entries move when others come and go.
std::string without_positions(std::string_view path);

/// Whether `path` is `above` or lies below it.
bool is_within(std::string_view path, std::string_view above);

}  // namespace custrec
