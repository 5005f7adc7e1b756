// SPDX-License-Identifier: MIT
// How problems are told.
#include "problem/tell.hpp"

#include <doctest/doctest.h>

using namespace custrec;

namespace {

Problem problem() {
  return {Level::error,
          "mobile",
          "C20240315001",
          "customers/2024/03/C20240315001.yaml",
          14,
          13,
          "contacts[0].mobile",
          {"138****800 has 10 digits, a mobile number has 11", "138****800 有 10 位，应为 11 位"},
          {}};
}

}  // namespace

TEST_CASE("a problem is one line with place, level, field, message and rule") {
  CHECK(format_problem(problem(), Language::english, false) ==
        "customers/2024/03/C20240315001.yaml:14:13: error: contacts[0].mobile: 138****800 has 10 "
        "digits, a mobile number has 11 [mobile]\n");
  CHECK(format_problem(problem(), Language::chinese, false) ==
        "customers/2024/03/C20240315001.yaml:14:13: error: contacts[0].mobile: 138****800 有 10 "
        "位，应为 11 位 [mobile]\n");
}

TEST_CASE("a hint follows, what is missing is left out") {
  Problem one = problem();
  one.hint = {"mend it", "请更正"};
  one.level = Level::warning;
  one.field = "";
  one.path = "";
  CHECK(format_problem(one, Language::english, false) ==
        "warning: 138****800 has 10 digits, a mobile number has 11; mend it [mobile]\n");
  CHECK(format_problem(one, Language::chinese, false) ==
        "warning: 138****800 有 10 位，应为 11 位；请更正 [mobile]\n");
}

TEST_CASE("colour is bold for the place, red for errors, yellow for warnings") {
  Problem one = problem();
  CHECK(format_problem(one, Language::english, true) ==
        "\033[1mcustomers/2024/03/C20240315001.yaml\033[0m:14:13: \033[1;31merror\033[0m: "
        "contacts[0].mobile: 138****800 has 10 digits, a mobile number has 11 [mobile]\n");
  one.level = Level::warning;
  one.path = "";
  CHECK(format_problem(one, Language::english, true).starts_with("\033[1;33mwarning\033[0m: "));
}

TEST_CASE("what a problem says is one line, wherever its words came from") {
  Problem one = problem();
  one.field = "a\x1B";
  one.message = {"forged\n::error::x\u009B", "伪造\n::error::x"};
  one.hint = {"hint\r\u202E", "提示"};
  CHECK(format_message(one, Language::english) ==
        "a\\u001B: forged\\u000A::error::x\\u009B; hint\\u000D\\u202E");
  CHECK(format_json_problem(one, Language::english).find("forged\\n::error::x\\u009B") !=
        std::string::npos);
}

TEST_CASE("control characters of a path reach no terminal") {
  Problem one = problem();
  one.path = "customers/\x1B[31m\n.yaml";
  CHECK(format_problem(one, Language::english, false)
            .starts_with("customers/\\u001B[31m\\u000A.yaml:14:13: error: "));
}

TEST_CASE("JSON is one document with counts and all problems") {
  Problem second = problem();
  second.level = Level::warning;
  second.rule = "quote";
  second.message = {"say \"x\" \\ \n", "说"};
  second.hint = {"hint", "提示"};
  const std::vector<Problem> problems = {problem(), second};
  const std::string first_object =
      R"({"level":"error","rule":"mobile","customer":"C20240315001",)"
      R"("path":"customers/2024/03/C20240315001.yaml","line":14,"column":13,)"
      R"("field":"contacts[0].mobile",)"
      R"("message":"138****800 has 10 digits, a mobile number has 11","hint":""})";
  const std::string second_object =
      R"({"level":"warning","rule":"quote","customer":"C20240315001",)"
      R"("path":"customers/2024/03/C20240315001.yaml","line":14,"column":13,)"
      R"("field":"contacts[0].mobile","message":"say \"x\" \\ \n","hint":"hint"})";
  CHECK(format_json_problem(problem(), Language::english) == first_object);
  CHECK(format_json({7, {1, 1, 2}, problems}, Language::english) ==
        R"({"version":1,"records":7,"errors":1,"warnings":1,"known":2,"problems":[)" +
            first_object + "," + second_object + "]}\n");
  CHECK(format_json({0, {}, {}}, Language::chinese) ==
        R"({"version":1,"records":0,"errors":0,"warnings":0,"known":0,"problems":[]})"
        "\n");
}

TEST_CASE("problems are sorted by path, line, column and rule, else as they came") {
  std::vector<Problem> problems;
  const auto add = [&](std::string path, std::uint32_t line, std::uint32_t column,
                       std::string_view rule, std::string field) {
    problems.push_back(
        {Level::error, rule, "", std::move(path), line, column, std::move(field), {}, {}});
  };
  add("b", 1, 1, "a", "6");
  add("a", 10, 1, "a", "5");
  add("a", 2, 1, "b", "3");
  add("a", 2, 1, "a", "1");
  add("a", 2, 1, "a", "2");
  add("a", 2, 7, "a", "4");
  sort_problems(problems);
  std::string order;
  for (const Problem& one : problems) order += one.field;
  CHECK(order == "123456");
  problems[0].level = Level::warning;
  CHECK(count_problems(problems).errors == 5);
  CHECK(count_problems(problems).warnings == 1);
}

TEST_CASE("every rule has a sentence in both languages and stands once") {
  for (const Rule& rule : rule_table()) {
    CAPTURE(rule.name);
    CHECK(find_rule(rule.name) == &rule);
    CHECK_FALSE(rule.sentence.en.empty());
    CHECK_FALSE(rule.sentence.zh.empty());
  }
  CHECK(find_rule("none") == nullptr);
}
