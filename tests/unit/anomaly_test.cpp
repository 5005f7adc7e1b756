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
