// SPDX-License-Identifier: MIT
// What is being typed: a command line up to the cursor, seen with the tree of commands and options.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

namespace custrec {

struct Cursor {
  std::vector<const CLI::App*> called;  ///< the program, then the commands called, inmost last
  std::vector<std::string> arguments;   ///< what the inmost command has of them so far
  std::map<const CLI::Option*, std::string> values;  ///< options so far, with the last value
  const CLI::Option* option = nullptr;  ///< whose value is typed: of an option or an argument
  std::size_t value_number = 0;         ///< which value of the option, from 0
  std::string before;                   ///< what the word has before the value: `--format=`
  std::string typed;                    ///< of the value, or of the word
  bool may_be_option = true;            ///< no `--` went before

  [[nodiscard]] const CLI::App& command() const { return *called.back(); }
  /// An option that the command takes, its own or one of the program; null when there is none.
  [[nodiscard]] const CLI::Option* find_option(const std::string& name) const;
  [[nodiscard]] bool is_given(const std::string& name) const;
};

/// `words` behind the name of the program; the last one is the one at the cursor, empty if it
/// hasn't been begun.
Cursor find_cursor(const CLI::App& program, const std::vector<std::string>& words);

}  // namespace custrec
