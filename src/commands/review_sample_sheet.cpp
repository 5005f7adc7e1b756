// SPDX-License-Identifier: MIT
// custrec review sample --sheet: what the open records of a sample are checked against, to be read,
// printed, or filled in and read back.
#include <algorithm>
#include <functional>

#include "archive/access.hpp"
#include "archive/access_log.hpp"
#include "commands/review_sample.hpp"
#include "exchange/csv.hpp"
#include "exchange/html_page.hpp"
#include "review/sample_sheet.hpp"
#include "terminal/outside_file.hpp"
#include "terminal/standard_streams.hpp"
#include "text/html.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Unmask allow_unmasking(const SampleOptions& options, const Archive& archive, const Person& person) {
  if (!options.unmask) return mask_for_all(archive.team());
  if (trim(options.purpose).empty()) {
    throw Error(Exit::usage, {"--unmask needs a --purpose: what are the data for?",
                              "--unmask 须写明用途 --purpose：这些数据作何用？"});
  }
  return unmask_for(person, archive.team());
}

std::string show_line(const SheetLine& line, Language language) {
  return fill({"{}: {}", "{}：{}"}, {line.label, line.value}).in(language);
}

std::string format_csv_sheet(const Sample& sample, const std::vector<SheetEntry>& entries,
                             Language language) {
  std::vector<std::string> cells;
  for (const SampleColumn& column : sample_columns()) {
    cells.push_back(language == Language::chinese ? column.heading.zh : std::string(column.key));
  }
  std::string text = "\xEF\xBB\xBF" + format_csv_row(cells);
  for (const SheetEntry& entry : entries) {
    cells = {sample.period, entry.id, entry.name, entry.owner, entry.collected_by};
    for (const Aspect& aspect : entry.aspects) {
      std::string lines;
      for (const SheetLine& line : aspect.lines) {
        lines += (lines.empty() ? "" : "\n") + show_line(line, language);
      }
      cells.push_back(std::move(lines));
    }
    cells.resize(sample_columns().size());
    for (std::string& cell : cells) cell = guard_formula(cell);
    text += format_csv_row(cells);
  }
  return text;
}

std::string format_text_sheet(const Sample& sample, const std::vector<SheetEntry>& entries,
                              Language language) {
  std::string text =
      fill({"Second verification {}\n", "二次复核 {}\n"}, {sample.period}).in(language);
  for (const SheetEntry& entry : entries) {
    text += "\n" +
            fill({"{}  {}  owner: {}, collected by: {}", "{}  {}  跟进人：{}，采集：{}"},
                 {entry.id, escape_controls(entry.name), escape_controls(entry.owner),
                  escape_controls(entry.collected_by)})
                .in(language) +
            "\n";
    for (const Aspect& aspect : entry.aspects) {
      text += "  " + aspect.title.in(language) + "\n";
      for (const SheetLine& line : aspect.lines) {
        text += "    " + escape_controls(replace_all(show_line(line, language), "\n", " ")) + "\n";
      }
    }
    text += Text{"  [ ] ok   [ ] wrong   field: __________   problem: __________\n",
                 "  [ ] 正确   [ ] 有误   字段：__________   问题：__________\n"}
                .in(language);
  }
  return text;
}

constexpr std::string_view style =
    "body{font:14px/1.45 system-ui,\"Noto Sans CJK SC\",\"Microsoft YaHei\",sans-serif;"
    "color:#1a1a1a;background:#fff;max-width:48rem;margin:1rem auto;padding:0 1rem}"
    "h1{font-size:1.3rem;margin:0 0 .2rem}p{margin:.2rem 0 1rem;color:#555}"
    "section{border:1px solid #999;border-radius:4px;padding:.6rem .8rem;margin:0 0 1rem;"
    "break-inside:avoid}h2{font-size:1.05rem;margin:0 0 .3rem}h3{font-size:.9rem;margin:.5rem 0 "
    ".1rem;border-bottom:1px solid #ddd}dl{display:grid;grid-template-columns:8.5rem 1fr 8.5rem "
    "1fr;gap:0 "
    ".8rem;margin:0}dt{color:#555}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}"
    ".outcome{margin:.7rem 0 0;display:flex;flex-wrap:wrap;gap:.4rem 1.5rem}"
    ".blank{flex:1;min-width:12rem;border-bottom:1px solid #1a1a1a}"
    "@media print{body{margin:0;max-width:none;font-size:11pt}@page{size:A4;margin:15mm}}"
    "@media(max-width:40rem){dl{grid-template-columns:7.5rem 1fr}}";

