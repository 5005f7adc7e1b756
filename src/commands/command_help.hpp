// SPDX-License-Identifier: MIT
// How every command declares itself: a word, what it does, examples under its --help.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "commands/commands.hpp"

namespace custrec {

struct CommandHelp {
  std::string name;
  Text summary;
  Text examples;            ///< lines of a shell session
  std::string manual = {};  ///< of another command; empty: its own
};

/// A subcommand that takes the global options too. Set its callback with `on_call`.
inline CLI::App* declare_command(const Declaration& declaration, const CommandHelp& help) {
  CLI::App* command =
      declaration.app.add_subcommand(help.name, help.summary.in(declaration.language));
  const bool chinese = declaration.language == Language::chinese;
  command->footer((chinese ? "示例：\n" : "Examples:\n") + help.examples.in(declaration.language) +
                  (chinese ? "\n手册：man custrec-" : "\nManual: man custrec-") +
                  (help.manual.empty() ? help.name : help.manual));
  command->fallthrough();
  return command;
}

}  // namespace custrec
