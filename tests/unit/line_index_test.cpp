// SPDX-License-Identifier: MIT
// Lines and columns, counted here byte by byte.
#include "record/line_index.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace custrec;

TEST_CASE("the place of each byte is the one that is counted to") {
  const std::string mark = "\xEF\xBB\xBF";
  for (const std::string& text :
       {std::string(), std::string("a"), std::string("\n"),
        std::string("a: 中\n\n# 注\r\nb:\n  - 😀x\n"), mark + "a: 1\n名: 2", mark + "\n\n",
        "x" + mark + "y\n" + mark + "z"}) {
    const LineIndex lines(text);
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    for (std::uint32_t offset = 0; offset <= text.size(); ++offset) {
      const bool in_mark = text.starts_with(mark) && offset < mark.size();
      const bool begins = offset == text.size() || (text[offset] & 0xC0) != 0x80;
      if (begins && !in_mark) {
        const Place place = lines.place_of(offset);
        CAPTURE(text);
        CAPTURE(offset);
        CHECK(place.line == line);
        CHECK(place.column == column);
      }
      if (offset == text.size() || in_mark) continue;
      if (text[offset] == '\n') {
        line += 1;
        column = 1;
      } else if (offset + 1 == text.size() || (text[offset + 1] & 0xC0) != 0x80) {
        column += 1;
      }
    }
  }
}
