// SPDX-License-Identifier: MIT
// What the page of customers says, in both languages.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "text/text.hpp"

namespace custrec {

/// By the names that page/customers.html and customers.js call them; `{n}` is filled in there.
const std::vector<std::pair<std::string_view, Text>>& customer_html_words();

}  // namespace custrec
