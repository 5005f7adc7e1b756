// SPDX-License-Identifier: MIT
// custrec export: customers for other programs, masked unless --unmask; the schemas as well.
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "archive/access_log.hpp"
#include "archive/selection.hpp"
#include "commands/command_help.hpp"
#include "exchange/csv.hpp"
#include "exchange/customer_csv.hpp"
#include "exchange/customer_sheet.hpp"
#include "exchange/json.hpp"
#include "exchange/json_schema.hpp"
#include "schema/masked_record.hpp"
#include "terminal/outcome.hpp"
#include "terminal/outside_file.hpp"
#include "terminal/progress.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct ExportOptions {
  std::vector<std::string> ids;
  std::string format = "csv";
  std::vector<std::string> where;
  std::string output;
  bool excel = false;
  bool labels = false;
  bool unmask = false;
  std::string purpose;
};

Unmask allow_unmasking(const ExportOptions& options, const Person& person) {
  if (!options.unmask) return {};
  if (trim(options.purpose).empty()) {
    throw Error(Exit::usage, {"--unmask needs a --purpose: what are the data for?",
                              "--unmask 须写明用途 --purpose：这些数据作何用？"});
  }
  return {true, person.has_role("manager")};
}

/// The records as text, one after another. They are written where they were read, on any thread,
/// and only put together here.
class Output {
 public:
  Output(const ExportOptions& options, const Schemas& schemas, Language language)
      : format_(options.format),
        excel_(options.excel),
        schemas_(schemas),
        csv_(schemas, options.labels || options.excel, language) {}

  /// A CSV is put together in the end, when it is known how wide it is.
  [[nodiscard]] CustomerCsvRow write(const Value& record) const {
    if (format_ == "csv") return csv_.make_row(record);
    if (format_ == "yaml") return {format_record(record), 0, {}};
    return {format_json_record(record, schemas_, format_ == "json"), 0, {}};
  }

  void add(CustomerCsvRow row) {
    contacts_ = std::max(contacts_, row.contacts);
    rows_.push_back(std::move(row));
  }

  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  [[nodiscard]] std::string text() const {
    if (format_ == "csv") return csv_text();
    std::string text = format_ == "json" ? "[" : "";
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      if (format_ == "json") text += at == 0 ? "\n" : ",\n";
      if (format_ == "yaml" && at > 0) text += "---\n";
      text += rows_[at].text;
      if (format_ == "jsonl") text += '\n';
    }
    return format_ == "json" ? text + "\n]\n" : text;
  }

 private:
  [[nodiscard]] std::string csv_text() const {
    std::string text = (excel_ ? "\xEF\xBB\xBF" : "") + csv_.header(contacts_);
    for (const CustomerCsvRow& row : rows_) csv_.append(text, row, contacts_);
    return text;
  }

  const std::string& format_;
  bool excel_;
  const Schemas& schemas_;
  CustomerCsv csv_;
  std::size_t contacts_ = 0;
  std::vector<CustomerCsvRow> rows_;
};

/// What only the CSV has.
void refuse_csv_options(const ExportOptions& options) {
  if (options.format != "csv" && (options.excel || options.labels)) {
    throw Error(Exit::usage, {"--excel and --labels go with --format csv",
                              "--excel 和 --labels 只用于 --format csv"});
  }
}

/// What only records have.
void refuse_record_options(const ExportOptions& options) {
  if (!options.ids.empty() || !options.where.empty() || options.unmask) {
    throw Error(Exit::usage,
                {"a JSON Schema has no records: --where, --unmask and customer numbers don't go "
                 "with --format json-schema",
                 "JSON Schema 不含档案：--where、--unmask 和客户编号不能与 --format json-schema "
                 "同用"});
  }
}

/// True when the text went into a file, and something may be said about that.
bool write_text(const ExportOptions& options, Session& session, const std::string& text) {
  if (options.output.empty() || options.output == "-") {
    session.print(isatty(STDOUT_FILENO) == 1 ? escape_controls(text, true) : text);
    return false;
  }
  write_output_file(options.output, text);
  return true;
}

/// Looks at no record, so it asks for nobody's name and leaves no line in access.log.
Exit export_json_schema(const ExportOptions& options, Session& session) {
  refuse_record_options(options);
  const Archive archive = session.open_archive();
  const std::string text =
      format_json_schema(archive.schemas(), archive.context(session.now()), session.language());
  if (write_text(options, session, text)) {
    session.say(fill({"{}: JSON Schema of {} kinds", "{}：{} 类模式的 JSON Schema"},
                     {options.output, archive.schemas().all().size()}));
  }
  return Exit::clean;
}

