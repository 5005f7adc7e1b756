// SPDX-License-Identifier: MIT
// Telephone numbers against the plan of mainland China.
#include "schema/phone.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
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

const std::vector<Fact> mobile_facts{
    {"13100000000", Outcome::valid, "联通; MIIT allocation table, end of March 2023"},
    {"13300000000", Outcome::valid, "电信; MIIT allocation table, end of March 2023"},
    {"13400000000", Outcome::valid, "移动(0-8); MIIT allocation table, end of March 2023"},
    {"13500000000", Outcome::valid, "移动; MIIT allocation table, end of March 2023"},
    {"13800000000", Outcome::valid, "移动; MIIT allocation table, end of March 2023"},
    {"14000000000", Outcome::doubtful, "140 not in MIIT allocation table, end of March 2023"},
    {"14300000000", Outcome::doubtful, "143 not in MIIT allocation table, end of March 2023"},
    {"14500000000", Outcome::valid, "联通; MIIT allocation table, end of March 2023"},
    {"14900000000", Outcome::valid, "电信; MIIT allocation table, end of March 2023"},
    {"15100000000", Outcome::valid, "移动; MIIT allocation table, end of March 2023"},
    {"15200000000", Outcome::valid, "移动; MIIT allocation table, end of March 2023"},
    {"15600000000", Outcome::valid, "联通; MIIT allocation table, end of March 2023"},
    {"15700000000", Outcome::valid, "移动; MIIT allocation table, end of March 2023"},
    {"15900000000", Outcome::valid, "移动; MIIT allocation table, end of March 2023"},
    {"16100000000", Outcome::doubtful,
     "161 (other than 1619) not in MIIT table of March 2023, but npm google-libphonenumber 3.2.47 "
     "now accepts all of 161: warn only"},
    {"16600000000", Outcome::valid, "联通; MIIT allocation table, end of March 2023"},
    {"16700000000", Outcome::valid, "联通转售; MIIT allocation table, end of March 2023"},
    {"16800000000", Outcome::doubtful, "168 not in MIIT allocation table, end of March 2023"},
    {"17000000000", Outcome::valid, "转售; MIIT allocation table, end of March 2023"},
    {"17100000000", Outcome::valid, "联通转售; MIIT allocation table, end of March 2023"},
    {"17300000000", Outcome::valid, "电信; MIIT allocation table, end of March 2023"},
    {"17500000000", Outcome::valid, "联通; MIIT allocation table, end of March 2023"},
    {"17900000000", Outcome::doubtful, "179 not in MIIT allocation table, end of March 2023"},
    {"18400000000", Outcome::valid, "移动; MIIT allocation table, end of March 2023"},
    {"18500000000", Outcome::valid, "联通; MIIT allocation table, end of March 2023"},
    {"18900000000", Outcome::valid, "电信; MIIT allocation table, end of March 2023"},
    {"19000000000", Outcome::valid, "电信; MIIT allocation table, end of March 2023"},
    {"19100000000", Outcome::valid, "电信; MIIT allocation table, end of March 2023"},
    {"19700000000", Outcome::valid, "移动; MIIT allocation table, end of March 2023"},
    {"19800000000", Outcome::valid, "移动; MIIT allocation table, end of March 2023"},
    {"13490000000", Outcome::doubtful,
     "1349: only 13492/13493/13499 are (satellite) assigned; 13490 is not"},
    {"13492000000", Outcome::valid, "1349(2,3,9) satellite, 电信"},
    {"17400000000", Outcome::valid, "1740(0-5) satellite, 电信"},
    {"17412000000", Outcome::valid, "1741(0-2) satellite, other units"},
    {"17490000000", Outcome::valid, "1749 satellite, other units"},
    {"17420000000", Outcome::doubtful, "1742 not assigned"},
    {"16190000000", Outcome::valid, "1619 satellite, 中国星网"},
    {"008613800138000", Outcome::normalises, "00 international prefix -> +8613800138000"},
    {"+86 138 0013 8000", Outcome::normalises, "spaces 3-4-4 -> +8613800138000"},
    {"138-0013-8000", Outcome::normalises, "hyphens 3-4-4 -> +8613800138000"},
    {"+86-138-0013-8000", Outcome::normalises, "+86 and hyphens -> +8613800138000"},
    {"＋８６１３８００１３８０００", Outcome::normalises,
     "full-width + and digits -> +8613800138000"},
    {"138－0013－8000", Outcome::normalises, "full-width hyphens U+FF0D -> +8613800138000"},
    {"tel:+8613800138000", Outcome::normalises, "RFC 3966 URI -> +8613800138000"},
    {"1380013800", Outcome::invalid, "10 digits"},
    {"138001380000", Outcome::invalid, "12 digits"},
    {"12800138000", Outcome::invalid, "128 is not a mobile prefix"},
    {"10800138000", Outcome::invalid, "108"},
    {"13800138000/13900139000", Outcome::invalid, "two numbers in one field"},
    {"+86", Outcome::invalid, "country code only"},
    {"+852 13800138000", Outcome::invalid, "HK country code on a mainland number"},
    {"138****8000", Outcome::invalid, "masked value stored as data"},
};
const std::vector<Fact> phone_facts{
    {"1410000000000", Outcome::invalid, "iot-13: 140-144 are 13-digit IoT numbers"},
    {"010-12345678", Outcome::valid, "landline: Beijing 010 + 8"},
    {"010-62345678", Outcome::valid, "landline: Beijing"},
    {"0755-86234567", Outcome::valid, "landline: Shenzhen 0755 + 8"},
    {"0731-82345678", Outcome::valid, "landline: Changsha"},
    {"+86-010-62345678", Outcome::normalises,
     "landline: common but wrong: 0 kept after +86; accept and normalise"},
    {"(010)62345678", Outcome::normalises, "landline: parenthesised area code"},
    {"0755-2345678", Outcome::invalid, "landline-bad: Shenzhen needs 8 digits"},
    {"010-12345", Outcome::invalid, "landline-bad: 5-digit service number"},
    {"011-62345678", Outcome::invalid, "landline-bad: 011 is no area code"},
    {"4008001234", Outcome::valid, "toll-shared-400: 10 digits"},
    {"800-810-1234", Outcome::normalises, "toll-free-800: 10 digits"},
    {"95555", Outcome::invalid, "short-code: CMB"},
    {"10086", Outcome::invalid, "short-code: operator"},
    {"12345", Outcome::invalid, "short-code: government hotline"},
    {"+44 20 7031 3000", Outcome::valid, "foreign: UK"},
};

