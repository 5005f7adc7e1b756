// SPDX-License-Identifier: MIT
// Unified social credit codes: published ones, constructed ones and those that people mistype.
#include "schema/uscc.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

using namespace custrec;

namespace {

enum class Outcome : unsigned char { valid, doubtful, normalises, invalid };

struct Fact {
  std::string_view value;
  Outcome outcome;
  std::string_view why;
};

const std::vector<Fact> facts{
    {"914403001922038216", Outcome::valid, "华为技术有限公司"},
    {"91440300708461136T", Outcome::valid, "深圳市腾讯计算机系统有限公司"},
    {"9144030071526726XG", Outcome::valid, "腾讯科技（深圳）有限公司"},
    {"91330100799655058B", Outcome::valid, "阿里巴巴（中国）有限公司"},
    {"91110000802100433B", Outcome::valid, "北京百度网讯科技有限公司"},
    {"9144030010001686XA", Outcome::valid, "招商银行股份有限公司"},
    {"91310000132260250X", Outcome::valid, "上海汽车集团股份有限公司"},
    {"91440400192548256N", Outcome::valid, "珠海格力电器股份有限公司"},
    {"91440606722473344C", Outcome::valid, "美的集团股份有限公司"},
    {"91440300192317458F", Outcome::valid, "比亚迪股份有限公司"},
    {"12100000400011227Y", Outcome::valid, "北京航空航天大学"},
    {"12100000400009127B", Outcome::valid, "北京理工大学"},
    {"12100000400010056C", Outcome::valid, "北京师范大学"},
    {"121000004000022245", Outcome::valid, "北京科技大学"},
    {"1210000040000983X8", Outcome::valid, "华北电力大学"},
    {"12100000400006110Y", Outcome::valid, "中国石油大学（北京）"},
    {"12100000400012342E", Outcome::valid, "中国科学院计算技术研究所"},
    {"91110000600037341L", Outcome::valid, "(python-stdnum / npm stdnum documentation example)"},
    {"9133010060912074XW", Outcome::valid, "中策橡胶集团股份有限公司"},
    {"91440300192441045W", Outcome::valid, "华润怡宝饮料（中国）有限公司"},
    {"914403007230429091", Outcome::valid, "贝特瑞新材料集团股份有限公司"},
    {"91620000712767189Y", Outcome::valid, "大禹节水集团股份有限公司"},
    {"91350000611528672E", Outcome::valid, "福建恒安集团有限公司"},
    {"913101157626272806", Outcome::valid, "中微半导体设备（上海）股份有限公司"},
    {"9134010068976734XU", Outcome::valid, "科大国盾量子技术股份有限公司"},
    {"91510000621601466X", Outcome::valid, "中国铁路成都局集团有限公司"},
    {"91110000562091696T", Outcome::valid, "北京汽车股份有限公司"},
    {"91110000625906670H", Outcome::valid, "松下电器（中国）有限公司"},
    {"91140000110114391W", Outcome::valid, "太原钢铁（集团）有限公司"},
    {"91440300708416327M", Outcome::valid, "深圳市比亚迪锂电池有限公司"},
    {"91330000704202137E", Outcome::valid, "浙江龙盛集团股份有限公司"},
    {"9141030067166633X2", Outcome::valid, "中信重工机械股份有限公司"},
    {"91540000219667563J", Outcome::valid, "梅花生物科技集团股份有限公司"},
    {"913300006096907427", Outcome::valid, "浙江三花智能控制股份有限公司"},
    {"91340100586142822H", Outcome::valid, "联宝（合肥）电子科技有限公司"},
    {"9113060970075812XB", Outcome::valid, "河北大午农牧集团有限公司"},
    {"914200001775644500", Outcome::valid, "三环集团有限公司"},
    {"91330200MA283665X6", Outcome::valid, "奥克斯空调股份有限公司"},
    {"91320583722291823U", Outcome::valid, "立讯电子科技（昆山）有限公司"},
    {"91433100183806380W", Outcome::valid, "酒鬼酒股份有限公司"},
    {"91360106MA35WNBE9F", Outcome::valid, "南昌华勤电子科技有限公司"},
    {"91110108MA02M0XT64", Outcome::valid, "曙光智算信息技术有限公司"},
    {"12440600MB2C07549J", Outcome::valid, "(public institution, Foshan; quoted in a bug report)"},
    {"N2440305MA5T00002H", Outcome::valid, "CONSTRUCTED 村级集体经济组织"},
    {"N1440305MA5T00002L", Outcome::valid, "CONSTRUCTED 组级集体经济组织"},
    {"52440305MA5T000023", Outcome::valid, "CONSTRUCTED 民办非企业单位"},
    {"71440305MA5T000024", Outcome::valid, "CONSTRUCTED 宗教活动场所"},
    {"92440305MA5T00002Y", Outcome::valid, "CONSTRUCTED 个体工商户"},
    {"Y1440305MA5T00002C", Outcome::valid, "CONSTRUCTED 其他"},
    {"11440305MA5T00002A", Outcome::valid, "CONSTRUCTED 机关"},
    {"914403001922038261", Outcome::invalid, "adjacent transposition of last two"},
    {"914403001922038217", Outcome::invalid, "check character off by one"},
    {"914409001922038216", Outcome::invalid, "one digit substituted in area code"},
    {"91110000802100433Ｂ", Outcome::normalises, "full-width last letter (fixable)"},
    {"9144O3OO1922O38216", Outcome::invalid, "all zeros typed as O"},
    {"9144030019Z2038216", Outcome::invalid, "Z for 2"},
    {"91330000MA2H4VXM0W", Outcome::invalid,
     "V is not in the alphabet (AI-made sample had it in that place)"},
    {"91440300-19220382-16", Outcome::normalises, "hyphens inside (fixable)"},
    {"914403001922038216\u200B", Outcome::normalises, "trailing zero-width space U+200B (fixable)"},
    {"\u202A914403001922038216\u202C", Outcome::normalises, "bidi marks around (fixable)"},
    {"B14403001922038214", Outcome::invalid, "unknown department B, check character right"},
    {"01440300192203821F", Outcome::invalid, "unknown department 0"},
    {"111111111111111111", Outcome::invalid, "all ones: check should be 5"},
    {"440301192203821", Outcome::invalid,
     "15-digit pre-2015 tax number (area + organisation code)"},
    {"19220382-1", Outcome::invalid, "9-character organisation code only"},
    {"914403001922038000", Outcome::invalid, "spreadsheet rounding to 15 significant digits"},
    {"9133000073600620X", Outcome::invalid,
     "17 characters, invented as 海康威视 (file 6390060090)"},
    {"91350203M0001FUE2P", Outcome::invalid,
     "REAL registration (厦门黑脉网络科技有限公司, hutool issue 2020) whose check character should "
     "be J: needs a waiver, not a hard stop"},
};

Outcome outcome_of(std::string_view value) {
  const Verdict strict = check_uscc(value, value);
  if (strict.is_good()) return Outcome::valid;
  if (!strict.is_bad()) return Outcome::doubtful;
  const std::string normal = normalise_uscc(value);
  return check_uscc(normal, normal).is_good() ? Outcome::normalises : Outcome::invalid;
}

Verdict check(std::string_view value) {
  return check_uscc(value, value);
}

/// All of a verdict as one text, so that whole messages are compared.
std::string told(const Verdict& verdict) {
  const std::string worth = verdict.is_bad() ? "bad" : verdict.is_good() ? "good" : "doubtful";
  return worth + ": " + verdict.reason().en + " | " + verdict.reason().zh + " | " +
         verdict.hint().en + " | " + verdict.hint().zh;
}

}  // namespace

