// SPDX-License-Identifier: MIT
// Paths of values as text.
#include "record/value_path.hpp"

namespace custrec {

std::string without_positions(std::string_view path) {
  std::string kept;
  bool inside = false;
  for (const char c : path) {
    if (c == ']') inside = false;
    if (!inside) kept += c;
    if (c == '[') inside = true;
  }
  return kept;
}

bool is_within(std::string_view path, std::string_view above) {
  return path.starts_with(above) &&
         (path.size() == above.size() || path[above.size()] == '.' || path[above.size()] == '[');
}

}  // namespace custrec
