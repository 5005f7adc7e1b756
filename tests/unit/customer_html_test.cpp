// SPDX-License-Identifier: MIT
// Customers as one page to look at.
#include "exchange/customer_html.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

CustomerHtml make_html(Language language = Language::english) {
  return {shipped_schemas(), world().codes, language};
}

Value sample() {
  return make_mapping(
      "",
      {make_text("id", "C1"), make_text("name", "<b>示例</b>"), make_text("stage", "signed"),
       make_text("region", "310115 上海市浦东新区"), make_sequence("tags", {make_text("", "x")}),
       make_mapping("plan", {make_text("goal", "g")}),
       make_sequence("contacts", {make_mapping("", {make_text("name", "张*")})}),
       make_sequence(
           "needs",
           {make_mapping("", {make_text("id", "N1"), make_text("description", "d"),
                              make_text("owner", "张三"), make_text("status", "open")})})});
}

}  // namespace

TEST_CASE("a customer in the page: labels, the widest region, limits with what they are about") {
  const CustomerHtmlPart part = make_html().make_part(
      sample(),
      {{"Answer", "needs.N1", "张三", "2026-11-20", "2d"}, {"Recheck", "", "", "2027-01-01", ""}});
  CHECK(part.json ==
        R"({"values":{"id":"C1","name":"<b>示例</b>","region":"310115 上海市浦东新区",)"
        R"("stage":"Signed","tags":"x","plan.goal":"g"},"area":"上海市","tags":["x"],)"
        R"("contacts":[{"name":"张*"}],)"
        R"("open":[{"label":"Answer","entry":"N1","what":"d","owner":"张三","due":"2026-11-20",)"
        R"("late":"2d"},{"label":"Recheck","due":"2027-01-01"}],"talks":[]})");
  CHECK(part.row ==
        "<th scope=\"row\">&lt;b&gt;示例&lt;/b&gt;</th><td>C1</td><td></td><td>Signed</td><td></td>"
        "<td></td><td></td><td>310115 上海市浦东新区</td>");
}

TEST_CASE("a task without a limit is open too, and lateness is told in the page's language") {
  const CustomerHtml html = make_html(Language::chinese);
  CHECK(html.make_part(sample(), {})
            .json.find(R"("open":[{"entry":"N1","what":"d","owner":"张三"}])") !=
        std::string::npos);
  CHECK(html.make_part(sample(), {{"答复", "needs.N1", "", "2026-11-20", "25min"}})
            .json.find("\"late\":\"25分钟\"") != std::string::npos);
}

TEST_CASE("a customer abroad counts by country") {
  const Value abroad = make_mapping("", {make_text("country", "DE 德国")});
  CHECK(make_html().make_part(abroad, {}).json.find("\"area\":\"德国\"") != std::string::npos);
}

TEST_CASE("the page says which fields it has, for the access log") {
  const CustomerHtml html = make_html();
  CHECK(html.has_field("contacts.mobile"));
  CHECK(html.has_field("collection.consent.basis"));
  CHECK(html.has_field("needs.description"));
  CHECK_FALSE(html.has_field("complaints.contact"));
  CHECK_FALSE(html.has_field("changes.fields.from"));
}

TEST_CASE("the page allows its own script and style only, and the data can't break out") {
  const CustomerHtml html = make_html();
  const std::string page = html.format({"</title><script>", "2026-11-22 10:00", "张三", false},
                                       {html.make_part(sample(), {})});
  CHECK(page.find("default-src 'none'; script-src 'sha256-") != std::string::npos);
  CHECK(page.find("<title>&lt;/title&gt;&lt;script&gt;</title>") != std::string::npos);
  CHECK(page.find("<b>") == std::string::npos);
  CHECK(page.find("\\u003cb\\u003e示例") != std::string::npos);
  CHECK(page.find("Personal values are masked.") != std::string::npos);
  CHECK(page.find("{{") == std::string::npos);
}
