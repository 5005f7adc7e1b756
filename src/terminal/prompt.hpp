// SPDX-License-Identifier: MIT
// Asking on a terminal, with line editing and Chinese in any locale. Questions go to stderr, so
// that stdout keeps the result alone.
#pragma once

#include <optional>
#include <string>

namespace custrec {

/// One line, trimmed; nothing at the end of input (Ctrl-D).
std::optional<std::string> ask_line(const std::string& question);

}  // namespace custrec
