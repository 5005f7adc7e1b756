// SPDX-License-Identifier: MIT
// One value and its field: the most telling rule it breaks.
#include "schema/check_value.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// The field `properties` (in flow form), checked with `text`, told in one line.
std::string check(const std::string& properties, std::string_view text, bool personal = false,
                  bool plain = false) {
  const Schemas schemas = make_schemas("- {name: f, " + properties + "}\n");
  const Field& field = schemas.customer().fields.end()[-1];
  const auto problem = check_value(field, text, personal, plain, world().context());
  const Signs signs = field.type->free_text ? find_signs(text) : Signs{};
  if (problem) CHECK(is_suspect({text, false, field, world().context(), signs, plain}));
  if (!problem) return "";
  return (problem->level == Level::error ? "error " : "warning ") + std::string(problem->rule) +
         ": " + problem->message.en + (problem->hint.empty() ? "" : "; " + problem->hint.en);
}

}  // namespace

TEST_CASE("a good value has no problem") {
  CHECK(check("type: text", "x") == "");
  CHECK(check("type: mobile, pii: personal", "13800138000", true) == "");
  CHECK(check("type: money, min: \"0\", max: \"10\"", "10.00") == "");
  CHECK(check("type: text, pattern: '[A-Z]+', min_length: 2, max_length: 3", "ABC") == "");
}

TEST_CASE("each rule is told with what was found and what was expected") {
  struct Row {
    std::string field;
    std::string text;
    std::string told;
  };
  const std::string masked =
      "error masked-value: this is a masked value; the record keeps the whole one";
  const std::vector<Row> rows = {
      {"type: mobile", "138****5678", masked},
      {"type: email", "z***@example.com", masked},
      {"type: uscc", "9144**********136T", masked},
      {"type: text", "王*", ""},
      {"type: date", "2024-02-30", "error date: 2024-02-30 is no day of the calendar"},
      {"type: date", "2024/3/15",
       "warning date: 2024/3/15 is not in its normal form; write it 2024-03-15"},
      {"type: mobile", "138 0013 8000",
       "warning mobile: 138 0013 8000 is not in its normal form; write it 13800138000"},
      {"type: money", "62万", "warning money: 62万 is not in its normal form; write it 620000"},
      {"type: text", "x\xE2\x80\x8B",
       "warning text: the value is not in its normal form; it has blanks, signs or invisible "
       "characters too many"},
      {"type: text, pattern: '[A-Z]+'", "Ab", "error pattern: Ab does not have the form [A-Z]+"},
      {"type: text, pattern: '[A-Z]+', example: AB", "b",
       "error pattern: b does not have the form [A-Z]+; for example AB"},
      {"type: text, pattern: 'a|b'", "ab", "error pattern: ab does not have the form a|b"},
      {"type: money, min: \"0\"", "-1", "error range: -1 is less than 0"},
      {"type: integer, max: \"5\"", "6", "error range: 6 is more than 5"},
      {"type: date, min: 2000-01-01", "1999-12-31",
       "error range: 1999-12-31 is less than 2000-01-01"},
      {"type: date, max: now", "2024-03-16", "error range: 2024-03-16 lies in the future"},
      {"type: date, max: now", "2024-03-15", ""},
      {"type: partial-date, max: now", "2024", ""},
      {"type: partial-date, max: now", "2025", "error range: 2025 lies in the future"},
      {"type: partial-date, max: now", "2024-04", "error range: 2024-04 lies in the future"},
      {"type: time, max: now", "2024-03-15T09:12:00+08:00", ""},
      {"type: time, max: now", "2024-03-15T09:12:01+08:00",
       "error range: 2024-03-15T09:12:01+08:00 lies in the future"},
      {"type: time, max: now", "2024-03-15T02:00:00Z",
       "error range: 2024-03-15T02:00:00Z lies in the future"},
      {"type: time, max: now", "2024-03-15", ""},
      {"type: text, max_length: 2", "中文字",
       "error length: has 3 characters, at most 2 are allowed"},
      {"type: text, min_length: 2", "中", "error length: has 1 characters, at least 2 are needed"},
      {"type: text, vague: [无, N/A]", "n/a", "warning vague: N/A alone says too little"},
      {"type: text, vague: [无], example: x", "无",
       "warning vague: 无 alone says too little; for example x"},
      {"type: text", "1.38E+10",
       "warning spreadsheet-damage: 1.38E+10 is a number that a spreadsheet has shortened; copy it "
       "anew from a cell of format text"},
      {"type: text", "E+10", ""},
      {"type: text", "A1E+10", ""},
      {"type: phone", "21-58880000",
       "warning spreadsheet-damage: 21-58880000 seems to have lost the 0 of its area code; write "
       "it 021-58880000"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field);
    CAPTURE(row.text);
    CHECK(check(row.field, row.text) == row.told);
  }
}

