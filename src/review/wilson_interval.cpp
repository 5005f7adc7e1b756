// SPDX-License-Identifier: MIT
// The interval of Wilson.
#include "review/wilson_interval.hpp"

#include <algorithm>
#include <cmath>

namespace custrec {

Interval find_wilson_interval(std::size_t hits, std::size_t size) {
  if (size == 0) return {0, 1};
  constexpr double z = 1.959963984540054;  // of the normal distribution, 97.5 %
  const auto n = static_cast<double>(size);
  const double share = static_cast<double>(hits) / n;
  const double middle = share + z * z / (2 * n);
  const double reach = z * std::sqrt((share * (1 - share) + z * z / (4 * n)) / n);
  const double scale = 1 + z * z / n;
  // Rounding must not put the ends of 0 and 100 % beside them.
  return {hits == 0 ? 0 : std::max(0.0, (middle - reach) / scale),
          hits == size ? 1 : std::min(1.0, (middle + reach) / scale)};
}

}  // namespace custrec
