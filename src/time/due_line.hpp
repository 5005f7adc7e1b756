// SPDX-License-Identifier: MIT
// A time limit that isn't met, in words: how those who know deadlines hand them to those who show
// them.
#pragma once

#include <string>

namespace custrec {

struct DueLine {
  std::string label;
  std::string entry;  ///< `needs.N1`, or empty: the record
  std::string owner;
  std::string due;   ///< `2024-03-18`, or `2024-03-18T10:00:00+08:00`
  std::string late;  ///< how late it is (`3d`), empty: still time
};

}  // namespace custrec
