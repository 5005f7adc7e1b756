// SPDX-License-Identifier: MIT
// Many customers by a sheet: what `add --from` and `edit --from` have in common.
#pragma once

#include <string>

#include "archive/filing.hpp"
#include "commands/commands.hpp"
#include "exchange/import.hpp"
#include "terminal/session.hpp"

namespace CLI {
class Option;
}

namespace custrec {

struct BatchOptions {
  std::string from;      ///< a sheet, `-` for stdin
  std::string sheet;     ///< of a workbook: a name, or a number from 1; empty: the first
  std::string map;       ///< a file that says what headings mean, or empty
  std::string save_map;  ///< a file for what they were found to mean, or empty
  std::string rejects;   ///< a file for the rows that fail, or empty
  std::string format = "text";
  bool skip = false;
  bool dry_run = false;
  const Field* list = nullptr;  ///< the rows are entries of this list; null: customers
  ImportOptions import;         ///< its source is set here
};

/// `--sheet`, `--map`, `--save-map`, `--skip`, `--rejects` and `--format`, which go with `from`
/// only.
void declare_batch_options(const Declaration& declaration, CLI::App& command, CLI::Option* from,
                           BatchOptions& options);

/// Plans every row, writes all of them in one transaction (or those that are good, with `skip`) and
/// reports.
Exit run_batch(Session& session, const Archive& archive, const Person& person,
               BatchOptions options);

/// Says so when there are files among which a duplicate can't be seen.
void tell_unreadable(const Session& session, const Filing& filing);

}  // namespace custrec
