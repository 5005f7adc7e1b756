// SPDX-License-Identifier: MIT
// A table with open addressing, at most three quarters full.
#include "archive/key_table.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace custrec {

/// Of the hash, or the free one where it goes.
std::size_t KeyTable::slot_of(std::uint64_t hash) const {
  std::size_t slot = hash & (hashes_.size() - 1);
  while (holders_[slot] != nobody && hashes_[slot] != hash) {
    slot = (slot + 1) & (hashes_.size() - 1);
  }
  return slot;
}

void KeyTable::reserve(std::size_t keys) {
  const std::size_t slots = std::bit_ceil(keys / 3 * 4 + 4);
  if (slots > hashes_.size()) resize(slots);
}

void KeyTable::prefetch(std::uint64_t hash) const {
  if (hashes_.empty()) return;
  const std::size_t slot = hash & (hashes_.size() - 1);
  __builtin_prefetch(&holders_[slot]);
  __builtin_prefetch(&hashes_[slot]);
}

void KeyTable::resize(std::size_t slots) {
  const auto hashes = std::exchange(hashes_, std::vector<std::uint64_t>(slots));
  const auto holders = std::exchange(holders_, std::vector<std::uint32_t>(slots, nobody));
  for (std::size_t at = 0; at < hashes.size(); ++at) {
    if (holders[at] == nobody) continue;
    const std::size_t slot = slot_of(hashes[at]);
    hashes_[slot] = hashes[at];
    holders_[slot] = holders[at];
  }
}

std::optional<std::uint32_t> KeyTable::find_or_add(std::uint64_t hash, std::uint32_t holder) {
  constexpr std::size_t smallest = 1024;
  if (size_ + 1 > hashes_.size() / 4 * 3) resize(std::max(smallest, 2 * hashes_.size()));
  const std::size_t slot = slot_of(hash);
  if (holders_[slot] != nobody) return holders_[slot];
  hashes_[slot] = hash;
  holders_[slot] = holder;
  ++size_;
  return std::nullopt;
}

}  // namespace custrec
