// SPDX-License-Identifier: MIT
// The files of src/exchange/page/, which the binary carries: what pages are made of.
#pragma once

#include <string>
#include <string_view>

namespace custrec {

/// The text of `customers.html`, `form.css` …. Throws std::logic_error when there is none.
std::string_view page_file(std::string_view name);

}  // namespace custrec
