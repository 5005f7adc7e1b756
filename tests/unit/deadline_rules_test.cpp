// SPDX-License-Identifier: MIT
// The deadlines of custrec.yaml, and the mistakes in them.
#include "review/deadline_rules.hpp"

#include <doctest/doctest.h>

#include "archive/built_in.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// Of a custrec.yaml with one deadline of these lines.
std::string mistake_in(const std::string& lines) {
  const TemporaryArchive folder("name: x\ndeadlines:\n  - name: a\n" + indent_lines(lines, 4));
  const Archive archive = folder.open();
  return error_of([&] { static_cast<void>(DeadlineRules::read(archive)); });
}

}  // namespace

TEST_CASE("a mistake in the deadlines is told at its place") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"from: collection.entered_at\nwithin: 3wd\n", ""},
      {"form: x\nwithin: 3wd\n", "4:5: form is not known here; did you mean from?"},
      {"within: 3wd\n", "3:5: from is missing here"},
      {"from: collection.entered_at\n", "3:5: a deadline has either within or at_least"},
      {"from: first_contact\nto: first_deal\nwithin: 3wd\nat_least: 2wd\n",
       "3:5: a deadline has either within or at_least"},
      {"from: first_contact\nat_least: 2wd\n", "5:5: at_least needs a to: what lies ahead"},
      {"from: first_contact\nwithin: 3 days\n",
       "5:13: a limit is expected here, like 30min, 24h, 7d, 3wd (working days), 3mo or 1y"},
      {"from: first_contakt\nwithin: 3wd\n",
       "4:11: there is no field first_contakt; did you mean first_contact?"},
      {"from: collection.enterd_at\nwithin: 3wd\n",
       "4:11: there is no field collection.enterd_at; did you mean collection.entered_at?"},
      {"from:\n  - changes.at\n  - changes.att\nwithin: 3wd\n",
       "6:9: there is no field changes.att; did you mean changes.at?"},
      {"from: changes.entered_at\nwithin: 3wd\n", "4:11: there is no field changes.entered_at"},
      {"from: changes.first_contact\nwithin: 3wd\n",
       "4:11: there is no field changes.first_contact"},
      {"from: name\nwithin: 3wd\n", "4:11: name is no date or time"},
      {"from: founded\nwithin: 3wd\n", "4:11: founded is no date or time"},
      {"from: changes\nwithin: 3wd\n", "4:11: changes is no date or time"},
      {"from: []\nwithin: 3wd\n", "4:11: a field is expected here"},
      {"from: first_contact\nto: completed\nwithin: 3wd\n", "5:9: there is no field completed"},
      {"each: need\nfrom: raised_at\nwithin: 3wd\n",
       "4:11: there is no field need; did you mean needs?"},
      {"each: collection\nfrom: entered_at\nwithin: 3wd\n",
       "4:11: collection is no list of entries"},
      {"each: visits.todo\nfrom: due\nwithin: 3wd\n",
       "4:11: there is no field visits.todo; did you mean visits.todos?"},
      {"each: needs\nfrom: raised\nwithin: 3wd\n",
       "5:11: there is no field raised; did you mean raised_at?"},
      {"each: needs\nfrom: raised_at\nwithin:\n  by: priorty\n  urgent: 1d\n",
       "7:11: there is no field priorty; did you mean priority?"},
      {"each: needs\nfrom: raised_at\nwithin:\n  by: owner\n  urgent: 1d\n",
       "7:11: owner is no choice"},
      {"each: needs\nfrom: raised_at\nwithin:\n  by: priority\n  urgnt: 1d\n",
       "8:7: urgnt is no option of priority; did you mean urgent?"},
      {"each: needs\nfrom: raised_at\nwithin:\n  by: priority\n  urgent: soon\n",
       "8:15: a limit is expected here, like 30min, 24h, 7d, 3wd (working days), 3mo or 1y"},
      {"each: needs\nfrom: raised_at\nwithin:\n  urgent: 1d\n", "7:7: by is missing here"},
      {"each: needs\nfrom: raised_at\nwithin:\n  by: priority\n",
       "7:7: limits by the options of priority are expected here"},
      {"from: first_contact\nwithin: 3wd\nwhen:\n  stagee: signed\n",
       "7:7: a condition names the field stagee, which there is not; did you mean stage?"},
      {"from: first_contact\nwithin: 3wd\nwhen:\n  stage: sigend\n",
       "7:7: a condition asks whether stage is sigend, which is none of its options"},
      {"from: first_contact\nwithin: 3wd\nwhen: signed\n",
       "6:11: fields (name: value) are expected here"},
  };
  for (const auto& [lines, mistake] : rows) {
    CAPTURE(lines);
    CHECK(mistake_in(lines) == (mistake.empty() ? "" : "3 custrec.yaml:" + mistake));
  }
}

TEST_CASE("names of deadlines are words") {
  for (const char* name : {"Answer", "need_answer", "\"2nd\"", "需求"}) {
    const TemporaryArchive folder(std::string("deadlines:\n  - name: ") + name +
                                  "\n    from: first_contact\n    within: 1d\n");
    const Archive archive = folder.open();
    CHECK(error_of([&] { static_cast<void>(DeadlineRules::read(archive)); }) ==
          "3 custrec.yaml:2:11: a name is made of a-z, 0-9 and -, and begins with a letter");
  }
}

TEST_CASE("the shipped deadlines fit the shipped schemas") {
  const TemporaryArchive folder(std::string("name: x\n").append(built_in_deadlines()));
  const Archive archive = folder.open();
  const DeadlineRules rules = DeadlineRules::read(archive);
  CHECK(rules.names() == std::vector<std::string>{
                             "entry", "open-file", "complete-file", "first-review", "mend-returned",
                             "update-start", "update-done", "tell-customer", "recheck",
                             "visit-booking", "visit-record", "visit-minutes", "need-answer",
                             "need-progress", "complaint-answer", "complaint-word",
                             "complaint-finding", "complaint-revisit", "follow-up"});
  for (const std::string& name : rules.names()) {
    CHECK(rules.label_of(name).en != name);
    CHECK(rules.label_of(name).zh != rules.label_of(name).en);
  }
}

TEST_CASE("an archive may have no deadlines") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  CHECK(DeadlineRules::read(archive).lists().empty());
}
