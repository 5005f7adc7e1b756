// SPDX-License-Identifier: MIT
// A sheet of customers, row by row: what each row would do to the archive, through the same checks
// as verify. Nothing is written here.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/filing.hpp"
#include "archive/pipeline.hpp"
#include "exchange/sheet.hpp"
#include "exchange/sheet_header.hpp"
#include "problem/problem.hpp"
#include "record/differences.hpp"

namespace custrec {

struct ImportOptions {
  bool create = true;   ///< rows of customers not known yet file them
  bool update = false;  ///< rows of customers known already change their records
  bool force = false;   ///< file customers that probably are there already
  std::string source;   ///< name of the sheet, where its problems are told
  std::string reason;   ///< of the change entries
  std::string evidence;
  std::string noticed_at;
  unsigned jobs = find_cores();  ///< threads that read rows; the outcome is the same
};

enum class Action : unsigned char { create, update, unchanged, duplicate, error };
std::string_view action_name(Action action);

struct ImportItem {
  std::size_t row = 0;  ///< as people count, see SheetRow
  Action action = Action::error;
  std::string customer;                 ///< id, empty when there is none yet
  std::string entry;                    ///< of a sheet of entries: the id that it got
  std::vector<Problem> problems;        ///< placed at line and cell of the sheet
  std::vector<Difference> differences;  ///< of an update, personal values masked
  std::string path;                     ///< of the record to be written, empty: none
  std::string before;                   ///< of an update: the text that it is based on
  std::string text;

  [[nodiscard]] bool failed() const {
    return action == Action::error || action == Action::duplicate;
  }
};

/// One item for each row below the header, in their order. Rows that repeat a customer (see
/// repeated_rows.hpp) become what the first one becomes, which has the text of all. `take` gets
/// each while later ones are still planned, in their order, repeated rows behind the first; it may
/// take the texts away. What it throws goes through.
std::vector<ImportItem> plan_import(const Archive& archive, Filing& filing, const Person& by,
                                    std::chrono::sys_seconds now, const SheetHeader& header,
                                    const Sheet& sheet, const ImportOptions& options,
                                    const std::function<void(ImportItem&)>& take);

}  // namespace custrec
