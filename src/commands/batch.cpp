// SPDX-License-Identifier: MIT
// Many customers by a sheet, all of them or none unless --skip.
#include "commands/batch.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "archive/transaction.hpp"
#include "exchange/import.hpp"
#include "exchange/import_entries.hpp"
#include "exchange/rejects.hpp"
#include "problem/tell.hpp"
#include "terminal/outside_file.hpp"
#include "text/json.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

using ActionCounts = std::array<std::size_t, 5>;  // by Action

std::string shown_name(const std::string& path) {
  return path == "-" ? "<stdin>" : path;
}

Sheet must_read_sheet(const Session& session, const BatchOptions& options) {
  Sheet sheet =
      read_sheet(read_input_file(options.from), {shown_name(options.from), options.sheet});
  for (const Text& note : sheet.notes) session.say(note);
  return sheet;
}

std::string list_words(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return escape_controls(list);
}

/// All mistakes of the headings at once, and what to do about them.
Error refuse_header(const SheetHeader& header, const BatchOptions& options) {
  Text all;
  for (const HeaderMistake& mistake : header.mistakes) {
    all = fill(
        {"{}{}:{}:{}: {}\n", "{}{}:{}:{}: {}\n"},
        {all, shown_name(options.from), mistake.place.line, mistake.place.column, mistake.message});
  }
  return {Exit::usage,
          fill({"{}--map FILE says what headings mean; --save-map FILE writes one to fill in",
                "{}可用 --map 文件 说明各标题的含义；--save-map 文件 可生成待填的对照表"},
               {all})};
}

SheetHeader must_read_header(const Session& session, const Archive& archive, const Sheet& sheet,
                             const BatchOptions& options) {
  const HeaderMap map = options.map.empty()
                            ? HeaderMap()
                            : HeaderMap(shown_name(options.map), read_input_file(options.map));
  SheetHeader header = options.list == nullptr ? read_header(archive.schemas(), sheet.columns, map)
                                               : read_entry_header(archive.schemas(), *options.list,
                                                                   sheet.columns, map);
  if (!options.save_map.empty()) {
    write_output_file(options.save_map, format_header_map(header.meanings));
  }
  if (!header.mistakes.empty()) throw refuse_header(header, options);
  if (!header.ignored.empty()) {
    session.say(fill(
        {"columns that custrec sets itself, not read: {}", "由 custrec 自行设置、不读取的列：{}"},
        {list_words(header.ignored)}));
  }
  if (!header.left_out.empty()) {
    session.say(fill({"columns that the map leaves out: {}", "对照表中注明不读取的列：{}"},
                     {list_words(header.left_out)}));
  }
  return header;
}

/// Several rows may belong to one customer; all counts but that of rows are customers, or entries.
ActionCounts count_actions(const std::vector<ImportItem>& items) {
  ActionCounts counts{};
  std::unordered_set<std::string_view> counted;
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

std::string format_report(const std::vector<ImportItem>& items, const ActionCounts& counts,
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
  return take_json(buffer) + "\n";
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

/// Stages records while later rows are still planned, and puts all of them in place together.
class RecordWriter {
 public:
  RecordWriter(const Archive& archive, const Lock& lock, const BatchOptions& options)
      : archive_(archive), lock_(lock), options_(options), writes_(!options.dry_run) {}

  /// Takes the texts of `item` away: those of a large sheet fill much memory.
  void take(ImportItem& item) {
    const std::string before = std::move(item.before);
    const std::string text = std::move(item.text);
    if (item.failed() && !options_.skip) {
      writes_ = false;
      transaction_.reset();  // what is staged goes away
    }
    if (!writes_ || item.path.empty()) return;
    if (!transaction_) transaction_.emplace(archive_.tree(), lock_);
    if (before.empty()) {
      transaction_->create(item.path, text);
    } else {
      transaction_->replace(item.path, before, text);
    }
  }

  /// Whether what it took goes into the archive.
  [[nodiscard]] bool writes() const { return writes_; }

  void commit() {
    if (transaction_) transaction_->commit();
  }

 private:
  const Archive& archive_;
  const Lock& lock_;
  const BatchOptions& options_;
  bool writes_;  ///< not on trial, and no row has failed that the others don't go without
  std::optional<Transaction> transaction_;
};

std::vector<ImportItem> plan_batch(const Session& session, const Archive& archive,
                                   const Person& person, Filing& filing, const SheetHeader& header,
                                   const Sheet& sheet, const BatchOptions& options,
                                   RecordWriter& writer) {
  const auto take = [&](ImportItem& item) { writer.take(item); };
  if (options.list == nullptr) {
    return plan_import(archive, filing, person, session.now(), header, sheet, options.import, take);
  }
  std::vector<ImportItem> items = plan_entry_import(archive, filing, person, session.now(),
                                                    *options.list, header, sheet, options.import);
  std::for_each(items.begin(), items.end(), take);
  return items;
}

void print_report(const Session& session, const std::vector<ImportItem>& items,
                  const BatchOptions& options, const ActionCounts& counts) {
  if (options.format == "json") {
    session.print(format_report(items, counts, session.language()));
    return;
  }
  if (options.dry_run) print_plan(session, items);
  for (const ImportItem& item : items) session.print_problems(item.problems, false);
}

void tell_outcome(const Session& session, const BatchOptions& options, const ActionCounts& counts,
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
  if (options.from == "-" && options.map == "-") {
    throw Error(Exit::usage, {"only one of --from and --map can be standard input",
                              "--from 与 --map 不能同为标准输入"});
  }
  const Sheet sheet = must_read_sheet(session, options);
  const SheetHeader header = must_read_header(session, archive, sheet, options);
  const Lock lock = begin_writing(archive.tree(), person.name);
  Filing filing(archive, person, session.now());
  tell_unreadable(session, filing);
  options.import.source = shown_name(options.from);
  RecordWriter writer(archive, lock, options);
  const std::vector<ImportItem> items =
      plan_batch(session, archive, person, filing, header, sheet, options, writer);
  const auto failed = static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [](const ImportItem& item) { return item.failed(); }));
  const ActionCounts counts = count_actions(items);
  // First what can fail without harm, so that no rejected row is lost.
  if (!options.rejects.empty() && failed > 0) {
    write_output_file(options.rejects, format_rejects(sheet, items, session.language()));
  }
  writer.commit();
  print_report(session, items, options, counts);
  tell_outcome(session, options, counts, failed, writer.writes());
  return failed > 0 ? Exit::problems : Exit::clean;
}

void declare_batch_options(const Declaration& declaration, CLI::App& command, CLI::Option* from,
                           BatchOptions& options) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  command
      .add_option("--sheet", options.sheet,
                  text({"Of a workbook: the sheet, by name or number (default: the first)",
                        "工作簿中的工作表，名称或序号（默认第一个）"}))
      ->type_name("SHEET")
      ->needs(from);
  command
      .add_option("--map", options.map,
                  text({"What headings mean: a file with lines like 客户全称: name",
                        "标题对照表：每行形如 客户全称: name 的文件"}))
      ->type_name("FILE")
      ->needs(from);
  command
      .add_option("--save-map", options.save_map,
                  text({"Write what the headings were found to mean to this file",
                        "将识别出的标题对照写入此文件"}))
      ->type_name("FILE")
      ->needs(from);
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
