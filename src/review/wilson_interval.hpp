// SPDX-License-Identifier: MIT
// How far a share that was found in a sample may lie from the share in the whole.
#pragma once

#include <cstddef>

namespace custrec {

struct Interval {
  double low = 0;
  double high = 1;
};

/// The 95 % score interval of Wilson for `hits` of `size` (Newcombe, Statistics in Medicine 17,
/// 1998, method 3, without continuity correction). `hits` is at most `size`; of nothing, size 0,
/// nothing is known: 0 to 1.
Interval find_wilson_interval(std::size_t hits, std::size_t size);

}  // namespace custrec
