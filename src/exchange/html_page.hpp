// SPDX-License-Identifier: MIT
// How a page is put together, so that it runs and loads nothing but what custrec put there.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace custrec {

/// JSON fit for a script element: `<`, `>`, `&`, U+2028 and U+2029 as `\u003c`.
std::string script_json(std::string_view json);

/// `'sha256-…'`, by which a Content-Security-Policy allows this one style or script.
std::string policy_hash(std::string_view content);

/// What stands for `{{name}}` in a page, as HTML.
using PageParts = std::map<std::string, std::string, std::less<>>;

/// `page` with each `{{name}}` replaced; what is put in is not looked at again. Throws
/// std::logic_error for a name that `parts` lacks.
std::string fill_page(std::string_view page, const PageParts& parts);

}  // namespace custrec
