// SPDX-License-Identifier: MIT
// Text inside HTML.
#pragma once

#include <string>
#include <string_view>

namespace custrec {

/// `text` as it may stand in HTML, between tags and in quoted attributes, and show itself: markup
/// is no markup, control characters are written out, line breaks stay.
std::string escape_html(std::string_view text);

}  // namespace custrec
