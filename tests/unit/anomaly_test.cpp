// SPDX-License-Identifier: MIT
// Which problems the anomalies of a record account for.
#include "schema/anomaly.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

constexpr std::string_view named = "    field: contacts[0].mobile\n    rule: mobile\n";

/// The levels of an error `mobile` at the first contact, and of what is added, on 2024-03-15.
std::string levels(std::string_view anomaly, std::string_view rule = "mobile") {
  const std::string text =
      "contacts:\n  - name: a\n    mobile: b\nanomalies:\n  - id: A1\n" + std::string(anomaly);
  const Reading reading = read_document(text);
  REQUIRE(reading.readable);
  std::vector<Finding> findings = {{0, Level::error, rule, "contacts[0].mobile", {"x", "x"}, {}}};
  apply_anomalies(reading.document, world().context(), true, findings);
  std::string all;
  for (const Finding& finding : findings) {
    all += finding.level == Level::known ? "known " : "error ";
    all += std::string(finding.rule) + " ";
  }
  return all;
}

std::string open_until(std::string_view due) {
  return std::string(named) + "    owner: 张三\n    due: " + std::string(due) + "\n";
}

}  // namespace

TEST_CASE("an open anomaly with owner and day makes its problem known until that day is over") {
  CHECK(levels(open_until("2024-03-15")) == "known mobile ");
  CHECK(levels(open_until("2024-03-14")) == "error mobile error anomaly-overdue ");
}

TEST_CASE("without owner, day, field or rule it accounts for nothing") {
  CHECK(levels(std::string(named) + "    due: 2024-04-01\n") == "error mobile ");
  CHECK(levels(std::string(named) + "    owner: 张三\n") == "error mobile ");
  CHECK(levels("    rule: mobile\n    owner: 张三\n    due: 2024-04-01\n") == "error mobile ");
  CHECK(levels("    field: contacts[0].mobile\n    owner: 张三\n    due: 2024-04-01\n") ==
        "error mobile ");
}

TEST_CASE("an accepted one does so for good, if it says why") {
  const std::string accepted =
      std::string(named) + "    resolved_at: 2024-03-01\n    resolution: accepted\n";
  CHECK(levels(accepted) == "error mobile ");
  CHECK(levels(accepted + "    cause: 客户只有这个号\n") == "known mobile ");
}

TEST_CASE("a corrected one says that the problem is over, and is never overdue") {
  CHECK(levels(open_until("2024-03-01") + "    resolved_at: 2024-03-10\n") == "error mobile ");
}

TEST_CASE("some rules can't be known") {
  CHECK(!may_be_known("approval"));
  CHECK(!may_be_known("syntax"));
  CHECK(may_be_known("required"));
}

namespace {

/// The level of an error `rule` of the field of `anomaly` in a record of this status.
std::string level_of(const std::string& status, const std::string& anomaly,
                     const std::string& more = {}, bool four_eyes = true,
                     std::string_view rule = "mobile") {
  const std::string text =
      "status: " + status + "\nanomalies:\n  - id: A1\n    found_by: 张三\n" + anomaly + more;
  const Reading reading = read_document(text);
  REQUIRE(reading.readable);
  std::vector<Finding> findings = {{0, Level::error, rule, "contacts[0].mobile", {"x", "x"}, {}}};
  TypeContext context = world().context();
  context.four_eyes = four_eyes;
  apply_anomalies(reading.document, context, true, findings);
  return findings[0].level == Level::known ? "known" : "error: " + findings[0].hint.en;
}

std::string approval_of(const std::string& by, const std::string& at) {
  return "reviews:\n  - at: " + at + "\n    by: " + by + "\n    result: approved\n";
}

const std::string accepted = std::string(named) +
                             "    cause: x\n    found_at: 2024-03-01\n"
                             "    resolved_at: 2024-03-05\n    resolution: accepted\n";
const std::string alone =
    "error: anomaly A1 explains it, but no one other than 张三 has approved the record since; "
    "'custrec edit ID status=submitted --reason …' brings it to a review";

}  // namespace

TEST_CASE("in a record in force nobody accepts a problem alone") {
  for (const std::string status : {"draft", "submitted", "returned"}) {
    CHECK(level_of(status, accepted) == "known");
  }
  for (const std::string status : {"active", "invalid", "closed"}) {
    CAPTURE(status);
    CHECK(level_of(status, accepted) == alone);
    CHECK(level_of(status, accepted, approval_of("李四", "2024-03-05T10:00:00+08:00")) == "known");
    CHECK(level_of(status, accepted, approval_of("李四", "2024-03-04")) == alone);
    CHECK(level_of(status, accepted, approval_of("李四", "x")) == alone);
    CHECK(level_of(status, accepted, approval_of("张三", "2024-03-06")) == alone);
    CHECK(level_of(status, accepted, approval_of("\"李四 \"", "2024-03-06")) == alone);
    CHECK(level_of(status, accepted, approval_of("somebody else", "2024-03-06")) == alone);
    CHECK(level_of(status, accepted, "", false) == "known");
  }
}

TEST_CASE("who accepted it by an edit doesn't approve it either") {
  const std::string log =
      "changes:\n  - at: 2024-03-05\n    by: 李四\n    fields:\n"
      "      - field: anomalies.A1.resolution\n        to: accepted\n";
  CHECK(level_of("active", accepted, approval_of("李四", "2024-03-06") + log) == alone);
  const std::string other = std::string(log).replace(log.find("A1"), 2, "A2");
  CHECK(level_of("active", accepted, approval_of("李四", "2024-03-06") + other) == "known");
}

TEST_CASE("a changed file of a record in force waits for a review, however it is explained") {
  const std::string open =
      "    field: contacts[0].mobile\n    rule: file-changed\n    found_at: 2024-03-05\n"
      "    owner: 张三\n    due: 2024-04-01\n";
  const std::string review = approval_of("李四", "2024-03-06");
  CHECK(level_of("active", open, "", true, "file-changed") == alone);
  CHECK(level_of("active", open, review, true, "file-changed") == "known");
  CHECK(level_of("submitted", open, "", true, "file-changed") == "known");
  CHECK(level_of("active", open_until("2024-04-01")) == "known");
}
