// SPDX-License-Identifier: MIT
// Many customers by a sheet, all of them or none unless --skip.
#include "commands/batch.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <set>

#include "archive/transaction.hpp"
#include "exchange/import.hpp"
#include "exchange/import_entries.hpp"
#include "problem/tell.hpp"
#include "terminal/outside_file.hpp"
#include "text/encoding.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

using Counts = std::array<std::size_t, 5>;  // by Action

std::string shown_name(const std::string& path) {
  return path == "-" ? "<stdin>" : path;
}

struct Sheet {
  CsvTable table;
  bool plain_utf8 = true;  ///< neither another encoding nor a byte order mark
};

Sheet read_sheet(const Session& session, const std::string& path) {
  const std::string bytes = read_input_file(path);
  if (bytes.starts_with("PK\x03\x04")) {
    throw Error(Exit::files, fill({"{}: a workbook (XLSX) or archive; save the sheet as CSV",
                                   "{}: 这是工作簿（XLSX）或压缩文件，请将表格另存为 CSV"},
                                  {shown_name(path)}));
  }
  const auto decoded = decode_text(bytes);
  if (!decoded) {
    throw Error(Exit::files, fill({"{}: neither UTF-8, UTF-16 nor GB18030; save it as CSV in UTF-8",
                                   "{}: 不是 UTF-8、UTF-16 或 GB18030 编码，请另存为 UTF-8 的 CSV"},
                                  {shown_name(path)}));
  }
  const bool utf8 = decoded->encoding == "UTF-8";
  if (!utf8) {
    session.say(
        fill({"{}: read as {}", "{}: 按 {} 编码读取"}, {shown_name(path), decoded->encoding}));
  }
  Sheet sheet{parse_csv(decoded->text), utf8 && decoded->text.size() == bytes.size()};
  if (sheet.table.fault) {
    throw Error(Exit::files,
                fill({"{}:{}:1: {}", "{}:{}:1: {}"},
                     {shown_name(path), sheet.table.fault->line, sheet.table.fault->message}));
  }
  if (sheet.table.rows.empty()) {
    throw Error(Exit::files, fill({"{}: the sheet is empty", "{}: 表格为空"}, {shown_name(path)}));
  }
  return sheet;
}

SheetHeader must_read_header(const Session& session, const Archive& archive, const CsvTable& table,
                             const BatchOptions& options) {
  const std::string& path = options.from;
  SheetHeader header = options.list == nullptr ? read_header(archive.schemas(), table.rows[0].cells)
                                               : read_entry_header(archive.schemas(), *options.list,
                                                                   table.rows[0].cells);
  Text all;
  for (const Text& mistake : header.mistakes) {
    if (!all.empty()) all = fill({"{}\n", "{}\n"}, {all});
    all = fill({"{}{}:{}:1: {}", "{}{}:{}:1: {}"},
               {all, shown_name(path), table.rows[0].line, mistake});
  }
  if (!all.empty()) throw Error(Exit::usage, all);
  std::string ignored;
  for (const std::string& heading : header.ignored) {
    ignored += (ignored.empty() ? "" : ", ") + heading;
  }
  if (!ignored.empty()) {
    session.say(fill(
        {"columns that custrec sets itself, not read: {}", "由 custrec 自行设置、不读取的列：{}"},
        {ignored}));
  }
  return header;
}

/// Several rows may belong to one customer; all counts but that of rows are customers, or entries.
Counts count_actions(const std::vector<ImportItem>& items) {
  Counts counts{};
  std::set<std::string_view> counted;
  for (const ImportItem& item : items) {
    const bool first = item.failed() || !item.entry.empty() || counted.insert(item.customer).second;
    counts[static_cast<std::size_t>(item.action)] += first ? 1 : 0;
  }
  return counts;
}

