// SPDX-License-Identifier: MIT
// What may stand without quotes, and what is misread then.
#include "record/plain.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace custrec;

TEST_CASE("what YAML 1.1 or 1.2 takes for a number, yes, no or null is ambiguous") {
  const std::vector<std::string> texts = {"",
                                          "~",
                                          "null",
                                          "Null",
                                          "NULL",  // null
                                          "true",
                                          "True",
                                          "TRUE",
                                          "false",
                                          "False",
                                          "FALSE",  // 1.2 and 1.1
                                          "y",
                                          "Y",
                                          "yes",
                                          "Yes",
                                          "YES",
                                          "n",
                                          "N",
                                          "no",
                                          "No",
                                          "NO",  // 1.1
                                          "on",
                                          "On",
                                          "ON",
                                          "off",
                                          "Off",
                                          "OFF",
                                          "=",
                                          "<<",  // 1.1
                                          "0",
                                          "7",
                                          "12",
                                          "-1",
                                          "+1",
                                          "007",
                                          "0755",
                                          "1_000",
                                          "13800138000",  // decimal, octal
                                          "914403001922038216",
                                          "0o17",
                                          "0x1F",
                                          "0xdead_beef",
                                          "-0x1F",
                                          "0b101",  // other bases
                                          "+0b1_0",
                                          "3.10",
                                          "1.",
                                          ".5",
                                          "-.5",
                                          "+1.5",
                                          "0.0",
                                          "1e3",
                                          "1E3",  // floats
                                          "12e03",
                                          "-1.5e3",
                                          "1.5E+10",
                                          "6.02e-23",
                                          "685.230_15e+03",
                                          "1.e3",  //
                                          ".inf",
                                          ".Inf",
                                          ".INF",
                                          "+.inf",
                                          "-.INF",
                                          ".nan",
                                          ".NaN",
                                          ".NAN",  //
                                          "12:30",
                                          "8:00",
                                          "+12:30",
                                          "-1:30",
                                          "1:30:00",
                                          "190:20:30",
                                          "1:30:00.5",  // base 60
                                          "190:20:30.15",
                                          "1:2:3"};
  for (const std::string& text : texts) CHECK_MESSAGE(is_ambiguous_plain(text), text);
}

TEST_CASE("other texts are no numbers, however much they look like them") {
  const std::vector<std::string> texts = {"nO",
                                          "yES",
                                          "NULl",
                                          "tRUE",
                                          "nil",
                                          "none",
                                          "yes please",
                                          "no.",
                                          "ya",
                                          "ok",
                                          "~x",
                                          "1 000",
                                          "1,000",
                                          "0x",
                                          "0xg",
                                          "0o8",
                                          "0b2",
                                          "0o",
                                          "e3",
                                          "1e",
                                          "1e+",
                                          "1e3.5",
                                          "+",
                                          "+-1",
                                          "--1",
                                          "_1",
                                          "12a",
                                          "a12",
                                          "1-2",
                                          "2024-03-15",
                                          "2024-03-15T09:12:00+08:00",
                                          "1:60",
                                          "12:345",
                                          ":30",
                                          "12:",
                                          "12:3a",
                                          "12:30:",
                                          "1/2",
                                          "C35",
                                          "310115 上海市浦东新区",
                                          "１２",
                                          "50%",
                                          "+86 138",
                                          "021-58880000",
                                          ".",
                                          "..",
                                          ".e5",
                                          ".info",
                                          "inf",
                                          "nan",
                                          "中文",
                                          "null值"};
  for (const std::string& text : texts) CHECK_MESSAGE(!is_ambiguous_plain(text), text);
}

