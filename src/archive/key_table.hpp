// SPDX-License-Identifier: MIT
// Which of a million records was the first with a key, in a dozen bytes a key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace custrec {

/// Knows keys by a hash of 64 bits only: who is told to share one must be compared.
class KeyTable {
 public:
  /// Makes room for so many keys at once.
  void reserve(std::size_t keys);

  /// Has the memory fetched where `find_or_add` is going to look, which lies anywhere.
  void prefetch(std::uint64_t hash) const;

  /// The holder that came first with this hash; nothing when that is `holder` itself, now.
  std::optional<std::uint32_t> find_or_add(std::uint64_t hash, std::uint32_t holder);

 private:
  static constexpr std::uint32_t nobody = UINT32_MAX;
  /// Small, and all of it in one place: what is looked for is hardly ever in a cache.
  struct Slot {
    std::uint32_t low = 0;  ///< of the hash
    std::uint32_t high = 0;
    std::uint32_t holder = nobody;  ///< then it is free

    [[nodiscard]] std::uint64_t hash() const { return std::uint64_t{high} << 32U | low; }
  };
  [[nodiscard]] std::size_t first_slot_of(std::uint64_t hash) const;
  Slot& slot_of(std::uint64_t hash);
  void resize(std::size_t slots);

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace custrec
