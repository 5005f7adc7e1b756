// SPDX-License-Identifier: MIT
// custrec review report: the figures of a period, for the office, for programs, and as a page.
#include "commands/review_report.hpp"

#include <unistd.h>

#include <memory>
#include <mutex>

#include "commands/review.hpp"
#include "review/figure_counter.hpp"
#include "terminal/outcome.hpp"
#include "terminal/outside_file.hpp"
#include "terminal/progress.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct ReportOptions {
  std::string period;
  std::string format = "text";
  std::string output;
};

Period choose_report_period(const std::string& name, std::chrono::sys_days today) {
  if (name.empty()) return last_full_quarter(today);
  const auto period = parse_period(name);
  if (!period) {
    throw Error(Exit::usage, fill({"--period: {} is none; write it like 2026-Q3, 2026-09 or 2026",
                                   "--period：{} 不是期间；写作 2026-Q3、2026-09 或 2026"},
                                  {escape_controls(name)}));
  }
  if (today < period->begin) {
    throw Error(Exit::usage,
                fill({"--period: {} has not begun", "--period：{} 尚未开始"}, {period->name}));
  }
  return *period;
}

struct SampleReading {
  OutcomeIndex outcomes;
  bool broken = false;
};

/// Broken samples are told with their problems and left out.
SampleReading read_samples(const Session& session, const Archive& archive, const Period& period,
                           const DeadlineEngine& engine) {
  SampleReading reading{
      OutcomeIndex(period, last_full_month(period, engine.today()), engine.zone())};
  for (const Period& each : list_samples(archive)) {
    const auto file = read_sample(archive, each.name);
    if (!file) continue;
    session.print_problems(file->problems, true);
    reading.broken = reading.broken || !file->problems.empty();
    if (file->problems.empty()) reading.outcomes.add(file->sample);
  }
  return reading;
}

/// Figures that threads count into, each for itself, and that are added up in the end.
class FigurePool {
 public:
  void count(const FigureCounter& counter, const RecordFile& file) {
    std::unique_ptr<Figures> figures = take();
    counter.count(file, *figures);
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(figures));
  }

  [[nodiscard]] Figures sum() const {
    Figures sum;
    for (const auto& figures : idle_) sum.add(*figures);
    return sum;
  }

 private:
  std::unique_ptr<Figures> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<Figures>();
    std::unique_ptr<Figures> figures = std::move(idle_.back());
    idle_.pop_back();
    return figures;
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<Figures>> idle_;
};

struct Counted {
  Figures figures;
  SelectionCounts counts;
};

Counted count_records(const Session& session, const Archive& archive, const Person& person,
                      const FigureCounter& counter) {
  FigurePool pool;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  struct Nothing {};
  const SelectionCounts counts = select_records<Nothing>(
      archive, person, {},
      [&](const RecordFile& file) {
        pool.count(counter, file);
        return Nothing();
      },
      [](Nothing) {}, [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  return {pool.sum(), counts};
}

std::string format_report(const ReportOptions& options, const ReportSubject& subject,
                          const Counted& counted, Language language) {
  if (options.format == "json") {
    return format_report_json(subject, counted.figures, counted.counts) + "\n";
  }
  const ReportPage page = make_report_page(subject, counted.figures, language);
  return options.format == "html" ? format_report_html(page) : format_report_text(page);
}

void write_report(const Session& session, const ReportOptions& options, const std::string& text) {
  if (!options.output.empty() && options.output != "-") {
    write_output_file(options.output, text);
    return;
  }
  session.print(isatty(STDOUT_FILENO) == 1 ? escape_controls(text, true) : text);
}

Exit run_report(const ReportOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  const DeadlineRules rules = DeadlineRules::read(archive);
  const DeadlineEngine engine(archive, rules, session.now());
  const Period period = choose_report_period(options.period, engine.today());
  const SampleReading samples = read_samples(session, archive, period, engine);
  const FigureCounter counter(archive, engine, samples.outcomes, period);
  Counted counted = count_records(session, archive, person, counter);
  // What was found wrong in records that are gone since counts in all, for whoever sees all.
  const auto last_wrong = samples.outcomes.last_wrong();
  if (person.sees_all() && last_wrong) counted.figures.accuracy.months.add_wrong(*last_wrong);
  const ReportSubject subject{archive,
                              rules,
                              period,
                              session.now(),
                              person.sees_all() ? std::string() : person.name,
                              counted.counts.hidden,
                              last_full_month(period, engine.today()),
                              samples.outcomes.samples()};
  write_report(session, options, format_report(options, subject, counted, session.language()));
  tell_unknown_years(session, counted.figures.unknown_years);
  tell_selection(session, counted.counts);
  if (samples.broken) {
    session.complain(
        {"the figures lack samples that have problems; see above", "有问题的抽样未计入，见上"});
  }
  return samples.broken ? Exit::problems : Exit::clean;
}

}  // namespace

void declare_review_report(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"report",
       {"Figures of a period: accuracy, deadlines, complaints, needs, reviews, the archive",
        "期间统计：准确率、时限、投诉、需求、审核、档案现状"},
       {"  custrec review report                      the last full quarter\n"
        "  custrec review report --period 2026-09\n"
        "  custrec review report --period 2026 --format html -o report.html\n"
        "  custrec review report --format json        for programs",
        "  custrec review report                      上一个完整季度\n"
        "  custrec review report --period 2026-09\n"
        "  custrec review report --period 2026 --format html -o report.html\n"
        "  custrec review report --format json        供程序读取"},
       "review"});
  auto options = std::make_shared<ReportOptions>();
  command
      ->add_option("--period", options->period,
                   text({"Year, quarter or month, like 2026, 2026-Q3 or 2026-09 (default: the last "
                         "full quarter)",
                         "年、季度或月份，如 2026、2026-Q3、2026-09（默认上一个完整季度）"}))
      ->type_name("PERIOD");
  command
      ->add_option("--format", options->format,
                   text({"text, json, or html (one page with charts)",
                         "text、json 或 html（一页，带图表）"}))
      ->check(CLI::IsMember({"text", "json", "html"}))
      ->type_name("FORMAT");
  command
      ->add_option("-o,--output", options->output,
                   text({"File to write, whole or not at all (default: stdout)",
                         "写入的文件，要么完整写入要么不写（默认标准输出）"}))
      ->type_name("FILE");
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_report(*options, session); };
  });
}

}  // namespace custrec