void write_text(rapidjson::Writer<rapidjson::StringBuffer>& writer, const char* key,
                const std::string& text) {
  writer.Key(key);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

std::string format_report(const std::vector<ImportItem>& items, const Counts& counts,
                          Language language) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartObject();
  writer.Key("version");
  writer.Uint(1);
  writer.Key("rows");
  writer.Uint64(items.size());
  for (std::size_t at = 0; at < counts.size(); ++at) {
    writer.Key(action_name(static_cast<Action>(at)).data());
    writer.Uint64(counts[at]);
  }
  writer.Key("items");
  writer.StartArray();
  for (const ImportItem& item : items) {
    writer.StartObject();
    writer.Key("row");
    writer.Uint64(item.row);
    write_text(writer, "action", std::string(action_name(item.action)));
    write_text(writer, "customer", item.customer);
    if (!item.entry.empty()) write_text(writer, "entry", item.entry);
    writer.Key("problems");
    writer.StartArray();
    for (const Problem& problem : item.problems) {
      const std::string object = format_json_problem(problem, language);
      writer.RawValue(object.data(), object.size(), rapidjson::kObjectType);
    }
    writer.EndArray();
    writer.Key("changes");
    writer.StartArray();
    for (const Difference& difference : item.differences) {
      writer.StartObject();
      write_text(writer, "field", difference.path);
      write_text(writer, "from", difference.from);
      write_text(writer, "to", difference.to);
      writer.EndObject();
    }
    writer.EndArray();
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

Text describe_action(Action action) {
  switch (action) {
    case Action::create:
      return {"create", "新建"};
    case Action::update:
      return {"update", "更新"};
    case Action::unchanged:
      return {"unchanged", "不变"};
    case Action::duplicate:
      return {"duplicate", "重复"};
    case Action::error:
      return {"error", "错误"};
  }
  return {};
}

/// What would happen, a line for each row and for each field that would change.
void print_plan(const Session& session, const std::vector<ImportItem>& items) {
  for (const ImportItem& item : items) {
    const Text line = fill({"row {}: {} {} {}", "第 {} 行：{} {} {}"},
                           {item.row, describe_action(item.action), item.customer, item.entry});
    session.print_line(trim(line.in(session.language())));
    for (const Difference& difference : item.differences) {
      const std::string none = Text{"(empty)", "（空）"}.in(session.language());
      session.print_line("  " + difference.path + ": " +
                         escape_controls(difference.from.empty() ? none : difference.from) + " → " +
                         escape_controls(difference.to.empty() ? none : difference.to));
    }
  }
}

/// Problems with the headings of the sheet itself, as whoever corrects it knows them.
std::string format_reasons(const std::vector<Problem>& problems,
                           const std::vector<std::string>& header, Language language) {
  const bool chinese = language == Language::chinese;
  std::string reasons;
  for (const Problem& problem : problems) {
    if (problem.level != Level::error) continue;
    if (!reasons.empty()) reasons += chinese ? "；" : "; ";
    const std::size_t column = problem.column - 1;
    const bool at_cell = !problem.field.empty() && column > 0 && column < header.size();
    if (at_cell || !problem.field.empty()) {
      reasons += (at_cell ? header[column] : problem.field) + ": ";
    }
    reasons += problem.message.in(language);
    if (problem.hint.empty()) continue;
    reasons += (chinese ? "（" : " (") + problem.hint.in(language) + (chinese ? "）" : ")");
  }
  return reasons;
}

/// The rows that failed in their own columns and format, with `_row` and `_reason` behind them. A
/// sheet in another encoding comes back in UTF-8 with the mark by which spreadsheets know it.
std::string format_rejects(const Sheet& sheet, const std::vector<ImportItem>& items,
                           Language language) {
  const std::vector<std::string>& header = sheet.table.rows[0].cells;
  const auto is_own = [&](std::size_t at) {
    return at < header.size() && (header[at] == "_row" || header[at] == "_reason");
  };
  const auto copy_row = [&](const std::vector<std::string>& cells, const std::string& row,
                            const std::string& reason) {
    std::vector<std::string> copy;
    for (std::size_t at = 0; at < std::max(cells.size(), header.size()); ++at) {
      if (!is_own(at)) copy.push_back(at < cells.size() ? cells[at] : "");
    }
    copy.push_back(row);
    copy.push_back(reason);
    return format_csv_row(copy, sheet.table.separator);
  };
  std::string text = sheet.plain_utf8 ? "" : "\xEF\xBB\xBF";
  text += copy_row(header, "_row", "_reason");
  for (std::size_t at = 0; at < items.size(); ++at) {
    if (!items[at].failed()) continue;
    text += copy_row(sheet.table.rows[at + 1].cells, std::to_string(items[at].row),
                     format_reasons(items[at].problems, header, language));
  }
  return text;
}

void write_records(const Archive& archive, const Lock& lock, const std::vector<ImportItem>& items) {
  Transaction transaction(archive.tree(), lock);
  for (const ImportItem& item : items) {
    if (item.path.empty()) continue;
    if (item.before.empty()) {
      transaction.create(item.path, item.text);
    } else {
      transaction.replace(item.path, item.before, item.text);
    }
  }
  transaction.commit();
}

void print_report(const Session& session, const std::vector<ImportItem>& items,
                  const BatchOptions& options, const Counts& counts) {
  if (options.format == "json") {
    session.print(format_report(items, counts, session.language()));
    return;
  }
  if (options.dry_run) print_plan(session, items);
  for (const ImportItem& item : items) session.print_problems(item.problems, false);
}

void tell_outcome(const Session& session, const BatchOptions& options, const Counts& counts,
                  std::size_t failed, bool written) {
  const auto count = [&](Action action) { return counts[static_cast<std::size_t>(action)]; };
  const Text pattern =
      written ? Text{"created: {}, updated: {}, unchanged: {}, duplicate: {}, error: {}",
                     "已新建 {}，已更新 {}，不变 {}，重复 {}，错误 {}"}
              : Text{"would create: {}, update: {}; unchanged: {}, duplicate: {}, error: {}",
                     "可新建 {}，可更新 {}，不变 {}，重复 {}，错误 {}"};
  session.say(fill(pattern, {count(Action::create), count(Action::update), count(Action::unchanged),
                             count(Action::duplicate), count(Action::error)}));
  if (failed > 0 && !options.rejects.empty()) {
    session.say(fill({"rows that failed: {}, to be corrected in {} and added again",
                      "未通过的行：{}，请在 {} 中更正后重新导入"},
                     {failed, options.rejects}));
  }
  if (options.dry_run) {
    session.say({"nothing was written (--dry-run)", "未写入（--dry-run）"});
  } else if (!written) {
    const bool others = count(Action::create) + count(Action::update) > 0;
    session.say(others ? Text{"nothing was written, since rows failed; --skip files the others",
                              "有行未通过，因此全部未写入；--skip 可登记其余的行"}
                       : Text{"nothing was written", "未写入"});
  }
}

}  // namespace

Exit run_batch(Session& session, const Archive& archive, const Person& person,
               BatchOptions options) {
  if (options.rejects == "-") {
    throw Error(Exit::usage, {"--rejects needs the name of a file", "--rejects 须为文件名"});
  }
  const Sheet sheet = read_sheet(session, options.from);
  const SheetHeader header = must_read_header(session, archive, sheet.table, options);
  const Lock lock = begin_writing(archive.tree(), person.name);
  Filing filing(archive, person, session.now());
  tell_unreadable(session, filing);
  options.import.source = shown_name(options.from);
  const std::vector<ImportItem> items =
      options.list == nullptr
          ? plan_import(archive, filing, person, session.now(), header, sheet.table, options.import)
          : plan_entry_import(archive, filing, person, session.now(), *options.list, header,
                              sheet.table, options.import);
  const auto failed = static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [](const ImportItem& item) { return item.failed(); }));
  const Counts counts = count_actions(items);
  const bool write = !options.dry_run && (failed == 0 || options.skip);
  // First what can fail without harm, so that no rejected row is lost.
  if (!options.rejects.empty() && failed > 0) {
    write_output_file(options.rejects, format_rejects(sheet, items, session.language()));
  }
  if (write) write_records(archive, lock, items);
  print_report(session, items, options, counts);
  tell_outcome(session, options, counts, failed, write);
  return failed > 0 ? Exit::problems : Exit::clean;
}

void declare_batch_options(const Declaration& declaration, CLI::App& command, CLI::Option* from,
                           BatchOptions& options) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  command
      .add_flag("--skip", options.skip,
                text({"Take the good rows although others fail", "跳过有问题的行，处理其余"}))
      ->needs(from);
  command
      .add_option("--rejects", options.rejects,
                  text({"Write the rows that failed to this file", "将未通过的行写入此文件"}))
      ->type_name("FILE")
      ->needs(from);
  command
      .add_option("--format", options.format,
                  text({"Of the report on a sheet: text or json", "批量结果的格式：text 或 json"}))
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT")
      ->needs(from);
}

void tell_unreadable(const Session& session, const Filing& filing) {
  if (filing.unreadable() == 0) return;
  session.complain(fill({"files that are no records: {}; duplicates in them are not seen",
                         "不是档案的文件：{}，其中的重复客户未能查出"},
                        {filing.unreadable()}));
}

}  // namespace custrec