std::string read_code_list(const std::string& name) {
  std::ifstream file(std::string(CUSTREC_SOURCE_DIR) + "/schemas/codes/" + name);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

const PhonePlan& plan() {
  static const PhonePlan parsed =
      parse_phone_plan(read_code_list("mobile_prefixes.tsv"), read_code_list("area_codes.tsv"));
  return parsed;
}

Outcome outcome_of(const Verdict& strict, const Verdict& normalised) {
  if (strict.is_good()) return Outcome::valid;
  if (!strict.is_bad()) return Outcome::doubtful;
  return normalised.is_good() ? Outcome::normalises : Outcome::invalid;
}

Verdict mobile(std::string_view value) {
  return check_mobile(value, value, plan());
}
Verdict phone(std::string_view value) {
  return check_phone(value, value, plan());
}
std::string normal_phone(std::string_view value) {
  return normalise_phone(value, plan());
}

/// All of a verdict as one text, so that whole messages are compared.
std::string told(const Verdict& verdict) {
  const std::string worth = verdict.is_bad() ? "bad" : verdict.is_good() ? "good" : "doubtful";
  return worth + ": " + verdict.reason().en + " | " + verdict.reason().zh + " | " +
         verdict.hint().en + " | " + verdict.hint().zh;
}

}  // namespace

TEST_CASE("every known mobile number is judged as the vectors say") {
  for (const Fact& fact : mobile_facts) {
    CAPTURE(fact.value);
    CAPTURE(fact.why);
    CHECK(outcome_of(mobile(fact.value), mobile(normalise_mobile(fact.value))) == fact.outcome);
  }
}

TEST_CASE("every known telephone number is judged as the vectors say") {
  for (const Fact& fact : phone_facts) {
    CAPTURE(fact.value);
    CAPTURE(fact.why);
    CHECK(outcome_of(phone(fact.value), phone(normal_phone(fact.value))) == fact.outcome);
  }
}

TEST_CASE("devices and short codes are no mobile numbers either") {
  CHECK(mobile("1410000000000").is_bad());
  CHECK(mobile("95555").is_bad());
}

TEST_CASE("mobile numbers are telephone numbers too, with the same doubts") {
  CHECK(phone("13800138000").is_good());
  CHECK(phone("14000000000").worth() == Verdict::Worth::doubtful);
  CHECK(normal_phone("+86 138 0013 8000") == "13800138000");
}

