// SPDX-License-Identifier: MIT
// The paths of a million files, without an allocation for each.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "text/text_store.hpp"

namespace custrec {

/// Its views are good as long as it lives, also when it is moved.
class PathList {
 public:
  void reserve(std::size_t count) { paths_.reserve(count); }
  void add(std::string_view path) { paths_.push_back(texts_.keep(path)); }
  /// Those of `others` come behind its own.
  void append(PathList others) {
    paths_.insert(paths_.end(), others.paths_.begin(), others.paths_.end());
    texts_.absorb(std::move(others.texts_));
  }
  void sort() { std::sort(paths_.begin(), paths_.end()); }

  [[nodiscard]] const std::vector<std::string_view>& all() const { return paths_; }
  [[nodiscard]] auto begin() const { return paths_.begin(); }
  [[nodiscard]] auto end() const { return paths_.end(); }
  [[nodiscard]] std::size_t size() const { return paths_.size(); }
  [[nodiscard]] bool empty() const { return paths_.empty(); }
  std::string_view operator[](std::size_t at) const { return paths_[at]; }

 private:
  std::vector<std::string_view> paths_;
  TextStore texts_;
};

}  // namespace custrec
