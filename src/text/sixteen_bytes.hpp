// SPDX-License-Identifier: MIT
// Sixteen neighbouring bytes that are compared all at once. Most keys and values are no longer, so
// where one ends is found without a loop, whose end the processor would guess wrong each time.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace custrec {

class SixteenBytes {
  using Bytes = unsigned char __attribute__((vector_size(16)));
  using Flags = signed char __attribute__((vector_size(16)));
  using Halves = std::uint64_t __attribute__((vector_size(16)));

 public:
  static constexpr std::size_t size = sizeof(Bytes);

  /// Those from `at` on.
  explicit SixteenBytes(const char* at) { std::memcpy(&bytes_, at, sizeof bytes_); }

  /// One flag for each byte.
  class Mask {
   public:
    explicit Mask(Flags flags) : flags_(flags) {}
    Mask operator|(Mask other) const { return Mask(flags_ | other.flags_); }
    Mask operator&(Mask other) const { return Mask(flags_ & other.flags_); }
    Mask operator~() const { return Mask(~flags_); }

    /// A bit for each, of the first byte the lowest.
    [[nodiscard]] std::uint32_t bits() const {
#ifdef __SSE2__
      return static_cast<std::uint32_t>(_mm_movemask_epi8(std::bit_cast<__m128i>(flags_)));
#else
      // Of each byte another bit is kept, and the product has their sum in its highest byte.
      const auto halves = std::bit_cast<Halves>(flags_);
      const auto gather = [](std::uint64_t half) {
        return static_cast<std::uint32_t>((half & 0x8040201008040201U) * 0x0101010101010101U >>
                                          56U);
      };
      return gather(halves[0]) | gather(halves[1]) << 8U;
#endif
    }
    /// The first byte that is marked, `size` when none is.
    [[nodiscard]] std::size_t first() const {
      return static_cast<std::size_t>(std::countr_zero(bits() | 1U << size));
    }

   private:
    Flags flags_;
  };

  Mask operator==(SixteenBytes other) const {
    return Mask(bytes_ == other.bytes_);
  }
  Mask operator==(char byte) const {
    return Mask(bytes_ == static_cast<unsigned char>(byte));
  }
  [[nodiscard]] Mask lie_between(char first, char last) const {
    const auto low = static_cast<unsigned char>(first);
    const auto width = static_cast<unsigned char>(static_cast<unsigned char>(last) - low);
    return Mask((bytes_ - low) <= width);
  }

 private:
  Bytes bytes_;
};

}  // namespace custrec
