// SPDX-License-Identifier: MIT
// custrec export: customers for other programs, masked unless --unmask; the schemas as well.
#include <memory>

#include "archive/access_log.hpp"
#include "archive/selection.hpp"
#include "commands/command_help.hpp"
#include "commands/export_options.hpp"
#include "commands/export_page.hpp"
#include "exchange/export_format.hpp"
#include "exchange/json_schema.hpp"
#include "schema/masked_record.hpp"
#include "terminal/outcome.hpp"
#include "terminal/outside_file.hpp"
#include "terminal/progress.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

bool is_stdout(const ExportOptions& options) {
  return options.output.empty() || options.output == "-";
}

Unmask allow_unmasking(const ExportOptions& options, const Person& person) {
  if (!options.unmask) return {};
  if (trim(options.purpose).empty()) {
    throw Error(Exit::usage, {"--unmask needs a --purpose: what are the data for?",
                              "--unmask 须写明用途 --purpose：这些数据作何用？"});
  }
  return {true, person.has_role("manager")};
}

/// The list of a customer whose entries are called `word`: its name, the kind, or what either is
/// called in one of the languages.
const Field& find_list(const Schemas& schemas, const std::string& word) {
  std::vector<std::string> known;
  for (const Field& field : schemas.customer().fields) {
    if (field.type->name != "entries") continue;
    const Schema* kind = schemas.find(field.of);
    const auto called = [&](std::string_view name) { return fold(name) == fold(word); };
    if (called(field.name) || called(field.label.en) || called(field.label.zh)) return field;
    if (kind != nullptr &&
        (called(kind->kind) || called(kind->title.en) || called(kind->title.zh))) {
      return field;
    }
    known.push_back(kind == nullptr ? field.name : kind->kind);
  }
  const Text shown = same_text(escape_controls(word));
  if (const auto similar = find_similar(word, known)) {
    throw Error(Exit::usage,
                fill({"there is no kind {}; did you mean {}?", "没有 {} 这一类，是否想写 {}？"},
                     {shown, *similar}));
  }
  std::string all;
  for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
  throw Error(Exit::usage, fill({"there is no kind {}; there are: {}", "没有 {} 这一类；现有：{}"},
                                {shown, all}));
}

ExportRequest make_request(const ExportOptions& options, const Archive& archive,
                           const Session& session, const Selection& selection) {
  const Schemas& schemas = archive.schemas();
  ExportRequest request{schemas,
                        archive.context(session.now()),
                        session.language(),
                        options.labels || options.excel,
                        options.excel,
                        options.kind.empty() ? nullptr : &find_list(schemas, options.kind),
                        {},
                        selection.since,
                        archive.settings().name};
  if (!options.columns.empty()) {
    request.columns = parse_columns(schemas, request.list, options.columns);
  }
  return request;
}

Selection make_selection(const ExportOptions& options, const Archive& archive,
                         const TypeContext& context) {
  Selection selection{{options.ids.begin(), options.ids.end()}, {}, {}, {}};
  for (const std::string& where : options.where) {
    selection.where.push_back(parse_where(archive, context, where));
  }
  if (!options.since.empty()) selection.since = parse_since(context, options.since);
  return selection;
}

/// Looks at no record, so it asks for nobody's name and leaves no line in access.log.
Exit export_json_schema(const ExportOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  OutputFile output(options.output, false);
  output.write(
      format_json_schema(archive.schemas(), archive.context(session.now()), session.language()));
  output.finish();
  if (!is_stdout(options)) {
    session.say(fill({"{}: JSON Schema of {} kinds", "{}：{} 类模式的 JSON Schema"},
                     {options.output, archive.schemas().all().size()}));
  }
  return Exit::clean;
}

/// The kind of a form's sheets, by any of its names.
std::string form_kind(const Schemas& schemas, const std::string& word) {
  const Schema& customer = schemas.customer();
  for (const std::string_view name :
       {std::string_view(""), std::string_view(customer.kind), std::string_view(customer.title.en),
        std::string_view(customer.title.zh)}) {
    if (fold(name) == fold(word)) return customer.kind;
  }
  return find_list(schemas, word).of;
}