TEST_CASE("free text is searched for what may not be kept") {
  const std::string told = check("type: note", "身份证 11010519491231002X 请存档");
  CHECK(told.starts_with("warning forbidden: holds "));
  CHECK(told.ends_with("; keep only what the purpose needs"));
  CHECK(told.find("11010519491231002X") == std::string::npos);
  CHECK(check("type: file", "attachments/11010519491231002X") == "");
}

TEST_CASE("a plain value that YAML misreads should be quoted, unless its type is bare") {
  const std::string told =
      "warning quote: stands without quotes, YAML tools take it for something other than text; "
      "write \"";
  CHECK(check("type: text", "no", false, true) == told + "no\"");
  CHECK(check("type: text", "no", false, false) == "");
  CHECK(check("type: money", "3.10", false, true) == told + "3.10\"");
  CHECK(
      check("type: mobile, pii: personal", "13800138000", true, true) ==
      "warning quote: stands without quotes, YAML tools take it for something other than text; put "
      "it in double quotes");
  for (const auto& [type, text] :
       std::vector<std::pair<std::string, std::string>>{{"yes-no", "true"},
                                                        {"integer", "7"},
                                                        {"date", "2024-03-15"},
                                                        {"partial-date", "2004"},
                                                        {"time", "2024-03-15"}}) {
    CHECK(check("type: " + type, text, false, true) == "");
  }
}

TEST_CASE("the most telling rule goes first") {
  CHECK(check("type: text, pattern: '[A-Z]+', max_length: 2, vague: [abc]", "abc", false, true) ==
        "error pattern: abc does not have the form [A-Z]+");
  CHECK(check("type: mobile, pattern: '1.*'", "12345", false, true).starts_with("error mobile: "));
}

TEST_CASE("a personal value is masked in every message") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"type: mobile, pii: personal", "1380013800"},
      {"type: mobile, pii: personal", "138 0013 8001"},
      {"type: phone, pii: personal", "21-58880000"},
      {"type: phone, pii: personal", "1234567"},
      {"type: email, pii: personal", "zhangsan@@example.com"},
      {"type: resident-id, pii: sensitive", "110105194912310021"},
      {"type: text, pii: personal, pattern: '[A-Z]+'", "Zhangsan"},
      {"type: text, pii: personal, max_length: 3", "zhangsan"},
      {"type: text, pii: personal", "1.38E+10"},
      {"type: text, pii: personal", "0755123456"},
      {"type: text, pii: personal, vague: [zhangsan]", "ZHANGSAN"},
      {"type: date, pii: personal", "1980-02-30"},
      {"type: date, pii: personal, max: now", "2030-02-03"},
      {"type: date, pii: personal", "1980/2/3"},
      {"type: money, pii: personal, max: \"5\"", "123456"},
      {"type: choice, pii: personal, options: [{value: x}]", "zhangsan"},
      {"type: code, codes: region, pii: personal", "310115 秘密地址"},
      {"type: person, pii: personal", "秘密人"},
      {"type: file, pii: personal", "秘密/文件"},
      {"type: integer, pii: personal", "12x3456"},
      {"type: yes-no, pii: personal", "zhangsan"},
  };
  for (const auto& [field, text] : rows) {
    const std::string told = check(field, text, true, true);
    CAPTURE(field);
    CHECK(told != "");
    CHECK_MESSAGE(told.find(text) == std::string::npos, told);
  }
  CHECK(
      check("type: code, codes: region, pii: personal", "310115 秘密地址", true).find("秘密地址") ==
      std::string::npos);
}

TEST_CASE("what is shown of a value is short and fit for a terminal") {
  Field field;
  field.type = find_field_type("text");
  CHECK(show_value(field, "x\x1B[31m", false) == "x\\u001B[31m");
  CHECK(show_value(field, std::string(100, 'x'), false) == std::string(59, 'x') + "…");
  CHECK(show_value(field, "王小明", true) == "***");
  field.mask = Mask::name;
  CHECK(show_value(field, "王小明", true) == "王*");
}

TEST_CASE("what is usual is not suspect") {
  const auto is_usual = [](const std::string& properties, std::string_view text) {
    const Schemas schemas = make_schemas("- {name: f, " + properties + "}\n");
    const Field& field = schemas.customer().fields.end()[-1];
    return !is_suspect({text, false, field, world().context(), Signs::none(), true});
  };
  CHECK(is_usual("type: text", "示例机械有限公司。"));
  CHECK(is_usual("type: time, max: now", "2023-03-15T10:00:00+08:00"));
  CHECK(is_usual("type: partial-date, max: now", "2023-03"));
  CHECK(is_usual("type: text, max_length: 6", "张三"));
  CHECK(is_usual("type: text, vague: [负责人, Nobody]", "负责采购"));
  CHECK(is_usual("type: text, vague: [负责人, Nobody]", "负责人张三"));
  CHECK_FALSE(is_usual("type: text, vague: [负责人, Nobody]", "NOBODY"));
  // Folding makes the same of it.
  CHECK_FALSE(is_usual("type: text, vague: [负责人, Nobody]", "ｎobody"));
  CHECK_FALSE(is_usual("type: time, max: now", "2999-03-15"));
}
