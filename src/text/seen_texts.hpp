// SPDX-License-Identifier: MIT
// Texts of a list that have appeared so far: a few are compared one by one, more by their hashes.
#pragma once

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace custrec {

class SeenTexts {
 public:
  /// Whether `text` is new. Its bytes stay where they are for as long as this is used.
  bool note(std::string_view text) {
    if (many_.empty() && few_.size() < most_compared) {
      if (std::find(few_.begin(), few_.end(), text) != few_.end()) return false;
      few_.push_back(text);
      return true;
    }
    if (many_.empty()) many_.insert(few_.begin(), few_.end());
    return many_.insert(text).second;
  }

 private:
  static constexpr std::size_t most_compared = 16;
  std::vector<std::string_view> few_;
  std::unordered_set<std::string_view> many_;
};

}  // namespace custrec
