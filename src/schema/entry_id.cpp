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

const EntryPositions::List& EntryPositions::list_at(NodeIndex sequence) {
  const auto [place, is_new] = lists_.try_emplace(sequence);
  List& list = place->second;
  if (!is_new) return list;
  list.items = document_.children(sequence).list();
  for (std::size_t at = 0; at < list.items.size(); ++at) {
    list.position_of.emplace(document_.text_at(list.items[at], "id"), at);
  }
  return list;
}

/// The item that `[2]` means.
NodeIndex EntryPositions::item_at(NodeIndex sequence, std::string_view brackets) {
  std::size_t position = 0;
  const char* end = brackets.data() + brackets.size();
  const auto read = std::from_chars(brackets.data() + 1, end, position);
  if (read.ec != std::errc() || document_[sequence].kind != Kind::sequence) return no_node;
  const std::vector<NodeIndex>& items = list_at(sequence).items;
  return position < items.size() ? items[position] : no_node;
}

std::string EntryPositions::with_positions(std::string_view path) {
  std::string result;
  NodeIndex at = Document::root;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find_first_of(".["));
    std::string_view rest = path.substr(part.size());
    NodeIndex next = no_node;
    if (at != no_node && document_[at].kind == Kind::sequence) {
      const List& list = list_at(at);
      const auto found = list.position_of.find(part);
      if (found != list.position_of.end()) {
        next = list.items[found->second];
        result += "[" + std::to_string(found->second) + "]";
      }
    }
    if (next == no_node) {
      if (!result.empty()) result += '.';
      result += part;
      const bool mapping = at != no_node && document_[at].kind == Kind::mapping;
      next = mapping ? document_.find(at, part) : no_node;
    }
    at = next;
    if (rest.starts_with('[')) {
      const std::string_view brackets = rest.substr(0, rest.find(']') + 1);
      result += brackets;
      rest.remove_prefix(brackets.empty() ? rest.size() : brackets.size());
      at = at == no_node ? no_node : item_at(at, brackets);
    }
    path = rest.starts_with('.') ? rest.substr(1) : std::string_view();
  }
  return result;
}

}  // namespace custrec
