// SPDX-License-Identifier: MIT
// custrec review: the queue of what waits, by who may review it.
#include <algorithm>
#include <memory>

#include "archive/selection.hpp"
#include "commands/review.hpp"
#include "exchange/csv.hpp"
#include "exchange/json_text.hpp"
#include "review/waiting.hpp"
#include "terminal/outcome.hpp"
#include "terminal/progress.hpp"
#include "terminal/table.hpp"

namespace custrec {
namespace {

struct QueueOptions {
  std::string format = "table";
  std::string reviewer;
};

std::string format_queue_json(const std::vector<Waiting>& queue) {
  std::vector<std::string> records;
  for (const Waiting& waiting : queue) {
    records.push_back(json_object({{"id", json_string(waiting.id)},
                                   {"name", json_string(waiting.name)},
                                   {"owner", json_string(waiting.owner)},
                                   {"becomes", json_string(waiting.becomes)},
                                   {"since", json_string(waiting.since)},
                                   {"days", std::to_string(waiting.age.count())},
                                   {"reviewers", json_strings(waiting.reviewers)}}));
  }
  return json_object({{"version", "1"},
                      {"waiting", std::to_string(queue.size())},
                      {"records", json_array(records)}}) +
         "\n";
}

std::string format_queue_csv(const std::vector<Waiting>& queue) {
  const std::vector<std::string> header = {"id",    "name", "owner",    "becomes",
                                           "since", "days", "reviewers"};
  std::string csv = format_csv_row(header);
  for (const Waiting& waiting : queue) {
    std::string reviewers;
    for (const std::string& name : waiting.reviewers) {
      reviewers += (reviewers.empty() ? "" : ";") + name;
    }
    const std::vector<std::string> row = {waiting.id,
                                          guard_formula(waiting.name),
                                          guard_formula(waiting.owner),
                                          waiting.becomes,
                                          waiting.since,
                                          std::to_string(waiting.age.count()),
                                          guard_formula(reviewers)};
    csv += format_csv_row(row);
  }
  return csv;
}

std::string format_queue_table(const Session& session, const std::vector<Waiting>& queue) {
  const Language language = session.language();
  const auto label = [&](const Text& text) { return text.in(language); };
  std::vector<std::vector<std::string>> rows;
  for (const Waiting& waiting : queue) {
    rows.push_back({list_people(waiting.reviewers, language), std::to_string(waiting.age.count()),
                    waiting.id, waiting.name, waiting.owner, waiting.becomes, waiting.since});
  }
  return format_table(
      {label({"Reviewers", "可审核的人"}), label({"Days", "天数"}), label({"Number", "客户编号"}),
       label({"Name", "客户名称"}), label({"Owner", "跟进人"}), label({"Becomes", "审核后状态"}),
       label({"Since", "提交时间"})},
      rows, find_table_layout(session.has_colour()));
}

Exit run_queue(const QueueOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  if (!options.reviewer.empty()) static_cast<void>(archive.team().require(options.reviewer));
  std::vector<Waiting> queue;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  using Row = std::optional<Waiting>;
  const SelectionCounts counts = select_records<Row>(
      archive, person, {},
      [&](const RecordFile& file) { return find_waiting(archive, file, session.now()); },
      [&](Row row) {
        if (!row) return;
        const auto& may = row->reviewers;
        const bool wanted = options.reviewer.empty() ||
                            std::find(may.begin(), may.end(), options.reviewer) != may.end();
        if (wanted) queue.push_back(std::move(*row));
      },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  sort_waiting(queue);
  if (options.format == "json") {
    session.print(format_queue_json(queue));
  } else if (options.format == "csv") {
    session.print(format_queue_csv(queue));
  } else if (!queue.empty()) {
    session.print(format_queue_table(session, queue));
  }
  session.say(queue.empty() ? Text{"nothing waits for a review", "没有待审核的档案"}
                            : fill({"waiting: {}", "待审核 {} 份"}, {queue.size()}));
  tell_selection(session, counts);
  return Exit::clean;
}

}  // namespace

void declare_review_queue(const Declaration& review) {
  const auto text = [&](const Text& words) { return words.in(review.language); };
  auto options = std::make_shared<QueueOptions>();
  review.app
      .add_option("--format", options->format, text({"table, csv or json", "table、csv 或 json"}))
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->type_name("FORMAT");
  review.app
      .add_option("--reviewer", options->reviewer,
                  text({"Only what this person may review", "只列此人可审核的档案"}))
      ->type_name("NAME");
  review.app.callback([options, &app = review.app, &run = review.run] {
    // The subcommand that was called has said what to run.
    if (!app.get_subcommands().empty()) return;
    run = [options](Session& session) { return run_queue(*options, session); };
  });
}

}  // namespace custrec
