// SPDX-License-Identifier: MIT
// JUnit XML.
#include "problem/junit.hpp"

#include <doctest/doctest.h>

using namespace custrec;

namespace {

Problem problem(Level level, const std::string& path, const std::string& message) {
  return {level, "text", "C1", path, 4, 7, "name", {message, message}, {}};
}

const std::string begin = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

}  // namespace

TEST_CASE("without problems one test passes") {
  const std::vector<Problem> none;
  const std::string counts = " name=\"custrec verify\" tests=\"1\" failures=\"0\" errors=\"0\"";
  CHECK(format_junit({3, {}, none}, Language::english) ==
        begin + "<testsuites" + counts + ">\n  <testsuite" + counts +
            " skipped=\"0\">\n"
            "    <testcase classname=\"custrec\" name=\"totals\">\n"
            "      <system-out>records: 3, errors: 0, warnings: 0</system-out>\n"
            "    </testcase>\n  </testsuite>\n</testsuites>\n");
}

TEST_CASE("each file with problems is a test, which errors fail and with strict warnings too") {
  const std::vector<Problem> problems = {problem(Level::warning, "a.yaml", "odd"),
                                         problem(Level::error, "b.yaml", "<\"&\x02\xEF\xBF\xBF>"),
                                         problem(Level::warning, "b.yaml", "odd")};
  const std::string told = format_junit({2, {1, 2, 0}, problems, "x/"}, Language::english);
  CHECK(told.find("tests=\"3\" failures=\"1\"") != std::string::npos);
  CHECK(
      told.find("    <testcase classname=\"C1\" name=\"a.yaml\" file=\"x/a.yaml\">\n"
                "      <system-out>a.yaml:4:7: warning: name: odd [text]\n</system-out>\n"
                "    </testcase>\n"
                "    <testcase classname=\"C1\" name=\"b.yaml\" file=\"x/b.yaml\">\n"
                "      <failure type=\"text\" message=\"name: &lt;&quot;&amp;\\u0002\\uFFFF&gt;\">"
                "b.yaml:4:7: error: name: &lt;&quot;&amp;\\u0002\\uFFFF&gt; [text]\n</failure>\n"
                "      <system-out>b.yaml:4:7: warning: name: odd [text]\n</system-out>\n"
                "    </testcase>\n") != std::string::npos);
  const std::string strict = format_junit({2, {1, 2, 0}, problems, "", true}, Language::english);
  CHECK(strict.find("tests=\"3\" failures=\"2\"") != std::string::npos);
  CHECK(strict.find("warning: name: odd [text]\n</failure>") != std::string::npos);
}
