// SPDX-License-Identifier: MIT
// Who approved what, and whether he might.
#include "archive/approval.hpp"

#include <doctest/doctest.h>

#include "schema/fingerprint.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// A change of a reviewed field, or of `field`.
std::string change(const std::string& at, const std::string& by,
                   const std::string& field = "grade") {
  return "  - at: " + at + "\n    by: " + by + "\n    fields:\n      - field: " + field + "\n";
}

/// An approval; the fingerprint is that of the record unless there is another.
std::string approval(const std::string& at, const std::string& by,
                     const std::string& status = "active",
                     const std::string& fingerprint = "FINGERPRINT") {
  return "  - at: " + at + "\n    by: " + by + "\n    result: approved\n    status: " + status +
         "\n    fingerprint: " + fingerprint + "\n";
}

std::string record(const std::string& status, const std::string& reviews,
                   const std::string& changes = {}) {
  std::string text = "id: C1\nstatus: " + status +
                     "\ngrade: new\ncollection:\n  collected_by: 张三\n  entered_by: 王五\n";
  if (!reviews.empty()) text += "reviews:\n" + reviews;
  if (!changes.empty()) text += "changes:\n" + changes;
  const Reading reading = read_document(text);
  REQUIRE(reading.readable);
  const std::string made = make_fingerprint(reading.document, shipped_schemas(), world().context());
  for (std::size_t at = text.find("FINGERPRINT"); at != std::string::npos;
       at = text.find("FINGERPRINT")) {
    text.replace(at, 11, made);
  }
  return text;
}

std::string check(const std::string& text, const std::string& settings = "name: x\n") {
  const TemporaryArchive folder(settings);
  const Archive archive = folder.open();
  const Reading reading = read_document(text);
  std::string told;
  for (const Finding& finding :
       check_approval(archive, archive.context(test_now()), reading.document)) {
    told += finding.field + ": " + finding.message.en + " [" + std::string(finding.rule) + "]\n";
  }
  return told;
}

std::string authors(const std::string& text) {
  const Reading reading = read_document(text);
  std::string names;
  for (const Author& author : find_authors(reading.document, shipped_schemas())) {
    names += std::string(author.name) + " " + describe_part(author.part).en + "\n";
  }
  return names;
}

const std::string first = "2024-03-01T10:00:00+08:00";
const std::string second = "2024-03-02T10:00:00+08:00";
const std::string third = "2024-03-03T10:00:00+08:00";
const std::string fourth = "2024-03-04T10:00:00+08:00";

}  // namespace

TEST_CASE("a record in force is what was approved last") {
  for (const std::string status : {"active", "invalid", "closed"}) {
    CAPTURE(status);
    CHECK(check(record(status, approval(first, "李四", status))) == "");
    CHECK(check(record(status, "")) ==
          "status: is " + status + ", but nobody has approved it [approval]\n");
    CHECK(check(record(status, approval(first, "李四", "submitted"))) ==
          "status: is " + status + ", but was approved as submitted [approval]\n");
    CHECK(check(record(status, approval(first, "李四", status) +
                                   approval(second, "李四", status, std::string(64, 'a')))) ==
          "status: the record is not what 李四 approved on 2024-03-02 [approval]\n");
  }
  CHECK(check(record("submitted", "")) == "");
  CHECK(check(record("draft", "")) == "");
  CHECK(check(record("draft", approval(first, "李四", "active", "x"))) ==
        "status: is a draft, but 李四 approved the record on 2024-03-01 [approval]\n");
}

TEST_CASE("what was returned is no approval, and takes none away") {
  const std::string returned = "  - at: " + second + "\n    by: 李四\n    result: returned\n";
  CHECK(check(record("active", returned)) ==
        "status: is active, but nobody has approved it [approval]\n");
  CHECK(check(record("active", approval(first, "李四") + returned)) == "");
}

