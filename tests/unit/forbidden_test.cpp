// SPDX-License-Identifier: MIT
// Cards, ID numbers and home addresses in free text, and what only looks like them.
#include "schema/forbidden.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace custrec;

namespace {

/// What was found, as `passage → what`.
std::vector<std::string> found_in(std::string_view text) {
  std::vector<std::string> found;
  for (const Forbidden& forbidden : find_forbidden(text)) {
    found.push_back(std::string(text.substr(forbidden.offset, forbidden.length)) + " → " +
                    forbidden.what.en);
  }
  return found;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("card numbers of every length and grouping are found") {
  struct Row {
    std::string_view text;
    std::string_view passage;
    std::string_view last;
  };
  for (const Row& row : std::vector<Row>{
           {"6200000000000005", "6200000000000005", "0005"},
           {"6205500000000000004", "6205500000000000004", "0004"},
           {"卡号6222021200001233，工行", "6222021200001233", "1233"},
           {"卡号：6222 0212 0000 1233。", "6222 0212 0000 1233", "1233"},
           {"6222-0212-0000-1233", "6222-0212-0000-1233", "1233"},
           {"6205 5000 0000 0000 004 周五", "6205 5000 0000 0000 004", "0004"},
           {"2024-03-15 6222 0212 0000 1233", "6222 0212 0000 1233", "1233"},
           {"6222 0212 0000 1233 2024-03-15", "6222 0212 0000 1233", "1233"},
           {"６２２２０２１２００００１２３３", "６２２２０２１２００００１２３３", "1233"},
           {"订单已付，银行卡6222021200001233", "6222021200001233", "1233"},
           {"Visa 4012888888881881.", "4012888888881881", "1881"},
           {"4222222222222", "4222222222222", "2222"},
           {"Amex 378282246310005", "378282246310005", "0005"},
           {"5105105105105100", "5105105105105100", "5100"},
           {"2223003122003222", "2223003122003222", "3222"},
           {"3530111333300000", "3530111333300000", "0000"},
           {"9558800200000123451", "9558800200000123451", "3451"}}) {
    CAPTURE(row.text);
    CHECK(found_in(row.text) == Found{std::string(row.passage) + " → a bank card number (****" +
                                      std::string(row.last) + ")"});
  }
}

TEST_CASE("other numbers are no cards") {
  for (const std::string_view text : {"",
                                      "13800138000",
                                      "010-62345678",
                                      "6200000000000004",
                                      "20240315091200",
                                      "1710464400000",
                                      "20240315091200123",
                                      "订单号 6222021200001233",
                                      "order no. 4012888888881881",
                                      "合同编号：6222021200001233",
                                      "DD6222021200001233",
                                      "6222021200001233A",
                                      "914403001922038216",
                                      "91440300708461136T",
                                      "213800KUD8LXJWSQ9D15",
                                      "506700GE1G29325QX364",
                                      "A4012888888881881",
                                      "v4012888888881881",
                                      "4012888888881881.5",
                                      "0.4012888888881881",
                                      "id_4012888888881881",
                                      "4006381000093",
                                      "62220212000012336222021200001233",
                                      "8111111111111116",
                                      "4001 4002 4003",
                                      "6222  0212  0000  1233",
                                      "2024-03-15 2024-03-16 2024-03-17"}) {
    CAPTURE(text);
    CHECK(found_in(text) == Found{});
  }
}

TEST_CASE("resident ID numbers are found with their place in the text") {
  const std::vector<Forbidden> found = find_forbidden("身份证11010519491231002X已核");
  REQUIRE(found.size() == 1);
  CHECK(found[0].offset == 9);
  CHECK(found[0].length == 18);
  CHECK(found[0].what ==
        Text{"a resident ID number (1101**********002X)", "公民身份号码（1101**********002X）"});
  CHECK(found_in("110105 19491231 002x.") ==
        Found{"110105 19491231 002x → a resident ID number (1101**********002X)"});
  CHECK(found_in("360426199101010071") ==
        Found{"360426199101010071 → a resident ID number (3604**********0071)"});
}

TEST_CASE("numbers of eighteen digits are no resident IDs unless place, date and check hold") {
  for (const std::string_view text :
       {"110105194912310021", "11010519491321002X", "110105111101010019", "000105199003071233",
        "A11010519491231002X", "11010519491231002XY", "1110105194912310021"}) {
    CAPTURE(text);
    CHECK(found_in(text) == Found{});
  }
}

TEST_CASE("home addresses that are said to be one are found to the end of the sentence") {
  CHECK(found_in("备注。家庭住址：北京市朝阳区望京街1号。电话联系") ==
        Found{"家庭住址：北京市朝阳区望京街1号 → a home address"});
  CHECK(found_in("客户家庭地址: 上海市张江路88号\n下午再打") ==
        Found{"家庭地址: 上海市张江路88号 → a home address"});
  CHECK(found_in("住址：无锡市梁溪区1号") == Found{"住址：无锡市梁溪区1号 → a home address"});
  CHECK(found_in("Home address: 12 High Street, London; call later") ==
        Found{"Home address: 12 High Street, London → a home address"});
}

TEST_CASE("words about addresses are no address") {
  for (const std::string_view text :
       {"家庭住址", "家庭住址：", "家庭住址：无", "家庭住址：未提供给我们", "客户家庭住址不便透露",
        "公司住址：北京市朝阳区望京街1号", "地址：北京市朝阳区望京街1号", "home address unknown",
        "home address: not given", "家庭住址：保密，不登记"}) {
    CAPTURE(text);
    CHECK(found_in(text) == Found{});
  }
}

TEST_CASE("several findings come by their place and none twice") {
  CHECK(found_in("卡6222021200001233，证11010519491231002X，住址：北京市朝阳区望京街1号") ==
        Found{"6222021200001233 → a bank card number (****1233)",
              "11010519491231002X → a resident ID number (1101**********002X)",
              "住址：北京市朝阳区望京街1号 → a home address"});
  CHECK(found_in("6222021200001233 4012888888881881") ==
        Found{"6222021200001233 → a bank card number (****1233)",
              "4012888888881881 → a bank card number (****1881)"});
}
