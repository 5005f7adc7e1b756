// SPDX-License-Identifier: MIT
// What a field type says of one value.
#pragma once

#include "text/text.hpp"

namespace custrec {

struct Verdict {
  enum class Worth : unsigned char { good, doubtful, bad };

  Worth worth = Worth::good;
  Text reason;  ///< what was found and what was expected; empty when good
  Text hint;    ///< how to mend it, or empty

  [[nodiscard]] bool is_good() const { return worth == Worth::good; }
  [[nodiscard]] bool is_bad() const { return worth == Worth::bad; }
};

inline Verdict good() {
  return {};
}
inline Verdict doubtful(Text reason, Text hint = {}) {
  return {Verdict::Worth::doubtful, std::move(reason), std::move(hint)};
}
inline Verdict bad(Text reason, Text hint = {}) {
  return {Verdict::Worth::bad, std::move(reason), std::move(hint)};
}

}  // namespace custrec
