// SPDX-License-Identifier: MIT
// Ids of entries.
#include "schema/entry_id.hpp"

#include <algorithm>
#include <charconv>

namespace custrec {

std::string next_entry_id(const Schemas& schemas, const Field& list, const Value& entries) {
  const Field* id = find_field(schemas.fields_of(list), "id");
  if (id == nullptr) return {};
  const std::string letters = id->example.substr(0, id->example.find_first_of("0123456789"));
  unsigned last = 0;
  for (const Value& entry : entries.items) {
    const std::string_view text = entry.text_at("id");
    if (!text.starts_with(letters)) continue;
    unsigned number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + letters.size(), end, number);
    if (read.ec == std::errc() && read.ptr == end) last = std::max(last, number);
  }
  return letters + std::to_string(last + 1);
}

}  // namespace custrec
