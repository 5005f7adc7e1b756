// SPDX-License-Identifier: MIT
// custrec.yaml and team.yaml: how this archive is kept, and by whom.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/layout.hpp"
#include "text/text.hpp"
#include "time/zone.hpp"

namespace custrec {

struct Settings {
  std::string name;
  std::optional<Language> language;
  Zone zone;
  bool four_eyes = true;
  layout::IdPattern enterprise_id;
  layout::IdPattern individual_id;
  std::string key_customer;  ///< yuan a year from which a customer is a key customer

  /// The pattern for ids of customers whose field `type` is this.
  [[nodiscard]] const layout::IdPattern& pattern_for(std::string_view type) const {
    return type == "individual" ? individual_id : enterprise_id;
  }
};

/// Throws Error(settings) with the place of the first mistake.
Settings parse_settings(std::string text);

struct Person {
  std::string name;
  std::string email;
  std::vector<std::string> roles;
  std::string department;

  [[nodiscard]] bool has_role(std::string_view role) const;
  /// Reviewers and managers see all customers, others those of whom they are the owner.
  [[nodiscard]] bool sees_all() const { return has_role("reviewer") || has_role("manager"); }
};

class Team {
 public:
  explicit Team(std::vector<Person> people);

  [[nodiscard]] const std::vector<Person>& people() const { return people_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const Person* find(std::string_view name) const;
  /// Throws Error(usage), with a name that is near, when nobody is called that.
  [[nodiscard]] const Person& require(std::string_view name) const;
  /// By e-mail, else by name: how git knows its user.
  [[nodiscard]] const Person* find_git_user(std::string_view name, std::string_view email) const;

 private:
  std::vector<Person> people_;
  std::vector<std::string> names_;
};

/// Throws Error(settings) with the place of the first mistake.
Team parse_team(std::string text);

}  // namespace custrec
