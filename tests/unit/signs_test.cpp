// SPDX-License-Identifier: MIT
// What a text may hold.
#include "schema/signs.hpp"

#include <doctest/doctest.h>

#include <string>

#include "record/document.hpp"

using namespace custrec;

namespace {

std::string show(const Signs& signs) {
  const struct {
    unsigned char sign;
    std::string name;
  } names[] = {{Signs::control, "control "},   {Signs::line_feed, "line_feed "},
               {Signs::asterisk, "asterisk "}, {Signs::exponent, "exponent "},
               {Signs::number, "number "},     {Signs::address, "address "}};
  std::string shown;
  for (const auto& [sign, name] : names) {
    if (signs.hold_any(sign)) shown += name;
  }
  return shown;
}

/// More digits behind a calm text are none of its own.
std::string show_calm(const std::string& text) {
  const std::string padded = text + std::string(Document::padding, '7');
  return show(find_signs_of_calm(std::string_view(padded).substr(0, text.size())));
}

}  // namespace

TEST_CASE("a plain text shows no signs") {
  CHECK(show(find_signs("")) == "");
  CHECK(show(Signs{}) == "control line_feed asterisk exponent number address ");
  CHECK(show(find_signs(
            "向客户介绍了铝型材的新规格，约定三个工作日内给出书面答复 (A-1) 12345678901")) == "");
}

TEST_CASE("each sign is seen wherever it stands, at the seams of blocks too") {
  const struct {
    std::string text;
    std::string shown;
  } rows[] = {
      {"\x1B", "control "}, {"\x7F", "control "},         {"\xC2\x85", "control "},
      {"\t", "control "},   {"\n", "line_feed "},         {"*", "asterisk "},
      {"E+", "exponent "},  {"6222021234567", "number "}, {"４００００００００００００", "number "},
      {"住址", "address "}, {"家庭", "address "},         {"address", "address "}};
  for (const auto& row : rows) {
    for (std::size_t before = 0; before < 200; ++before) {
      CAPTURE(before);
      CHECK(show(find_signs(std::string(before, 'x') + row.text)) == row.shown);
      CHECK(show(find_signs(std::string(before, 'x') + row.text + "yz")) == row.shown);
    }
  }
}

TEST_CASE("a calm record has no sign of which a line would have to be searched") {
  CHECK(is_calm(""));
  CHECK(is_calm("id: C20240315001\naddress: 示例路1号\nadded_at: 2024-03-15T10:00:00+08:00\n"));
  for (const std::string sign : {"*", "E+", "１", "住", "庭", "e address", "e A"}) {
    for (std::size_t before = 0; before < 100; ++before) {
      CAPTURE(sign);
      CAPTURE(before);
      CHECK_FALSE(is_calm(std::string(before, 'x') + sign));
      CHECK_FALSE(is_calm(std::string(before, 'x') + sign + "yz"));
    }
  }
  for (const std::string label : {"住址", "家庭住所", "home address", "Home Address"}) {
    CHECK_FALSE(is_calm(label));
  }
}

TEST_CASE("the digits of a calm line are counted") {
  for (const std::string text : {"", "1", "x", "123456789012", "2024年3月15日", "示例路１号"}) {
    CHECK(show_calm(text) == "");
  }
  for (std::size_t before = 0; before < 200; ++before) {
    CAPTURE(before);
    const std::string line(before, 'x');
    CHECK(show_calm(line + "6222021234567") == "number ");
    CHECK(show_calm("622202" + line + "1234567") == (before == 0 ? "number " : ""));
    CHECK(show_calm(line + "622202123456") == "");
    CHECK(show_calm(line + "6222021234567" + line) == "number ");
    CHECK(show_calm(line + "622202123456" + line) == "");
  }
  for (const std::string text :
       {"6222 0212 3456 7890", "卡6222-0212-3456-7890", "622202 1234567a"}) {
    CHECK(show_calm(text) == "number ");
  }
  for (const std::string text : {"622202  1234567", "622202 -1234567", "622202/1234567",
                                 "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b"}) {
    CHECK(show_calm(text) == "");
  }
}
