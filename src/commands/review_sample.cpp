// SPDX-License-Identifier: MIT
// custrec review sample: draws records for second verification, or shows those that were drawn.
#include "commands/review_sample.hpp"
#include "commands/review_list.hpp"

#include <algorithm>
#include <memory>

#include "archive/transaction.hpp"
#include "review/draw.hpp"
#include "schema/masked_record.hpp"
#include "terminal/progress.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t usual_rate = 30;

/// A sample is drawn by one rate and one seed for good.
void require_same_draw(const SampleFile& file, const SampleOptions& options) {
  const bool rate = options.rate != 0 && options.rate != file.sample.rate;
  const bool seed = !options.seed.empty() && options.seed != file.sample.seed;
  if (!rate && !seed) return;
  throw Error(
      Exit::refused,
      fill({"the sample of {0} was drawn with rate {1} and seed {2}; go on with it without "
            "--rate and --seed, or, to begin anew without its outcomes, remove {3} first",
            "{0} 的抽样已按比例 {1}、种子 {2} 抽取；如继续，请勿写 --rate 和 --seed；"
            "如放弃已有结果重新抽样，请先删除 {3}"},
           {file.sample.period, file.sample.rate, escape_controls(file.sample.seed), file.path}));
}

Sample begin_sample(const Period& period, const Person& person, const SampleOptions& options) {
  if (find_invalid_utf8(options.seed) || escape_controls(options.seed) != options.seed ||
      !is_trimmed(options.seed)) {
    throw Error(Exit::usage, {"--seed is one line of text without blanks around it",
                              "--seed 须为一行文本，首尾无空白"});
  }
  Sample sample;
  sample.period = period.name;
  sample.rate = options.rate == 0 ? usual_rate : options.rate;
  sample.seed = options.seed.empty() ? period.name : options.seed;
  sample.drawn_by = person.name;
  return sample;
}

struct SampleRow {
  std::string name;  ///< masked; empty when the record is gone or can't be read
  std::string owner;
};

/// Throws Error(files) when the system refuses to read a record.
std::vector<SampleRow> read_rows(const Archive& archive, const Sample& sample) {
  std::vector<SampleRow> rows(sample.records.size());
  RecordReader reader(archive);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const std::string path = archive.find_record(sample.records[at].id);
    if (path.empty()) continue;
    const RecordFile& file = reader.read(path);
    require_read(file);
    if (!file.reading.readable) continue;
    rows[at].name = mask_customer_name(file.reading.document, archive.schemas());
    rows[at].owner = file.reading.document.text_at(Document::root, "owner");
  }
  return rows;
}

ReviewList make_list(const Archive& archive, const Sample& sample) {
  ReviewList list{"records",
                  {{"period", json_string(sample.period)},
                   {"rate", std::to_string(sample.rate)},
                   {"seed", json_string(sample.seed)},
                   {"drawn_by", json_string(sample.drawn_by)},
                   {"population", std::to_string(sample.population)}},
                  {{"customer", {"Customer", "客户编号"}},
                   {"name", {"Name", "客户名称"}},
                   {"owner", {"Owner", "跟进人"}},
                   {"result", {"Result", "结果"}},
                   {"by", {"By", "复核人"}},
                   {"at", {"At", "时间"}}},
                  sample.records.size(),
                  {},
                  0};
  list.row = [&sample, rows = read_rows(archive, sample)](std::size_t at) {
    const SampledRecord& record = sample.records[at];
    return std::vector<ReviewCell>{{record.id, {}, {}},           optional_cell(rows[at].name),
                                   optional_cell(rows[at].owner), {record.result, {}, {}},
                                   optional_cell(record.by),      optional_cell(record.at)};
  };
  return list;
}

void tell_ids(const Session& session, const Text& what, const std::vector<std::string>& ids) {
  constexpr std::size_t most = 10;
  if (ids.empty()) return;
  std::string list;
  for (std::size_t at = 0; at < std::min(ids.size(), most); ++at) {
    list += (at == 0 ? "" : ", ") + ids[at];
  }
  if (ids.size() > most) list += ", …";
  session.say(fill({"{}: {} ({})", "{}：{}（{}）"}, {what, ids.size(), list}));
}

