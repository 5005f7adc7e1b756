// SPDX-License-Identifier: MIT
// What a review leaves in a record.
#include "review/judgement.hpp"

#include <doctest/doctest.h>

#include "archive/approval.hpp"
#include "schema/fingerprint.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

struct Office {
  TemporaryArchive folder;
  Archive archive = folder.open();
  Reviewing reviewing{archive, *archive.team().find("李四"), test_now() + std::chrono::days(1)};

  static RecordFile file_of(const std::string& text) {
    return {"customers/2024/03/C20240315001.yaml", "C20240315001", read_document(text), {}};
  }
};

std::string with(std::string text, const std::string& old, const std::string& fresh) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), fresh);
}

}  // namespace

TEST_CASE("an approval is appended, the status follows, every other byte stays") {
  const Office office;
  const std::string text = "# 首行\n" + faultless_record();
  const Judgement judgement = office.reviewing.approve(Office::file_of(text), "已核对");
  CHECK(show_problems(judgement.problems) == "");
  CHECK_FALSE(judgement.refusal);
  CHECK(judgement.new_status == "active");
  const std::string fingerprint =
      make_fingerprint(read_both(text), office.archive.schemas(), world().context());
  CHECK(judgement.after ==
        with(with(text, "status: submitted", "status: active"), "changes: []\n",
             "reviews:\n  - at: 2024-03-16T09:12:00+08:00\n    by: 李四\n    result: approved\n"
             "    status: active\n    fingerprint: " +
                 fingerprint + "\n    note: 已核对\nchanges: []\n"));
}

TEST_CASE("what was wanted comes into force and is cleared") {
  const Office office;
  const std::string text =
      with(faultless_record(), "submitted\n", "submitted\nwanted_status: closed\n");
  const Judgement judgement = office.reviewing.approve(Office::file_of(text), "");
  CHECK(show_problems(judgement.problems) == "");
  CHECK(judgement.new_status == "closed");
  CHECK(judgement.after.find("status: closed\ntype") != std::string::npos);
  CHECK(judgement.after.find("wanted_status") == std::string::npos);
}

TEST_CASE("what is returned opens anomalies, an approval resolves them") {
  const Office office;
  const std::string text = with(faultless_record(), "changes: []\n", "");
  const Judgement returned = office.reviewing.send_back(Office::file_of(text), "号码有误",
                                                        {"contacts[0].mobile", "address"});
  CHECK(show_problems(returned.problems) == "");
  CHECK(returned.after ==
        with(text, "status: submitted", "status: returned") +
            "reviews:\n  - at: 2024-03-16T09:12:00+08:00\n    by: 李四\n    result: returned\n"
            "    status: returned\n    reason: 号码有误\n    fields:\n      - contacts[0].mobile\n"
            "      - address\n"
            "anomalies:\n"
            "  - id: A1\n    found_at: 2024-03-16T09:12:00+08:00\n    found_by: 李四\n"
            "    how: review\n    field: contacts[0].mobile\n    problem: 号码有误\n"
            "    owner: 张三\n    due: 2024-03-17\n"
            "  - id: A2\n    found_at: 2024-03-16T09:12:00+08:00\n    found_by: 李四\n"
            "    how: review\n    field: address\n    problem: 号码有误\n"
            "    owner: 张三\n    due: 2024-03-17\n");
  const std::string again = with(returned.after, "status: returned", "status: submitted");
  const Judgement approved = office.reviewing.approve(Office::file_of(again), "");
  CHECK(show_problems(approved.problems) == "");
  std::size_t resolved = 0;
  const std::string words =
      "    resolved_at: 2024-03-16T09:12:00+08:00\n    resolution: corrected\n";
  for (std::size_t at = approved.after.find(words); at != std::string::npos;
       at = approved.after.find(words, at + 1)) {
    resolved += 1;
  }
  CHECK(resolved == 2);
}

TEST_CASE("a refusal changes nothing, an error is told") {
  const Office office;
  const Judgement refused = office.reviewing.approve(
      Office::file_of(with(faultless_record(), "status: submitted", "status: draft")), "");
  CHECK(refused.refusal);
  CHECK(refused.after.empty());
  const Judgement faulty = office.reviewing.approve(
      Office::file_of(with(faultless_record(), "13800138000", "1380013800")), "");
  CHECK_FALSE(faulty.refusal);
  CHECK(count_problems(faulty.problems).errors == 1);
  // But it may be returned.
  CHECK(office.reviewing
            .send_back(Office::file_of(with(faultless_record(), "13800138000", "1380013800")), "r",
                       {})
            .problems.empty());
}

TEST_CASE("what a third party said is no warning any more once it would be in force") {
  const Office office;
  const std::string text = with(faultless_record(), "channel: active", "channel: third_party");
  const Judgement judgement = office.reviewing.approve(Office::file_of(text), "");
  REQUIRE(judgement.problems.size() == 1);
  CHECK(judgement.problems[0].rule == "confirm-third-party");
  CHECK(judgement.problems[0].level == Level::error);
}

TEST_CASE("an approval may be bound to what was shown") {
  const Office office;
  const auto seen = [&](const std::string& text) {
    return make_seen_fingerprint(read_both(text), office.archive.schemas(), world().context());
  };
  const std::string text = faultless_record();
  const std::string shown = seen(text);
  CHECK(shown == make_fingerprint(read_both(text), office.archive.schemas(), world().context()));
  CHECK_FALSE(office.reviewing.approve(Office::file_of(text), "", shown).refusal);
  CHECK_FALSE(office.reviewing.approve(Office::file_of(text), "", shown.substr(0, 8)).refusal);
  const std::string changed = with(text, "13800138000", "13900139000");
  const Judgement judgement =
      office.reviewing.approve(Office::file_of(changed), "", shown.substr(0, 8));
  REQUIRE(judgement.refusal);
  CHECK(judgement.refusal->en ==
        "C20240315001 has changed since it was shown: its fingerprint is " +
            seen(changed).substr(0, 12) + " now, not " + shown.substr(0, 8) +
            "; look again with 'custrec review show C20240315001'");
  CHECK(judgement.after.empty());
  // What else an approval decides: the status asked for, and what is accepted.
  CHECK(seen(with(text, "submitted\n", "submitted\nwanted_status: closed\n")) != shown);
  const std::string anomaly = text +
                              "anomalies:\n  - id: A1\n    field: x\n    rule: mobile\n"
                              "    resolution: accepted\n    cause: ";
  CHECK(seen(anomaly + "a\n") != shown);
  CHECK(seen(anomaly + "a\n") != seen(anomaly + "b\n"));
}
