// SPDX-License-Identifier: MIT
// Forms for paper.
#include "exchange/paper_form.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t at = text.find(begin);
  REQUIRE_MESSAGE(at != std::string::npos, begin);
  return text.substr(at, text.find(end, at) + end.size() - at);
}

PaperForm make_form(std::string_view kind, Language language = Language::chinese) {
  return {shipped_schemas(), kind, "<示例>", language};
}

}  // namespace

TEST_CASE("a blank field has its label, a star when required, boxes or a line, and its hint") {
  const std::string sheet = make_form("customer").blank_sheet();
  CHECK(between(sheet, "<dt>客户类型", "</div>") ==
        "<dt>客户类型&#8288;<b class=\"must\">*</b></dt><dd><span class=\"boxes\"><span>☐ "
        "企业客户</span> "
        "<span>☐ 个人客户</span> </span></dd></div>");
  CHECK(between(sheet, "<dt>统一社会信用代码", "</div>") ==
        "<dt>统一社会信用代码&#8288;<b class=\"must\">(*)</b></dt><dd><span></span><small "
        "class=\"hint\">营业执照上的18位代码</small></dd></div>");
  CHECK(sheet.find("联系人 3") != std::string::npos);
  CHECK(sheet.find("联系人 4") == std::string::npos);
  CHECK(sheet.find("客户签字确认") != std::string::npos);
  CHECK(sheet.find("<dt>信息状态") == std::string::npos);
  CHECK(sheet.find("互动记录") == std::string::npos);
}

TEST_CASE("a filled form ticks what is chosen and leaves lines for what is missing") {
  const auto sheets =
      make_form("customer", Language::english)
          .filled_sheets(
              make_mapping("", {make_text("name", "<i>x</i>"), make_text("stage", "signed")}), "");
  REQUIRE(sheets.size() == 1);
  CHECK(sheets[0].find("☑ Signed") != std::string::npos);
  CHECK(sheets[0].find("☐ Potential") != std::string::npos);
  CHECK(sheets[0].find("<span>&lt;i&gt;x&lt;/i&gt;</span>") != std::string::npos);
  CHECK(sheets[0].find("______-____-____") != std::string::npos);
}

TEST_CASE("a value that is none of the options stands there as it is") {
  const auto sheets =
      make_form("customer").filled_sheets(make_mapping("", {make_text("stage", "***")}), "");
  CHECK(between(sheets[0], "<dt>合作阶段", "</div>") ==
        "<dt>合作阶段&#8288;<b class=\"must\">*</b></dt><dd><span>***</span></dd></div>");
}

TEST_CASE("each entry of a kind has a sheet that says whose it is") {
  const PaperForm form = make_form("visit");
  const Value record = make_mapping(
      "", {make_text("id", "C1"), make_text("name", "客户"),
           make_sequence(
               "visits",
               {make_mapping(
                    "", {make_text("id", "V1"), make_text("at", "2024-04-18T14:00:00+08:00"),
                         make_sequence("todos", {make_mapping("", {make_text("what", "w"),
                                                                   make_text("done", "true")})})}),
                make_mapping("", {make_text("id", "V2")})})});
  const auto sheets = form.filled_sheets(record, "");
  REQUIRE(sheets.size() == 2);
  CHECK(sheets[0].find("<span class=\"line\">C1&nbsp;</span>") != std::string::npos);
  CHECK(sheets[0].find("<span>2024-04-18 14:00</span>") != std::string::npos);
  CHECK(sheets[0].find("<td><span>w</span></td>") != std::string::npos);
  CHECK(sheets[0].find("☑ 是") != std::string::npos);
  CHECK(form.filled_sheets(make_mapping(""), "").empty());
  CHECK(form.format(sheets).find("<title>客户拜访记录表 · &lt;示例&gt;</title>") !=
        std::string::npos);
}

TEST_CASE("a form says which fields it has, for the access log") {
  CHECK(make_form("customer").has_field("contacts.mobile"));
  CHECK_FALSE(make_form("customer").has_field("complaints.contact"));
  CHECK(make_form("complaint").has_field("complaints.contact"));
  CHECK(make_form("complaint").has_field("name"));
  CHECK_FALSE(make_form("complaint").has_field("contacts.mobile"));
}

TEST_CASE("a kind that there is not is refused with those that there are") {
  CHECK(error_of([] {
          make_form("visitt");
        }).find("--kind: there is no visitt; there are anomaly, ") != std::string::npos);
}

TEST_CASE("a kind that holds entries of itself has places for two lists within one another") {
  const Schemas schemas =
      make_schemas("- {name: parts, type: entries, of: part, required: true}\n", {},
                   {{"schemas/part.yaml",
                     "kind: part\nsections:\n  - fields:\n"
                     "      - {name: name, type: text}\n"
                     "      - {name: parts, type: entries, of: part}\n"}});
  const auto count = [](const std::string& sheet) {
    std::size_t entries = 0;
    for (std::size_t at = 0; (at = sheet.find("class=\"entry\"", at)) != std::string::npos; ++at) {
      ++entries;
    }
    return entries;
  };
  const PaperForm form(schemas, "part", "x", Language::english);
  CHECK(count(form.blank_sheet()) == 3 + 9);
  // What is filled in is there, however deep.
  Value part = make_mapping("");
  for (int depth = 0; depth < 5; ++depth) {
    part = make_mapping("", {make_text("name", "p"), make_sequence("parts", {part})});
  }
  const auto sheets = form.filled_sheets(make_mapping("", {make_sequence("parts", {part})}), "");
  REQUIRE(sheets.size() == 1);
  CHECK(count(sheets[0]) == 5);
}