std::string format_html_entry(const SheetEntry& entry, Language language) {
  const auto say = [&](const Text& text) { return escape_html(text.in(language)); };
  std::string html = "<section>\n<h2>" + escape_html(entry.id) + " " + escape_html(entry.name) +
                     "</h2>\n<div>" +
                     say(fill({"owner: {}, collected by: {}", "跟进人：{}，采集：{}"},
                              {entry.owner, entry.collected_by})) +
                     "</div>\n";
  for (const Aspect& aspect : entry.aspects) {
    if (aspect.lines.empty()) continue;
    html += "<h3>" + say(aspect.title) + "</h3>\n<dl>\n";
    for (const SheetLine& line : aspect.lines) {
      html += "<dt>" + say(line.label) + "</dt><dd>" + say(line.value) + "</dd>\n";
    }
    html += "</dl>\n";
  }
  return html + "<div class=\"outcome\"><span>☐ " + say({"ok", "正确"}) + "</span><span>☐ " +
         say({"wrong", "有误"}) + "</span><span class=\"blank\">" + say({"Field:", "字段："}) +
         "</span><span class=\"blank\">" + say({"Problem:", "问题："}) +
         "</span></div>\n</section>\n";
}

std::string format_html_sheet(const Sample& sample, const std::vector<SheetEntry>& entries,
                              Language language) {
  const std::string title =
      escape_html(fill({"Second verification {}", "二次复核 {}"}, {sample.period}).in(language));
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"" +
      std::string(language == Language::chinese ? "zh-CN" : "en") +
      "\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " +
      policy_hash(style) +
      "; base-uri 'none'; form-action 'none'\">\n"
      "<title>" +
      title + "</title>\n<style>" + std::string(style) + "</style>\n</head>\n<body>\n<h1>" + title +
      "</h1>\n<p>" +
      escape_html(fill({"Customers to verify: {}. Verified by: ____________  on: "
                        "____________",
                        "待复核客户 {} 个。复核人：____________  日期：____________"},
                       {entries.size()})
                      .in(language)) +
      "</p>\n";
  for (const SheetEntry& entry : entries) html += format_html_entry(entry, language);
  return html + "</body>\n</html>\n";
}

/// Open records that can't be read or are gone are told and left out.
std::vector<SheetEntry> make_entries(const Session& session, const Archive& archive,
                                     const Sample& sample, Unmask unmask,
                                     std::set<std::string>& shown) {
  const TypeContext context = archive.context(session.now());
  std::vector<SheetEntry> entries;
  for (const SampledRecord& record : sample.records) {
    if (!record.is_open()) continue;
    const std::string path = archive.find_record(record.id);
    const RecordFile file = path.empty() ? RecordFile() : read_record_file(archive, path);
    require_read(file);
    if (path.empty() || !file.reading.readable) {
      session.complain(fill({"{} is not on the sheet: there is no such record, or it can't be read",
                             "{} 不在核对表中：档案不存在或无法读取"},
                            {record.id}));
      continue;
    }
    entries.push_back(make_sheet_entry(archive, context, file, unmask, shown));
  }
  return entries;
}

}  // namespace

const std::vector<SampleColumn>& sample_columns() {
  static const std::vector<SampleColumn> columns = {
      {"period", {"Period", "期间"}, true},
      {"customer", {"Customer", "客户编号"}, true},
      {"name", {"Name", "客户名称"}},
      {"owner", {"Owner", "跟进人"}},
      {"collected_by", {"Collected by", "采集人"}},
      {"identity", {"Identity", "身份"}},
      {"contact", {"Contact", "联系方式"}},
      {"logic", {"Logic", "逻辑"}},
      {"result", {"Result", "结果"}, true},
      {"field", {"Field", "字段"}, true},
      {"problem", {"Problem", "问题"}, true},
  };
  return columns;
}

Exit print_sample_sheet(Session& session, const Archive& archive, const Person& person,
                        const SampleOptions& options) {
  require_sampler(archive, person);
  const Unmask unmask = allow_unmasking(options, archive, person);
  const Period period = choose_period(session, archive, options);
  const SampleFile file = require_sample(session, archive, period);
  if (file.sample.count(result_open) == 0) {
    session.say(
        fill({"{}: nothing is open, so there is no sheet", "{}：没有待复核的档案"}, {period.name}));
    return Exit::clean;
  }
  std::set<std::string> shown;
  const auto entries = make_entries(session, archive, file.sample, unmask, shown);
  const Language language = session.language();
  const std::string text = options.sheet == "csv" ? format_csv_sheet(file.sample, entries, language)
                           : options.sheet == "html"
                               ? format_html_sheet(file.sample, entries, language)
                               : format_text_sheet(file.sample, entries, language);
  if (options.unmask) {
    if (!unmask.sensitive) {
      session.say({"sensitive fields stay masked: they need the role manager",
                   "敏感字段仍为脱敏：须有 manager 角色"});
    }
    log_access(archive, session.now(),
               {person.name, "review sample", options.purpose, shown, entries.size()});
  }
  if (options.output.empty() || options.output == "-") {
    write_document(text);
  } else {
    write_output_file(options.output, text, {options.unmask, options.unmask});
    session.say(fill({"{}: customers: {}", "{}: 客户 {} 个"}, {options.output, entries.size()}));
  }
  return Exit::clean;
}

}  // namespace custrec
