// SPDX-License-Identifier: MIT
// What is wrong with a regular expression, by RE2's error code.
#include "schema/pattern_fault.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>

namespace custrec {
namespace {

struct Row {
  RE2::ErrorCode code;
  std::string_view chinese;
};
constexpr Row fault_rows[] = {
    {RE2::ErrorBadEscape, "转义符无效"},
    {RE2::ErrorBadCharClass, "字符类无效"},
    {RE2::ErrorBadCharRange, "字符范围无效"},
    {RE2::ErrorMissingBracket, "缺少 ]"},
    {RE2::ErrorMissingParen, "缺少 )"},
    {RE2::ErrorUnexpectedParen, "多了一个 )"},
    {RE2::ErrorTrailingBackslash, "末尾多了一个 \\"},
    {RE2::ErrorRepeatArgument, "重复符之前没有可重复的内容"},
    {RE2::ErrorRepeatSize, "重复次数无效"},
    {RE2::ErrorRepeatOp, "重复符无效"},
    {RE2::ErrorBadPerlOp, "RE2 不支持此写法"},
    {RE2::ErrorBadUTF8, "不是有效的 UTF-8"},
    {RE2::ErrorBadNamedCapture, "命名分组无效"},
    {RE2::ErrorPatternTooLarge, "过于庞大"},
};

}  // namespace

Text describe_pattern_fault(const RE2& pattern) {
  const auto* const row = std::ranges::find(fault_rows, pattern.error_code(), &Row::code);
  std::string chinese(row == std::end(fault_rows) ? "无法识别" : row->chinese);
  if (!pattern.error_arg().empty()) chinese += "：" + pattern.error_arg();
  return {pattern.error(), chinese};
}

}  // namespace custrec
