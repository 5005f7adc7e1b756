// SPDX-License-Identifier: MIT
// Other programs: git, and the person's editor.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace custrec {

/// What a program prints on stdout, byte for byte, when it gets `input` on stdin, and the variables
/// of the environment but those in `hidden`, and `NAME=value` of `added`; nothing when it can't be
/// run or fails.
std::optional<std::string> run_with_input(std::vector<std::string> words, std::string_view input,
                                          std::span<const std::string_view> hidden,
                                          std::vector<std::string> added = {});

/// Runs a program on this terminal and waits; its exit code, -1 when it can't be run.
int run_in_terminal(std::vector<std::string> words, std::span<const std::string_view> hidden = {});

}  // namespace custrec
