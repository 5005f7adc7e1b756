// SPDX-License-Identifier: MIT
// The same customer filed twice.
#include "archive/duplicates.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

Identity identity(std::string id, std::string name, std::vector<UniqueValue> values = {},
                  std::vector<std::string> reach = {}) {
  return {std::move(id), std::move(name), 7, std::move(values), std::move(reach)};
}

}  // namespace

TEST_CASE("a value that is taken is told at each record after the first") {
  DuplicateIndex index;
  CHECK(show_findings(index.add(identity("A", "a", {{"credit_code", "1", 3}}))) == "");
  CHECK(show_findings(index.add(identity("B", "b", {{"credit_code", "2", 3}}))) == "");
  CHECK(show_findings(index.add(identity("C", "c", {{"credit_code", "1", 5}}))) ==
        "5 error credit_code: the same as in A [unique]\n");
  CHECK(show_findings(index.add(identity("D", "d", {{"credit_code", "1", 9}}))) ==
        "9 error credit_code: the same as in A [unique]\n");
  CHECK(show_findings(index.add(identity("E", "e", {{"id_number", "1", 9}}))) == "");
}

TEST_CASE("a name that is taken is a warning, unless a unique value tells the same") {
  DuplicateIndex index;
  CHECK(show_findings(index.add(identity("A", "n", {{"credit_code", "1", 3}}))) == "");
  CHECK(show_findings(index.add(identity("B", "n"))) ==
        "7 warning name: A has the same name [duplicate-customer]\n");
  CHECK(show_findings(index.add(identity("C", "n", {{"credit_code", "1", 5}}))) ==
        "5 error credit_code: the same as in A [unique]\n");
  CHECK(show_findings(index.add(identity("D", ""))) == "");
  CHECK(show_findings(index.add(identity("E", ""))) == "");
}

TEST_CASE("records are found by unique value, name, reach and id") {
  DuplicateIndex index;
  index.add(identity("A", "n", {{"credit_code", "1", 3}}, {"138", "a@x"}));
  index.add(identity("B", "n", {}, {"139"}));
  index.add(identity("C", "m", {}, {"139"}));
  const auto exact =
      index.find_exact(identity("", "", {{"id_number", "1", 0}, {"credit_code", "1", 0}}));
  REQUIRE(exact.has_value());
  CHECK(exact->id == "A");
  CHECK(exact->field == "credit_code");
  CHECK_FALSE(index.find_exact(identity("", "n", {{"credit_code", "2", 0}})).has_value());
  CHECK(index.find_by_name(identity("", "n")) == std::vector<std::string>{"A", "B"});
  CHECK(index.find_by_name(identity("", "o")).empty());
  CHECK(index.find_by_name(identity("", "")).empty());
  CHECK(index.find_by_reach(identity("", "n", {}, {"139"})) == std::optional<std::string>("B"));
  CHECK(index.find_by_reach(identity("", "n", {}, {"x", "a@x"})) ==
        std::optional<std::string>("A"));
  CHECK(index.find_by_reach(identity("", "m", {}, {"138"})) == std::nullopt);
  CHECK(index.find_by_reach(identity("", "n")) == std::nullopt);
  CHECK(index.knows_id("B"));
  CHECK_FALSE(index.knows_id("Z"));
  CHECK_FALSE(index.knows_id(""));
}
