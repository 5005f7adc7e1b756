// SPDX-License-Identifier: MIT
// The key of names: what people write in different ways and mean alike is dropped.
#include "schema/name_key.hpp"

#include <utf8proc.h>

#include <array>
#include <cstddef>
#include <utility>

#include "text/utf8.hpp"

namespace custrec {
namespace {

struct Ending {
  std::string_view from;
  std::string_view to;
};

/// In this order: 股份有限责任公司, which some write, passes both.
constexpr std::array<Ending, 2> endings{
    {{"有限责任公司", "有限公司"}, {"股份有限公司", "股份公司"}}};

/// Letters, marks and numbers that can be seen (not Default_Ignorable_Code_Point of Unicode); all
/// else is punctuation, a symbol or a separator.
bool counts(char32_t value) {
  if (value >= 0x4E00 && value <= 0x9FFF) return true;  // ideographs, the most by far
  const auto point = static_cast<utf8proc_int32_t>(value);
  if (utf8proc_get_property(point)->ignorable != 0) return false;
  const utf8proc_category_t category = utf8proc_category(point);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/// Whether a byte of ASCII and plain ideographs is part of what counts.
bool is_of_key(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

char fold_ascii(char c) {
  return static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
}

std::string shorten_ending(std::string key) {
  for (const Ending& ending : endings) {
    if (!key.ends_with(ending.from)) continue;
    key.resize(key.size() - ending.from.size());
    key += ending.to;
  }
  return key;
}

/// Of ASCII and plain ideographs, as most names are.
std::string key_of_plain(std::string_view name) {
  std::string key(name.size(), '\0');
  std::size_t size = 0;
  for (const char c : name) {
    const char folded = fold_ascii(c);
    key[size] = folded;
    size += is_of_key(folded) ? 1 : 0;
  }
  key.resize(size);
  return key;
}

/// The first byte of `name` at or after `at` that is part of the key, as it stands there; its end
/// when there is none.
std::size_t skip_to_key(std::string_view name, std::size_t at) {
  while (at < name.size() && !is_of_key(fold_ascii(name[at]))) at += 1;
  return at;
}

/// Compares the keys of two names of ASCII and plain ideographs without making them.
bool have_same_plain_key(std::string_view left, std::string_view right) {
  bool any = false;
  std::size_t at = skip_to_key(left, 0);
  std::size_t other = skip_to_key(right, 0);
  while (at < left.size() && other < right.size()) {
    if (fold_ascii(left[at]) != fold_ascii(right[other])) return false;
    any = true;
    at = skip_to_key(left, at + 1);
    other = skip_to_key(right, other + 1);
  }
  return any && at == left.size() && other == right.size();
}

bool is_plain(std::string_view name) {
  return count_plain_chinese(name) == name.size();
}

}  // namespace

std::string name_key(std::string_view name) {
  if (count_plain_chinese(name) == name.size()) return shorten_ending(key_of_plain(name));
  const std::string folded = fold(name);
  std::string key;
  key.reserve(folded.size());
  for (std::size_t offset = 0; offset < folded.size();) {
    const CodePoint point = code_point_at(folded, offset);
    if (counts(point.value)) key.append(folded, offset, point.length);
    offset += point.length;
  }
  return shorten_ending(std::move(key));
}

bool is_same_name(std::string_view left, std::string_view right) {
  if (left == right) return true;
  if (is_plain(left) && is_plain(right)) return have_same_plain_key(left, right);
  const std::string key = name_key(left);
  return !key.empty() && key == name_key(right);
}

std::string same_name_key(std::string_view name) {
  std::string key = is_plain(name) ? key_of_plain(name) : name_key(name);
  return key.empty() ? std::string(name) : key;
}

}  // namespace custrec
