// SPDX-License-Identifier: MIT
// What became of customers since some point.
#include "review/recent_changes.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"
#include "time/date.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string head =
    "id: C20240315001\nstatus: active\ntype: individual\nname: 王小明\nowner: 张三\n"
    "collection:\n  entered_by: 李四\n  entered_at: 2024-03-15T09:12:00+08:00\nchanges:\n";

std::string entry(const std::string& at, const std::string& to) {
  return "  - at: " + at + "\n    by: 张三\n    reason: r\n    fields:\n      - field: name\n" +
         "        to: " + to + "\n";
}

std::string show(const std::optional<RecentChanges>& changes) {
  if (!changes) return "nothing";
  std::string text = changes->id + " " + changes->name + " " + changes->owner + " " +
                     std::string(changes->what) + " " + changes->entered_at;
  for (const Value& change : changes->changes) text += "\n" + show_value_tree(change);
  return text;
}

std::string since(const Archive& archive, const std::string& text, const char* time) {
  const auto instant = find_instant(time, archive.settings().zone);
  return show(find_changes_since(archive, "C20240315001", read_document(text).document, *instant));
}

std::string between(const Archive& archive, const std::string& before, const std::string& after) {
  const Reading old = read_document(before.empty() ? "a: b\n" : before);
  const Reading now = read_document(after.empty() ? "a: b\n" : after);
  return show(find_changes_between(archive, "C20240315001",
                                   before.empty() ? nullptr : &old.document,
                                   after.empty() ? nullptr : &now.document));
}

}  // namespace

TEST_CASE("entries count from a time on, values masked") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const std::string text =
      head + entry("2024-04-02T10:00:00+08:00", "王大明") + entry("2024-05-01", "王小明");
  const std::string first =
      "\n{at: \"2024-04-02T10:00:00+08:00\", by: \"张三\", reason: \"r\", fields: [{field: "
      "\"name\", to: \"王*\"}]}";
  const std::string second =
      "\n{at: \"2024-05-01\", by: \"张三\", reason: \"r\", fields: [{field: \"name\", to: "
      "\"王*\"}]}";
  CHECK(since(archive, text, "2024-04-01") == "C20240315001 王* 张三 changed " + first + second);
  CHECK(since(archive, text, "2024-04-02T02:00:01+00:00") ==
        "C20240315001 王* 张三 changed " + second);
  CHECK(since(archive, text, "2024-05-01") == "C20240315001 王* 张三 changed " + second);
  CHECK(since(archive, text, "2024-05-02") == "nothing");
  CHECK(since(archive, text, "2024-03-15") ==
        "C20240315001 王* 张三 new 2024-03-15T09:12:00+08:00" + first + second);
  CHECK(since(archive, "status: draft\n" + text.substr(text.find("type:")), "2024-01-01") ==
        "nothing");
}

TEST_CASE("entries that an earlier state lacks are new, each as often as it stands there") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const std::string one = entry("2024-04-02", "甲乙");
  const std::string masked =
      "\n{at: \"2024-04-02\", by: \"张三\", reason: \"r\", fields: [{field: \"name\", to: "
      "\"甲*\"}]}";
  CHECK(between(archive, head + one, head + one) == "nothing");
  CHECK(between(archive, head + one, head + one + one) ==
        "C20240315001 王* 张三 changed " + masked);
  CHECK(between(archive, head + one, "# c\n" + head + one) == "C20240315001 王* 张三 changed ");
  CHECK(between(archive, "", head + one) ==
        "C20240315001 王* 张三 new 2024-03-15T09:12:00+08:00" + masked);
  CHECK(between(archive, head + one, "") == "C20240315001 王* 张三 gone ");
  CHECK(between(archive, "", "") == "nothing");
  CHECK(between(archive, "status: draft\n", "") == "nothing");
  CHECK(between(archive, "", "status: draft\n") == "nothing");
}

TEST_CASE("the latest change comes last") {
  std::vector<RecentChanges> changes(3);
  changes[0].id = "B";
  changes[0].latest = test_now();
  changes[1].id = "C";
  changes[2].id = "A";
  changes[2].latest = test_now();
  sort_changes(changes);
  CHECK(changes[0].id + changes[1].id + changes[2].id == "CAB");
}
