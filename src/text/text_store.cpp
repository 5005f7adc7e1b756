// SPDX-License-Identifier: MIT
// Texts one behind the other in chunks.
#include "text/text_store.hpp"

#include <algorithm>
#include <iterator>

namespace custrec {
namespace {

// A store of few texts is small; the chunks of one that grows are soon as large as they get.
constexpr std::size_t smallest_chunk = std::size_t{1} << 12U;
constexpr std::size_t largest_chunk = std::size_t{1} << 18U;

}  // namespace

bool TextStore::fits(std::size_t bytes) const {
  return !chunks_.empty() && chunks_.back().capacity() - chunks_.back().size() >= bytes;
}

void TextStore::add_chunk(std::size_t bytes) {
  const std::size_t usual =
      chunks_.empty() ? smallest_chunk : std::min(2 * chunks_.back().capacity(), largest_chunk);
  chunks_.emplace_back().reserve(std::max(usual, bytes));
}

std::string_view TextStore::keep(std::string_view text) {
  if (!fits(text.size())) add_chunk(text.size());
  std::string& chunk = chunks_.back();
  chunk += text;
  return std::string_view(chunk).substr(chunk.size() - text.size());
}

void TextStore::absorb(TextStore other) {
  std::ranges::move(other.chunks_, std::back_inserter(chunks_));
}

std::string_view TextStore::extend(std::string_view kept, std::string_view more) {
  const std::size_t size = kept.size() + more.size();
  const bool is_last = !chunks_.empty() && !kept.empty() &&
                       kept.data() + kept.size() == chunks_.back().data() + chunks_.back().size();
  if (!is_last || !fits(more.size())) {
    // Room for as much again, so that a text that goes on and on is seldom copied.
    add_chunk(2 * size);
    chunks_.back() += kept;
  }
  std::string& chunk = chunks_.back();
  chunk += more;
  return std::string_view(chunk).substr(chunk.size() - size);
}

}  // namespace custrec
