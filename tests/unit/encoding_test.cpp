// SPDX-License-Identifier: MIT
// How text files from elsewhere are encoded.
#include "text/encoding.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using custrec::decode_text;
using std::string_view_literals::operator""sv;

namespace {

void check_decoded(std::string_view bytes, std::string_view text, std::string_view encoding) {
  CAPTURE(text);
  const auto decoded = decode_text(bytes);
  REQUIRE(decoded.has_value());
  CHECK(decoded->text == text);
  CHECK(decoded->encoding == encoding);
}

/// Of code points below U+10000.
std::string to_utf16(std::u16string_view text, bool little) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

}  // namespace

TEST_CASE("UTF-8 stays as it is") {
  check_decoded("", "", "UTF-8");
  check_decoded("name\r\n示例\r\n", "name\r\n示例\r\n", "UTF-8");
  check_decoded("𠮷野家", "𠮷野家", "UTF-8");
}

TEST_CASE("a byte order mark is dropped") {
  check_decoded("\xEF\xBB\xBFname,示例", "name,示例", "UTF-8");
  check_decoded("\xEF\xBB\xBF", "", "UTF-8");
  check_decoded("\xFF\xFE" + to_utf16(u"名称,一\r\n", true), "名称,一\r\n", "UTF-16LE");
  check_decoded("\xFE\xFF" + to_utf16(u"名称,一\r\n", false), "名称,一\r\n", "UTF-16BE");
  check_decoded("\xFF\xFE"sv, "", "UTF-16LE");
}

TEST_CASE("UTF-16 without a mark is told by its NULs") {
  check_decoded(to_utf16(u"name,mobile\n", true), "name,mobile\n", "UTF-16LE");
  check_decoded(to_utf16(u"name,mobile\n", false), "name,mobile\n", "UTF-16BE");
  check_decoded(to_utf16(u"a", true), "a", "UTF-16LE");
  check_decoded(to_utf16(u"a", false), "a", "UTF-16BE");
}

TEST_CASE("U+4E00, whose low byte is NUL, doesn't turn UTF-16 round") {
  check_decoded(to_utf16(u"一一一,一\n", true), "一一一,一\n", "UTF-16LE");
  check_decoded(to_utf16(u"一一一,一\n", false), "一一一,一\n", "UTF-16BE");
}

TEST_CASE("characters beyond U+FFFF come through UTF-16") {
  check_decoded("\xFF\xFE\x42\xD8\xB7\xDF"sv, "𠮷", "UTF-16LE");
  check_decoded("\xFE\xFF\xD8\x42\xDF\xB7"sv, "𠮷", "UTF-16BE");
}

TEST_CASE("GB18030 and what it contains is decoded") {
  check_decoded("\xCA\xBE\xC0\xFD,1\r\n", "示例,1\r\n", "GB18030");
  check_decoded("\x95\x32\x82\x36\xD2\xB0", "𠀀野", "GB18030");
  check_decoded("\xC3\xFB", "名", "GB18030");
}

TEST_CASE("long GB18030 texts are decoded whole") {
  std::string bytes;
  std::string text;
  for (int i = 0; i < 100000; ++i) {
    bytes += "\x95\x32\x82\x36\xCA\xBE,\n";
    text += "𠀀示,\n";
  }
  check_decoded(bytes, text, "GB18030");
}

TEST_CASE("what is no text is refused") {
  for (const std::string_view bytes :
       {"\0"sv, "a\0b"sv, "示例\0"sv, "PK\x03\x04\x14\x00\x00\x00"sv,
        "\xFF\xFE\x00\x00\x61\x00\x00\x00"sv, "\xFF\xFE\x61"sv, "\xFF\xFE\x00\xD8"sv,
        "\xFE\xFF\xDC\x00"sv, "\xEF\xBB\xBF\xCA\xBE\xC0"sv,
        "\xEF\xBB\xBF"
        "a\0"sv,
        "caf\xE9"sv, "\xFF\xFF\xFF"sv, "\xCA\xBE\xC0"sv, "a\0\0\0"sv,
        "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"sv, "\0\x4E\x4E\0"sv}) {
    CAPTURE(std::string(bytes));
    CHECK_FALSE(decode_text(bytes).has_value());
  }
}