/// Looks at no record either.
Exit export_blank_form(const ExportOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  OutputFile output(options.output, false);
  output.write(make_blank_form(session, archive, form_kind(archive.schemas(), options.kind)));
  output.finish();
  if (!is_stdout(options)) {
    session.say(fill({"{}: a blank form", "{}：空白表单"}, {options.output}));
  }
  return Exit::clean;
}

/// What went out.
struct Exported {
  SelectionCounts counts;
  std::size_t entries = 0;
  std::set<std::string> shown;  ///< personal fields left whole
};

/// The records that were asked for, one after another, and what `work` makes of each.
class Round {
 public:
  Round(const Archive& archive, const Person& person, const Selection& selection, Session& session)
      : archive_(archive), person_(person), selection_(selection), session_(session) {}

  template <typename Result>
  SelectionCounts go(const std::function<Result(const RecordFile&)>& work,
                     const std::function<void(Result)>& take) const {
    Progress progress(session_, {"{} of {} records read", "已读取 {} / {} 份档案"});
    const SelectionCounts counts = select_records<Result>(
        archive_, person_, selection_, work, take,
        [&](std::size_t done, std::size_t total) { progress.show(done, total); });
    progress.clear();
    return counts;
  }

 private:
  const Archive& archive_;
  const Person& person_;
  const Selection& selection_;
  Session& session_;
};

void measure(const ExportWriter& writer, const Round& round) {
  SheetWidths widths;
  round.go<SheetWidths>(
      [&](const RecordFile& file) {
        return writer.measure(value_of(file.reading.document, Document::root));
      },
      [&](const SheetWidths& row) {
        if (widths.empty()) widths = SheetWidths(row.size(), 1);
        widen(widths, row);
      });
  writer.begin(widths);
}

Exported write_records(const ExportWriter& writer, const Round& round, const Schemas& schemas,
                       Unmask unmask) {
  struct Written {
    ExportedRecord record;
    std::set<std::string> shown;
  };
  Exported exported;
  const std::set<std::string>* needs = writer.needs ? &*writer.needs : nullptr;
  if (writer.measure) measure(writer, round);
  exported.counts = round.go<Written>(
      [&](const RecordFile& file) {
        Written written;
        written.record =
            writer.make(file.id, mask_record(file.reading.document, schemas, unmask,
                                             unmask.personal ? &written.shown : nullptr, needs));
        return written;
      },
      [&](Written written) {
        exported.entries += written.record.entries;
        writer.add(std::move(written.record));
        exported.shown.merge(written.shown);
      });
  if (writer.fields) {
    std::erase_if(exported.shown,
                  [&](const std::string& field) { return !writer.fields->contains(field); });
  }
  return exported;
}

void tell_exported(const ExportOptions& options, Session& session, const ExportRequest& request,
                   const Exported& exported) {
  if (is_stdout(options)) return;
  if (request.list == nullptr) {
    session.say(
        fill({"{}: customers: {}", "{}: 客户 {} 个"}, {options.output, exported.counts.taken}));
  } else {
    session.say(fill({"{}: {}: {}", "{}: {} {} 条"},
                     {options.output, request.list->label, exported.entries}));
  }
}

/// Logs what was shown whole, before it is handed out.
void log_unmasked(const ExportOptions& options, const Session& session, const Archive& archive,
                  const Person& person, const std::set<std::string>& shown, std::size_t customers) {
  if (!options.unmask) return;
  if (!person.has_role("manager")) {
    session.say({"sensitive fields stay masked: they need the role manager",
                 "敏感字段仍为脱敏：须有 manager 角色"});
  }
  log_access(archive, session.now(),
             {person.name, "export " + options.format, options.purpose, shown, customers});
}