TEST_CASE("a mobile number with a digit missing is told by its length") {
  CHECK(told(check_mobile("1380013800", "138****800", plan())) ==
        told(bad({"138****800 has 10 digits, a mobile number has 11",
                  "138****800有10位，手机号码为11位"})));
  CHECK(check_mobile("1", "***", plan()).reason().en == "*** has 1 digit, a mobile number has 11");
  CHECK(check_mobile("138-0013-800", "***", plan()).reason().en ==
        "*** has 10 digits, a mobile number has 11");
}

TEST_CASE("a mobile number that begins wrongly is told") {
  CHECK(mobile("12800138000").reason().en ==
        "12800138000 begins with 128, a mobile number begins with 13 to 19");
  CHECK(told(check_mobile("14000000000", "140****0000", plan())) ==
        told(doubtful(
            {"140****0000 begins with 140, which is not allocated to mobile numbers",
             "140****0000以140开头，该号段尚未分配"},
            {"ask again, or keep it if a call gets through", "请再次核对；确能接通则保留"})));
  CHECK(check_mobile("14000000000", "140****0000", PhonePlan{}).is_good());
}

TEST_CASE("what belongs into a phone field is sent there") {
  CHECK(mobile("+852 13800138000").hint().en == "a number abroad goes into a phone field");
  CHECK(mobile("01062345678").hint().en == "a landline goes into a phone field");
  CHECK(mobile("8613800138000").hint().en == "leave the 86 out");
  CHECK(mobile("13800138000/13900139000").reason().en ==
        "13800138000/13900139000 holds more than one number");
}

TEST_CASE("mobile numbers normalise to 11 digits, all else stays as it came") {
  struct Row {
    std::string_view input;
    std::string_view normal;
  };
  for (const Row& row : std::vector<Row>{{"+86 138 0013 8000", "13800138000"},
                                         {"0086-138-0013-8000", "13800138000"},
                                         {"(+86)13800138000", "13800138000"},
                                         {"TEL:13800138000", "13800138000"},
                                         {" ＋８６１３８００１３８０００\u200B", "13800138000"},
                                         {"138‑0013‑8000", "13800138000"},
                                         {" 1380013800 ", "1380013800"},
                                         {"8613800138000", "8613800138000"},
                                         {"tel:", "tel:"},
                                         {"王总 13800138000", "王总 13800138000"}}) {
    CAPTURE(row.input);
    CHECK(normalise_mobile(row.input) == row.normal);
  }
}

TEST_CASE("telephone numbers normalise to their stored form") {
  struct Row {
    std::string_view input;
    std::string_view normal;
  };
  for (const Row& row : std::vector<Row>{{"(010) 6234 5678", "010-62345678"},
                                         {"（010）62345678", "010-62345678"},
                                         {"01062345678", "010-62345678"},
                                         {"+86 10 6234 5678", "010-62345678"},
                                         {"+86 (0)10 62345678", "010-62345678"},
                                         {"0086-755-86234567", "0755-86234567"},
                                         {"0755-8623-4567", "0755-86234567"},
                                         {"010-62345678转801", "010-62345678-801"},
                                         {"010-62345678 转 801", "010-62345678-801"},
                                         {"010-62345678转分机801", "010-62345678-801"},
                                         {"01062345678x801", "010-62345678-801"},
                                         {"010 62345678 ext. 801", "010-62345678-801"},
                                         {"(010)62345678#801", "010-62345678-801"},
                                         {"+86-10-62345678-801", "010-62345678-801"},
                                         {"tel:+86-10-62345678;ext=801", "010-62345678-801"},
                                         {"010-62345678-801", "010-62345678-801"},
                                         {"400-800-1234", "4008001234"},
                                         {"400-800-1234转1", "4008001234-1"},
                                         {"+44 20 7031 3000", "+44 20 7031 3000"},
                                         {"0044 20 7031 3000", "+44 20 7031 3000"},
                                         {"+44 (0)20 7031 3000", "+44 20 7031 3000"},
                                         {"+1 (212)  555-0100", "+1 212 555-0100"},
                                         {"62345678", "62345678"},
                                         {"1062345678", "1062345678"},
                                         {"010-62345678转前台", "010-62345678转前台"},
                                         {"13800138000转801", "13800138000转801"},
                                         {" 前台 ", "前台"}}) {
    CAPTURE(row.input);
    CHECK(normal_phone(row.input) == row.normal);
    CHECK(normal_phone(row.normal) == row.normal);
  }
}

