// SPDX-License-Identifier: MIT
// The queue of what waits for a review.
#include "review/waiting.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string since(const std::string& text) {
  const Reading reading = read_document(text);
  REQUIRE(reading.readable);
  return std::string(find_submission(reading.document, shipped_schemas()));
}

std::string change(const std::string& day, const std::string& field, const std::string& to = {}) {
  return "  - at: 2024-03-" + day + "T10:00:00+08:00\n    fields:\n      - field: " + field +
         (to.empty() ? "\n" : "\n        to: " + to + "\n");
}

const std::string entered = "collection:\n  entered_at: 2024-03-01T10:00:00+08:00\n";

std::string review(const std::string& day) {
  return "reviews:\n  - at: 2024-03-" + day + "T10:00:00+08:00\n    result: returned\n";
}

std::string day(const std::string& number) {
  return "2024-03-" + number + "T10:00:00+08:00";
}

RecordFile file_of(const std::string& text) {
  return {"customers/2024/03/C20240315001.yaml", "C20240315001", read_document(text), {}};
}

}  // namespace

TEST_CASE("a record waits since it was entered, or since it came back to a review") {
  CHECK(since("status: submitted\n") == "");
  CHECK(since(entered) == day("01"));
  CHECK(since("collection: x\n") == "");
  // What changes while it waits doesn't make it wait anew.
  CHECK(since(entered + "changes:\n" + change("02", "grade")) == day("01"));
  CHECK(since(entered + "changes:\n" + change("02", "status", "submitted")) == day("02"));
  CHECK(since(entered + review("03") + "changes:\n" + change("02", "grade") +
              change("04", "remarks") + change("05", "grade") + change("06", "name")) == day("05"));
  CHECK(since(entered + review("03") + "changes:\n" + change("05", "grade") +
              change("06", "status", "submitted")) == day("06"));
}

TEST_CASE("who may review, what it becomes and how long it waits") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const auto find = [&](const std::string& text) {
    return find_waiting(archive, file_of(text), test_now() + std::chrono::days(3));
  };
  const std::string record = faultless_record();
  const auto waiting = find(record);
  REQUIRE(waiting);
  CHECK(waiting->id == "C20240315001");
  CHECK(waiting->name == "示例机械有限公司");
  CHECK(waiting->becomes == "active");
  CHECK(waiting->since == "2024-03-15T09:12:00+08:00");
  CHECK(waiting->age.count() == 3);
  CHECK(waiting->reviewers == std::vector<std::string>{"李四"});
  CHECK_FALSE(find("status: active\n"));
  const auto other = find(
      "status: submitted\nwanted_status: closed\ntype: individual\nname: 王小明\n"
      "collection:\n  collected_by: 王五\n  entered_at: 2024-03-15\n");
  REQUIRE(other);
  CHECK(other->name == "王*");
  CHECK(other->becomes == "closed");
  CHECK(other->reviewers == std::vector<std::string>{"张三", "李四"});
  CHECK(other->age.count() == 3);
}

TEST_CASE("the queue is in the order of reviewers, then of age") {
  const auto waiting = [](const std::string& id, int days, const std::string& reviewer) {
    Waiting one;
    one.id = id;
    one.age = std::chrono::days(days);
    one.reviewers = {reviewer};
    return one;
  };
  std::vector<Waiting> queue = {waiting("4", 1, "b"), waiting("3", 1, "a"), waiting("2", 1, "a"),
                                waiting("1", 9, "a")};
  sort_waiting(queue);
  std::string ids;
  for (const Waiting& one : queue) ids += one.id;
  CHECK(ids == "1234");
}
