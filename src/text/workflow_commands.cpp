// SPDX-License-Identifier: MIT
// What GitHub's runners would carry out when it appears in a log.
#include "text/workflow_commands.hpp"

#include "text/utf8.hpp"

namespace custrec {

std::string break_workflow_commands(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  bool line_begins = true;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const std::string_view rest = text.substr(at);
    if (line_begins && rest.starts_with("::")) {
      safe += "\\u003A";
    } else if (rest.starts_with("##[")) {
      safe += "\\u0023";
    } else {
      safe += rest.substr(0, point.length);
    }
    const bool ends_line = point.value == U'\n' || point.value == U'\r';
    line_begins = ends_line || (line_begins && is_space(point.value));
    at += point.length;
  }
  return safe;
}

}  // namespace custrec