TEST_CASE("stored forms are good as they stand and nothing else is") {
  for (const std::string_view value : {"010-62345678-801", "0755-86234567-1", "4008001234-801",
                                       "+852 2345 6789", "+12125550100"}) {
    CAPTURE(value);
    CHECK(phone(value).is_good());
  }
  for (const std::string_view value :
       {"", "-", "+", "+86", "+86 10 6234 5678", "+0 20 7031 3000", "+44  20 7031 3000",
        "+44 20 7031 3000 ", "+44 12", "+44 2070 3130 0012 3456", "010-62345678-",
        "010-62345678-8011234", "01062345678", "010-6234567", "tel:front-desk", "tel:95555", "120",
        "13800138000-801"}) {
    CAPTURE(value);
    CHECK(phone(value).is_bad());
  }
}

TEST_CASE("what is wrong with a landline is told") {
  CHECK(phone("0755-2345678").reason() ==
        Text{"0755-2345678 has 7 digits after the area code 0755, there numbers have 8",
             "0755-2345678在区号0755之后有7位，当地号码为8位"});
  CHECK(phone("011-62345678").reason().en == "011-62345678 begins with 011, which is no area code");
  CHECK(told(phone("62345678")) == told(bad({"62345678 has no area code", "62345678缺少区号"},
                                            {"write it like 010-62345678", "写法如010-62345678"})));
  CHECK(phone("95555").reason().en == "95555 is a short service number, nobody's own");
  CHECK(phone("1410000000000").reason().en ==
        "1410000000000 has 13 digits: the number of a device, not of a person");
}

TEST_CASE("a landline that lost its zero is refused and can be restored") {
  CHECK(told(check_phone("1062345678", "***", plan())) ==
        told(bad({"*** lacks the 0 that its area code begins with", "***缺少区号开头的0"},
                 {"a spreadsheet took it for a number: write the area code with its 0",
                  "被电子表格当作数字处理：请补上区号开头的0"})));
  CHECK(restore_leading_zero("1062345678", plan()) == "010-62345678");
  CHECK(restore_leading_zero("75586234567", plan()) == "0755-86234567");
  CHECK(restore_leading_zero("10-62345678", plan()) == "010-62345678");
  for (const std::string_view value :
       {"", "010-62345678", "13800138000", "1380013800", "4008001234", "62345678", "95555",
        "+44 20 7031 3000", "前台"}) {
    CAPTURE(value);
    CHECK_FALSE(restore_leading_zero(value, plan()));
  }
}

TEST_CASE("numbers of Hong Kong have eight digits") {
  CHECK(check_phone("+852 13800138000", "***", plan()).reason().en ==
        "*** has 11 digits after its country code, numbers of Hong Kong and Macau have 8");
}

TEST_CASE("prefixes of any length count, and none else") {
  const PhonePlan parsed = parse_phone_plan(
      "prefix\tkind\n134\tmobile\n1700\tmobile\n17101\tmobile\n1720123\tmobile\n", "");
  for (const std::string number : {"13400000000", "13499999999", "17000000000", "17009999999",
                                   "17101000000", "17101999999", "17201230000", "17201239999"}) {
    CAPTURE(number);
    CHECK(check_mobile(number, "***", parsed).is_good());
  }
  for (const std::string number :
       {"13399999999", "13500000000", "16999999999", "17010000000", "17100999999", "17102000000",
        "17201229999", "17201240000", "19999999999"}) {
    CAPTURE(number);
    CHECK_FALSE(check_mobile(number, "***", parsed).is_good());
  }
  CHECK(check_mobile("13399999999", "***", parse_phone_plan("", "")).is_good());
}

TEST_CASE("a plan is read from its tables whatever their order") {
  const PhonePlan parsed = parse_phone_plan(
      "prefix\tkind\n199\tmobile\n134\tmobile\n13492\tsatellite\n\n",
      "areacode\tlocal_digits\tplaces\r\n0311\t7/8\t石家庄市\r\n010\t8\t北京市\r\n0999\t\t\n");
  CHECK(parsed.mobile_prefixes == std::vector<std::string>{"134", "199"});
  REQUIRE(parsed.area_codes.size() == 2);
  CHECK(parsed.area_codes[0].code == "010");
  CHECK(parsed.area_codes[1].shortest == 7);
  CHECK(parsed.area_codes[1].longest == 8);
  CHECK(parsed.area_codes[1].places == "石家庄市");
  CHECK(check_phone("0311-1234567", "***", parsed).is_good());
  CHECK(check_phone("0311-12345678", "***", parsed).is_good());
  CHECK(check_phone("0311-123456", "***", parsed).reason().en ==
        "*** has 6 digits after the area code 0311, there numbers have 7-8");
  CHECK(normalise_phone("0311-1234567-8", parsed) == "0311-1234567-8");
}
