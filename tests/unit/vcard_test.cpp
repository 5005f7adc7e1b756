// SPDX-License-Identifier: MIT
// Contacts as address cards.
#include "exchange/vcard.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"
#include "text/utf8.hpp"

using namespace custrec;
using namespace custrec::test;

TEST_CASE("each contact is a card") {
  const Value record = make_mapping(
      "", {make_text("type", "enterprise"), make_text("name", "甲,乙有限公司"),
           make_text("address", "世纪大道1号; 2楼"), make_text("remarks", "not on a card"),
           make_sequence(
               "contacts",
               {make_mapping(
                    "", {make_text("name", "王小明"), make_text("title", "主管"),
                         make_text("mobile", "13800138000"), make_text("phone", "021-50000001"),
                         make_text("email", "w@example.com"), make_text("other", "not on a card")}),
                make_mapping("", {make_text("mobile", "13900139000")})})});
  CHECK(format_vcards(record, shipped_schemas()) ==
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:王小明\r\nN:王小明;;;;\r\nORG:甲\\,乙有限公司\r\n"
        "TITLE:主管\r\nTEL;TYPE=cell:13800138000\r\nTEL;TYPE=\"work,voice\":021-50000001\r\n"
        "EMAIL:w@example.com\r\nADR:;;世纪大道1号\\; 2楼;;;;\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:甲\\,乙有限公司\r\nN:甲\\,乙有限公司;;;;\r\n"
        "ORG:甲\\,乙有限公司\r\nTEL;TYPE=cell:13900139000\r\nADR:;;世纪大道1号\\; 2楼;;;;\r\n"
        "END:VCARD\r\n");
  CHECK(format_vcards(make_mapping("", {make_text("name", "x")}), shipped_schemas()).empty());
}

TEST_CASE("a person as customer is no organisation") {
  const Value record = make_mapping(
      "", {make_text("type", "individual"), make_text("name", "魏小己"),
           make_sequence("contacts", {make_mapping("", {make_text("name", "魏小己")})})});
  CHECK(format_vcards(record, shipped_schemas()) ==
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:魏小己\r\nN:魏小己;;;;\r\nEND:VCARD\r\n");
}

TEST_CASE("what has a meaning in a card is escaped, control characters are left out") {
  CHECK(escape_vcard_text("a\\b,c;d:e\nf\r\ng\rh\x01\ti") == "a\\\\b\\,c\\;d:e\\nf\\ng\\nh\ti");
}

TEST_CASE("lines are folded after at most 75 bytes and never inside a character") {
  CHECK(format_vcard_line(std::string(75, 'a')) == std::string(75, 'a') + "\r\n");
  CHECK(format_vcard_line(std::string(76, 'a')) == std::string(75, 'a') + "\r\n a\r\n");
  std::string long_line = "NOTE:";
  for (int i = 0; i < 100; ++i) long_line += i % 3 == 0 ? "𠮷" : "吉";
  std::string unfolded;
  std::string_view rest = std::string_view();
  const std::string folded = format_vcard_line(long_line);
  rest = folded;
  while (!rest.empty()) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    CHECK(line.size() <= 75);
    CHECK_FALSE(find_invalid_utf8(line).has_value());
    unfolded += unfolded.empty() ? line : line.substr(1);
    rest.remove_prefix(end + 2);
  }
  CHECK(unfolded == long_line);
}
