// SPDX-License-Identifier: MIT
// Ids of entries.
#include "schema/entry_id.hpp"

#include <algorithm>
#include <charconv>

namespace custrec {
namespace {

/// The number in an id with these letters, 0 when it is none.
unsigned number_of(std::string_view id, std::string_view letters) {
  if (!id.starts_with(letters)) return 0;
  unsigned number = 0;
  const char* end = id.data() + id.size();
  const auto read = std::from_chars(id.data() + letters.size(), end, number);
  return read.ec == std::errc() && read.ptr == end ? number : 0;
}

/// The highest number of an entry of `list` that the change log names: `needs.N2.status`.
unsigned last_logged(const Value& record, const std::string& list, std::string_view letters) {
  unsigned last = 0;
  const Value* changes = record.find("changes");
  if (changes == nullptr) return 0;
  for (const Value& change : changes->items) {
    const Value* fields = change.find("fields");
    if (fields == nullptr) continue;
    for (const Value& field : fields->items) {
      std::string_view path = field.text_at("field");
      if (!path.starts_with(list + ".")) continue;
      path.remove_prefix(list.size() + 1);
      last = std::max(last, number_of(path.substr(0, path.find('.')), letters));
    }
  }
  return last;
}

/// The item that `[2]` means.
NodeIndex item_at(const Document& document, NodeIndex list, std::string_view brackets) {
  std::size_t position = 0;
  const char* end = brackets.data() + brackets.size();
  const auto read = std::from_chars(brackets.data() + 1, end, position);
  if (read.ec != std::errc() || document[list].kind != Kind::sequence) return no_node;
  const Children items = document.children(list);
  return position < items.size() ? items[position] : no_node;
}

}  // namespace

std::string next_entry_id(const Schemas& schemas, const Field& list, const Value& record) {
  const Field* id = find_field(schemas.fields_of(list), "id");
  if (id == nullptr) return {};
  const std::string letters = id->example.substr(0, id->example.find_first_of("0123456789"));
  unsigned last = last_logged(record, list.name, letters);
  if (const Value* entries = record.find(list.name)) {
    for (const Value& entry : entries->items) {
      last = std::max(last, number_of(entry.text_at("id"), letters));
    }
  }
  return letters + std::to_string(last + 1);
}

std::string with_positions(const Document& document, std::string_view path) {
  std::string result;
  NodeIndex at = Document::root;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find_first_of(".["));
    std::string_view rest = path.substr(part.size());
    const bool list = at != no_node && document[at].kind == Kind::sequence;
    std::size_t position = 0;
    NodeIndex next = no_node;
    if (list) {
      for (const NodeIndex item : document.children(at)) {
        if (document.text_at(item, "id") == part) {
          next = item;
          break;
        }
        position += 1;
      }
    }
    if (next != no_node) {
      result += "[" + std::to_string(position) + "]";
    } else {
      if (!result.empty()) result += '.';
      result += part;
      const bool mapping = at != no_node && document[at].kind == Kind::mapping;
      next = mapping ? document.find(at, part) : no_node;
    }
    at = next;
    if (rest.starts_with('[')) {
      const std::string_view brackets = rest.substr(0, rest.find(']') + 1);
      result += brackets;
      rest.remove_prefix(brackets.empty() ? rest.size() : brackets.size());
      at = at == no_node ? no_node : item_at(document, at, brackets);
    }
    path = rest.starts_with('.') ? rest.substr(1) : std::string_view();
  }
  return result;
}

}  // namespace custrec
