// SPDX-License-Identifier: MIT
// The rule change-log.
#include "review/check_change_log.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"
#include "text/utf8.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string before =
    "id: C1\n"
    "status: active\n"
    "name: 甲\n"
    "industry: C35 专用设备制造业\n"
    "remarks: 一\n"
    "contacts:\n"
    "  - name: 王\n"
    "    mobile: \"13800138000\"\n"
    "  - name: 李\n"
    "    mobile: \"13800138001\"\n"
    "contracts:\n"
    "  - id: H1\n"
    "    title: 一\n";

/// `offset field` of what is told of `after`, a line each.
std::string tell(const std::string& after, const std::string& from = before,
                 const std::vector<Finding>& told = {}) {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const Reading old = read_document(from);
  const Reading now = read_document(after);
  REQUIRE(old.readable);
  REQUIRE(now.readable);
  std::string lines;
  for (const Finding& finding :
       check_change_log(archive, archive.context(test_now()), old.document, now.document, told)) {
    const std::string rest = after.substr(finding.offset);
    lines += finding.field + " at " + rest.substr(0, rest.find_first_of(":\n")) + ": " +
             finding.message.en.substr(0, finding.message.en.find(',')) + "\n";
  }
  return lines;
}

std::string change(const std::string& from, const std::string& to) {
  REQUIRE(before.find(from) != std::string::npos);
  return replace_all(before, from, to);
}

/// An entry of the change log that names these fields.
std::string log(const std::vector<std::string>& fields) {
  std::string text = "changes:\n  - at: 2024-03-20\n    by: 张三\n    fields:\n";
  for (const std::string& field : fields) text += "      - field: " + field + "\n        to: x\n";
  return text;
}

}  // namespace

TEST_CASE("a reviewed field that changed without an entry is told at its value") {
  CHECK(tell(before).empty());
  CHECK(tell(change("甲", "乙")) == "name at 乙: has changed\n");
  CHECK(tell(change("    mobile: \"13800138001\"\n", "")) ==
        "contacts[1].mobile at contacts: was removed\n");
  CHECK(tell(change("name: 甲\n", "name: 甲\nscale: 1-19\n")) == "scale at 1-19: is new\n");
  CHECK(tell(change("name: 甲\n", "")) == "name at id: was removed\n");
}

TEST_CASE("what is not reviewed, or only written otherwise, is no change") {
  CHECK(tell(change("remarks: 一", "remarks: 二")).empty());
  CHECK(tell(change("C35 专用设备制造业", "C35")).empty());
  CHECK(tell(change("name: 甲", "name: \"甲\"  # so")).empty());
  CHECK(tell(change("status: active", "status: submitted")).empty());
}

TEST_CASE("drafts may be changed, and what is no field is told elsewhere") {
  CHECK(tell(before, replace_all(change("甲", "乙"), "active", "draft")).empty());
  CHECK(tell(before + "nonsense: 1\n").empty());
  CHECK(tell(change("甲", "乙"), before, {{0, Level::error, "text", "name", {}, {}}}).empty());
  CHECK(tell(change("甲", "乙"), before, {{0, Level::warning, "text", "name", {}, {}}}) ==
        "name at 乙: has changed\n");
}

TEST_CASE("an entry of the change log that names the field settles it") {
  CHECK(tell(change("甲", "乙") + log({"name"})).empty());
  CHECK(tell(change("甲", "乙") + log({"scale"})) == "name at 乙: has changed\n");
  CHECK(tell(replace_all(change("甲", "乙"), "title: 一", "title: 二") +
             log({"contracts.H1.title"})) == "name at 乙: has changed\n");
  // One that was there before tells nothing of this change.
  CHECK(tell(change("甲", "乙") + log({"name"}), before + log({"name"})) ==
        "name at 乙: has changed\n");
}

TEST_CASE("of two entries of a list one may be logged") {
  const std::string both = replace_all(before, "138001380", "139001390");
  CHECK(tell(both + log({"contacts[0].mobile", "contacts[1].mobile"})).empty());
  CHECK(tell(both + "changes:\n  - at: 2024-03-20\n    fields:\n      - field: contacts[1].mobile\n"
                    "        to: \"13900139001\"\n") ==
        "contacts[0].mobile at \"13900139000\": has changed\n");
}

TEST_CASE("an entry of a list that came or went is told once") {
  CHECK(tell(replace_all(before, "contracts:\n",
                         "  - name: 陈\n    mobile: \"13800138002\"\ncontracts:\n")) ==
        "contacts[2] at name: is new\n");
  CHECK(tell(change("  - name: 李\n    mobile: \"13800138001\"\n", "")) ==
        "contacts[1] at contacts: was removed\n");
  CHECK(tell(change("  - id: H1\n    title: 一\n", "  []\n")) ==
        "contracts.H1 at contracts: was removed\n");
}
