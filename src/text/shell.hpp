// SPDX-License-Identifier: MIT
// Words for a POSIX shell, in what people copy from the terminal and in hooks.
#pragma once

#include <string>

namespace custrec {

/// The word as a shell reads it back; in quotes where it needs them.
std::string quote_for_shell(const std::string& word);

}  // namespace custrec
