// SPDX-License-Identifier: MIT
// Values as texts to compare: each text with its length, items of a mapping in the order of keys.
#include "record/saying.hpp"

#include <algorithm>
#include <vector>

namespace custrec {
namespace {

void append_saying(const Value& value, std::string& saying) {
  if (value.kind == Kind::scalar) {
    saying.append("s").append(std::to_string(value.text.size())).append(":").append(value.text);
    return;
  }
  std::vector<const Value*> items;
  for (const Value& item : value.items) items.push_back(&item);
  if (value.kind == Kind::mapping) {
    std::sort(items.begin(), items.end(),
              [](const Value* a, const Value* b) { return a->key < b->key; });
  }
  saying += value.kind == Kind::sequence ? '[' : '{';
  for (const Value* item : items) {
    saying.append(std::to_string(item->key.size())).append("=").append(item->key);
    append_saying(*item, saying);
  }
  saying += value.kind == Kind::sequence ? ']' : '}';
}

}  // namespace

std::string make_saying(const Value& value) {
  std::string saying;
  append_saying(value, saying);
  return saying;
}

}  // namespace custrec