void tell_sample(const Session& session, const Archive& archive, const Sample& sample) {
  std::vector<std::string> missing;
  for (const SampledRecord& record : sample.records) {
    if (archive.find_record(record.id).empty()) missing.push_back(record.id);
  }
  tell_ids(session, {"no longer in the archive", "已不在档案中"}, missing);
  const std::size_t open = sample.count(result_open);
  session.say(fill({"{}: {} of {} records drawn ({} %); open: {}, ok: {}, wrong: {}",
                    "{}：{} / {} 份档案被抽中（比例 {}%）；待复核 {}，正确 {}，有误 {}"},
                   {sample.period, sample.records.size(), sample.population, sample.rate, open,
                    sample.count(result_ok), sample.count(result_wrong)}));
  if (open == 0) return;
  session.say(fill({"note what you find: custrec review sample --period {0} --record ID ok\n"
                    "  or: … --record ID wrong --field FIELD --problem TEXT\n"
                    "  many: … --sheet csv -o sheet.csv, fill it in, … --from sheet.csv",
                    "记录复核结果：custrec review sample --period {0} --record 编号 ok\n"
                    "  或：… --record 编号 wrong --field 字段 --problem 问题\n"
                    "  批量：… --sheet csv -o sheet.csv，填写后 … --from sheet.csv"},
                   {sample.period}));
}

