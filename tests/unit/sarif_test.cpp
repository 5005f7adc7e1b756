// SPDX-License-Identifier: MIT
// SARIF; tests/run_formats holds whole logs to its schema.
#include "problem/sarif.hpp"

#include <doctest/doctest.h>

using namespace custrec;

TEST_CASE("a result has its rule, place and level, and known ones a suppression") {
  const Problem problem = {Level::known,
                           "unreadable",
                           "",
                           "a b/中.yaml",
                           4,
                           7,
                           "tags",
                           {"[a](b) is odd", "[a](b) 有误"},
                           {"mend it", "请更正"}};
  const std::vector<Problem> problems = {problem};
  const std::string told = format_sarif({1, {0, 0, 1}, problems, "x/"}, Language::chinese);
  CHECK(told.ends_with(
      "\"properties\":{\"records\":1,\"errors\":0,\"warnings\":0,\"known\":1},\"results\":["
      "{\"ruleId\":\"unreadable\",\"ruleIndex\":2,\"level\":\"note\","
      "\"message\":{\"text\":\"tags: [a] (b) 有误；请更正\"},"
      "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":"
      "{\"uri\":\"x/a%20b/%E4%B8%AD.yaml\",\"uriBaseId\":\"%SRCROOT%\"},"
      "\"region\":{\"startLine\":4,\"startColumn\":7}},"
      "\"logicalLocations\":[{\"fullyQualifiedName\":\"tags\",\"kind\":\"property\"}]}],"
      "\"partialFingerprints\":{\"customerRuleField/v1\":\"a b/中.yaml unreadable tags\"},"
      "\"suppressions\":[{\"kind\":\"external\",\"status\":\"accepted\","
      "\"justification\":\"已由档案的异常台账说明\"}],"
      "\"properties\":{\"customer\":\"\",\"field\":\"tags\"}}]}]}\n"));
  CHECK(told.find("\"language\":\"zh-CN\",\"rules\":[{\"id\":\"syntax\"") != std::string::npos);
  CHECK(told.find("\"translations\":[{\"name\":\"custrec\"") != std::string::npos);
}
