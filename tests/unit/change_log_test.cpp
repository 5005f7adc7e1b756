// SPDX-License-Identifier: MIT
// What a change leaves behind.
#include "archive/change_log.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string status_after(std::string_view status, const std::vector<Difference>& differences) {
  Value record = make_mapping("", {make_text("status", std::string(status))});
  update_status(record, shipped_schemas(), differences);
  return std::string(record.text_at("status"));
}

const std::vector<Difference> reviewed = {{"remarks", "", "x"}, {"contacts[0].name", "a", "b"}};
const std::vector<Difference> unreviewed = {
    {"remarks", "", "x"}, {"plan.goal", "", "y"}, {"interactions[0].topic", "", "z"}};

}  // namespace

TEST_CASE("a change is added with who, when, why and what") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  Value record = make_mapping("", {make_text("id", "C1")});
  append_change(
      record, archive, test_now(),
      {"张三",
       "负责人离职",
       "",
       {{"contacts[0].name", "王小明", "李小红"}, {"grade", "", "key"}, {"tags[0]", "vip", ""}}});
  append_change(record, archive, test_now(), {"李四", "no", "邮件 2024-03-20", {}});
  const std::string text =
      "id: C1\n"
      "changes:\n"
      "  - at: 2024-03-15T09:12:00+08:00\n"
      "    by: 张三\n"
      "    reason: 负责人离职\n"
      "    fields:\n"
      "      - field: contacts[0].name\n"
      "        from: 王小明\n"
      "        to: 李小红\n"
      "      - field: grade\n"
      "        to: key\n"
      "      - field: tags[0]\n"
      "        from: vip\n"
      "  - at: 2024-03-15T09:12:00+08:00\n"
      "    by: 李四\n"
      "    reason: \"no\"\n"
      "    evidence: 邮件 2024-03-20\n"
      "    fields: []\n";
  CHECK(format_record(record) == text);
  read_both(text);
}

TEST_CASE("the time of a change has the offset of the archive's zone") {
  const TemporaryArchive folder("timezone: America/New_York\n");
  const Archive archive = folder.open();
  Value record = make_mapping("", {make_sequence("changes")});
  append_change(record, archive, test_now(), {"a", "b", "", {}});
  CHECK(record.items[0].items[0].text_at("at") == "2024-03-14T21:12:00-04:00");
  CHECK(record.items.size() == 1);
}

TEST_CASE("a reviewed field is any that the schema doesn't say otherwise of") {
  CHECK(touches_reviewed(shipped_schemas(), reviewed));
  CHECK_FALSE(touches_reviewed(shipped_schemas(), unreviewed));
  CHECK_FALSE(touches_reviewed(shipped_schemas(), {}));
  CHECK(touches_reviewed(shipped_schemas(), {{"unknown", "", "x"}}));
  CHECK(touches_reviewed(shipped_schemas(), {{"name", "", "x"}}));
  CHECK_FALSE(touches_reviewed(shipped_schemas(), {{"status", "", "x"}}));
  CHECK_FALSE(touches_reviewed(shipped_schemas(), {{"activity", "", "x"}}));
}

TEST_CASE("the status follows the change") {
  CHECK(status_after("active", reviewed) == "submitted");
  CHECK(status_after("active", unreviewed) == "active");
  CHECK(status_after("returned", unreviewed) == "submitted");
  CHECK(status_after("draft", reviewed) == "draft");
  CHECK(status_after("submitted", reviewed) == "submitted");
  CHECK(status_after("closed", unreviewed) == "closed");
  Value none = make_mapping("");
  update_status(none, shipped_schemas(), reviewed);
  CHECK(none.items.empty());
}
