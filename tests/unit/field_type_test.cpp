// SPDX-License-Identifier: MIT
// The table of field types: what is good, bad and doubtful, normal forms, comparing.
#include "schema/field_type.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"
#include "text/utf8.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

Field field_of(std::string_view type) {
  Field field;
  field.name = "f";
  field.type = find_field_type(type);
  REQUIRE(field.type != nullptr);
  field.codes = "region";
  if (type == "choice" || type == "choices") {
    field.options = {{"enterprise", {"Enterprise", "企业客户"}, {"企业", "公司"}},
                     {"individual", {"Individual", "个人客户"}, {}}};
  }
  return field;
}

/// `good`, or `bad:`/`doubtful:` with reason and hint.
std::string judge(std::string_view type, std::string_view text) {
  const Field field = field_of(type);
  const Verdict verdict = field.type->check({text, false, field, world().context()});
  if (verdict.is_good()) return "good";
  return (verdict.is_bad() ? "bad: " : "doubtful: ") + verdict.reason().en +
         (verdict.hint().empty() ? "" : "; " + verdict.hint().en);
}

std::string normalise(std::string_view type, std::string_view input) {
  const Field field = field_of(type);
  return field.type->normalise(input, field, world().context());
}

struct Row {
  std::string type;
  std::string text;
  std::string verdict;
};

}  // namespace

TEST_CASE("the table has the types of the design, each by its name") {
  std::string names;
  for (const FieldType& type : field_types()) {
    names += std::string(type.name) + " ";
    CHECK(find_field_type(type.name) == &type);
    const bool structured =
        type.name == "choices" || type.name == "entries" || type.name == "group";
    CHECK((type.check == nullptr) == structured);
    CHECK((type.normalise == nullptr) == structured);
    CHECK(find_rule(type.name) != nullptr);
  }
  CHECK(names ==
        "text note choice choices yes-no integer decimal money date partial-date time uscc "
        "resident-id mobile phone email code person file entries group ");
  CHECK(find_field_type("") == nullptr);
  CHECK(find_field_type("Text") == nullptr);
}

