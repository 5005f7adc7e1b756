// SPDX-License-Identifier: MIT
// The options of custrec export.
#include "commands/export_options.hpp"

#include <algorithm>
#include <array>

#include "problem/error.hpp"

namespace custrec {
namespace {

constexpr std::array<ExportFormat, 11> export_formats = {{
    {"csv", ExportContent::records, true, true, true, false, write_csv},
    {"xlsx", ExportContent::records, true, true, false, true, write_workbook},
    {"json", ExportContent::records, false, false, false, false, write_json},
    {"jsonl", ExportContent::records, false, false, false, false, write_json_lines},
    {"yaml", ExportContent::records, false, false, false, false, write_yaml},
    {"vcf", ExportContent::records, false, false, false, false, write_vcards},
    {"sqlite", ExportContent::records, false, false, false, true, write_sqlite},
    {"sql", ExportContent::records, false, false, false, false, write_sql},
    {"html", ExportContent::pages, false, false, false, false, nullptr},
    {"form", ExportContent::pages, false, true, false, false, nullptr},
    {"json-schema", ExportContent::schemas, false, false, false, false, nullptr},
}};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const ExportFormat& format : export_formats) names.emplace_back(format.name);
  return names;
}

}  // namespace

const ExportFormat& find_format(std::string_view name) {
  return *std::find_if(export_formats.begin(), export_formats.end(),
                       [&](const ExportFormat& format) { return format.name == name; });
}

void refuse_options(const ExportFormat& format, const ExportOptions& options) {
  if (!format.labels && (options.excel || options.labels)) {
    throw Error(Exit::usage, {"--excel and --labels go with --format csv",
                              "--excel 和 --labels 只用于 --format csv"});
  }
  if (!format.columns && !options.columns.empty()) {
    throw Error(Exit::usage, {"--columns goes with --format csv and xlsx",
                              "--columns 只用于 --format csv 和 xlsx"});
  }
  if (!format.kind && !options.kind.empty()) {
    throw Error(Exit::usage, {"--kind goes with --format csv, xlsx and form",
                              "--kind 只用于 --format csv、xlsx 和 form"});
  }
  if (options.blank && format.name != "form") {
    throw Error(Exit::usage, {"--blank goes with --format form", "--blank 只用于 --format form"});
  }
  const bool chooses = !options.ids.empty() || !options.where.empty() || !options.since.empty();
  if (options.blank && (chooses || options.unmask)) {
    throw Error(Exit::usage,
                {"a blank form has no records: --where, --since, --unmask and customer numbers "
                 "don't go with --blank",
                 "空白表单不含档案：--where、--since、--unmask 和客户编号不能与 --blank 同用"});
  }
  if (format.content == ExportContent::schemas && (chooses || options.unmask)) {
    throw Error(Exit::usage,
                {"a JSON Schema has no records: --where, --since, --unmask and customer numbers "
                 "don't go with --format json-schema",
                 "JSON Schema 不含档案：--where、--since、--unmask 和客户编号不能与 --format "
                 "json-schema 同用"});
  }
}

void declare_options(CLI::App& command, ExportOptions& options, Language language) {
  const auto text = [&](const Text& words) { return words.in(language); };
  command.add_option("id", options.ids,
                     text({"Customer numbers (default: all)", "客户编号（默认全部）"}));
  command
      .add_option(
          "--format", options.format,
          text({"csv, xlsx, json, jsonl, yaml, vcf (address cards), sqlite, sql (for "
                "PostgreSQL), html (a page to look at), form (A4 for paper), or json-schema of "
                "the schemas",
                "csv、xlsx、json、jsonl、yaml、vcf（名片）、sqlite、sql（用于 PostgreSQL）、"
                "html（可查看的网页）、form（A4 纸质表单），或 json-schema（字段定义）"}))
      ->check(CLI::IsMember(format_names()))
      ->type_name("FORMAT");
  command
      .add_option("--kind", options.kind,
                  text({"csv, xlsx, form: entries of this kind (interaction, visit …) instead "
                        "of customers",
                        "csv、xlsx、form：导出此类条目（interaction、visit……），不导出客户"}))
      ->type_name("KIND");
  command.add_flag("--blank", options.blank,
                   text({"form: to be filled in by hand", "form：空白，供手工填写"}));
  command
      .add_option("--where", options.where,
                  text({"Only customers whose FIELD is VALUE (repeat for more)",
                        "只导出字段等于此值的客户（可重复）"}))
      ->type_name("FIELD=VALUE")
      ->expected(1)
      ->take_all();
  command
      .add_option("--since", options.since,
                  text({"Only customers entered, changed or met since then",
                        "只导出此后录入、更改或有往来的客户"}))
      ->type_name("DATE");
  command
      .add_option("--columns", options.columns,
                  text({"csv, xlsx: only these fields, with commas between",
                        "csv、xlsx：只导出这些字段，以逗号分隔"}))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("FIELD,…");
  command
      .add_option("-o,--output", options.output,
                  text({"File to write, whole or not at all (default: stdout)",
                        "写入的文件，要么完整写入要么不写（默认标准输出）"}))
      ->type_name("FILE");
  command.add_flag("--labels", options.labels,
                   text({"csv: labels instead of field names", "csv：用标签代替字段名"}));
  command.add_flag("--excel", options.excel,
                   text({"csv: labels, and the mark by which Excel knows UTF-8",
                         "csv：用标签，并加 Excel 识别 UTF-8 的标记"}));
  CLI::Option* unmask = command.add_flag(
      "--unmask", options.unmask,
      text({"Personal values whole; needs --purpose", "完整导出个人信息，须写 --purpose"}));
  command
      .add_option("--purpose", options.purpose,
                  text({"What for; goes into access.log", "用途，记入 access.log"}))
      ->type_name("TEXT")
      ->needs(unmask);
}

}  // namespace custrec
