// SPDX-License-Identifier: MIT
// How lists of what has to be done are printed: as a table, CSV or JSON.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/command_help.hpp"
#include "exchange/json_text.hpp"
#include "text/text.hpp"

namespace custrec {

/// Where a column stands besides CSV and JSON.
enum class InTable : unsigned char { everywhere, without_terminal, nowhere };

struct ReviewColumn {
  std::string_view key;  ///< in JSON, and the heading in CSV
  Text heading;
  InTable in_table = InTable::everywhere;
  bool whole = false;  ///< not shortened while others can be
};

struct ReviewCell {
  std::string text;   ///< stored form
  std::string json;   ///< JSON text; empty: the text as a string
  std::string shown;  ///< for people at a terminal; empty: the text
};
/// A cell whose empty text is null in JSON.
ReviewCell optional_cell(std::string text);

struct ReviewList {
  std::string_view key;  ///< of the rows in JSON
  JsonMembers head;      ///< before them, after the version
  std::vector<ReviewColumn> columns;
  std::size_t size = 0;  ///< how many rows
  std::function<std::vector<ReviewCell>(std::size_t)> row;
  std::size_t alarming = 0;  ///< so many rows at the beginning are red on a terminal
};

/// `format` is table, csv or json.
void print_review_list(const Session& session, const std::string& format, const ReviewList& list);

/// The option `--format`.
void add_format_option(CLI::App& command, std::string& format, Language language);

}  // namespace custrec