TEST_CASE("what is good and what is not, by type") {
  const std::string control = "bad: holds a control character, which no one can see";
  const std::vector<Row> rows = {
      {"text", "x", "good"},
      {"text", "中文 x", "good"},
      {"text", "x\ny", "bad: has line breaks or tabs, a text is one line"},
      {"text", "x\ty", "bad: has line breaks or tabs, a text is one line"},
      {"text", " x", "bad: has blanks around it"},
      {"text", "x\xE3\x80\x80", "bad: has blanks around it"},
      {"text", "x\xE2\x80\x8B", "bad: has blanks around it"},
      {"text", "x\x1By", control},
      {"text", "x\xC2\x85y", control},
      {"note", "x\ny\n", "good"},
      {"note", "x\ty", "bad: has tabs or carriage returns"},
      {"note", "x\r\ny", "bad: has tabs or carriage returns"},
      {"note", "x\x07", control},
      {"choice", "enterprise", "good"},
      {"choice", "企业客户", "bad: 企业客户 is none of enterprise, individual"},
      {"choice", "Enterprise", "bad: Enterprise is none of enterprise, individual"},
      {"yes-no", "true", "good"},
      {"yes-no", "false", "good"},
      {"yes-no", "yes", "bad: yes is neither true nor false"},
      {"yes-no", "True", "bad: True is neither true nor false"},
      {"integer", "0", "good"},
      {"integer", "-12", "good"},
      {"integer", "999999999999999999", "good"},
      {"integer", "1000000000000000000", "bad: 1000000000000000000 is no whole number"},
      {"integer", "1.0", "bad: 1.0 is no whole number"},
      {"integer", "+1", "bad: +1 is no whole number"},
      {"integer", "1e3", "bad: 1e3 is no whole number"},
      {"integer", "-", "bad: - is no whole number"},
      {"decimal", "1.50", "good"},
      {"decimal", "-0.5", "good"},
      {"decimal", ".5", "bad: .5 is no number"},
      {"decimal", "5.", "bad: 5. is no number"},
      {"decimal", "1.2.3", "bad: 1.2.3 is no number"},
      {"decimal", "NaN", "bad: NaN is no number"},
      {"money", "620000.00", "good"},
      {"money", "0", "good"},
      {"money", "1.005", "bad: 1.005 has more than two decimals"},
      {"money", "1234567890123456",
       "bad: 1234567890123456 has more than 15 digits before the point"},
      {"money", "620,000", "bad: 620,000 is no amount in yuan"},
      {"money", "62万", "bad: 62万 is no amount in yuan"},
      {"date", "2024-02-29", "good"},
      {"date", "2023-02-29", "bad: 2023-02-29 is no day of the calendar"},
      {"date", "2024-13-01", "bad: 2024-13-01 is no day of the calendar"},
      {"date", "2024-3-5", "bad: 2024-3-5 is no date, which is written YYYY-MM-DD"},
      {"date", "2024", "bad: 2024 is no date, which is written YYYY-MM-DD"},
      {"partial-date", "2004", "good"},
      {"partial-date", "2004-05", "good"},
      {"partial-date", "2004-05-06", "good"},
      {"partial-date", "2004-13",
       "bad: 2004-13 is no date, which is written YYYY, YYYY-MM or YYYY-MM-DD"},
      {"partial-date", "2004-02-30", "bad: 2004-02-30 is no day of the calendar"},
      {"time", "2024-03-15", "good"},
      {"time", "2024-03-15T09:12:00+08:00", "good"},
      {"time", "2024-03-15T09:12Z", "good"},
      {"time", "2024-03-15T09:12:00",
       "bad: 2024-03-15T09:12:00 is no time, which is written YYYY-MM-DD or like "
       "2024-03-15T09:12:00+08:00"},
      {"time", "2024-02-30T09:12:00+08:00",
       "bad: 2024-02-30T09:12:00+08:00 is no day of the calendar"},
      {"uscc", "91440300708461136T", "good"},
      {"resident-id", "11010519491231002X", "good"},
      {"mobile", "13800138000", "good"},
      {"phone", "021-58880000-801", "good"},
      {"email", "wang@example.com", "good"},
      {"code", "310115 上海市浦东新区", "good"},
      {"code", "310115 浦东", "bad: the code 310115 has the name 上海市浦东新区, not 浦东"},
      {"code", "浦东",
       "bad: 浦东 is no code or name of the list region; it may be 310115 上海市浦东新区"},
      {"person", "张三", "good"},
      {"person", "张", "bad: 张 is not in team.yaml; did you mean 张三?"},
      {"person", "外人甲乙", "bad: 外人甲乙 is not in team.yaml"},
      {"file", "attachments/C1/合同.pdf", "good"},
      {"file", "attachments/a.pdf", "good"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CAPTURE(row.text);
    CHECK(judge(row.type, row.text) == row.verdict);
  }
}

TEST_CASE("a path of a file stays inside attachments/") {
  for (const std::string path :
       {"/etc/passwd", "attachments", "attachments/", "attachments//x", "attachments/../x",
        "attachments/a/../../x", "attachments/./x", "../attachments/x", "attachments/a/",
        "attachments\\x", "attachments/a\\b", "customers/x.yaml", "attachments/x\ny", "x.pdf",
        "attachments/..", "file:attachments/x"}) {
    CAPTURE(path);
    CHECK(judge("file", path) ==
          "bad: " + escape_controls(path) + " is no path inside attachments/");
  }
}

TEST_CASE("a code without its name is told so") {
  const std::string told = judge("code", "310115");
  CHECK(told.starts_with("bad: "));
  CHECK_FALSE(told.ends_with("not "));
}

TEST_CASE("an abolished code is doubtful and names its successor") {
  const CodeList* list = world().codes.find("region");
  REQUIRE(list != nullptr);
  int seen = 0;
  for (const Code& code : list->codes()) {
    if (!code.abolished) continue;
    const Code* successor = list->find(code.successor);
    CHECK(judge("code", format_code(code)) ==
          "doubtful: the code " + std::string(code.code) + " has been abolished" +
              (successor == nullptr ? "" : "; it is " + format_code(*successor) + " now"));
    if (++seen == 5) break;
  }
  CHECK(seen == 5);
}

TEST_CASE("what people give becomes the stored form") {
  const std::vector<Row> rows = {
      {"text", "  x\xE3\x80\x80", "x"},
      {"text", "a\nb\r\nc\td", "a b c d"},
      {"text", "\xEF\xBB\xBFx", "x"},
      {"note", "a\r\nb\tc  \nd\n\n", "a\nb c\nd"},
      {"note", "  a", "a"},
      {"choice", "企业客户", "enterprise"},
      {"choice", "ENTERPRISE", "enterprise"},
      {"choice", "Individual", "individual"},
      {"choice", " 公司 ", "enterprise"},
      {"choice", "政府", "政府"},
      {"yes-no", "是", "true"},
      {"yes-no", "YES", "true"},
      {"yes-no", "１", "true"},
      {"yes-no", "否", "false"},
      {"yes-no", "off", "false"},
      {"yes-no", "maybe", "maybe"},
      {"integer", " 1,234 ", "1234"},
      {"integer", "１２", "12"},
      {"integer", "5000+", "5000+"},
      {"money", "￥620,000.00", "620000.00"},
      {"money", "62万", "620000"},
      {"money", "62.5万元", "625000"},
      {"money", "1.2亿", "120000000"},
      {"money", "62万 元", "620000"},
      {"money", "人民币 100元", "100"},
      {"money", "RMB 99.50", "99.50"},
      {"money", "面议", "面议"},
      {"money", "-5", "-5"},
      {"date", "2024年3月15日", "2024-03-15"},
      {"date", "2024/3/15", "2024-03-15"},
      {"date", "03/04/2024", "03/04/2024"},
      {"partial-date", "2004年5月", "2004-05"},
      {"time", "2024-03-15 9:12", "2024-03-15T09:12:00+08:00"},
      {"uscc", "9144 0300 7084 61136t", "91440300708461136T"},
      {"resident-id", "11010519491231002x", "11010519491231002X"},
      {"mobile", "+86 138-0013-8000", "13800138000"},
      {"email", " Wang@Example.com ", "Wang@Example.com"},
      {"code", "310115", "310115 上海市浦东新区"},
      {"code", "上海市浦东新区", "310115 上海市浦东新区"},
      {"code", "没有的地方", "没有的地方"},
      {"person", " 张三 ", "张三"},
      {"file", " attachments/a ", "attachments/a"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CAPTURE(row.text);
    CHECK(normalise(row.type, row.text) == row.verdict);
  }
}

TEST_CASE("normalising twice changes nothing more") {
  for (const FieldType& type : field_types()) {
    if (type.normalise == nullptr) continue;
    for (const std::string input : {"",
                                    " ",
                                    "x",
                                    "a\nb",
                                    "2024年3月15日",
                                    "１２,345万",
                                    "企业客户",
                                    "是",
                                    "138 0013 8000",
                                    "上海",
                                    "wang@EXAMPLE.com",
                                    "021 5888 0000",
                                    "人民币元",
                                    "万",
                                    "元",
                                    "-",
                                    "\xEF\xBB\xBF",
                                    "a\tb \n c",
                                    "2024-03-15 09:12",
                                    "9144 0300 7084 6113 6T",
                                    "0.5亿",
                                    "¥¥5"}) {
      const std::string once = normalise(type.name, input);
      CAPTURE(type.name);
      CAPTURE(input);
      CHECK(normalise(type.name, once) == once);
    }
  }
}

TEST_CASE("what normalising gives of good input is good, and good values stay as they are") {
  for (const auto& [type, text] :
       std::vector<std::pair<std::string, std::string>>{{"text", "x"},
                                                        {"note", "a\nb"},
                                                        {"choice", "enterprise"},
                                                        {"yes-no", "false"},
                                                        {"integer", "-3"},
                                                        {"decimal", "0.10"},
                                                        {"money", "620000.00"},
                                                        {"date", "2024-03-15"},
                                                        {"partial-date", "2004-05"},
                                                        {"time", "2024-03-15T09:12:00+08:00"},
                                                        {"uscc", "91440300708461136T"},
                                                        {"resident-id", "11010519491231002X"},
                                                        {"mobile", "13800138000"},
                                                        {"phone", "021-58880000-801"},
                                                        {"email", "wang@example.com"},
                                                        {"code", "310115 上海市浦东新区"},
                                                        {"person", "李四"},
                                                        {"file", "attachments/x"}}) {
    CAPTURE(type);
    CHECK(judge(type, text) == "good");
    CHECK(normalise(type, text) == text);
  }
}

TEST_CASE("values compare by the order of their type") {
  const auto compare = [](std::string_view type, std::string_view left, std::string_view right) {
    const auto order = compare_values(*find_field_type(type), left, right);
    if (!order) return std::string("nothing");
    return std::string(*order < 0 ? "<" : *order > 0 ? ">" : "=");
  };
  CHECK(compare("money", "9", "10") == "<");
  CHECK(compare("money", "10.50", "10.5") == "=");
  CHECK(compare("money", "0.9", "0.10") == ">");
  CHECK(compare("money", "-1", "1") == "<");
  CHECK(compare("money", "-2", "-10") == ">");
  CHECK(compare("money", "-0", "0") == "=");
  CHECK(compare("integer", "007", "7") == "=");
  CHECK(compare("integer", "999999999999999999999", "1000000000000000000000") == "<");
  CHECK(compare("decimal", "x", "1") == "nothing");
  CHECK(compare("date", "2024-03-15", "2024-03-16") == "<");
  CHECK(compare("date", "2024-02-30", "2024-03-16") == "nothing");
  CHECK(compare("partial-date", "2004", "2004-05") == "=");
  CHECK(compare("partial-date", "2004-06", "2004-05-31") == ">");
  CHECK(compare("time", "2024-03-15T00:00:00+08:00", "2024-03-14T16:00:00Z") == "=");
  CHECK(compare("time", "2024-03-15T01:00:00+08:00", "2024-03-14T18:00:00Z") == "<");
  CHECK(compare("time", "2024-03-15T23:00:00+08:00", "2024-03-15") == "=");
  CHECK(compare("time", "2024-03-16", "2024-03-15T23:00:00+08:00") == ">");
  CHECK(compare("time", "2024", "2024-03-15T23:00:00+08:00") == "=");
  CHECK(compare("code", "CN 中国", "CN") == "=");
  CHECK(compare("code", "CN 中国", "US 美国") == "<");
  CHECK(compare("text", "a", "b") == "<");
  CHECK(compare("choice", "a", "a") == "=");
}

TEST_CASE("good values compare as any others do") {
  const std::string days[] = {"2004", "2004-05", "2004-05-06", "2004-06", "2005-01-01"};
  const std::string times[] = {"2004-05-06T07:08:09+08:00", "2004-05-06T07:08:10+08:00",
                               "2004-05-06T07:08:09+09:00", "2004-05-05T23:08:09Z",
                               "2004-05-06T00:08:00Z",      "2004-05-06T07:08+08:00",
                               "2004-05-06T07:08-08:00",    "2004-05-06T07:09+08:00"};
  std::vector<std::string> all(std::begin(days), std::end(days));
  all.insert(all.end(), std::begin(times), std::end(times));
  const FieldType& time = *find_field_type("time");
  for (const std::string& left : all) {
    for (const std::string& right : all) {
      CAPTURE(left);
      CAPTURE(right);
      CHECK(compare_good_values(time, left, right) == compare_values(time, left, right));
    }
  }
  CHECK(compare_good_values(*find_field_type("money"), "9", "10") == std::strong_ordering::less);
  CHECK(compare_good_values(*find_field_type("code"), "CN 中国", "CN") ==
        std::strong_ordering::equal);
}

TEST_CASE("an option is named by value, label or another word, in any case") {
  const Field field = field_of("choice");
  for (const std::string input :
       {"enterprise", "ENTERPRISE", "Enterprise", "企业客户", " 企业 ", "公司"}) {
    CHECK(find_option(field, input) == "enterprise");
  }
  CHECK(find_option(field, "企") == "");
  CHECK(find_option(field, "") == "");
}
