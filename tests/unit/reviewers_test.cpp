// SPDX-License-Identifier: MIT
// Who may review.
#include "review/reviewers.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// Why `name` may not, or that he may.
std::string refuse(const std::string& text, const std::string& name,
                   const std::string& settings = "name: x\n") {
  const TemporaryArchive folder(settings);
  const Archive archive = folder.open();
  const Reading reading = read_document(text);
  const auto refusal = refuse_review(archive, "C1", reading.document, *archive.team().find(name));
  return refusal ? refusal->en : "may";
}

std::string record(const std::string& collected, const std::string& entered) {
  return "status: submitted\ncollection:\n  collected_by: " + collected +
         "\n  entered_by: " + entered + "\n";
}

}  // namespace

TEST_CASE("reviewers and managers may, but not their own work") {
  CHECK(refuse(record("王五", "王五"), "张三") == "may");
  CHECK(refuse(record("王五", "王五"), "李四") == "may");
  CHECK(refuse(record("张三", "王五"), "张三") ==
        "C1: 张三 collected it, so somebody else reviews it; 李四 may");
  CHECK(refuse(record("王五", "李四"), "李四") ==
        "C1: 李四 entered it, so somebody else reviews it; 张三 may");
  CHECK(refuse(record("张三", "李四"), "李四") ==
        "C1: 李四 entered it, so somebody else reviews it; nobody in team.yaml may: it takes a "
        "reviewer or manager who had no part in it");
  CHECK(refuse(record("李四", "李四"), "王五") ==
        "C1: 王五 does not have the role reviewer or manager; 张三 may");
}

TEST_CASE("with four_eyes off the role is enough") {
  CHECK(refuse(record("张三", "张三"), "张三", "four_eyes: off\n") == "may");
  CHECK(refuse(record("张三", "张三"), "王五", "four_eyes: off\n") ==
        "C1: 王五 does not have the role reviewer or manager; 张三, 李四 may");
}

TEST_CASE("only what is submitted is reviewed") {
  for (const std::string status : {"active", "invalid", "closed"}) {
    CHECK(refuse("status: " + status + "\n", "李四") ==
          "C1 is " + status + ": nothing of it waits for a review");
  }
  for (const std::string status : {"draft", "returned"}) {
    CHECK(refuse("status: " + status + "\n", "李四") ==
          "C1 is " + status +
              ", not submitted; its owner mends it first, then 'custrec edit C1 "
              "status=submitted'");
  }
  CHECK(refuse("name: x\n", "李四") == "C1 has no status submitted, so it can't be reviewed");
}