Exit export_pages(const ExportOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  const Unmask unmask = allow_unmasking(options, person);
  const Selection selection = make_selection(options, archive, archive.context(session.now()));
  OutputFile output(options.output, options.unmask);
  const ExportedPage page =
      make_page({options.format, form_kind(archive.schemas(), options.kind), unmask}, session,
                archive, person, selection);
  log_unmasked(options, session, archive, person, page.shown, page.customers);
  output.write(page.text);
  output.finish();
  if (!is_stdout(options)) session.say(fill({"{}: {}", "{}: {}"}, {options.output, page.told}));
  tell_selection(session, page.counts);
  return page.counts.unreadable > 0 ? Exit::problems : Exit::clean;
}

Exit export_records(const ExportFormat& format, const ExportOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  const Unmask unmask = allow_unmasking(options, person);
  const Selection selection = make_selection(options, archive, archive.context(session.now()));
  const ExportRequest request = make_request(options, archive, session, selection);
  OutputFile output(options.output, options.unmask);
  if (format.binary && output.is_terminal()) {
    throw Error(Exit::usage, fill({"{} is nothing for a terminal; name a file with -o",
                                   "{} 不能输出到终端；请用 -o 指定文件"},
                                  {format.name}));
  }
  const ExportTarget target{[&](std::string_view bytes) { output.write(bytes); },
                            output.path_beside()};
  const ExportWriter writer = format.write(request, target);
  const Exported exported =
      write_records(writer, {archive, person, selection, session}, archive.schemas(), unmask);
  const std::vector<Text> remarks = writer.finish();
  log_unmasked(options, session, archive, person, exported.shown, exported.counts.taken);
  output.finish();
  for (const Text& remark : remarks) session.complain(remark);
  tell_exported(options, session, request, exported);
  tell_selection(session, exported.counts);
  return exported.counts.unreadable > 0 || !remarks.empty() ? Exit::problems : Exit::clean;
}

Exit run_export(const ExportOptions& options, Session& session) {
  const ExportFormat& format = find_format(options.format);
  refuse_options(format, options);
  if (format.content == ExportContent::schemas) return export_json_schema(options, session);
  if (options.blank) return export_blank_form(options, session);
  return format.content == ExportContent::pages ? export_pages(options, session)
                                                : export_records(format, options, session);
}

}  // namespace

void declare_export(const Declaration& declaration) {
  CLI::App* command = declare_command(
      declaration,
      {"export",
       {"Write customers for other programs, masked", "导出客户供其他程序使用（脱敏）"},
       {"  custrec export -o customers.csv                     for scripts\n"
        "  custrec export --excel -o customers.csv             for a spreadsheet\n"
        "  custrec export --format jsonl --where stage=signed\n"
        "  custrec export --unmask --purpose 寄送发票 -o invoices.csv\n"
        "  custrec export --kind interaction --since 2026-01-01 -o calls.csv\n"
        "  custrec export --format xlsx -o customers.xlsx      a workbook to fill in\n"
        "  custrec export --format sqlite -o customers.db      a table for each list\n"
        "  custrec export --format html -o customers.html      to look at in a browser\n"
        "  custrec export --format form --blank --kind visit -o visit.html\n"
        "  custrec export --format json-schema -o customer.schema.json",
        "  custrec export -o customers.csv                     供脚本使用\n"
        "  custrec export --excel -o customers.csv             供电子表格使用\n"
        "  custrec export --format jsonl --where 合作阶段=签约\n"
        "  custrec export --unmask --purpose 寄送发票 -o invoices.csv\n"
        "  custrec export --kind interaction --since 2026-01-01 -o 往来.csv\n"
        "  custrec export --format xlsx -o 客户.xlsx           可填写的工作簿\n"
        "  custrec export --format sqlite -o customers.db      每个列表一张表\n"
        "  custrec export --format html -o customers.html      在浏览器中查看\n"
        "  custrec export --format form --blank --kind visit -o visit.html\n"
        "  custrec export --format json-schema -o customer.schema.json"}});
  auto options = std::make_shared<ExportOptions>();
  declare_options(*command, *options, declaration.language);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_export(*options, session); };
  });
}

}  // namespace custrec
