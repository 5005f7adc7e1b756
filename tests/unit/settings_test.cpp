// SPDX-License-Identifier: MIT
// custrec.yaml and team.yaml, strictly.
#include "archive/settings.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string settings_mistake(const std::string& text) {
  return error_of([&] { static_cast<void>(parse_settings(text)); });
}
std::string team_mistake(const std::string& text) {
  return error_of([&] { static_cast<void>(parse_team(text)); });
}

}  // namespace

TEST_CASE("settings are read") {
  const Settings settings = parse_settings(
      "name: 示例公司客户档案\nlanguage: zh\ntimezone: Europe/Berlin\nfour_eyes: off\n"
      "id:\n  enterprise: \"{industry}-{region}-{seq:3}\"\n  individual: P{seq:6}\n"
      "key_customer: 500000\ndeadlines: []\n");
  CHECK(settings.name == "示例公司客户档案");
  CHECK(settings.language == std::optional(Language::chinese));
  CHECK(settings.zone.name() == "Europe/Berlin");
  CHECK_FALSE(settings.four_eyes);
  CHECK(settings.pattern_for("enterprise").text() == "{industry}-{region}-{seq:3}");
  CHECK(settings.pattern_for("individual").text() == "P{seq:6}");
  CHECK(settings.pattern_for("").text() == "{industry}-{region}-{seq:3}");
  CHECK(settings.key_customer == "500000");
}

TEST_CASE("what settings don't say has its usual value") {
  const Settings settings = parse_settings("name: x\n");
  CHECK_FALSE(settings.language.has_value());
  CHECK(settings.zone.name() == "Asia/Shanghai");
  CHECK(settings.four_eyes);
  CHECK(settings.pattern_for("enterprise").text() == "C{date}{seq:3}");
  CHECK(settings.pattern_for("individual").text() == "C{date}{seq:3}");
}

TEST_CASE("a mistake in the settings is told at its place") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "1:1: the file is empty"},
      {"nmae: x\n", "1:1: nmae is not known here; did you mean name?"},
      {"name: \"\"\n", "1:7: a value is expected here"},
      {"language: de\n", "1:11: en or zh is expected here"},
      {"name: x\ntimezone: Shanghai\n",
       "2:11: there is no time zone Shanghai; they are named like Asia/Shanghai"},
      {"timezone: ../../etc/passwd\n",
       "1:11: there is no time zone ../../etc/passwd; they are named like Asia/Shanghai"},
      {"four_eyes: perhaps\n", "1:12: true or false is expected here"},
      {"id: C{seq:3}\n", "1:5: fields (name: value) are expected here"},
      {"id:\n  company: C{seq:3}\n", "2:3: company is not known here"},
      {"id:\n  enterprise: C{date}\n", "2:15: a customer number needs {seq:3} exactly once"},
      {"key_customer: much\n", "1:15: a number from 0 to 999999999 is expected here"},
      {"deadlines: none\n", "1:12: a list (- …) is expected here"},
      {"name: x\nname: y\n", "2:1: the key name stands here a second time"},
  };
  for (const auto& [text, message] : rows) {
    CAPTURE(text);
    CHECK(settings_mistake(text) == "3 custrec.yaml:" + message);
  }
}

TEST_CASE("the team is read in its order") {
  const Team team = parse_team(
      "people:\n  - name: 张三\n    email: zhangsan@example.com\n    roles:\n      - collector\n"
      "      - manager\n    department: 销售部\n  - name: 李四\n    roles: []\n"
      "  - {name: 王五, roles: [reviewer]}\n");
  CHECK(team.names() == std::vector<std::string>{"张三", "李四", "王五"});
  const Person* person = team.find("张三");
  REQUIRE(person != nullptr);
  CHECK(person->email == "zhangsan@example.com");
  CHECK(person->department == "销售部");
  CHECK(person->has_role("collector"));
  CHECK(person->has_role("manager"));
  CHECK_FALSE(person->has_role("reviewer"));
  CHECK(person->sees_all());
  CHECK_FALSE(team.find("李四")->sees_all());
  CHECK(team.find("王五")->sees_all());
  CHECK(team.find("zhangsan@example.com") == nullptr);
  CHECK(team.find("") == nullptr);
}

TEST_CASE("who must be in the team is, or a name that is near is told") {
  const Team team = parse_team("people:\n  - name: 张三\n  - name: 李四\n");
  const auto mistake = [&](const std::string& name) {
    return error_of([&] { static_cast<void>(team.require(name)); });
  };
  CHECK(team.require("李四").name == "李四");
  CHECK(mistake("李四四") == "2 李四四 is not in team.yaml; did you mean 李四?");
  CHECK(mistake("王五") == "2 王五 is not in team.yaml");
}

TEST_CASE("git's user is known by e-mail first, then by name") {
  const Team team = parse_team(
      "people:\n  - name: A\n    email: a@x.cn\n  - name: B\n    email: b@x.cn\n  - name: C\n");
  CHECK(team.find_git_user("A", "b@x.cn")->name == "B");
  CHECK(team.find_git_user("A", "none@x.cn")->name == "A");
  CHECK(team.find_git_user("C", "")->name == "C");
  CHECK(team.find_git_user("", "") == nullptr);
  CHECK(team.find_git_user("D", "d@x.cn") == nullptr);
}

TEST_CASE("a mistake in the team is told at its place") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"persons: []\n", "1:1: persons is not known here"},
      {"people: 张三\n", "1:9: a list (- …) is expected here"},
      {"people:\n  - email: x\n", "2:5: name is missing here"},
      {"people:\n  - name: x\n    role: [manager]\n",
       "3:5: role is not known here; did you mean roles?"},
      {"people:\n  - name: x\n    roles: manager\n", "3:12: a list (- …) is expected here"},
      {"people:\n  - name: x\n    roles:\n      - boss\n",
       "4:9: a role is collector, reviewer or manager"},
      {"people:\n  - name: x\n  - name: x\n",
       "3:5: there are two people of the name x: give one a suffix"},
      {"people:\n  - name: 张三\n  - name: 张　三\n",
       "3:5: there are two people of the name 张　三: give one a suffix"},
      {"people:\n  - x\n", "2:5: name is missing here"},
  };
  for (const auto& [text, message] : rows) {
    CAPTURE(text);
    CHECK(team_mistake(text) == "3 team.yaml:" + message);
  }
}
