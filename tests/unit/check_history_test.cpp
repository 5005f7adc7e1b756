// SPDX-License-Identifier: MIT
// What no one may take back since an earlier state.
#include "review/check_history.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"
#include "text/utf8.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string change(const std::string& at, const std::string& by,
                   const std::string& field = "stage") {
  return "  - at: " + at + "\n    by: " + by + "\n    fields:\n      - field: " + field +
         "\n        from: a\n        to: b\n";
}

std::string review(const std::string& at, const std::string& by,
                   const std::string& result = "approved") {
  return "  - at: " + at + "\n    by: " + by + "\n    result: " + result + "\n    status: active\n";
}

std::string record(const std::string& changes, const std::string& reviews,
                   const std::string& status = "active") {
  std::string text = "id: C1\nstatus: " + status +
                     "\ncollection:\n  entered_by: 张三\n  entered_at: 2024-03-01T09:00:00+08:00\n";
  if (!changes.empty()) text += "changes:\n" + changes;
  if (!reviews.empty()) text += "reviews:\n" + reviews;
  return text;
}

/// `rule field: message` of each finding, a line each.
std::string tell(const std::string& before, const std::string& after,
                 const std::string& settings = "name: x\n") {
  const TemporaryArchive folder(settings);
  const Archive archive = folder.open();
  const Reading old = read_document(before);
  const Reading now = read_document(after);
  REQUIRE(old.readable);
  REQUIRE(now.readable);
  std::string lines;
  for (const Finding& finding :
       check_history(archive, archive.context(test_now()), old.document, now.document)) {
    CHECK(finding.level == Level::error);
    lines += std::string(finding.rule) + " " + finding.field + ": " + finding.message.en + "\n";
  }
  return lines;
}

const std::string first = "2024-03-02T10:00:00+08:00";
const std::string second = "2024-03-03T10:00:00+08:00";
const std::string third = "2024-03-04T10:00:00+08:00";
const std::string fourth = "2024-03-05T10:00:00+08:00";
const std::string two = change(first, "王五") + change(third, "王五");
const std::string lost = " was removed, rewritten or moved\n";

}  // namespace

TEST_CASE("entries of the change log stay, in their order") {
  const std::string before = record(two, "");
  CHECK(tell(before, before) == "");
  CHECK(tell(before, record(two + change(fourth, "李四"), "")) == "");
  CHECK(tell(before, record(change(first, "王五"), "")) ==
        "change-log changes: the entry of " + third + " by 王五" + lost);
  CHECK(tell(before, record("", "")) == "change-log changes: the entry of " + first +
                                            " by 王五 and 1 more were removed, rewritten or "
                                            "moved\n");
  CHECK(tell(before, record(change(third, "王五") + change(first, "王五"), ""))
            .starts_with("change-log changes: the entry of " + third + " by 王五" + lost));
  CHECK(tell(before, record(change(first, "李四") + change(third, "王五"), "")) ==
        "change-log changes: the entry of " + first + " by 王五" + lost);
}

TEST_CASE("layout, other forms of a value and ids that a merge has given again are no change") {
  const std::string before =
      record(change(first, "\"王五 \"", "needs.N1.status") + change(third, "王五"), "");
  CHECK(tell(before, replace_all(before, "\"王五 \"", "王五  # so")) == "");
  CHECK(tell(before, replace_all(before, "needs.N1", "needs.N2")) == "");
  CHECK(tell(before, replace_all(before, "needs.N1", "visits.V1")) != "");
  CHECK(tell(before, replace_all(before, "        from: a\n        to: b\n",
                                 "        to: b\n        from: a\n")) == "");
}

TEST_CASE("the log of a draft is free until it was reviewed") {
  CHECK(tell(record(two, "", "draft"), record("", "", "draft")) == "");
  CHECK(tell(record(two, review(fourth, "李四", "returned"), "draft"),
             record("", review(fourth, "李四", "returned"), "draft")) != "");
}

TEST_CASE("what was personal may go from the log once consent was withdrawn") {
  const auto log_of = [](const std::string& field) {
    return record(change(first, "王五", field) + change(third, "王五", field), "");
  };
  const auto without = [](const std::string& text, const std::string& line) {
    return replace_all(text, "        " + line + "\n", "");
  };
  const auto withdraw = [](const std::string& text, const std::string& type) {
    return replace_all(replace_all(text, "id: C1\n", "id: C1\ntype: " + type + "\n"),
                       "collection:\n", "collection:\n  consent:\n    withdrawn_at: 2024-03-06\n");
  };
  const std::string before = log_of("contacts[0].mobile");
  const std::string after = without(without(before, "from: a"), "to: b");
  CHECK(tell(before, after) != "");
  CHECK(tell(before, withdraw(after, "individual")) == "");
  CHECK(tell(before, withdraw(without(before, "from: a"), "individual")) == "");
  CHECK(tell(after, withdraw(after, "individual")) == "");
  // The same moment twice, as of two branches, in another order.
  const std::string again =
      record(change(first, "王五", "contacts[0].mobile") +
                 replace_all(change(first, "王五", "contacts[0].mobile"), "to: b", "to: c"),
             "");
  CHECK(tell(record(replace_all(change(first, "王五", "contacts[0].mobile"), "to: b", "to: c"), ""),
             withdraw(again, "individual")) == "");
  // Another basis than consent stays when that is withdrawn.
  CHECK(tell(before, replace_all(withdraw(after, "individual"), "  consent:\n",
                                 "  consent:\n    basis: contract\n")) != "");
  // Nothing else may come into its place.
  CHECK(tell(before, withdraw(replace_all(before, "to: b", "to: c"), "individual")) != "");
  CHECK(tell(after, withdraw(before, "individual")) != "");
  // What isn't personal stays, as does all of an enterprise.
  CHECK(tell(log_of("stage"), withdraw(without(log_of("stage"), "to: b"), "individual")) != "");
  CHECK(tell(before, withdraw(after, "enterprise")) != "");
}

