// SPDX-License-Identifier: MIT
// Workflow commands of GitHub.
#include "problem/github.hpp"

#include <doctest/doctest.h>

using namespace custrec;

namespace {

Problem problem(Level level, const std::string& path, const std::string& message) {
  return {level, "mobile", "C1", path, 14, 13, "contacts[0].mobile", {message, message}, {}};
}

}  // namespace

TEST_CASE("a problem is a command with its place, then come the totals") {
  const std::vector<Problem> problems = {problem(Level::error, "customers/C1.yaml", "is odd"),
                                         problem(Level::warning, "customers/C1.yaml", "is odd"),
                                         problem(Level::known, "customers/C1.yaml", "is odd")};
  CHECK(format_github({3, {1, 1, 1}, problems, "records/shop/", false}, Language::english) ==
        "::error file=records/shop/customers/C1.yaml,line=14,col=13,title=mobile::"
        "contacts[0].mobile: is odd\n"
        "::warning file=records/shop/customers/C1.yaml,line=14,col=13,title=mobile::"
        "contacts[0].mobile: is odd\n"
        "::notice file=records/shop/customers/C1.yaml,line=14,col=13,title=mobile::"
        "contacts[0].mobile: is odd\n"
        "::notice title=custrec verify::records: 3, errors: 1, warnings: 1, known: 1\n");
}

TEST_CASE("percent signs and line breaks are escaped, in properties colons and commas too") {
  const std::vector<Problem> problems = {
      problem(Level::error, "50%,a:b\nc.yaml", "100%: a, b\nc\r\x01")};
  CHECK(format_github({1, {1, 0, 0}, problems}, Language::chinese) ==
        "::error file=50%25%2Ca%3Ab%0Ac.yaml,line=14,col=13,title=mobile::"
        "contacts[0].mobile: 100%25: a, b\\u000Ac\\u000D\\u0001\n"
        "::notice title=custrec verify::档案 1 份，错误 1 个，警告 0 个\n");
}

TEST_CASE("what GitHub won't show has its place in the message") {
  const std::vector<Problem> problems(11, problem(Level::error, "a.yaml", "is odd"));
  const std::string told = format_github({1, {11, 0, 0}, problems}, Language::english);
  CHECK(told.ends_with(
      "title=mobile::contacts[0].mobile: is odd\n"
      "::error file=a.yaml,line=14,col=13,title=mobile::a.yaml:14:13: contacts[0].mobile: is odd\n"
      "::notice title=custrec verify::records: 1, errors: 11, warnings: 0; GitHub shows 10 errors "
      "and 10 warnings of a step, the log has them all\n"));
}
