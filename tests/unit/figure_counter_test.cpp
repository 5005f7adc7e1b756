// SPDX-License-Identifier: MIT
// What of a record is counted in which period.
#include "review/figure_counter.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"
#include "time/date.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

constexpr const char* settings =
    "name: x\n"
    "deadlines:\n"
    "  - name: need-answer\n"
    "    each: needs\n"
    "    from: raised_at\n"
    "    to: answered_at\n"
    "    within: 3d\n"
    "  - name: recheck\n"
    "    from: collection.entered_at\n"
    "    within: 1mo\n";

struct Asked {
  const char* period = "2024-Q1";
  const char* now = "2024-06-15T12:00:00+08:00";
  std::string result = {};  ///< of the second verification in the sample of the period
};

Figures count(const std::string& record, const Asked& asked = {}) {
  const TemporaryArchive folder(settings);
  const Archive archive = folder.open();
  const DeadlineRules rules = DeadlineRules::read(archive);
  const DeadlineEngine engine(archive, rules, parse_time(asked.now)->instant);
  const Period period = *parse_period(asked.period);
  OutcomeIndex outcomes(period, last_full_month(period, engine.today()), engine.zone());
  if (!asked.result.empty()) {
    outcomes.add(
        {asked.period, 30, "s", "李四", 1, {{"C20240315001", asked.result, "2024-04-02", "李四"}}});
  }
  const FigureCounter counter(archive, engine, outcomes, period);
  Figures figures;
  counter.count({"customers/2024/03/C20240315001.yaml", "C20240315001", read_document(record), {}},
                figures);
  return figures;
}

const std::string entered =
    "status: active\nowner: 王五\ncollection:\n  collected_by: 张三\n"
    "  entered_at: 2024-03-15T09:00:00+08:00\n";

}  // namespace

TEST_CASE("an empty record is one customer of whom nothing is said") {
  const Figures figures = count("status: active\n");
  CHECK(figures.archive.records == 1);
  CHECK(figures.archive.by_stage == Counts{{"", 1}});
  CHECK(figures.archive.by_activity == Counts{{"live", 1}});
  CHECK(figures.archive.by_owner == Counts{{"", 1}});
  CHECK(figures.accuracy.all.checked == 0);
  CHECK_FALSE(figures.accuracy.months.first);
  CHECK(figures.count_deadlines().total() == 0);
}

TEST_CASE("values that are no option, code or person aren't shown") {
  const Figures figures =
      count("status: 13800000001\nstage: 王小明\nregion: 张江\nowner: 某人\nactivity: dormant\n");
  CHECK(figures.archive.by_status == Counts{{"", 1}});
  CHECK(figures.archive.by_stage == Counts{{"", 1}});
  CHECK(figures.archive.by_region == Counts{{"", 1}});
  CHECK(figures.archive.by_owner == Counts{{"", 1}});
}

TEST_CASE("codes count by their widest class") {
  const Figures figures =
      count("type: enterprise\nstage: signed\nindustry: C35 专用设备制造业\nregion: 310115 x\n");
  CHECK(figures.archive.by_region == Counts{{"310000", 1}});
  CHECK(figures.archive.by_class ==
        std::map<std::tuple<std::string, std::string, std::string>, std::size_t>{
            {{"enterprise", "C", "signed"}, 1}});
}

TEST_CASE("a second verification counts for the period in which the record was entered") {
  CHECK(count(entered, {.result = "ok"}).accuracy.all.checked == 1);
  CHECK(count(entered, {.result = "ok"}).accuracy.by_collector.at("张三").right() == 1);
  CHECK(count(entered, {.result = "open"}).accuracy.open == 1);
  CHECK(count(entered).accuracy.all.checked == 0);
  CHECK(count(entered).accuracy.open == 0);
  const Figures other = count(entered, {.period = "2024-Q2", .result = "wrong"});
  CHECK(other.accuracy.all.checked == 0);
}

TEST_CASE("wrong fields count once for each record, without positions") {
  const Figures figures =
      count(entered +
                "anomalies:\n"
                "  - found_at: 2024-04-02\n    how: sample\n    field: contacts[0].mobile\n"
                "  - found_at: 2024-04-02\n    how: sample\n    field: contacts[1].mobile\n"
                "  - found_at: 2024-04-02\n    how: sample\n    field: 13800000001\n"
                "  - found_at: 2024-04-02\n    how: review\n    field: name\n",
            {.result = "wrong"});
  CHECK(figures.accuracy.wrong_by_field == Counts{{"", 1}, {"contacts.mobile", 1}});
  CHECK(count(entered, {.result = "wrong"}).accuracy.wrong_by_field == Counts{{"", 1}});
}

