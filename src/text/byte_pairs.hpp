// SPDX-License-Identifier: MIT
// Sorts of pairs of neighbouring bytes, found in many places of a text at once: eight sorts cost
// four looks into tables of half bytes (as in Keiser and Lemire, "Validating UTF-8 in less than one
// instruction per byte", 2021).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace custrec {

/// Some of the values 0 to 15 of half a byte.
class Halves {
 public:
  template <typename... Values>
  static constexpr Halves of(Values... values) {
    return Halves((0U | ... | (1U << values)));
  }
  static constexpr Halves between(unsigned first, unsigned last) {
    return Halves((2U << last) - (1U << first));
  }
  static constexpr Halves all() { return between(0, 15); }
  static constexpr Halves none() { return Halves(0); }
  [[nodiscard]] constexpr Halves but(unsigned value) const {
    return Halves(values_ & ~(1U << value));
  }
  constexpr Halves operator|(Halves other) const { return Halves(values_ | other.values_); }
  [[nodiscard]] constexpr bool hold(unsigned value) const { return (values_ >> value & 1U) != 0; }

 private:
  constexpr explicit Halves(unsigned values) : values_(values) {}
  unsigned values_;
};

struct ByteSort {
  Halves high = Halves::all();
  Halves low = Halves::all();
};
inline constexpr ByteSort any_byte{};
constexpr ByteSort byte_of(unsigned char byte) {
  return {Halves::of(byte >> 4U), Halves::of(byte & 0xFU)};
}

/// A pair is of a sort when both of its bytes are.
struct PairSort {
  ByteSort first;
  ByteSort second;
};

inline constexpr PairSort no_pair{{Halves::none(), Halves::none()}, any_byte};

/// Bit n of what is found stands for sort n.
class BytePairs {
 public:
  constexpr explicit BytePairs(const std::array<PairSort, 8>& sorts) {
    for (std::size_t sort = 0; sort < sorts.size(); ++sort) {
      const auto& [first, second] = sorts[sort];
      for (unsigned half = 0; half < 16; ++half) {
        first_high_[half] |= static_cast<std::uint8_t>(first.high.hold(half) << sort);
        first_low_[half] |= static_cast<std::uint8_t>(first.low.hold(half) << sort);
        second_high_[half] |= static_cast<std::uint8_t>(second.high.hold(half) << sort);
        second_low_[half] |= static_cast<std::uint8_t>(second.low.hold(half) << sort);
      }
    }
  }

#ifdef __x86_64__
  /// How many pairs are looked at at once.
  static constexpr std::size_t step = sizeof(__m256i);

  [[gnu::target("avx2"), gnu::always_inline]] static __m256i load(const char* at) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
  }
  [[gnu::target("avx2"), gnu::always_inline]] [[nodiscard]] __m256i find(__m256i first,
                                                                         __m256i second) const {
    return _mm256_and_si256(
        _mm256_and_si256(look_up(first_high_, high(first)), look_up(first_low_, low(first))),
        _mm256_and_si256(look_up(second_high_, high(second)), look_up(second_low_, low(second))));
  }
#endif

 private:
  using Table = std::array<std::uint8_t, 16>;

#ifdef __x86_64__
  [[gnu::target("avx2"), gnu::always_inline]] static __m256i low(__m256i bytes) {
    return _mm256_and_si256(bytes, _mm256_set1_epi8(0xF));
  }
  [[gnu::target("avx2"), gnu::always_inline]] static __m256i high(__m256i bytes) {
    return low(_mm256_srli_epi16(bytes, 4));
  }
  [[gnu::target("avx2"), gnu::always_inline]] static __m256i look_up(const Table& table,
                                                                     __m256i halves) {
    const auto* entries = reinterpret_cast<const __m128i*>(table.data());
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(entries)), halves);
  }
#endif

  Table first_high_{};
  Table first_low_{};
  Table second_high_{};
  Table second_low_{};
};

}  // namespace custrec
