// SPDX-License-Identifier: MIT
// Filling the blanks of messages.
#include "text/text.hpp"

#include <doctest/doctest.h>

using namespace custrec;

TEST_CASE("blanks are filled in order or by position, in both languages") {
  CHECK(fill({"{} of {}", "{1} 中的 {0}"}, {"a", 3}) == Text{"a of 3", "3 中的 a"});
  CHECK(fill({"{{{}}}", "{{{}}}"}, {Text{"one", "一"}}) == Text{"{one}", "{一}"});
}

TEST_CASE("a string can't end the line of a message, nor steer a terminal") {
  const std::string name = "李四\n::error::x\x1B[2K\u202E";
  const std::string shown = "李四\\u000A::error::x\\u001B[2K\\u202E";
  CHECK(fill({"{} is unknown\nhint", "没有 {}\n提示"}, {name}) ==
        Text{shown + " is unknown\nhint", "没有 " + shown + "\n提示"});
  CHECK(same_text(name) == Text{shown, shown});
}

TEST_CASE("a text keeps its own lines") {
  CHECK(fill({"{}", "{}"}, {Text{"a\nb", "甲\n乙"}}) == Text{"a\nb", "甲\n乙"});
}
