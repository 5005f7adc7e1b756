// SPDX-License-Identifier: MIT
// Characters that nobody can see, and what becomes of them where people read.
#include "text/unprintable.hpp"

#include <doctest/doctest.h>

#include <string>

#include "text/utf8.hpp"

using namespace custrec;

TEST_CASE("controls, bidi marks, separators and noncharacters can't be shown as they are") {
  const std::pair<char32_t, std::string> rows[] = {
      {0x00, "\\u0000"},   {0x0A, "\\u000A"},   {0x0D, "\\u000D"},   {0x1B, "\\u001B"},
      {0x7F, "\\u007F"},   {0x85, "\\u0085"},   {0x9B, "\\u009B"},   {0x061C, "\\u061C"},
      {0x200E, "\\u200E"}, {0x200F, "\\u200F"}, {0x2028, "\\u2028"}, {0x2029, "\\u2029"},
      {0x202A, "\\u202A"}, {0x202E, "\\u202E"}, {0x2066, "\\u2066"}, {0x2069, "\\u2069"},
      {0xFFFE, "\\uFFFE"}, {0xFFFF, "\\uFFFF"}};
  for (const auto& [value, shown] : rows) {
    CAPTURE(shown);
    std::string text = "客户";
    append_utf8(text, value);
    text += "b";
    CHECK(find_unprintable(text) == 6);
    CHECK(escape_controls(text) == "客户" + shown + "b");
  }
}

TEST_CASE("all other text is shown as it is") {
  for (const std::string text : {"", "a b~", "客户（一），；", "é ñ 😀 👨‍👩‍👧",
                                 "a\u200Bb\u00A0c\u3000", "\U0001FFFE"}) {
    CAPTURE(text);
    CHECK_FALSE(find_unprintable(text).has_value());
    CHECK(escape_controls(text) == text);
  }
}

TEST_CASE("a byte that is no UTF-8 is escaped by itself") {
  CHECK(find_unprintable("a\xFF") == 1);
  CHECK(escape_controls("a\xFF\xE5\xAE") == "a\\u00FF\\u00E5\\u00AE");
}

TEST_CASE("line feeds and tabs stay where lines are kept, carriage returns don't") {
  CHECK(escape_controls("a\n\tb\r\n", true) == "a\n\tb\\u000D\n");
}

TEST_CASE("what no format can hold may not be stored") {
  CHECK(may_be_stored("a\x1B\x7F客户\U0001FFFE"));
  CHECK_FALSE(may_be_stored(std::string_view("a\0b", 3)));
  CHECK_FALSE(may_be_stored("a\xFF"));
  CHECK_FALSE(may_be_stored("a\xEF\xBF\xBE"));
  CHECK_FALSE(may_be_stored("a\xEF\xBF\xBF"));
  CHECK(find_noncharacter("客\xEF\xBF\xBF户\xEF\xBF\xBE") == 3);
  CHECK_FALSE(find_noncharacter("\xEF\xBF\xBD").has_value());
}
