// SPDX-License-Identifier: MIT
// One writer at a time. The lock is the kernel's (flock), so that it ends with its holder however
// that ends; the file says who it is.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "archive/tree.hpp"

namespace custrec {

class Lock {
 public:
  /// Waits until nobody else writes. Throws Error(refused) with the holder after `patience`,
  /// Error(files) when `.custrec/` can't be written.
  Lock(const Tree& tree, const std::string& holder,
       std::chrono::milliseconds patience = std::chrono::seconds(10));

  /// The lock when nobody has it. Throws Error(files).
  static std::optional<Lock> try_take(const Tree& tree, const std::string& holder);

  /// Whether nobody has it; writes nothing.
  static bool is_free(const Tree& tree);

 private:
  explicit Lock(const Tree& tree);
  [[nodiscard]] bool take_if_free(const Tree& tree, const std::string& holder) const;

  Descriptor file_;
};

}  // namespace custrec
