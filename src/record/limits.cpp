// SPDX-License-Identifier: MIT
// What is looked at before a text is parsed at all: size, encoding, conflict markers.
#include "record/limits.hpp"

#include "text/unprintable.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

std::optional<Fault> find_conflict_marker(std::string_view bytes) {
  std::size_t line = 0;
  while (line < bytes.size()) {
    const std::size_t newline = bytes.find('\n', line);
    const std::string_view text = bytes.substr(line, newline - line);
    if (text.starts_with("<<<<<<< ") || text.starts_with(">>>>>>> ")) {
      return Fault{static_cast<std::uint32_t>(line),
                   "conflict-marker",
                   {"a conflict of git is not resolved yet", "git 冲突尚未解决"}};
    }
    if (newline == std::string_view::npos) break;
    line = newline + 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Fault> find_broken_limit(std::string_view bytes) {
  if (bytes.size() > max_record_bytes) {
    return Fault{0, "syntax",
                 fill({"the file is longer than the {} MiB that a record may have",
                       "文件超过档案的上限 {} MiB"},
                      {max_record_bytes >> 20U})};
  }
  if (bytes.find('\0') != std::string_view::npos) {
    const bool utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    return Fault{static_cast<std::uint32_t>(utf16 ? 0 : bytes.find('\0')), "syntax",
                 utf16 ? Text{"the file is in UTF-16, a record is in UTF-8",
                              "文件为 UTF-16 编码，档案须为 UTF-8 编码"}
                       : Text{"a NUL byte stands here", "此处有 NUL 字节"}};
  }
  if (const auto offset = find_invalid_utf8(bytes)) {
    return Fault{static_cast<std::uint32_t>(*offset),
                 "syntax",
                 {"the file is not in UTF-8: save it in that encoding",
                  "文件不是 UTF-8 编码，请以 UTF-8 另存"}};
  }
  if (const auto offset = find_noncharacter(bytes)) {
    return Fault{static_cast<std::uint32_t>(*offset),
                 "syntax",
                 {"U+FFFE or U+FFFF stands here, which is no character",
                  "此处为 U+FFFE 或 U+FFFF，不是字符"}};
  }
  return find_conflict_marker(bytes);
}

Text too_deep_message() {
  return fill({"nested deeper than {} levels", "嵌套超过 {} 层"}, {max_depth});
}

std::optional<Fault> find_deep_flow(std::string_view bytes) {
  constexpr std::size_t quick = 32U << 10U;  // yaml-cpp itself finds it soon enough
  if (bytes.size() <= quick) return std::nullopt;
  int run = 0;
  for (std::size_t offset = 0; offset < bytes.size(); ++offset) {
    const char c = bytes[offset];
    if (c == '[' || c == '{') {
      if (++run > max_depth) {
        return Fault{static_cast<std::uint32_t>(offset), "syntax", too_deep_message()};
      }
    } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
      run = 0;
    }
  }
  return std::nullopt;
}

}  // namespace custrec