TEST_CASE("months without an error end with what a person found, up to the end of the period") {
  const auto months = [](const std::string& how, const Asked& asked = {}) {
    const Period period = *parse_period(asked.period);
    const auto until = last_full_month(
        period, std::chrono::floor<std::chrono::days>(parse_time(asked.now)->instant));
    return count(entered + "anomalies:\n  - found_at: 2024-04-02\n    how: " + how + "\n", asked)
        .accuracy.months_by_collector.at("张三")
        .count_error_free(until);
  };
  CHECK(months("verify", {.period = "2024"}) == 3);
  CHECK(months("sample", {.period = "2024"}) == 1);
  CHECK(months("sample", {.period = "2024-04"}) == 0);
  // A change that the customer told, not made yet, is no error.
  CHECK(months("customer", {.period = "2024-04"}) == 2);
  CHECK(months("review") == 1);
}

TEST_CASE("anomalies count when found, when resolved, and as they stand at the end") {
  const std::string resolved =
      entered +
      "anomalies:\n  - found_at: 2024-03-20\n    how: review\n    due: 2024-03-25\n"
      "    cause: |-\n      a\n      b\n    resolved_at: 2024-04-05\n"
      "    resolution: corrected\n";
  const AnomalyFigures first = count(resolved).anomalies;
  CHECK(first.opened == 1);
  CHECK(first.resolved == 0);
  CHECK(first.open == 1);
  CHECK(first.overdue == 1);
  CHECK(first.causes == Counts{{"a b", 1}});
  const AnomalyFigures second = count(resolved, {.period = "2024-Q2"}).anomalies;
  CHECK(second.opened == 0);
  CHECK(second.resolved == 1);
  CHECK(second.open == 0);
  CHECK(count(resolved, {.period = "2023"}).anomalies.open == 0);
}

TEST_CASE("deadlines count when they fall due") {
  const std::string needs =
      "status: active\nneeds:\n"
      "  - raised_at: 2024-03-10\n    answered_at: 2024-03-11\n    owner: 张三\n"
      "  - raised_at: 2024-03-10\n    answered_at: 2024-03-21\n    owner: 张三\n"
      "  - raised_at: 2024-03-30\n    owner: 某人\n";
  const Figures first = count(needs);
  CHECK(first.needs.raised == 3);
  CHECK(first.needs.answers.kept == 1);
  CHECK(first.needs.answers.late == 1);
  CHECK(first.needs.answers.overdue == 1);
  CHECK(first.deadlines_by_name.at("need-answer").total() == 2);
  CHECK(first.deadlines_by_person.at("张三").total() == 2);
  const Figures second = count(needs, {.period = "2024-Q2"});
  CHECK(second.deadlines_by_person.at("").overdue == 1);
  CHECK(second.needs.raised == 0);
  const DeadlineCounts recheck = count(entered, {.period = "2024-Q2"}).count_deadlines();
  CHECK(recheck.overdue == 1);
  CHECK(recheck.decided() == 0);
}

TEST_CASE("times between dates are whole days, and nothing runs backward") {
  const auto figures = [](const std::string& received, const std::string& answered) {
    return count("status: active\ncomplaints:\n  - received_at: " + received +
                 "\n    answered_at: " + answered + "\n")
        .complaints.to_answer.median();
  };
  CHECK(figures("2024-03-10T09:00:00+08:00", "2024-03-10T09:07:30+08:00") ==
        std::chrono::minutes(7));
  CHECK(figures("2024-03-10", "2024-03-12T08:00:00+08:00") == std::chrono::hours(48));
  CHECK_FALSE(figures("2024-03-10", "2024-03-09"));
  CHECK_FALSE(figures("2024-03-10", "soon"));
}

TEST_CASE("reviews count when given, the first one by how long it took") {
  const std::string reviews = entered +
                              "reviews:\n"
                              "  - at: 2024-03-16T09:00:00+08:00\n    by: 李四\n"
                              "    result: returned\n"
                              "  - at: 2024-04-01\n    by: 李四\n    result: approved\n";
  const ReviewFigures first = count(reviews).reviews;
  CHECK(first.by_reviewer.at("李四").returned == 1);
  CHECK(first.by_reviewer.at("李四").approved == 0);
  CHECK(first.to_first.median() == std::chrono::hours(24));
  const ReviewFigures second = count(reviews, {.period = "2024-04"}).reviews;
  CHECK(second.all.approved == 1);
  CHECK(second.to_first.size() == 0);
}

TEST_CASE("the last full month lies in the period and is over") {
  const auto last = [](const char* period, const char* today) {
    return format_month(
        last_full_month(*parse_period(period), std::chrono::sys_days(*parse_date(today))));
  };
  CHECK(last("2024-Q1", "2024-06-15") == "2024-03");
  CHECK(last("2024", "2024-06-15") == "2024-05");
  CHECK(last("2024", "2024-06-01") == "2024-05");
  CHECK(last("2024-06", "2024-06-30") == "2024-05");
}
