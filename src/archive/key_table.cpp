// SPDX-License-Identifier: MIT
// A table with open addressing, at most three quarters full.
#include "archive/key_table.hpp"

#include <algorithm>
#include <utility>

namespace custrec {

/// Where it is looked for first.
std::size_t KeyTable::first_slot_of(std::uint64_t hash) const {
  const std::uint64_t mixed = hash * 0x9E3779B97F4A7C15U >> 32U;
  return mixed * slots_.size() >> 32U;
}

/// Of the hash, or the free one where it goes.
KeyTable::Slot& KeyTable::slot_of(std::uint64_t hash) {
  std::size_t at = first_slot_of(hash);
  while (slots_[at].holder != nobody && slots_[at].hash() != hash) {
    if (++at == slots_.size()) at = 0;
  }
  return slots_[at];
}

void KeyTable::reserve(std::size_t keys) {
  const std::size_t slots = keys / 3 * 4 + 4;
  if (slots > slots_.size()) resize(slots);
}

void KeyTable::prefetch(std::uint64_t hash) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[first_slot_of(hash)]);
}

void KeyTable::resize(std::size_t slots) {
  const auto before = std::exchange(slots_, std::vector<Slot>(slots));
  for (const Slot& slot : before) {
    if (slot.holder != nobody) slot_of(slot.hash()) = slot;
  }
}

std::optional<std::uint32_t> KeyTable::find_or_add(std::uint64_t hash, std::uint32_t holder) {
  constexpr std::size_t smallest = 1024;
  if (size_ + 1 > slots_.size() / 4 * 3) resize(std::max(smallest, 2 * slots_.size()));
  Slot& slot = slot_of(hash);
  if (slot.holder != nobody) return slot.holder;
  slot = {static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32U), holder};
  ++size_;
  return std::nullopt;
}

}  // namespace custrec
