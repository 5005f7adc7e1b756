// SPDX-License-Identifier: MIT
// What custrec export can be asked for: its options, and which of them go with which format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "commands/command_help.hpp"
#include "exchange/export_format.hpp"

namespace custrec {

struct ExportOptions {
  std::vector<std::string> ids;
  std::string format = "csv";
  std::string kind;
  std::vector<std::string> where;
  std::string since;
  std::vector<std::string> columns;
  std::string output;
  bool blank = false;
  bool excel = false;
  bool labels = false;
  bool unmask = false;
  std::string purpose;
};

/// What a format is made of.
enum class ExportContent : unsigned char { records, pages, schemas };

struct ExportFormat {
  std::string_view name;
  ExportContent content;
  bool columns;  ///< takes --columns
  bool kind;     ///< takes --kind
  bool labels;   ///< takes --labels and --excel
  bool binary;   ///< nothing for a terminal
  ExportWriter (*write)(const ExportRequest& request, const ExportTarget& target);
};

/// `name` is one of those that --format takes.
const ExportFormat& find_format(std::string_view name);

/// Throws Error(usage) for options that don't go together.
void refuse_options(const ExportFormat& format, const ExportOptions& options);

/// `options` outlive the command.
void declare_options(CLI::App& command, ExportOptions& options, Language language);

}  // namespace custrec
