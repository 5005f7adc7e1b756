// SPDX-License-Identifier: MIT
// Who may see a customer, change it, and give it another owner.
#include "archive/access.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const Person manager{"张三", "", {"collector", "manager"}, ""};
const Person reviewer{"李四", "", {"reviewer"}, ""};
const Person collector{"王五", "", {"collector"}, ""};
const Person other{"赵六", "", {}, ""};

Document owned_by(const std::string& owner) {
  return read_both("id: C1\n" + (owner.empty() ? owner : "owner: " + owner + "\n"));
}

}  // namespace

TEST_CASE("reviewers and managers see and change all customers, others their own") {
  const Document document = owned_by("王五");
  for (const Person& person : {manager, reviewer, collector}) {
    CHECK(may_see(person, document));
    CHECK(may_change(person, document));
  }
  CHECK_FALSE(may_see(other, document));
  CHECK_FALSE(may_change(other, document));
  CHECK(error_of([&] { require_visible(other, "C1", document); }) == "5 C1 is a customer of 王五");
  CHECK(error_of([&] { require_changeable(other, "C1", document); }) ==
        "5 C1 is a customer of 王五");
}

TEST_CASE("a customer without an owner may be changed by anyone, without being shown") {
  const Document document = owned_by("");
  CHECK(may_see(manager, document));
  CHECK_FALSE(may_see(collector, document));
  CHECK(may_change(collector, document));
  CHECK(error_of([&] { require_visible(collector, "C1", document); }) ==
        "5 C1 has no owner; only reviewers and managers see it. To take it over: custrec edit C1 "
        "owner=NAME");
}

TEST_CASE("the owner is changed by the owner and by managers") {
  const Document document = owned_by("王五");
  CHECK_FALSE(refuse_new_owner(&manager, "C1", document));
  CHECK_FALSE(refuse_new_owner(&collector, "C1", document));
  for (const Person* person : {&reviewer, &other, static_cast<const Person*>(nullptr)}) {
    const auto refusal = refuse_new_owner(person, "C1", document);
    REQUIRE(refusal);
    CHECK(refusal->en == "C1: only its owner 王五 and managers may change the owner");
  }
  CHECK_FALSE(refuse_new_owner(&other, "C1", owned_by("")));
}

TEST_CASE("sensitive values are unmasked for managers only") {
  const Team team({manager, collector});
  CHECK_FALSE(mask_for_all(team).personal);
  CHECK(unmask_for(collector, team).personal);
  CHECK_FALSE(unmask_for(collector, team).sensitive);
  CHECK(unmask_for(manager, team).sensitive);
}