TEST_CASE("a plain scalar holds no indicator where one counts") {
  const std::vector<std::string> safe = {"a",      "a b",   "a  b",     "a:b",
                                         "a :b",   "a#b",   "a# b",     "http://example.com/?q=1#x",
                                         "-1",     "-a",    "?a",       ":a",
                                         "--",     "---",   "--- a",    "...",
                                         "a,b",    "a]b}",  "it's",     "say \"x\"",
                                         "5*8",    "a & b", "中文：值", "（一）",
                                         "x - y",  "a | b", "a > b",    "100%",
                                         "a@b.cn", "a!",    "😀",        "a\\b",
                                         "=",      "<",     "$",        "^",
                                         "(",      "+86"};
  const std::vector<std::string> unsafe = {"",
                                           " ",
                                           " a",
                                           "a ",
                                           "a:",
                                           "a: b",
                                           "a #b",
                                           "a #",
                                           "#a",
                                           "- a",
                                           "-",
                                           "?",
                                           "? a",
                                           ":",
                                           ": a",
                                           ",a",
                                           "[a",
                                           "]a",
                                           "{a",
                                           "}a",
                                           "&a",
                                           "*a",
                                           "!a",
                                           "|a",
                                           ">a",
                                           "'a",
                                           "\"a",
                                           "%a",
                                           "@a",
                                           "`a",
                                           "a\tb",
                                           "\ta",
                                           "a\t",
                                           "a\nb",
                                           "a\r",
                                           "a\x01",
                                           "a\x7F",
                                           "a\xC2\x85",
                                           "a\xC2\x9F",
                                           "a\xE2\x80\xA8"
                                           "b",
                                           "a\xE2\x80\xA9"
                                           "b",
                                           "\xEF\xBB\xBF"
                                           "a",
                                           "a\xEF\xBB\xBF",
                                           "a\xEF\xBF\xBE",
                                           "a\xEF\xBF\xBF",
                                           "a:\tb"};
  for (const std::string& text : safe) CHECK_MESSAGE(is_plain_safe(text), text);
  for (const std::string& text : unsafe) CHECK_MESSAGE(!is_plain_safe(text), text);
}

TEST_CASE("a printable line has no controls, line breaks or byte order marks") {
  for (const std::string text : {"", " ", "a: b #c", "中文", "\xC2\xA0", "😀", "\xE2\x80\x8B"}) {
    CHECK_MESSAGE(is_printable_line(text), text);
  }
  for (const std::string text : {"\t", "\n", "\r", "\x1B[0m", "\x7F", "\xC2\x80", "\xC2\x85",
                                 "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF", "\xEF\xBF\xBE"}) {
    CHECK_FALSE_MESSAGE(is_printable_line(text), text);
  }
}

TEST_CASE("a whole text is printable when each of its lines is") {
  const std::string good[] = {
      "", "id: 1\n", "示例，（一）“二”——……￥\n", "é·\n", "😀\n", "\xED\x9F\xBF\n", "\xE0\xA0\x80\n"};
  const std::string bad[] = {"\t",
                             "\x7F",
                             "\x1B",
                             "\xC2\x85",
                             "\xE2\x80\xA8",
                             "\xE2\x80\xA9",
                             "\xEF\xBB\xBF",
                             "\xEF\xBF\xBE",
                             "\x80",
                             "\xE4\xBD",
                             "\xE4",
                             "\xF0\x9F\x98",
                             "\xED\xA0\x80",
                             "\xC0\x80",
                             "\xE0\x80\x80",
                             "\xF4\x90\x80\x80",
                             "\xE4\xBD\x8F\x8F"};
  for (std::size_t before = 0; before < 80; ++before) {
    CAPTURE(before);
    const std::string line(before, 'x');
    for (const std::string& text : good) {
      CHECK(is_printable_text(line + text));
      CHECK(is_printable_text(line + text + "示例\nyz\n"));
    }
    for (const std::string& text : bad) {
      CHECK_FALSE(is_printable_text(line + text));
      CHECK_FALSE(is_printable_text(line + text + "示例\nyz\n"));
    }
  }
}

TEST_CASE("whether a text is printable doesn't depend on how much stands around") {
  const std::string around(40, 'x');
  std::vector<std::string> differing;
  std::size_t printable = 0;
  for (unsigned pair = 0; pair < 0x10000; ++pair) {
    const std::string middle = {static_cast<char>(pair >> 8U), static_cast<char>(pair & 0xFFU)};
    for (const std::string before :
         {"", "\xC2", "\xE0", "\xE2", "\xE4", "\xE4\xB8", "\xEF", "\xF0"}) {
      for (const std::string after : {"", "\x80", "\xBF"}) {
        const std::string text = before + middle + after;
        const bool alone = is_printable_text(text);
        printable += alone ? 1 : 0;
        if (is_printable_text(around + text + around) != alone) differing.push_back(text);
      }
    }
  }
  CHECK(differing.empty());
  CHECK(printable > 10000);
}
