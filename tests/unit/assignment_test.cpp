// SPDX-License-Identifier: MIT
// What a person wants of a field, in one word.
#include "schema/assignment.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string record =
    "grade: new\n"
    "tags:\n  - a\n  - b\n"
    "contacts:\n  - name: 王\n    mobile: \"13800138000\"\n  - name: 李\n"
    "plan:\n  goal: x\n"
    "needs:\n  - id: N1\n    status: open\n  - id: N3\n    status: open\n";

/// The part of the record that changed after `word`, or what it says.
std::string apply(const std::string& word) {
  Value value = value_of(read_both(record), Document::root);
  const AssignmentResult result =
      parse_assignment(shipped_schemas(), shipped_schemas().customer().fields, word);
  if (!result.assignment) return "mistake: " + result.mistake.en;
  const auto mistake = assign(value, shipped_schemas(), *result.assignment, world().context());
  const std::string text = format_record(value);
  if (mistake) {
    CHECK(text == record);
    return "mistake: " + mistake->en;
  }
  std::size_t begin = 0;
  while (begin < text.size() && begin < record.size() && text[begin] == record[begin]) ++begin;
  begin = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
  std::size_t end = 0;
  while (end < text.size() - begin && end < record.size() - begin &&
         text[text.size() - 1 - end] == record[record.size() - 1 - end]) {
    ++end;
  }
  const std::size_t last = text.size() - end;
  return text.substr(begin, text.find('\n', last == 0 ? 0 : last - 1) + 1 - begin);
}

}  // namespace

TEST_CASE("a value is set in its normal form, or taken away") {
  CHECK(apply("grade=重点客户") == "grade: key\n");
  CHECK(apply("客户级别=key") == "grade: key\n");
  CHECK(apply("contacts[1].mobile=139 0013 9000") == "    mobile: \"13900139000\"\n");
  CHECK(apply("contacts.0.mobile=13900139000") == "    mobile: \"13900139000\"\n");
  CHECK(apply("联系人[0].手机号码=13900139000") == "    mobile: \"13900139000\"\n");
  CHECK(apply("needs.N3.status=已完成") == "    status: done\n");
  CHECK(apply("需求.N3.status=done") == "    status: done\n");
  Value value = value_of(read_both(record), Document::root);
  for (const std::string word : {"plan.goal=", "grade=", "tags=", "needs.N1=", "contacts.0="}) {
    const auto result =
        parse_assignment(shipped_schemas(), shipped_schemas().customer().fields, word);
    REQUIRE(result.assignment.has_value());
    CHECK_FALSE(assign(value, shipped_schemas(), *result.assignment, world().context()));
  }
  CHECK(format_record(value) == "contacts:\n  - name: 李\nneeds:\n  - id: N3\n    status: open\n");
}

TEST_CASE("values come into a list and go out of it") {
  CHECK(apply("tags+=c") == "  - c\n");
  CHECK(apply("tags+=a") == "");
  CHECK(apply("tags-=z") == "mistake: z is not in tags");
  CHECK(apply("grade+=key") ==
        "mistake: grade holds one value: write grade=…; += and -= are for lists of values");
}

TEST_CASE("the position behind the last makes a new entry, with an id where the kind has one") {
  CHECK(apply("contacts[2].name=张") == "  - name: 张\n");
  CHECK(apply("needs[2].status=open") == "  - id: N4\n    status: open\n");
}

TEST_CASE("what isn't there is told with what is") {
  CHECK(
      apply("contacts[3].name=x") ==
      "mistake: there is no contacts[3]; the entries are contacts[0] to contacts[1], a new one is "
      "contacts[2]");
  CHECK(apply("needs.N2.status=done") == "mistake: there is no N2 in needs; needs has N1, N3");
  CHECK(apply("contacts.name=x") ==
        "mistake: which one of contacts? Say contacts[0]; the entries are contacts[0] to "
        "contacts[1]");
  CHECK(apply("visits.V1.place=x") == "mistake: there is no V1 in visits; visits has no entries");
  CHECK(apply("contacts.2=") ==
        "mistake: there is no contacts[2]; the entries are contacts[0] to contacts[1]");
  CHECK(apply("contacts.0=x") == "mistake: contacts[0] is no single value; name a field in it");
  CHECK(apply("plan=x") == "mistake: plan is no single value; name a field in it");
  CHECK(apply("grade") == "mistake: grade: FIELD=VALUE is expected");
  CHECK(apply("grad=key") == "mistake: there is no field grad; did you mean grade?");
}
