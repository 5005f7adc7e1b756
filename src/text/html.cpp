// SPDX-License-Identifier: MIT
// Text inside HTML.
#include "text/html.hpp"

#include "text/utf8.hpp"

namespace custrec {

std::string escape_html(std::string_view text) {
  std::string html;
  for (const char c : escape_controls(text, true)) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

}  // namespace custrec
