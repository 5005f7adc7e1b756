// SPDX-License-Identifier: MIT
// Reading custrec.yaml and team.yaml, strictly.
#include "archive/settings.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "problem/error.hpp"
#include "record/configuration.hpp"
#include "schema/name_key.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::string_view default_zone = "Asia/Shanghai";
constexpr std::string_view default_pattern = "C{date}{seq:3}";
/// Names are looked up one by one.
constexpr std::size_t most_people = 2000;
constexpr std::array<std::string_view, 3> known_roles = {"collector", "reviewer", "manager"};

layout::IdPattern parse_pattern(const Configuration& file, NodeIndex index) {
  const std::string text = file.text(index);
  if (const auto mistake = layout::IdPattern::find_mistake(text)) file.fail(index, *mistake);
  return layout::IdPattern(text);
}

void set_zone(Settings& settings, const Configuration& file, NodeIndex item) {
  const std::string name = file.text(item);
  auto zone = Zone::find_zone(name);
  if (!zone) {
    file.fail(item, fill({"there is no time zone {}; they are named like Asia/Shanghai",
                          "没有时区 {}；时区写作 Asia/Shanghai 之类"},
                         {escape_controls(name)}));
  }
  settings.zone = std::move(*zone);
}

void set_language(Settings& settings, const Configuration& file, NodeIndex item) {
  const std::string name = file.text(item);
  if (name != "en" && name != "zh")
    file.fail(item, {"en or zh is expected here", "此处应为 en 或 zh"});
  settings.language = name == "zh" ? Language::chinese : Language::english;
}

void set_patterns(Settings& settings, const Configuration& file, NodeIndex item) {
  for (const NodeIndex pattern : file.mapping(item, {"enterprise", "individual"})) {
    const bool individual = file.document()[pattern].key == "individual";
    (individual ? settings.individual_id : settings.enterprise_id) = parse_pattern(file, pattern);
  }
}

Person parse_person(const Configuration& file, NodeIndex index) {
  Person person;
  const NodeIndex name = file.required(index, "name");
  person.name = file.text(name);
  if (trim(person.name) != person.name) {
    file.fail(name, {"a name has no blanks around it", "姓名首尾不能有空白"});
  }
  for (const NodeIndex item : file.mapping(index, {"name", "email", "roles", "department"})) {
    const std::string_view key = file.document()[item].key;
    if (key == "email") person.email = file.text(item);
    if (key == "department") person.department = file.text(item);
    if (key != "roles") continue;
    for (const NodeIndex role : file.sequence(item)) {
      person.roles.push_back(file.text(role));
      if (std::find(known_roles.begin(), known_roles.end(), person.roles.back()) ==
          known_roles.end()) {
        file.fail(role, {"a role is collector, reviewer or manager",
                         "角色为 collector、reviewer 或 manager"});
      }
    }
  }
  return person;
}

}  // namespace

Settings parse_settings(std::string text) {
  const Configuration file(std::string(layout::settings_file), std::move(text));
  Settings settings{{},
                    std::nullopt,
                    *Zone::find_zone(default_zone),
                    true,
                    layout::IdPattern(default_pattern),
                    layout::IdPattern(default_pattern),
                    {}};
  for (const NodeIndex item : file.mapping(
           Document::root,
           {"name", "language", "timezone", "four_eyes", "id", "key_customer", "deadlines"})) {
    const std::string_view key = file.document()[item].key;
    if (key == "name") settings.name = file.text(item);
    if (key == "language") set_language(settings, file, item);
    if (key == "timezone") set_zone(settings, file, item);
    if (key == "four_eyes") settings.four_eyes = file.yes_no(item);
    if (key == "id") set_patterns(settings, file, item);
    if (key == "key_customer") settings.key_customer = std::to_string(file.count(item));
    if (key == "deadlines") static_cast<void>(file.sequence(item));
  }
  return settings;
}

bool Person::has_role(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Team::Team(std::vector<Person> people) : people_(std::move(people)) {
  for (const Person& person : people_) names_.push_back(person.name);
}

const Person* Team::find(std::string_view name) const {
  const auto found = std::find_if(people_.begin(), people_.end(), [&](const Person& person) {
    return is_same_name(person.name, name);
  });
  return found == people_.end() ? nullptr : &*found;
}

const Person& Team::require(std::string_view name) const {
  if (const Person* person = find(name)) return *person;
  const auto similar = find_similar(name, names_);
  const std::string shown = escape_controls(name);
  throw Error(Exit::usage, similar
                               ? fill({"{} is not in team.yaml; did you mean {}?",
                                       "{} 不在 team.yaml 中，是否想写 {}？"},
                                      {shown, *similar})
                               : fill({"{} is not in team.yaml", "{} 不在 team.yaml 中"}, {shown}));
}

const Person* Team::find_git_user(std::string_view name, std::string_view email) const {
  for (const Person& person : people_) {
    if (!email.empty() && person.email == email) return &person;
  }
  return name.empty() ? nullptr : find(name);
}

Team parse_team(std::string text) {
  const Configuration file(std::string(layout::team_file), std::move(text));
  std::vector<Person> people;
  std::set<std::string> names;
  std::set<std::string> addresses;
  static_cast<void>(file.mapping(Document::root, {"people"}));
  for (const NodeIndex item : file.sequence(file.required(Document::root, "people"))) {
    if (people.size() == most_people) {
      file.fail(item, fill({"more than {} people", "人员超过 {} 人"}, {most_people}));
    }
    Person person = parse_person(file, item);
    if (!names.insert(same_name_key(person.name)).second) {
      file.fail(item, fill({"there are two people of the name {}: give one a suffix",
                            "有两位 {}：请给其中一位加后缀"},
                           {person.name}));
    }
    if (!person.email.empty() && !addresses.insert(person.email).second) {
      file.fail(item,
                fill({"the e-mail address {} is also another person's", "邮箱 {} 已属于另一人"},
                     {person.email}));
    }
    people.push_back(std::move(person));
  }
  return Team(std::move(people));
}

}  // namespace custrec