TEST_CASE("every known credit code is judged as the vectors say") {
  for (const Fact& fact : facts) {
    CAPTURE(fact.value);
    CAPTURE(fact.why);
    CHECK(outcome_of(fact.value) == fact.outcome);
  }
}

TEST_CASE("a wrong check character is told with the one that would be right") {
  CHECK(
      told(check("914403001922038217")) ==
      told(bad({"914403001922038217 ends with 7, its check character does not hold",
                "914403001922038217的末位“7”与校验码不符"},
               {"check the licence: the last character would be 6", "请核对营业执照：末位应为6"})));
}

TEST_CASE("a letter that looks like a digit is named and not replaced") {
  CHECK(
      told(check("9144O3OO1922O38216")) ==
      told(bad(
          {"9144O3OO1922O38216 has O at place 5, a credit code has digits and capitals without I, "
           "O, S, V, Z",
           "9144O3OO1922O38216第5位是“O”，统一社会信用代码只用数字和除I、O、S、V、Z外的大写字母"},
          {"check the licence: with 0 for O the check character would hold",
           "请核对营业执照：若O→0，则校验码相符"})));
  CHECK(check("9I44030019Z2038217").hint() ==
        Text{"check the licence: it may be 1 for I, 2 for Z", "请核对营业执照：可能是I→1、Z→2"});
  CHECK(check("91330000MA2H4VXM0W").hint().empty());
  CHECK(normalise_uscc("9144O3OO1922O38216") == "9144O3OO1922O38216");
}

