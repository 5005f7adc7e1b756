// SPDX-License-Identifier: MIT
// The form of --help in both languages. CLI11's own words are English, and it counts bytes where
// columns of a terminal are meant.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "text/text.hpp"

namespace custrec {

/// What stands for a value or an argument, as NAME or customer; an unknown word stays as it is.
Text describe_placeholder(const std::string& word);

/// To be set before commands are declared: these take it over.
std::shared_ptr<CLI::FormatterBase> make_help_format(Language language);

}  // namespace custrec
