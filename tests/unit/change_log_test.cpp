// SPDX-License-Identifier: MIT
// Whether the change log tells all.
#include "review/change_log.hpp"

#include <doctest/doctest.h>

#include "archive/revision.hpp"
#include "record/differences.hpp"
#include "schema/fingerprint.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string approved =
    "id: C1\n"
    "name: 甲\n"
    "contacts:\n"
    "  - name: 王\n"
    "    mobile: \"13800138000\"\n"
    "  - name: 李\n"
    "    email: li@example.com\n"
    "contracts:\n"
    "  - id: H1\n"
    "    title: 一\n"
    "  - id: H2\n"
    "    title: 二\n";

/// What the log says of `after`, when each step from `approved` to it was logged.
LogTells tell(const std::vector<std::string>& steps, const std::string& last) {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const TypeContext context = archive.context(test_now());
  std::vector<Difference> differences;
  Value record = value_of(read_both(approved), Document::root);
  const std::string fingerprint = make_fingerprint(read_both(approved), archive.schemas(), context);
  Value changes = make_mapping("");
  for (const std::string& step : steps) {
    Value next = value_of(read_both(step), Document::root);
    forget_origins(record);
    forget_origins(next);
    append_change(changes, archive, test_now(), {"张三", "r", "", ""},
                  find_differences(record, next));
    record = std::move(next);
  }
  const std::string text = last + (steps.empty() ? "" : format_record(changes));
  const Reading reading = read_document(text);
  REQUIRE(reading.readable);
  Approval approval;
  approval.at = "2024-03-14T10:00:00+08:00";
  approval.fingerprint = fingerprint;
  return compare_log(archive, context, reading.document, approval);
}

LogTells tell(const std::vector<std::string>& steps) {
  return tell(steps, steps.back());
}

std::string with(std::string text, const std::string& old, const std::string& fresh) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), fresh);
}

const std::string first = "  - name: 王\n    mobile: \"13800138000\"\n";
const std::string second = "  - name: 李\n    email: li@example.com\n";

}  // namespace

TEST_CASE("what is still as approved needs no log") {
  CHECK(tell({}, approved) == LogTells::all);
}

TEST_CASE("changes of values are taken back, several of one value too") {
  const std::string one = with(approved, "甲", "乙");
  CHECK(tell({one}) == LogTells::all);
  CHECK(tell({one, with(one, "乙", "丙")}) == LogTells::all);
  CHECK(tell({with(approved, "name: 甲\n", "")}) == LogTells::all);
  CHECK(tell({with(approved, "name: 甲\n", "name: 甲\naddress: 路\n")}) == LogTells::all);
  CHECK(tell({with(approved, "title: 二", "title: 三")}) == LogTells::all);
  CHECK(tell({with(approved, "    email: li@example.com\n", "")}) == LogTells::all);
}

TEST_CASE("entries that came and went are taken back") {
  CHECK(tell({with(approved, first, "")}) == LogTells::all);
  CHECK(tell({with(approved, second, "")}) == LogTells::all);
  CHECK(tell({with(approved, second, second + "  - name: 张\n")}) == LogTells::all);
  CHECK(tell({with(approved, first, "  - name: 张\n" + first)}) == LogTells::all);
  CHECK(tell({with(approved, "  - id: H1\n    title: 一\n", "")}) == LogTells::all);
  CHECK(tell({with(approved, first + second, second + first)}) == LogTells::all);
  const std::string gone = with(approved, first, "");
  CHECK(tell({gone, with(gone, "李", "赵")}) == LogTells::all);
}

TEST_CASE("what the log doesn't tell is noticed") {
  const std::string one = with(approved, "甲", "乙");
  CHECK(tell({}, one) == LogTells::nothing);
  CHECK(tell({one}, with(one, "title: 二", "title: 三")) == LogTells::part);
}

namespace {

/// The settled owner of a record of which `approved` was approved and `record` is on file.
std::string settle(const std::string& approved_text, const std::string& record) {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const TypeContext context = archive.context(test_now());
  std::string text = record;
  if (!approved_text.empty()) {
    text +=
        "reviews:\n  - at: 2024-03-14T10:00:00+08:00\n    by: 李四\n    result: approved\n"
        "    status: active\n    fingerprint: " +
        make_fingerprint(read_both(approved_text), archive.schemas(), context) + "\n";
  }
  return find_settled_owner(archive, context, read_both(text));
}

std::string logged(const std::string& field, const std::string& from, const std::string& to) {
  return "changes:\n  - at: 2024-03-15T10:00:00+08:00\n    by: 王五\n    fields:\n      - field: " +
         field + "\n" + (from.empty() ? "" : "        from: " + from + "\n") + "        to: " + to +
         "\n";
}

}  // namespace

TEST_CASE("the owner counts who was approved last, or in whose name the customer was filed") {
  const std::string zhang = "id: C1\nname: 甲\nowner: 张三\n";
  const std::string wang = "id: C1\nname: 甲\nowner: 王五\n";
  CHECK(settle(zhang, zhang) == "张三");
  CHECK(settle(zhang, wang + logged("owner", "张三", "王五")) == "张三");
  CHECK(settle(zhang, "id: C1\nname: 乙\nowner: 张三\n" + logged("name", "甲", "乙")) == "张三");
  CHECK(settle(zhang, wang).empty());
  CHECK(settle("", wang) == "王五");
  CHECK(settle("", wang + logged("owner", "张三", "王五")) == "张三");
  CHECK(settle("", wang + logged("owner", "", "王五")).empty());
}
