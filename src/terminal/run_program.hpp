// SPDX-License-Identifier: MIT
// Other programs: git, and the person's editor.
#pragma once

#include <string>
#include <vector>

namespace custrec {

/// What a program prints on stdout, trimmed; empty when it can't be run or fails.
std::string run_and_read(std::vector<std::string> words);

/// Runs a program on this terminal and waits; its exit code, -1 when it can't be run.
int run_in_terminal(std::vector<std::string> words);

}  // namespace custrec
