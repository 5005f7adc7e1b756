// SPDX-License-Identifier: MIT
// What the environment of the program says.
#pragma once

#include <cstdlib>
#include <string>

namespace custrec {

/// Empty when it isn't set.
inline std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace custrec