TEST_CASE("nobody approves his own work") {
  CHECK(check(record("active", approval(first, "张三"))) ==
        "reviews[0].by: 张三 approved the record and collected it [four-eyes]\n");
  CHECK(check(record("active", approval(first, "王五"))) ==
        "reviews[0].by: 王五 approved the record and entered it [four-eyes]\n");
  CHECK(check(record("active", approval(second, "李四"), change(first, "李四"))) ==
        "reviews[0].by: 李四 approved the record and changed it [four-eyes]\n");
  CHECK(check(record("active", approval(second, "李四"), change(first, "李四", "wanted_status"))) ==
        "reviews[0].by: 李四 approved the record and changed it [four-eyes]\n");
  CHECK(check(record("active", approval(second, "李四"), change(first, "李四", "remarks"))) == "");
  CHECK(check(record("active", approval(second, "李四"), change(third, "李四"))) == "");
  CHECK(check(record("active", approval(first, "张三")), "four_eyes: off\n") == "");
  // Blanks and invisible characters make no other person.
  for (const std::string name : {"张三 ", "\u200B张三", "张\u200E三", "张　三"}) {
    CAPTURE(name);
    CHECK(check(record("active", approval(first, '"' + name + '"'))).ends_with("[four-eyes]\n"));
    CHECK(check(record("active", approval(second, "李四"), change(first, "\"李四\u200B \"")))
              .ends_with("[four-eyes]\n"));
  }
}

TEST_CASE("only changes since the last approval by another are under review") {
  const std::string one = approval(second, "李四", "active", "x");
  CHECK(check(record("active", one + approval(fourth, "赵六"), change(first, "赵六"))) == "");
  CHECK(check(record("active", one + approval(fourth, "赵六"), change(third, "赵六"))) ==
        "reviews[1].by: 赵六 approved the record and changed it [four-eyes]\n");
  // An approval of the own change doesn't make it another's.
  CHECK(check(record("active", one + approval(fourth, "李四"), change(first, "李四"))) ==
        "reviews[1].by: 李四 approved the record and changed it [four-eyes]\n");
  CHECK(check(record("active",
                     one + approval(third, "赵六", "active", "x") + approval(fourth, "李四"),
                     change(first, "李四"))) == "");
}

TEST_CASE("nothing is written before what was written last") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();  // test_now() is 2024-03-15T09:12:00+08:00
  const auto refuse = [&](const std::string& text) {
    const auto refusal = refuse_time(archive, "C1", read_document(text).document, test_now());
    return refusal ? refusal->en : "";
  };
  CHECK(refuse(record("active", approval("2024-03-15T09:12:00+08:00", "李四"),
                      change("2024-03-15", "王五"))) == "");
  CHECK(refuse(record("active", "", change("2024-03-15T09:12:01+08:00", "王五"))) ==
        "C1: changes has an entry of 2024-03-15T09:12:01+08:00, and now it is "
        "2024-03-15T09:12:00+08:00: check the clock or --now");
  CHECK(
      refuse(record("active", approval("2024-03-16", "李四"))) ==
      "C1: reviews has an entry of 2024-03-16, and now it is 2024-03-15T09:12:00+08:00: check the "
      "clock or --now");
}

TEST_CASE("whose work waits") {
  const std::string both = "张三 collected it\n王五 entered it\n";
  CHECK(authors(record("submitted", "")) == both);
  CHECK(authors(record("submitted", "", change(first, "李四") + change(second, "张三", "tags"))) ==
        both + "李四 changed it\n");
  CHECK(authors(record("submitted", approval(second, "赵六"),
                       change(first, "李四") + change(third, "孙九"))) ==
        both + "孙九 changed it\n");
  CHECK(authors(record("submitted", approval(second, "李四"), change(first, "李四"))) ==
        both + "李四 changed it\n");
  // A date, or no time at all, may be later.
  CHECK(authors(record("submitted", approval(second, "赵六"), change("2024-03-02", "李四"))) ==
        both + "李四 changed it\n");
  CHECK(authors(record("submitted", approval(second, "赵六"), change("x", "李四"))) ==
        both + "李四 changed it\n");
  CHECK(authors("status: submitted\n") == "");
}

TEST_CASE("lists that are none say nothing") {
  CHECK(check("status: active\nreviews: x\n") ==
        "status: is active, but nobody has approved it [approval]\n");
  CHECK(check("status: active\nreviews:\n  - x\nchanges: y\ncollection: z\n") ==
        "status: is active, but nobody has approved it [approval]\n");
}
