// SPDX-License-Identifier: MIT
// What a person may see of a customer, and what they may change.
#include "archive/access.hpp"

#include "problem/error.hpp"
#include "schema/name_key.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

std::string_view owner_of(const Document& document) {
  return document.text_at(Document::root, "owner");
}

Error refuse(std::string_view id, const Document& document) {
  const std::string_view owner = owner_of(document);
  if (owner.empty()) {
    return {Exit::refused, fill({"{0} has no owner; only reviewers and managers see it. To take it "
                                 "over: custrec edit {0} owner=NAME",
                                 "{0} 没有跟进人，只有审核人和管理者可查看；接手请用 custrec edit "
                                 "{0} owner=姓名"},
                                {id})};
  }
  return {Exit::refused,
          fill({"{} is a customer of {}", "{} 是 {} 的客户"}, {id, escape_controls(owner)})};
}

}  // namespace

bool may_see(const Person& person, const Document& document) {
  return person.sees_all() || is_same_name(owner_of(document), person.name);
}

bool may_change(const Person& person, const Document& document) {
  return may_see(person, document) || owner_of(document).empty();
}

void require_visible(const Person& person, std::string_view id, const Document& document) {
  if (!may_see(person, document)) throw refuse(id, document);
}

void require_changeable(const Person& person, std::string_view id, const Document& document) {
  if (!may_change(person, document)) throw refuse(id, document);
}

std::optional<Text> refuse_new_owner(const Person* person, std::string_view id,
                                     const Document& document) {
  const std::string_view owner = owner_of(document);
  if (owner.empty()) return std::nullopt;
  const bool may =
      person != nullptr && (person->has_role("manager") || is_same_name(person->name, owner));
  if (may) return std::nullopt;
  return fill({"{}: only its owner {} and managers may change the owner",
               "{}：只有跟进人 {} 和管理者可更换跟进人"},
              {id, escape_controls(owner)});
}

Unmask mask_for_all(const Team& team) {
  return {false, false, team.names()};
}

Unmask unmask_for(const Person& person, const Team& team) {
  return {true, person.has_role("manager"), team.names()};
}

}  // namespace custrec
