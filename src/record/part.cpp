// SPDX-License-Identifier: MIT
// A record as a tree of parts that keeps its bytes.
#include "record/part.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "record/part_text.hpp"
#include "record/record_form_reader.hpp"

namespace custrec {
namespace {

std::vector<const Part*> sort_items(const Part& mapping) {
  std::vector<const Part*> items;
  for (const Part& item : mapping.items) items.push_back(&item);
  std::sort(items.begin(), items.end(),
            [](const Part* a, const Part* b) { return a->key < b->key; });
  return items;
}

void append_saying(const Part& part, std::string& saying) {
  if (part.kind == Kind::scalar) {
    saying.append("s").append(std::to_string(part.text.size())).append(":").append(part.text);
    return;
  }
  saying += part.kind == Kind::sequence ? '[' : '{';
  if (part.kind == Kind::sequence) {
    for (const Part& item : part.items) append_saying(item, saying);
  } else {
    for (const Part* item : sort_items(part)) {
      saying.append(item->key).append("=");
      append_saying(*item, saying);
    }
  }
  saying += part.kind == Kind::sequence ? ']' : '}';
}

void add_conflict_paths(const Part& part, const std::string& path,
                        std::vector<std::string>& paths) {
  if (part.conflict) {
    paths.push_back(path);
    return;
  }
  std::size_t position = 0;
  for (const Part& item : part.items) {
    if (part.kind == Kind::mapping) {
      add_conflict_paths(item, path.empty() ? item.key : path + "." + item.key, paths);
    } else {
      const Part& shown = !item.conflict ? item : item.ours.empty() ? item.theirs[0] : item.ours[0];
      const std::string id(shown.text_at("id"));
      add_conflict_paths(
          item, path + (id.empty() ? "[" + std::to_string(position) + "]" : "." + id), paths);
    }
    position += 1;
  }
}

}  // namespace

const Part* Part::find(std::string_view item_key) const {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const Part& item) { return item.key == item_key; });
  return found == items.end() ? nullptr : &*found;
}

Part* Part::find(std::string_view item_key) {
  return const_cast<Part*>(std::as_const(*this).find(item_key));
}

std::string_view Part::text_at(std::string_view item_key) const {
  const Part* item = kind == Kind::mapping ? find(item_key) : nullptr;
  const bool scalar = item != nullptr && item->kind == Kind::scalar && !item->conflict;
  return scalar ? std::string_view(item->text) : std::string_view();
}

void set_text(Part& part, std::string text, bool bare, std::size_t indent) {
  part.body = " " + format_scalar(text, bare, indent);
  part.text = std::move(text);
}

Part make_part(const Value& item) {
  Document document(format_record(make_mapping("", {item})));
  if (!read_record_form(document)) throw std::logic_error("a new part is not record form");
  return read_parts(document).items.at(0);
}

bool says_the_same(const Part& left, const Part& right) {
  if (left.kind != right.kind || left.text != right.text ||
      left.items.size() != right.items.size()) {
    return false;
  }
  if (left.kind == Kind::mapping) {
    const auto lefts = sort_items(left);
    const auto rights = sort_items(right);
    return std::equal(lefts.begin(), lefts.end(), rights.begin(), [](const Part* a, const Part* b) {
      return a->key == b->key && says_the_same(*a, *b);
    });
  }
  return std::equal(left.items.begin(), left.items.end(), right.items.begin(), says_the_same);
}

std::string make_saying(const Part& part) {
  std::string saying;
  append_saying(part, saying);
  return saying;
}

bool has_conflicts(const Part& part) {
  return part.conflict || std::any_of(part.items.begin(), part.items.end(), has_conflicts);
}

std::optional<Part> choose_side(const Part& part, Side side) {
  if (part.conflict) {
    if (part.of(side).empty()) return std::nullopt;
    Part chosen = part.of(side)[0];
    chosen.above = part.above + chosen.above;
    return chosen;
  }
  Part chosen = part;
  chosen.items.clear();
  for (const Part& item : part.items) {
    if (auto one = choose_side(item, side)) chosen.items.push_back(std::move(*one));
  }
  return chosen;
}

std::vector<std::string> find_conflict_paths(const Part& root) {
  std::vector<std::string> paths;
  add_conflict_paths(root, "", paths);
  return paths;
}

}  // namespace custrec
