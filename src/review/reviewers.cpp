// SPDX-License-Identifier: MIT
// Roles and four eyes.
#include "review/reviewers.hpp"

#include <algorithm>

#include "archive/approval.hpp"
#include "schema/name_key.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

bool has_review_role(const Person& person) {
  return person.has_role("reviewer") || person.has_role("manager");
}

const Author* find_author(const std::vector<Author>& authors, std::string_view name) {
  const auto found = std::find_if(authors.begin(), authors.end(), [&](const Author& author) {
    return is_same_name(author.name, name);
  });
  return found == authors.end() ? nullptr : &*found;
}

std::vector<Author> find_excluded(const Archive& archive, const Document& document) {
  return archive.settings().four_eyes ? find_authors(document, archive.schemas())
                                      : std::vector<Author>();
}

Text list_reviewers(const Archive& archive, const Document& document) {
  Text list;
  for (const std::string& name : find_reviewers(archive, document)) {
    list.en += (list.en.empty() ? "" : ", ") + name;
    list.zh += (list.zh.empty() ? "" : "、") + name;
  }
  if (!list.empty()) return fill({"{} may", "可由 {} 审核"}, {list});
  return {"nobody in team.yaml may: it takes a reviewer or manager who had no part in it",
          "team.yaml 中无人可审核：须有未参与此档案的审核人（reviewer）或管理者（manager）"};
}

Text refuse_status(const std::string& id, std::string_view status) {
  const std::string shown = cut_to_width(escape_controls(status), 40);
  if (status == "active" || status == "invalid" || status == "closed") {
    return fill({"{} is {}: nothing of it waits for a review", "{} 的状态为 {}，没有待审核的内容"},
                {id, shown});
  }
  if (status == "draft" || status == "returned") {
    return fill({"{} is {}, not submitted; its owner mends it first, then 'custrec edit {} "
                 "status=submitted'",
                 "{} 的状态为 {}，尚未提交；须先补正，再用 custrec edit {} status=submitted 提交"},
                {id, shown, id});
  }
  return fill(
      {"{} has no status submitted, so it can't be reviewed", "{} 不是待审核状态，无法审核"}, {id});
}

}  // namespace

std::vector<std::string> find_reviewers(const Archive& archive, const Document& document) {
  const std::vector<Author> excluded = find_excluded(archive, document);
  std::vector<std::string> names;
  for (const Person& person : archive.team().people()) {
    if (!has_review_role(person) || find_author(excluded, person.name) != nullptr) continue;
    names.push_back(person.name);
  }
  return names;
}

std::optional<Text> refuse_review(const Archive& archive, const std::string& id,
                                  const Document& document, const Person& person) {
  const std::string_view status = document.text_at(Document::root, "status");
  if (status != "submitted") return refuse_status(id, status);
  if (!has_review_role(person)) {
    return fill({"{}: {} does not have the role reviewer or manager; {}",
                 "{}：{} 没有审核人（reviewer）或管理者（manager）角色；{}"},
                {id, person.name, list_reviewers(archive, document)});
  }
  const std::vector<Author> excluded = find_excluded(archive, document);
  if (const Author* author = find_author(excluded, person.name)) {
    return fill({"{}: {} {}, so somebody else reviews it; {}", "{}：{} 本人{}，须由他人审核；{}"},
                {id, person.name, describe_part(author->part), list_reviewers(archive, document)});
  }
  return std::nullopt;
}

}  // namespace custrec
