// SPDX-License-Identifier: MIT
// What a text may hold.
#include "schema/signs.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace custrec;

namespace {

std::string show(const Signs& signs) {
  return std::string(signs.control ? "control " : "") + (signs.line_feed ? "line_feed " : "") +
         (signs.asterisk ? "asterisk " : "") + (signs.exponent ? "exponent " : "") +
         (signs.number ? "number " : "") + (signs.address ? "address " : "");
}

}  // namespace

TEST_CASE("a plain text shows no signs") {
  CHECK(show(find_signs("")) == "");
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
