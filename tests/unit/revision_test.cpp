// SPDX-License-Identifier: MIT
// What a change leaves behind.
#include "archive/revision.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::vector<Difference> reviewed = {{"remarks", "", "x"}, {"contacts[0].name", "a", "b"}};
const std::vector<Difference> unreviewed = {
    {"remarks", "", "x"}, {"plan.goal", "", "y"}, {"interactions[0].topic", "", "z"}};

}  // namespace

TEST_CASE("a change is added with who, when, why and what") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  Value record = make_mapping("", {make_text("id", "C1")});
  append_change(
      record, archive, test_now(), {"张三", "负责人离职", "", ""},
      {{"contacts[0].name", "王小明", "李小红"}, {"grade", "", "key"}, {"tags", "vip", ""}});
  append_change(record, archive, test_now(), {"李四", "no", "邮件 2024-03-20", "2024-03-14"}, {});
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
      "      - field: tags\n"
      "        from: vip\n"
      "  - at: 2024-03-15T09:12:00+08:00\n"
      "    by: 李四\n"
      "    reason: \"no\"\n"
      "    evidence: 邮件 2024-03-20\n"
      "    noticed_at: 2024-03-14\n"
      "    fields: []\n";
  CHECK(format_record(record) == text);
  read_both(text);
}

TEST_CASE("the time of a change has the offset of the archive's zone") {
  const TemporaryArchive folder("timezone: America/New_York\n");
  const Archive archive = folder.open();
  Value record = make_mapping("", {make_sequence("changes")});
  append_change(record, archive, test_now(), {"a", "b", "", ""}, {});
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
  const Schemas inner = make_schemas(
      "- {name: g, type: group, fields: [{name: a, type: text}, {name: b, type: text, reviewed: "
      "false}]}\n");
  CHECK(touches_reviewed(inner, {{"g.a", "", "x"}}));
  CHECK_FALSE(touches_reviewed(inner, {{"g.b", "", "x"}}));
}

namespace {

/// What becomes of a record of `status` when `change` is made of it: `status/wanted`, `refused: …`,
/// or the problems; ` needs a reason` behind it where it does.
std::string outcome(const std::string& status, const std::function<void(Value&)>& change,
                    const std::string& asked = {}, const std::string& reason = "r") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  std::string text = faultless_record();
  const std::size_t at = text.find("status: submitted");
  REQUIRE(at != std::string::npos);
  text.replace(at, 17, "status: " + status);
  RecordFile file{"customers/2024/03/C20240315001.yaml", "C20240315001", read_document(text), {}};
  const Document layout = require_record_form(file);
  Value wanted = value_of(layout, Document::root);
  change(wanted);
  const Revision revision =
      Reviser(archive, test_now())
          .revise(file, layout, std::move(wanted), asked, {"张三", reason, "", ""});
  if (revision.refusal) return "refused: " + revision.refusal->en;
  std::string result =
      revision.changes_nothing()
          ? "nothing"
          : revision.new_status +
                (revision.wanted_status.empty() ? "" : "/" + revision.wanted_status);
  if (revision.lacks_reason) result += " needs a reason";
  return result + show_problems(revision.problems);
}

void set(Value& record, const std::string& key, const std::string& text) {
  for (Value& item : record.items) {
    if (item.key == key) {
      item.text = text;
      return;
    }
  }
  record.items.push_back(make_text(key, text));
}

void change_grade(Value& record) {
  set(record, "grade", "strategic");
}
void change_remarks(Value& record) {
  set(record, "remarks", "x");
}
void change_nothing(Value& /*record*/) {}

}  // namespace

TEST_CASE("the status follows from what changes") {
  struct Row {
    std::string status;
    std::string reviewed;
    std::string unreviewed;
  };
  for (const Row& row : std::vector<Row>{
           {"draft", "draft", "draft"},
           {"submitted", "submitted", "submitted"},
           {"returned", "submitted", "submitted"},
           {"active", "submitted", "active"},
           {"closed", "refused: C20240315001 is closed; reopen it first: status=submitted",
            "closed"},
           {"invalid", "refused: C20240315001 is invalid; reopen it first: status=submitted",
            "invalid"}}) {
    CAPTURE(row.status);
    CHECK(outcome(row.status, change_grade) == row.reviewed);
    CHECK(outcome(row.status, change_remarks) == row.unreviewed);
    CHECK(outcome(row.status, change_nothing) == "nothing");
  }
}

TEST_CASE("the status that may be asked for, from each") {
  const auto ask = [](const std::string& from, const std::string& asked) {
    return outcome(from, change_nothing, asked);
  };
  CHECK(ask("draft", "submitted") == "submitted");
  CHECK(ask("returned", "submitted") == "submitted");
  CHECK(ask("submitted", "submitted") == "nothing");
  CHECK(ask("closed", "submitted") == "submitted");
  CHECK(ask("invalid", "submitted") == "submitted");
  CHECK(ask("active", "closed") == "submitted/closed");
  CHECK(ask("active", "invalid") == "submitted/invalid");
  CHECK(ask("returned", "closed") == "submitted/closed");
  CHECK(ask("returned", "invalid") == "submitted/invalid");
  const std::string by_review =
      "refused: active is what a second person's review makes of a record";
  for (const std::string from : {"draft", "submitted", "returned", "closed"}) {
    CHECK(ask(from, "active") == by_review);
  }
  CHECK(ask("active", "submitted") == "submitted");
  CHECK(ask("active", "draft") ==
        "refused: a record that is active can't become draft; possible: submitted, invalid, "
        "closed");
  CHECK(ask("submitted", "closed") ==
        "refused: a record that is submitted is reviewed before it can become closed");
  CHECK(ask("closed", "invalid") ==
        "refused: a record that is closed can't become invalid; possible: submitted");
  CHECK(ask("draft", "nonsense") ==
        "refused: a record that is draft can't become nonsense; possible: submitted");
}

TEST_CASE("a reason is needed where a reviewed field changes past draft, and to close or reopen") {
  CHECK(outcome("submitted", change_grade, "", "") == "submitted needs a reason");
  CHECK(outcome("active", change_grade, "", "") == "submitted needs a reason");
  CHECK(outcome("draft", change_grade, "", "") == "draft");
  CHECK(outcome("active", change_remarks, "", "") == "active");
  CHECK(outcome("active", change_nothing, "closed", "") == "submitted/closed needs a reason");
  CHECK(outcome("closed", change_nothing, "submitted", "") == "submitted needs a reason");
  CHECK(outcome("active", change_nothing, "submitted", "") == "submitted needs a reason");
  CHECK(outcome("draft", change_nothing, "submitted", "") == "submitted");
  CHECK(outcome("returned", change_nothing, "submitted", "") == "submitted");
}

TEST_CASE("a returned record with errors left stays returned, and the errors are told apart") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  std::string text = faultless_record();
  text.replace(text.find("status: submitted"), 17, "status: returned");
  text += "unknown: x\n";
  RecordFile file{"customers/2024/03/C20240315001.yaml", "C20240315001", read_document(text), {}};
  const Document layout = require_record_form(file);
  Value wanted = value_of(layout, Document::root);
  set(wanted, "grade", "no such grade");
  Revision revision =
      Reviser(archive, test_now()).revise(file, layout, wanted, "", {"张三", "r", "", ""});
  CHECK(revision.new_status == "returned");
  REQUIRE(revision.problems.size() == 1);
  CHECK(revision.problems[0].field == "grade");
  REQUIRE(revision.left_problems.size() == 1);
  CHECK(revision.left_problems[0].rule == "unknown-field");
  CHECK_FALSE(revision.is_good());
}