/// Writes what drawing again adds, if anything.
Sample draw_and_write(const Session& session, const Archive& archive, const Person& person,
                      const SampleOptions& options, const Period& period) {
  const Lock lock = begin_writing(archive.tree(), person.name);
  const auto file = read_good_sample(session, archive, period);
  if (file) require_same_draw(*file, options);
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  const Population population = find_population(
      archive, period, [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  if (population.unreadable > 0) {
    session.complain(fill({"files that are no records and so not drawn: {}; see 'custrec verify'",
                           "不是档案、因而未参与抽样的文件：{}，请见 custrec verify"},
                          {population.unreadable}));
  }
  Redraw redraw =
      draw_again(file ? file->sample : begin_sample(period, person, options), population);
  Transaction transaction(archive.tree(), lock);
  if (!file && !redraw.sample.records.empty()) {
    transaction.create(layout::sample_path(period.name), format_sample(redraw.sample));
  } else if (file) {
    const std::string text = rewrite_sample(*file, redraw.sample);
    if (text != file->text) transaction.replace(file->path, file->text, text);
  }
  if (!transaction.empty()) transaction.commit();
  if (file) {
    tell_ids(session, {"added", "补抽"}, redraw.added);
    tell_ids(session, {"taken out, since nobody can verify them any more", "移除（已无法复核）"},
             redraw.gone);
  }
  return std::move(redraw.sample);
}

Exit draw_sample(Session& session, const Archive& archive, const Person& person,
                 const SampleOptions& options) {
  const Period period = choose_period(session, archive, options);
  require_sampler(archive, person);
  const Sample sample = draw_and_write(session, archive, person, options, period);
  if (sample.records.empty()) {
    session.say(fill(
        {"no record was entered in {}, so there is nothing to verify", "{} 没有录入档案，无须复核"},
        {period.name}));
  }
  print_review_list(session, options.format, make_list(archive, sample));
  if (!sample.records.empty()) tell_sample(session, archive, sample);
  return Exit::clean;
}

Exit run_sample(const SampleOptions& options, Session& session) {
  const Archive archive = session.open_archive(options.status ? Purpose::read : Purpose::change);
  if (options.status) return print_sample_status(session, archive, options);
  const Person& person = session.find_person(archive);
  if (!options.record.empty()) return note_outcome(session, archive, person, options);
  if (!options.fields.empty() || !options.problem.empty()) {
    throw Error(Exit::usage, {"--field and --problem go with --record ID wrong",
                              "--field 和 --problem 须与 --record 编号 wrong 同用"});
  }
  if (!options.from.empty()) return note_outcomes_from_sheet(session, archive, person, options);
  if (!options.sheet.empty()) return print_sample_sheet(session, archive, person, options);
  return draw_sample(session, archive, person, options);
}

void add_draw_options(CLI::App& command, SampleOptions& options, Language language) {
  const auto text = [&](const Text& words) { return words.in(language); };
  command
      .add_option("--period", options.period,
                  text({"Quarter 2026-Q1, month 2026-01 or year 2026 (default: the last full "
                        "quarter)",
                        "季度 2026-Q1、月份 2026-01 或年份 2026（默认上一完整季度）"}))
      ->type_name("PERIOD");
  command
      .add_option("--rate", options.rate,
                  text({"At least so many per cent of the records entered in the period "
                        "(default: 30)",
                        "至少抽取期间内录入档案的百分之几（默认 30）"}))
      ->check(CLI::Range(1, 100))
      ->type_name("N");
  command
      .add_option(
          "--seed", options.seed,
          text({"What the draw is made of (default: the period)", "抽样种子（默认为期间名称）"}))
      ->type_name("TEXT");
}

/// Gives back the options that exclude one another.
std::vector<CLI::Option*> add_outcome_options(CLI::App& command, SampleOptions& options,
                                              Language language) {
  const auto text = [&](const Text& words) { return words.in(language); };
  CLI::Option* record =
      command
          .add_option("--record", options.record,
                      text({"Note the outcome of a customer: ok or wrong",
                            "记录一个客户的复核结果：ok（正确）或 wrong（有误）"}))
          ->expected(2)
          ->type_name("ID ok|wrong");
  command
      .add_option("--field", options.fields,
                  text({"A field that is wrong (repeat for more)", "有误的字段（可重复）"}))
      ->type_name("FIELD")
      ->expected(1)
      ->take_all();
  command
      .add_option("--problem", options.problem,
                  text({"What is wrong with it; needed then", "问题描述，有误时必填"}))
      ->type_name("TEXT");
  CLI::Option* from =
      command
          .add_option("--from", options.from,
                      text({"Outcomes from a sheet (CSV) that was filled in, - for stdin",
                            "从填写好的表格（CSV）读取结果，- 为标准输入"}))
          ->type_name("FILE");
  CLI::Option* sheet =
      command
          .add_option("--sheet", options.sheet,
                      text({"The sheet to check the open ones against: text, html or csv",
                            "待复核档案的核对表：text、html 或 csv"}))
          ->check(CLI::IsMember({"text", "html", "csv"}))
          ->type_name("FORMAT");
  command
      .add_option(
          "-o,--output", options.output,
          text({"File for the sheet (default: stdout)", "核对表写入的文件（默认标准输出）"}))
      ->type_name("FILE")
      ->needs(sheet);
  CLI::Option* unmask = command
                            .add_flag("--unmask", options.unmask,
                                      text({"Personal values whole on the sheet; needs --purpose",
                                            "核对表中完整显示个人信息，须写 --purpose"}))
                            ->needs(sheet);
  command
      .add_option("--purpose", options.purpose,
                  text({"What for; goes into access.log", "用途，记入 access.log"}))
      ->type_name("TEXT")
      ->needs(unmask);
  CLI::Option* status = command.add_flag(
      "--status", options.status,
      text({"How many are open, ok and wrong, and the accuracy", "各结果的数量与准确率"}));
  return {record, from, sheet, status};
}

}  // namespace

void declare_review_sample(const Declaration& declaration) {
  CLI::App* command = declare_command(
      declaration,
      {"sample",
       {"Second verification: draw records, note outcomes", "二次复核：抽取档案，记录结果"},
       {"  custrec review sample --period 2026-Q1      draw, or show what was drawn\n"
        "  custrec review sample --sheet csv --unmask --purpose 二次复核 -o sheet.csv\n"
        "  custrec review sample --record C20260115001 ok\n"
        "  custrec review sample --record C20260115001 wrong --field 手机号码 --problem 空号\n"
        "  custrec review sample --from sheet.csv\n"
        "  custrec review sample --status",
        "  custrec review sample --period 2026-Q1      抽样，或显示已抽中的档案\n"
        "  custrec review sample --sheet csv --unmask --purpose 二次复核 -o sheet.csv\n"
        "  custrec review sample --record C20260115001 ok\n"
        "  custrec review sample --record C20260115001 wrong --field 手机号码 --problem 空号\n"
        "  custrec review sample --from sheet.csv\n"
        "  custrec review sample --status"},
       "review"});
  auto options = std::make_shared<SampleOptions>();
  add_draw_options(*command, *options, declaration.language);
  const auto ways = add_outcome_options(*command, *options, declaration.language);
  for (std::size_t at = 0; at < ways.size(); ++at) {
    for (std::size_t other = at + 1; other < ways.size(); ++other) {
      ways[at]->excludes(ways[other]);
    }
    for (const char* name : {"--rate", "--seed"}) {
      ways[at]->excludes(command->get_option(name));
    }
  }
  add_format_option(*command, options->format, declaration.language);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_sample(*options, session); };
  });
}

}  // namespace custrec
