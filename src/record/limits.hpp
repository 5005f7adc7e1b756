// SPDX-License-Identifier: MIT
// What is looked at before a text is parsed at all: size, encoding, conflict markers.
#pragma once

#include <optional>
#include <string_view>

#include "record/document.hpp"

namespace custrec {

/// Keys of one mapping: they are looked for one by one.
inline constexpr std::size_t max_keys = 1000;

/// The first limit that `bytes` breaks: over 4 MiB, a NUL, not UTF-8, U+FFFE or U+FFFF (YAML 1.2.2,
/// 5.1), or a conflict marker of git.
/// Nothing when it may be parsed.
std::optional<Fault> find_broken_limit(std::string_view bytes);

/// A long text that opens flow collections deeper than `max_depth`, as in `{{{{…`: yaml-cpp takes
/// seconds to find that out. Asked only of texts that are not record form.
std::optional<Fault> find_deep_flow(std::string_view bytes);

Text too_deep_message();

}  // namespace custrec
