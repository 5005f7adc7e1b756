// SPDX-License-Identifier: MIT
// What is wrong with a call that could not be parsed, in both languages.
#pragma once

#include <CLI/CLI.hpp>

#include "text/text.hpp"

namespace custrec {

/// The message, with a line on where to read more. Of a word that nobody knows it suggests one that
/// is near. What CLI11 has to say beyond the messages known here stays English.
Text describe_usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace custrec
