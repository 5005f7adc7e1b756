// SPDX-License-Identifier: MIT
// Texts one behind the other in chunks.
#include "text/text_store.hpp"

#include <algorithm>

namespace custrec {
namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 18U;

}  // namespace

bool TextStore::fits(std::size_t bytes) const {
  return !chunks_.empty() && chunks_.back().capacity() - chunks_.back().size() >= bytes;
}

std::string_view TextStore::keep(std::string_view text) {
  if (!fits(text.size())) chunks_.emplace_back().reserve(std::max(chunk_size, text.size()));
  std::string& chunk = chunks_.back();
  chunk += text;
  return std::string_view(chunk).substr(chunk.size() - text.size());
}

std::string_view TextStore::extend(std::string_view kept, std::string_view more) {
  const std::size_t size = kept.size() + more.size();
  const bool is_last = !chunks_.empty() && !kept.empty() &&
                       kept.data() + kept.size() == chunks_.back().data() + chunks_.back().size();
  if (!is_last || !fits(more.size())) {
    // Room for as much again, so that a text that goes on and on is seldom copied.
    chunks_.emplace_back().reserve(std::max(chunk_size, 2 * size));
    chunks_.back() += kept;
  }
  std::string& chunk = chunks_.back();
  chunk += more;
  return std::string_view(chunk).substr(chunk.size() - size);
}

}  // namespace custrec
