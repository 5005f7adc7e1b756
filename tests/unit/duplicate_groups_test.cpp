// SPDX-License-Identifier: MIT
// Who may be filed twice.
#include "review/duplicate_groups.hpp"

#include <doctest/doctest.h>

#include "schema/name_key.hpp"
#include "test_support.hpp"

using namespace custrec;

namespace {

DuplicateTraits customer(const std::string& id, const std::string& name,
                         std::vector<std::string> mobiles = {},
                         std::vector<std::string> emails = {},
                         std::vector<std::string> unique = {}) {
  DuplicateTraits traits;
  traits.id = id;
  traits.name_key = name_key(name);
  traits.name_core = without_legal_form(traits.name_key);
  traits.mobiles = std::move(mobiles);
  traits.emails = std::move(emails);
  traits.unique = std::move(unique);
  return traits;
}

/// `A B: reason (A B), reason (A B)` for each group, a line each.
std::string show(const std::vector<DuplicateTraits>& traits) {
  std::string text;
  const auto list = [&](const std::vector<std::size_t>& members) {
    std::string ids;
    for (const std::size_t member : members) ids += (ids.empty() ? "" : " ") + traits[member].id;
    return ids;
  };
  for (const DuplicateGroup& group : find_duplicate_groups(traits).groups) {
    text += list(group.members) + ":";
    for (const DuplicateReason& reason : group.reasons) {
      text +=
          " " + std::string(reason.kind) + " " + reason.value + " (" + list(reason.members) + ")";
    }
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("customers are grouped by the key of the name, number, address and unique value") {
  CHECK(show({}) == "");
  CHECK(show({customer("A", "示例机械有限公司"), customer("B", "虚构纺织有限公司")}) == "");
  CHECK(show({customer("A", "示例机械有限公司"), customer("B", "x"),
              customer("C", "示例机械有限责任公司")}) == "A C: name  (A C)\n");
  CHECK(show({customer("A", "a", {"13800138000", "13900139000"}),
              customer("B", "b", {"13800138000"})}) == "A B: mobile 138****8000 (A B)\n");
  CHECK(show({customer("A", "a", {}, {"wang@qq.com"}), customer("B", "b", {}, {"wang@qq.com"})}) ==
        "A B: email w***@qq.com (A B)\n");
  CHECK(show({customer("A", "a", {}, {}, {"credit_code=91440300708461136T"}),
              customer("B", "b", {}, {}, {"credit_code=91440300708461136T"})}) ==
        "A B: unique credit_code (A B)\n");
  CHECK(show({customer("A", ""), customer("B", "")}) == "");
}

TEST_CASE("near names count only with the same mail domain that isn't public") {
  const auto both = [](const std::string& one, const std::string& two, const std::string& domain) {
    return show({customer("A", one, {}, {"a@" + domain}), customer("B", two, {}, {"b@" + domain})});
  };
  CHECK(both("示例机械有限公司", "示例机械设备有限公司", "example.com") ==
        "A B: domain example.com (A B)\n");
  CHECK(both("示例机械有限公司", "虚构纺织有限公司", "example.com") == "");
  CHECK(both("示例机械有限公司", "示例机械设备有限公司", "163.com") == "");
  CHECK(both("示例机械有限公司", "示例机械设备有限公司", "qq.com") == "");
  CHECK(both("示例机械有限公司", "示例机械有限责任公司", "example.com") == "A B: name  (A B)\n");
}

TEST_CASE("a pair comes once, whatever it shares, and others come along") {
  CHECK(
      show({customer("A", "示例机械有限公司", {"1"}), customer("B", "示例机械有限公司", {"1", "2"}),
            customer("C", "虚构有限公司", {"2"}), customer("D", "x", {"3"})}) ==
      "A B C: name  (A B) mobile *** (A B) mobile *** (B C)\n");
}

TEST_CASE("a domain of very many customers is taken for a public one") {
  std::vector<DuplicateTraits> traits;
  for (std::size_t at = 0; at <= widest_domain; ++at) {
    traits.push_back(customer(std::to_string(at), "示例机械" + std::string(at + 1, 'x'), {},
                              {std::to_string(at) + "@example.com"}));
  }
  const DuplicateFindings wide = find_duplicate_groups(traits);
  CHECK(wide.groups.empty());
  CHECK(wide.wide_domains == std::vector<std::string>{"example.com"});
  traits.pop_back();
  CHECK(find_duplicate_groups(traits).groups.size() == 1);
}

TEST_CASE("names are near when half of their pairs are the same") {
  CHECK(are_near("示例机械", "示例机械设备"));
  CHECK(are_near("上海示例机械", "示例机械"));
  CHECK(are_near("腾讯科技深圳", "腾讯科技北京"));
  CHECK_FALSE(are_near("示例机械", "虚构机械"));
  CHECK_FALSE(are_near("a", "a"));
  CHECK_FALSE(are_near("", ""));
  CHECK(without_legal_form("示例机械有限公司") == "示例机械");
  CHECK(without_legal_form("有限公司") == "有限");
  CHECK(without_legal_form("beispielmaschinenbaugmbh") == "beispielmaschinenbau");
  CHECK(is_public_mail("126.com"));
  CHECK(is_public_mail("yeah.net"));
  CHECK_FALSE(is_public_mail("example.com"));
}