TEST_CASE("an invisible character in a credit code is told by its number") {
  CHECK(check("91440300192203821\u200B").reason().en.find("U+200B at place 18") !=
        std::string::npos);
}

TEST_CASE("other numbers of a company are recognised by their length") {
  CHECK(
      told(check("440301192203821")) ==
      told(bad({"440301192203821 has 15 characters, a credit code has 18",
                "440301192203821有15个字符，统一社会信用代码为18位"},
               {"15 characters are a tax number from before 2015; the licence now has a code of 18",
                "15位是2015年以前的税务登记号，现行营业执照上是18位代码"})));
  CHECK(check("19220382-1").hint().en ==
        "9 characters are the organisation code alone; the licence has the code of 18");
  CHECK(check("").reason().en == " has 0 characters, a credit code has 18");
}

TEST_CASE("a credit code that a spreadsheet rounded is told so") {
  const Text hint{
      "it looks like a number that a spreadsheet rounded: take it from the licence again",
      "看起来是被电子表格四舍五入的数字，请按营业执照重新录入"};
  CHECK(check("914403001922038000").hint() == hint);
  CHECK(check("9.14403E+17").hint() == hint);
}

TEST_CASE("departments and categories are told apart") {
  CHECK(check("B14403001922038214").reason().en ==
        "B14403001922038214 begins with B, which is no registering department");
  CHECK(check("944403001922038216").reason().en ==
        "944403001922038216 begins with 94, a category that department 9 does not have");
  CHECK(check("91A403001922038216").reason().en ==
        "91A403001922038216 has a letter among places 3 to 8, which are the digits of an area");
}

TEST_CASE("an organisation code whose own check fails is doubtful while the last one holds") {
  CHECK(
      told(check("914403001922038229")) ==
      told(doubtful({"914403001922038229 has an organisation code (places 9 to 17) whose own check "
                     "fails",
                     "914403001922038229中的组织机构代码（第9至17位）自身校验不符"},
                    {"compare it with the licence", "请与营业执照核对"})));
}

TEST_CASE("an area that no list knows is no fault of a credit code") {
  CHECK(check("91360106MA35WNBE9F").is_good());
}

TEST_CASE("lower case, spaces and hyphens pass only after normalising") {
  CHECK(check("91440300708461136t").is_bad());
  CHECK(normalise_uscc(" 91440300-70846113６t\u200E ") == "91440300708461136T");
}

TEST_CASE("messages show of a credit code what they may") {
  CHECK(check_uscc("914403001922038217", "***").reason().en ==
        "*** ends with 7, its check character does not hold");
}
