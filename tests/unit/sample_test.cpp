// SPDX-License-Identifier: MIT
// Samples as files.
#include "review/sample.hpp"

#include <doctest/doctest.h>

#include "review/check_samples.hpp"
#include "test_support.hpp"
#include "time/date.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string path = "samples/2026-Q1.yaml";

Team make_team() {
  return Team({{"张三", "", {"manager"}, ""}, {"李四", "", {"reviewer"}, ""}});
}

const std::string three_records =
    "period: 2026-Q1\n"
    "rate: 30\n"
    "seed: 2026-Q1\n"
    "drawn_by: 李四\n"
    "population: 7\n"
    "records:\n"
    "  - id: C20260115001\n"
    "    result: ok\n"
    "    at: 2026-04-02T10:00:00+08:00\n"
    "    by: 李四\n"
    "  - id: C20260116001\n"
    "    result: wrong  # 已回拨\n"
    "    at: 2026-04-02\n"
    "    by: 张三\n"
    "  - id: C20260117001\n"
    "    result: open\n";

std::string problems_of(const std::string& text, const std::string& at = path) {
  return show_problems(parse_sample(at, text, make_team()).problems);
}

std::string with(const std::string& from, const std::string& to) {
  std::string text = three_records;
  text.replace(text.find(from), from.size(), to);
  return text;
}

std::chrono::sys_seconds at(const char* time) {
  return parse_time(time)->instant;
}

}  // namespace

TEST_CASE("a sample is read as it was written") {
  const SampleFile file = parse_sample(path, three_records, make_team());
  CHECK(show_problems(file.problems) == "");
  const Sample& sample = file.sample;
  CHECK(sample.period == "2026-Q1");
  CHECK(sample.rate == 30);
  CHECK(sample.seed == "2026-Q1");
  CHECK(sample.drawn_by == "李四");
  CHECK(sample.population == 7);
  REQUIRE(sample.records.size() == 3);
  CHECK(sample.count("open") == 1);
  CHECK(sample.count("ok") == 1);
  CHECK(sample.count("wrong") == 1);
  CHECK(sample.records[1].by == "张三");
  CHECK(sample.records[2].place.line == 16);
  CHECK(sample.records[2].place.column == 13);
  CHECK(sample.find("C20260117001") == &sample.records[2]);
  CHECK(sample.find("C1") == nullptr);
}

TEST_CASE("a new sample is written in record form and read again without problems") {
  Sample sample = parse_sample(path, three_records, make_team()).sample;
  sample.period = "2026";
  sample.seed = "3.10";
  const std::string text = format_sample(sample);
  CHECK(text.starts_with("period: \"2026\"\nrate: 30\nseed: \"3.10\"\n"));
  const SampleFile again = parse_sample("samples/2026.yaml", text, make_team());
  CHECK(show_problems(again.problems) == "");
  CHECK(again.sample.seed == "3.10");
  CHECK(again.sample.records.size() == 3);
}

TEST_CASE("every mistake of a sample is told at its place") {
  CHECK(problems_of("a: [\n").find("[syntax]") != std::string::npos);
  CHECK(problems_of("").find("[syntax]") != std::string::npos);
  CHECK(problems_of("period: 2026-Q1\n") ==
        "samples/2026-Q1.yaml:1:1: error: rate: is missing [required]\n"
        "samples/2026-Q1.yaml:1:1: error: seed: is missing [required]\n"
        "samples/2026-Q1.yaml:1:1: error: drawn_by: is missing [required]\n"
        "samples/2026-Q1.yaml:1:1: error: population: is missing [required]\n"
        "samples/2026-Q1.yaml:1:1: error: records: is missing [required]\n");
  CHECK(problems_of(three_records, "samples/2026-Q2.yaml") ==
        "samples/2026-Q2.yaml:1:9: error: period: the sample of 2026-Q1 does not lie here "
        "[id-path]\n");
  CHECK(problems_of(with("rate: 30", "rate: 0")) ==
        "samples/2026-Q1.yaml:2:7: error: rate: lies outside 1 to 100 [range]\n");
  CHECK(problems_of(with("rate: 30", "rate: many")) ==
        "samples/2026-Q1.yaml:2:7: error: rate: a whole number is expected here [integer]\n");
  CHECK(problems_of(with("drawn_by: 李四", "drawn_by: 王五")) ==
        "samples/2026-Q1.yaml:4:11: error: drawn_by: 王五 is not in team.yaml [person]\n");
  CHECK(problems_of(with("result: ok", "result: fine")) ==
        "samples/2026-Q1.yaml:8:13: error: records[0].result: a result is open, ok or wrong "
        "[choice]\n");
  CHECK(problems_of(with("    by: 张三\n", "")) ==
        "samples/2026-Q1.yaml:11:5: error: records[1].by: is missing [required]\n");
  CHECK(problems_of(with("at: 2026-04-02\n", "at: 2 April\n")) ==
        "samples/2026-Q1.yaml:13:9: error: records[1].at: is no date and no time with offset "
        "[time]\n");
  CHECK(problems_of(with("C20260116001", "C20260115001")) ==
        "samples/2026-Q1.yaml:11:9: error: records[1].id: stands in the list twice [entry-id]\n");
  CHECK(problems_of(with("    by: 张三", "    bi: 张三")) ==
        "samples/2026-Q1.yaml:11:5: error: records[1].by: is missing [required]\n"
        "samples/2026-Q1.yaml:14:5: error: records[1].bi: a sample has no such field "
        "[unknown-field]\n");
  CHECK(problems_of("period: 2026-Q1\nrate: 1\nseed: s\ndrawn_by: 张三\npopulation: 1\n"
                    "records: none\n") ==
        "samples/2026-Q1.yaml:6:10: error: records: a list (- …) is expected here [entries]\n");
}

