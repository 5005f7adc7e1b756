// SPDX-License-Identifier: MIT
// The end of every JSON text that custrec writes.
#include "text/json.hpp"

#include <string_view>

#include "text/utf8.hpp"

namespace custrec {

std::string take_json(const rapidjson::StringBuffer& buffer) {
  // Outside strings there are only line feeds of an indented text.
  return escape_controls(std::string_view(buffer.GetString(), buffer.GetSize()), true);
}

}  // namespace custrec
