// SPDX-License-Identifier: MIT
// What the engine makes of records.
#include "review/deadline.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// `name entry owner: from -> due state` for each deadline, a line each.
std::string show_deadlines(const std::string& deadlines, const std::string& record,
                           const char* now = "2024-03-20T12:00:00+08:00") {
  const TemporaryArchive folder("name: x\ndeadlines:\n" + indent_lines(deadlines, 2));
  const Archive archive = folder.open();
  const DeadlineRules rules = DeadlineRules::read(archive);
  const DeadlineEngine engine(archive, rules, parse_time(now)->instant);
  const Reading reading = read_document("status: active\nowner: 张三\n" + record);
  std::string text;
  for (const Deadline& deadline : engine.find(reading, {})) {
    constexpr std::array<const char*, 4> states = {"kept", "late", "open", "overdue"};
    text += deadline.row->name + " " + deadline.entry + " " + deadline.owner + ": " +
            (deadline.from ? format_written(*deadline.from) : "-") + " -> " +
            format_due(deadline.due, engine.zone()) + " " +
            states[static_cast<std::size_t>(deadline.state)];
    const std::string late = engine.format_lateness(deadline.due);
    if (deadline.state == DeadlineState::overdue) text += " " + late;
    text += deadline.due.provisional ? " provisional\n" : "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a deadline is kept, late, open or overdue") {
  const std::string row = "- name: a\n  from: first_contact\n  to: first_deal\n  within: 2wd\n";
  CHECK(show_deadlines(row, "first_contact: 2024-03-15\nfirst_deal: 2024-03-19\n") ==
        "a  张三: 2024-03-15 -> 2024-03-19 kept\n");
  CHECK(show_deadlines(row, "first_contact: 2024-03-15\nfirst_deal: 2024-03-20\n") ==
        "a  张三: 2024-03-15 -> 2024-03-19 late\n");
  CHECK(show_deadlines(row, "first_contact: 2024-03-18\n") ==
        "a  张三: 2024-03-18 -> 2024-03-20 open\n");
  CHECK(show_deadlines(row, "first_contact: 2024-03-15\n") ==
        "a  张三: 2024-03-15 -> 2024-03-19 overdue 1d\n");
  CHECK(show_deadlines(row, "first_contact: 2024-03-15\nfirst_deal: 2024-03-01\n") ==
        "a  张三: 2024-03-15 -> 2024-03-19 overdue 1d\n");
  CHECK(show_deadlines(row, "first_contact: 2024-03-18\nfirst_deal: 2024-04-01\n") ==
        "a  张三: 2024-03-18 -> 2024-03-20 open\n");
  CHECK(show_deadlines(row, "first_contact: 2027-03-18\n", "2027-03-19") ==
        "a  张三: 2027-03-18 -> 2027-03-22 open provisional\n");
  CHECK(show_deadlines(row, "first_deal: 2024-03-19\n").empty());
  CHECK(show_deadlines(row, "first_contact: 15.3.2024\n").empty());
}

TEST_CASE("what has not begun has no deadline, but a planned day has") {
  CHECK(show_deadlines("- name: a\n  from: first_contact\n  within: 1d\n",
                       "first_contact: 2024-03-21\n")
            .empty());
  CHECK(show_deadlines("- name: a\n  from: plan.next_follow_up\n  within: 0d\n",
                       "plan:\n  owner: 李四\n  next_follow_up: 2024-03-21\n") ==
        "a  李四: 2024-03-21 -> 2024-03-21 open\n");
}

TEST_CASE("of several starts the latest counts, of several ends the first not before it") {
  const std::string row =
      "- name: a\n  from:\n    - collection.entered_at\n    - changes.at\n  to: reviews.at\n"
      "  within: 24h\n";
  CHECK(show_deadlines(row,
                       "collection:\n  entered_at: 2024-03-01T10:00:00+08:00\n"
                       "changes:\n  - at: 2024-03-10T10:00:00+08:00\n"
                       "  - at: 2024-03-05T10:00:00+08:00\n"
                       "reviews:\n  - at: 2024-03-02T10:00:00+08:00\n"
                       "  - at: 2024-03-12T10:00:00+08:00\n  - at: 2024-03-11T09:00:00+08:00\n") ==
        "a  张三: 2024-03-10T10:00:00+08:00 -> 2024-03-11T10:00:00+08:00 kept\n");
  CHECK(show_deadlines(row,
                       "collection:\n  entered_at: 2024-03-20T08:00:00+08:00\n"
                       "reviews:\n  - at: 2024-03-02T10:00:00+08:00\n") ==
        "a  张三: 2024-03-20T08:00:00+08:00 -> 2024-03-21T08:00:00+08:00 open\n");
}

TEST_CASE("a single end ends it for good, and what starts later doesn't begin it again") {
  const std::string row =
      "- name: a\n  each: complaints\n  from:\n    - answered_at\n    - progress.at\n"
      "  to: completed_at\n  within: 30min\n";
  const auto show = [&](const std::string& completed) {
    return show_deadlines(row,
                          "complaints:\n  - id: K1\n    answered_at: 2024-03-19T10:00:00+08:00\n"
                          "    progress:\n      - at: 2024-03-19T10:20:00+08:00\n"
                          "      - at: 2024-03-19T16:00:00+08:00\n" +
                              completed);
  };
  CHECK(show("    completed_at: 2024-03-19T10:40:00+08:00\n") ==
        "a complaints.K1 张三: 2024-03-19T10:20:00+08:00 -> 2024-03-19T10:50:00+08:00 kept\n");
  const std::string overdue =
      "a complaints.K1 张三: 2024-03-19T16:00:00+08:00 -> 2024-03-19T16:30:00+08:00 overdue 19h\n";
  CHECK(show("") == overdue);
  CHECK(show("    completed_at: 2024-03-19T09:00:00+08:00\n") == overdue);
  CHECK(show("    completed_at: 2024-03-21T09:00:00+08:00\n") == overdue);
}

TEST_CASE("limits go by a choice, owners and ids are those of the entry") {
  const std::string row =
      "- name: a\n  each: needs\n  from: raised_at\n  to: answered_at\n  within:\n"
      "    by: priority\n    urgent: 24h\n    important: 3wd\n";
  CHECK(show_deadlines(
            row,
            "needs:\n"
            "  - id: N1\n    raised_at: 2024-03-15\n    priority: urgent\n    owner: 王五\n"
            "  - id: N2\n    raised_at: 2024-03-15\n    priority: important\n"
            "  - id: N3\n    raised_at: 2024-03-15\n    priority: normal\n"
            "  - raised_at: 2024-03-20T11:35:00+08:00\n    priority: urgent\n"
            "  - text\n") ==
        "a needs.N1 王五: 2024-03-15 -> 2024-03-17T00:00:00+08:00 overdue 3d\n"
        "a needs.N2 张三: 2024-03-15 -> 2024-03-20 open\n"
        "a needs[3] 张三: 2024-03-20T11:35:00+08:00 -> 2024-03-21T11:35:00+08:00 open\n");
}

TEST_CASE("the first row of a name whose condition holds counts, item by item") {
  const std::string rows =
      "- name: a\n  each: complaints\n  from: received_at\n  to: answered_at\n  within: 10min\n"
      "  when:\n    channel: phone\n"
      "- name: a\n  each: complaints\n  from: received_at\n  to: answered_at\n  within: 2wd\n";
  CHECK(show_deadlines(rows,
                       "complaints:\n  - id: K1\n    channel: phone\n"
                       "    received_at: 2024-03-20T11:25:00+08:00\n"
                       "  - id: K2\n    channel: email\n    received_at: 2024-03-20\n") ==
        "a complaints.K1 张三: 2024-03-20T11:25:00+08:00 -> 2024-03-20T11:35:00+08:00 overdue "
        "25min\n"
        "a complaints.K2 张三: 2024-03-20 -> 2024-03-22 open\n");
}

TEST_CASE("lists may lie in lists") {
  CHECK(
      show_deadlines("- name: a\n  each: visits.todos\n  from: due\n  within: 0d\n"
                     "  when:\n    done: false\n",
                     "visits:\n  - id: V1\n    todos:\n      - due: 2024-03-18\n        who: 李四\n"
                     "      - due: 2024-03-19\n        done: true\n"
                     "  - id: V2\n    todos:\n      - due: 2024-03-20\n        who: 客户\n") ==
      "a visits.V1.todos[0] 李四: 2024-03-18 -> 2024-03-18 overdue 2d\n"
      "a visits.V2.todos[0] 张三: 2024-03-20 -> 2024-03-20 open\n");
}

TEST_CASE("something has to be done so long ahead") {
  const std::string row =
      "- name: a\n  each: visits\n  from: booked_at\n  to: at\n  at_least: 2wd\n";
  const auto show = [&](const std::string& visit) {
    return show_deadlines(row, "visits:\n  - id: V1\n" + indent_lines(visit, 4));
  };
  CHECK(show("booked_at: 2024-03-14\nat: 2024-03-18\n") ==
        "a visits.V1 张三: 2024-03-14 -> 2024-03-14 kept\n");
  CHECK(show("booked_at: 2024-03-15\nat: 2024-03-18\n") ==
        "a visits.V1 张三: 2024-03-15 -> 2024-03-14 late\n");
  CHECK(show("at: 2024-03-22\n") == "a visits.V1 张三: - -> 2024-03-20 open\n");
  CHECK(show("at: 2024-03-21\n") == "a visits.V1 张三: - -> 2024-03-19 overdue 1d\n");
  CHECK(show("at: 2024-03-19\n").empty());
}

TEST_CASE("rows count for customers at work, unless they ask about the status") {
  const std::string plain = "- name: a\n  from: first_contact\n  within: 1y\n";
  const std::string asking = plain + "  when:\n    status: present\n";
  for (const char* status : {"draft", "submitted", "active", "returned", "invalid", "closed"}) {
    CAPTURE(status);
    const std::string_view word = status;
    const bool at_work = word == "submitted" || word == "active" || word == "returned";
    const TemporaryArchive folder("deadlines:\n" + indent_lines(plain + asking, 2));
    const Archive archive = folder.open();
    const DeadlineRules rules = DeadlineRules::read(archive);
    const DeadlineEngine engine(archive, rules, test_now());
    const Reading reading =
        read_document(std::string("status: ") + status + "\nfirst_contact: 2024-03-01\n");
    const auto found = engine.find(reading, {});
    REQUIRE(found.size() == 1);
    CHECK(found[0].row->any_status == !at_work);
  }
}

TEST_CASE("a record is complete when nothing required is missing and no check fails") {
  const std::string row =
      "- name: a\n  from: first_contact\n  to: complete\n  within: 7d\n  when:\n    status: "
      "present\n";
  const std::string record = faultless_record();
  const TemporaryArchive folder("deadlines:\n" + indent_lines(row, 2));
  const Archive archive = folder.open();
  const DeadlineRules rules = DeadlineRules::read(archive);
  const DeadlineEngine engine(archive, rules, parse_time("2030-01-01")->instant);
  const auto state = [&](const std::string& text) {
    return engine.find(read_document(text), {}).at(0).state;
  };
  CHECK(state(record) == DeadlineState::kept);
  const std::size_t owner = record.find("\nowner:");
  CHECK(state(record.substr(0, owner) + record.substr(record.find('\n', owner + 1))) ==
        DeadlineState::overdue);
  std::string draft = record;
  draft.replace(draft.find("status: "),
                draft.find('\n', draft.find("status: ")) - draft.find("status: "), "status: draft");
  CHECK(state(draft) == DeadlineState::overdue);
}

TEST_CASE("overdue ones are problems at their start") {
  const TemporaryArchive folder(
      "deadlines:\n  - name: need-answer\n    label: {en: Answer, zh: 答复}\n    each: needs\n"
      "    from: raised_at\n    within: 1d\n");
  const Archive archive = folder.open();
  const DeadlineRules rules = DeadlineRules::read(archive);
  const DeadlineEngine engine(archive, rules, test_now());
  const Reading reading = read_document(
      "status: active\nneeds:\n  - id: N1\n    raised_at: 2024-03-13\n"
      "  - id: N2\n    raised_at: 2024-03-14\n");
  CHECK(show_findings(check_deadlines(engine, reading)) ==
        "48 error needs[0].raised_at: Answer is overdue: since 2024-03-13, due 2024-03-14 "
        "[deadline]\n");
}