TEST_CASE("reviews stay, and new ones come later") {
  const std::string reviews = review(second, "李四") + review(third, "李四", "returned");
  const std::string before = record("", reviews, "returned");
  CHECK(tell(before, record("", reviews + review(fourth, "李四"))) == "");
  CHECK(tell(before, record("", review(second, "李四"), "returned")) ==
        "approval reviews: the entry of " + third + " by 李四" + lost);
  CHECK(tell(before, record("", replace_all(reviews, "returned", "approved"), "returned")) != "");
  CHECK(tell(before, record("", reviews + review(first, "李四"), "returned")) ==
        "approval reviews[2].at: is new, but dated before the entry above it\n");
}

TEST_CASE("new entries may stand where their time belongs, as a merge puts them") {
  const std::string before = record(two, "");
  CHECK(tell(before, record(change(first, "王五") + change(second, "李四") + change(third, "王五"),
                            "")) == "");
  CHECK(tell(before, record(two + change(second, "李四"), "")) ==
        "change-log changes[2].at: is new, but dated before the entry above it\n");
  CHECK(tell(before,
             record(change(first, "王五") + change(fourth, "李四") + change(third, "王五"), "")) ==
        "change-log changes[1].at: is new, but dated after the entry below it\n");
}

TEST_CASE("who entered a record, and when, stays") {
  const std::string before = record("", "");
  CHECK(tell(before, replace_all(before, "张三", "\"张三 \"")) == "");
  CHECK(tell(before, replace_all(before, "张三", "李四")) ==
        "change-log collection.entered_by: was 张三; who entered a record, and when, never "
        "changes\n");
  CHECK(tell(before, replace_all(before, "  entered_by: 张三\n", "")) ==
        "change-log collection: was 张三; who entered a record, and when, never changes\n");
  CHECK(tell(before, replace_all(before, "T09:00:00+08:00", "")) ==
        "change-log collection.entered_at: was 2024-03-01T09:00:00+08:00; who entered a record, "
        "and when, never changes\n");
  CHECK(tell(replace_all(before, "  entered_by: 张三\n", ""), before) == "");
}

TEST_CASE("a new approval is not older than what it covers") {
  const std::string before = record("", "", "submitted");
  CHECK(tell(before, record(change(first, "王五"), review(second, "李四"))) == "");
  CHECK(tell(before, record(change(third, "王五"), review(second, "李四"))) ==
        "approval reviews[0].at: is dated before what it covers, of " + third + "\n");
  CHECK(tell(before, record("", review("2024-03-01T08:59:59+08:00", "李四"))) ==
        "approval reviews[0].at: is dated before what it covers, of 2024-03-01T09:00:00+08:00\n");
  // What isn't reviewed is no matter, nor what waits for the next approval.
  CHECK(tell(before, record(change(third, "王五", "remarks"), review(second, "李四"))) == "");
  CHECK(tell(before, record(change(third, "王五"), review(second, "李四"), "submitted")) == "");
}

TEST_CASE("an earlier approval says nothing of a change that was added since") {
  const std::string before = record("", review(second, "李四"));
  const std::string mine = change(first, "赵六");
  CHECK(tell(before, record(mine, review(second, "李四") + review(third, "赵六"))) ==
        "four-eyes reviews[1].by: 赵六 approved the record and made the change of " + first +
            ", which is new and which no one else has approved\n");
  CHECK(tell(before, record(mine, review(second, "李四") + review(third, "王五"))) == "");
  CHECK(tell(before, record(mine, review(second, "李四") + review(third, "李四") +
                                      review(fourth, "赵六"))) == "");
  CHECK(tell(before, record(mine, review(second, "李四") + review(third, "赵六")),
             "four_eyes: off\n") == "");
}

TEST_CASE("an anomaly isn't accepted back in time") {
  const auto with = [](const std::string& at, const std::string& reviews) {
    return record("", reviews) +
           "anomalies:\n  - id: A1\n    found_at: 2024-03-01\n    found_by: 张三\n"
           "    field: stage\n    rule: vague\n    cause: x\n    resolved_at: " +
           at + "\n    resolution: accepted\n";
  };
  const std::string one = review(second, "李四");
  const std::string told =
      "approval anomalies[0]: is new, but dated before an approval that was given without it\n";
  CHECK(tell(record("", one), with(first, one)) == told);
  CHECK(tell(with(first, one), with(first, one)) == "");
  CHECK(tell(record("", one), with(third, one)) == "");  // plain verify tells the problem itself
  CHECK(tell(record("", one), with(first, one + review(third, "李四"))) == "");
  CHECK(tell(record("", one), with(first, one), "four_eyes: off\n") == "");
}
