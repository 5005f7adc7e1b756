// SPDX-License-Identifier: MIT
// "Did you mean": what is near enough, and what isn't.
#include "text/similar.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using custrec::find_similar;

namespace {

const std::vector<std::string> fields = {"name",   "credit_code", "industry",        "region",
                                         "mobile", "contacts",    "contracts",       "status",
                                         "stage",  "客户名称",    "统一社会信用代码"};

}  // namespace

TEST_CASE("a mistyped word finds the nearest candidate") {
  CHECK(find_similar("moblie", fields) == "mobile");
  CHECK(find_similar("nmae", fields) == "name");
  CHECK(find_similar("credit_cod", fields) == "credit_code");
  CHECK(find_similar("creditcode", fields) == "credit_code");
  CHECK(find_similar("contratcs", fields) == "contracts");
  CHECK(find_similar("contact", fields) == "contacts");
  CHECK(find_similar("regoin", fields) == "region");
}

TEST_CASE("case and width don't count") {
  CHECK(find_similar("STATUS", fields) == "status");
  CHECK(find_similar("ｎａｍｅ", fields) == "name");
  CHECK(find_similar("name", std::vector<std::string>{"names", "NAME"}) == "NAME");
}

TEST_CASE("distance counts characters, not bytes") {
  CHECK(find_similar("客户明称", fields) == "客户名称");
  CHECK(find_similar("统一社会信用号码", fields) == "统一社会信用代码");
  CHECK_FALSE(find_similar("公司名字", fields).has_value());
}

TEST_CASE("a beginning finds the only candidate it begins") {
  CHECK(find_similar("cred", fields) == "credit_code");
  CHECK(find_similar("contr", fields) == "contracts");
  CHECK(find_similar("统一", fields) == "统一社会信用代码");
  CHECK(find_similar("m", fields) == "mobile");
  CHECK_FALSE(find_similar("c", fields).has_value());
  CHECK_FALSE(find_similar("st", fields).has_value());
}

TEST_CASE("what is far from all finds nothing") {
  CHECK_FALSE(find_similar("", fields).has_value());
  CHECK_FALSE(find_similar("address", fields).has_value());
  CHECK_FALSE(find_similar("nxyz", fields).has_value());
  CHECK_FALSE(find_similar("x", std::vector<std::string>{"y", "z"}).has_value());
  CHECK_FALSE(find_similar("name", std::vector<std::string>{}).has_value());
}

TEST_CASE("the limit is a third of the word, at least one") {
  CHECK(find_similar("abcdef", std::vector<std::string>{"abcdxy"}) == "abcdxy");
  CHECK_FALSE(find_similar("abcdef", std::vector<std::string>{"abcxyz"}).has_value());
  CHECK(find_similar("ab", std::vector<std::string>{"ax"}) == "ax");
  CHECK_FALSE(find_similar("abc", std::vector<std::string>{"axy"}).has_value());
}

TEST_CASE("of equally near candidates the first is taken") {
  CHECK(find_similar("cat", std::vector<std::string>{"bat", "hat"}) == "bat");
  CHECK(find_similar("form", std::vector<std::string>{"worm", "from"}) == "worm");
}

TEST_CASE("a swap of neighbours is one step, and only of neighbours") {
  CHECK(find_similar("ab", std::vector<std::string>{"ba"}) == "ba");
  CHECK_FALSE(find_similar("abc", std::vector<std::string>{"cba"}).has_value());
  CHECK_FALSE(find_similar("ca", std::vector<std::string>{"abc"}).has_value());
}

TEST_CASE("a very long word takes no time") {
  CHECK_FALSE(find_similar(std::string(1 << 20, 'a'), fields).has_value());
}
