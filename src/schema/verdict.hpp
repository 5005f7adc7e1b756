// SPDX-License-Identifier: MIT
// What a field type says of one value.
#pragma once

#include <memory>
#include <utility>

#include "text/text.hpp"

namespace custrec {

/// Good ones cost next to nothing: they have no words.
class Verdict {
 public:
  enum class Worth : unsigned char { good, doubtful, bad };

  Verdict() = default;
  [[gnu::cold]] Verdict(Worth worth, Text reason, Text hint)
      : worth_(worth), words_(std::make_unique<Words>(Words{std::move(reason), std::move(hint)})) {}

  [[nodiscard]] bool is_good() const { return worth_ == Worth::good; }
  [[nodiscard]] bool is_bad() const { return worth_ == Worth::bad; }

  [[nodiscard]] Worth worth() const { return worth_; }

  /// What was found and what was expected; empty when good.
  [[nodiscard]] const Text& reason() const { return words().reason; }
  /// How to mend it, or empty.
  [[nodiscard]] const Text& hint() const { return words().hint; }

 private:
  struct Words {
    Text reason;
    Text hint;
  };
  [[nodiscard]] const Words& words() const {
    static const Words none;
    return words_ == nullptr ? none : *words_;
  }
  Worth worth_ = Worth::good;
  std::unique_ptr<const Words> words_;
};

inline Verdict good() {
  return {};
}
[[gnu::cold]] inline Verdict doubtful(Text reason, Text hint = {}) {
  return {Verdict::Worth::doubtful, std::move(reason), std::move(hint)};
}
[[gnu::cold]] inline Verdict bad(Text reason, Text hint = {}) {
  return {Verdict::Worth::bad, std::move(reason), std::move(hint)};
}

}  // namespace custrec