/// A CSV has only the columns of `customer_columns`, so no more than these are logged.
void keep_exported_fields(std::set<std::string>& shown, const Schemas& schemas) {
  std::set<std::string> columns;
  for (const FieldPath& path : customer_columns(schemas, 1)) {
    std::string name;
    for (const FieldStep& step : path.steps) name += (name.empty() ? "" : ".") + step.field->name;
    columns.insert(std::move(name));
  }
  std::erase_if(shown, [&](const std::string& field) { return !columns.contains(field); });
}

Exit run_export(const ExportOptions& options, Session& session) {
  refuse_csv_options(options);
  if (options.format == "json-schema") return export_json_schema(options, session);
  const Archive archive = session.open_archive();
  const Person& person = session.find_person(archive);
  const Unmask unmask = allow_unmasking(options, person);
  const TypeContext context = archive.context(session.now());
  Selection selection{{options.ids.begin(), options.ids.end()}, {}, {}};
  for (const std::string& where : options.where) {
    selection.where.push_back(parse_where(archive, context, where));
  }
  struct Written {
    CustomerCsvRow row;
    std::set<std::string> shown;
  };
  Output output(options, archive.schemas(), session.language());
  std::set<std::string> shown;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  const SelectionCounts counts = select_records<Written>(
      archive, person, selection,
      [&](const RecordFile& file) {
        Written written;
        written.row = output.write(mask_record(file.reading.document, archive.schemas(), unmask,
                                               options.unmask ? &written.shown : nullptr));
        return written;
      },
      [&](Written written) {
        output.add(std::move(written.row));
        shown.merge(written.shown);
      },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  const std::string text = output.text();
  if (options.unmask) {
    if (options.format == "csv") keep_exported_fields(shown, archive.schemas());
    if (!unmask.sensitive) {
      session.say({"sensitive fields stay masked: they need the role manager",
                   "敏感字段仍为脱敏：须有 manager 角色"});
    }
    log_access(archive, session.now(),
               {person.name, "export " + options.format, options.purpose, shown, output.size()});
  }
  if (write_text(options, session, text)) {
    session.say(fill({"{}: customers: {}", "{}: 客户 {} 个"}, {options.output, output.size()}));
  }
  tell_selection(session, counts);
  return counts.unreadable > 0 ? Exit::problems : Exit::clean;
}

}  // namespace

void declare_export(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"export",
       {"Write customers for other programs, masked", "导出客户供其他程序使用（脱敏）"},
       {"  custrec export -o customers.csv                     for scripts\n"
        "  custrec export --excel -o customers.csv             for a spreadsheet\n"
        "  custrec export --format jsonl --where stage=signed\n"
        "  custrec export --unmask --purpose 寄送发票 -o invoices.csv\n"
        "  custrec export --format json-schema -o customer.schema.json",
        "  custrec export -o customers.csv                     供脚本使用\n"
        "  custrec export --excel -o customers.csv             供电子表格使用\n"
        "  custrec export --format jsonl --where 合作阶段=签约\n"
        "  custrec export --unmask --purpose 寄送发票 -o invoices.csv\n"
        "  custrec export --format json-schema -o customer.schema.json"}});
  auto options = std::make_shared<ExportOptions>();
  command->add_option("id", options->ids,
                      text({"Customer numbers (default: all)", "客户编号（默认全部）"}));
  command
      ->add_option("--format", options->format,
                   text({"csv, json, jsonl, yaml, or json-schema of the schemas",
                         "csv、json、jsonl、yaml，或 json-schema（字段定义）"}))
      ->check(CLI::IsMember({"csv", "json", "jsonl", "yaml", "json-schema"}))
      ->type_name("FORMAT");
  command
      ->add_option("--where", options->where,
                   text({"Only customers whose FIELD is VALUE (repeat for more)",
                         "只导出字段等于此值的客户（可重复）"}))
      ->type_name("FIELD=VALUE")
      ->expected(1)
      ->take_all();
  command
      ->add_option("-o,--output", options->output,
                   text({"File to write, whole or not at all (default: stdout)",
                         "写入的文件，要么完整写入要么不写（默认标准输出）"}))
      ->type_name("FILE");
  command->add_flag("--labels", options->labels,
                    text({"csv: labels instead of field names", "csv：用标签代替字段名"}));
  command->add_flag("--excel", options->excel,
                    text({"csv: labels, and the mark by which Excel knows UTF-8",
                          "csv：用标签，并加 Excel 识别 UTF-8 的标记"}));
  CLI::Option* unmask = command->add_flag(
      "--unmask", options->unmask,
      text({"Personal values whole; needs --purpose", "完整导出个人信息，须写 --purpose"}));
  command
      ->add_option("--purpose", options->purpose,
                   text({"What for; goes into access.log", "用途，记入 access.log"}))
      ->type_name("TEXT")
      ->needs(unmask);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_export(*options, session); };
  });
}

}  // namespace custrec
