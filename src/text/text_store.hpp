// SPDX-License-Identifier: MIT
// Many texts that stay where they are, without an allocation for each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace custrec {

/// Its views are good as long as it lives, also when it is moved.
class TextStore {
 public:
  TextStore() = default;
  TextStore(TextStore&&) = default;
  TextStore& operator=(TextStore&&) = default;
  TextStore(const TextStore&) = delete;
  TextStore& operator=(const TextStore&) = delete;
  ~TextStore() = default;

  /// A copy of `text`, which may lie anywhere.
  std::string_view keep(std::string_view text);
  /// `kept`, a text of this store, with `more` behind it. Again and again with the text that was
  /// kept last it takes time by what is added.
  std::string_view extend(std::string_view kept, std::string_view more);
  /// The texts of `other` stay where they are; this store keeps them from now on.
  void absorb(TextStore other);

 private:
  [[nodiscard]] bool fits(std::size_t bytes) const;
  void add_chunk(std::size_t bytes);

  std::vector<std::string> chunks_;  ///< none grows beyond its capacity
};

}  // namespace custrec