TEST_CASE("outcomes are written beside what a person wrote") {
  const SampleFile file = parse_sample(path, "# Q1\n" + three_records, make_team());
  Sample sample = file.sample;
  sample.records[2].result = "ok";
  sample.records[2].at = "2026-04-03T09:00:00+08:00";
  sample.records[2].by = "李四";
  sample.records.push_back({"C20260118001", "open", {}, {}, {}});
  sample.population = 8;
  std::string expected = "# Q1\n" + three_records;
  expected.replace(expected.find("population: 7"), 13, "population: 8");
  expected.replace(expected.find("result: open"), 12,
                   "result: ok\n    at: 2026-04-03T09:00:00+08:00\n    by: 李四");
  expected += "  - id: C20260118001\n    result: open\n";
  CHECK(rewrite_sample(file, sample) == expected);
  sample.records.erase(sample.records.begin() + 1);
  CHECK(rewrite_sample(file, sample).find("C20260116001") == std::string::npos);
  CHECK(rewrite_sample(file, file.sample) == file.text);
}

TEST_CASE("a sample that is no record form is not changed") {
  const SampleFile file = parse_sample(
      path, "{period: 2026-Q1, rate: 30, seed: s, drawn_by: 张三, population: 1, records: []}\n",
      make_team());
  CHECK(show_problems(file.problems) == "");
  CHECK(error_of([&] { rewrite_sample(file, file.sample); }) ==
        "5 samples/2026-Q1.yaml is not in record form, so it can't be changed safely; write it as "
        "custrec-record(5) shows");
}

TEST_CASE("an open record is told once its period is over, not before") {
  const TemporaryArchive folder;
  folder.write(path, three_records);
  folder.write("customers/2026/01/C20260117001.yaml", "id: C20260117001\n");
  const Archive archive = folder.open();
  CHECK(show_problems(check_samples(archive, at("2026-03-31T23:59:59+08:00"))) == "");
  CHECK(show_problems(check_samples(archive, at("2026-04-01T00:00:00+08:00"))) ==
        "samples/2026-Q1.yaml:16:13: error: records[2].result: C20260117001 was drawn and not "
        "verified, and the period ended on 2026-03-31; custrec review sample --period 2026-Q1 "
        "--record C20260117001 ok|wrong [sample-open]\n");
}

TEST_CASE("what lies in samples/ and is no sample is told") {
  const TemporaryArchive folder;
  CHECK(check_samples(folder.open(), test_now()).empty());
  folder.write("samples/.hidden", "x");
  CHECK(check_samples(folder.open(), test_now()).empty());
  folder.write("samples/notes.txt", "x");
  folder.write("samples/2026-Q5.yaml", "x");
  folder.write("samples/2026.yaml/x", "x");
  const std::string told = show_problems(check_samples(folder.open(), test_now()));
  CHECK(told.find("samples/notes.txt:1:1: warning: samples/ holds samples only") !=
        std::string::npos);
  CHECK(told.find("samples/2026-Q5.yaml:1:1: warning:") != std::string::npos);
  CHECK(told.find("samples/2026.yaml:1:1: error:") != std::string::npos);
  CHECK(told.find("[unreadable]") != std::string::npos);
}

TEST_CASE("samples are listed in the order of their days") {
  const TemporaryArchive folder;
  for (const char* name : {"2026-02", "2025-Q4", "2026-Q1", "readme"}) {
    folder.write("samples/" + std::string(name) + ".yaml", three_records);
  }
  std::string names;
  for (const Period& period : list_samples(folder.open())) names += period.name + " ";
  CHECK(names == "2025-Q4 2026-Q1 2026-02 ");
}
