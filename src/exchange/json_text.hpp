// SPDX-License-Identifier: MIT
// Pieces of JSON as text, put together from the inside outward.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace custrec {

/// Keys and the JSON text of their values, in the order in which they are written.
using JsonMembers = std::vector<std::pair<std::string, std::string>>;

std::string json_string(std::string_view text);
std::string json_array(const std::vector<std::string>& items);  ///< of JSON texts
std::string json_strings(const std::vector<std::string>& texts);
std::string json_object(const JsonMembers& members);

/// The same JSON indented by two, with a newline at the end. Throws std::logic_error when `json` is
/// none.
std::string indent_json(const std::string& json);

}  // namespace custrec
