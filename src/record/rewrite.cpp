// SPDX-License-Identifier: MIT
// Changes the text of a record: the tree it has and the tree it should have are walked side by
// side, which gives a list of replacements of bytes; these are applied from the end to the
// beginning.
#include "record/rewrite.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "record/record_form_reader.hpp"

namespace custrec {
namespace {

struct Replacement {
  std::size_t begin;
  std::size_t end;
  std::string text;
};

class Rewriter {
 public:
  explicit Rewriter(const Document& document) : document_(document), bytes_(document.bytes()) {}

  std::string run(const Value& wanted) {
    change_mapping(Document::root, wanted);
    // What is put in at a place goes before what is taken away from there on.
    std::stable_sort(replacements_.begin(), replacements_.end(),
                     [](const Replacement& a, const Replacement& b) {
                       return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
                     });
    std::string text;
    std::size_t at = 0;
    for (const Replacement& replacement : replacements_) {
      text += bytes_.substr(at, replacement.begin - at);
      text += replacement.text;
      at = replacement.end;
    }
    return text.append(bytes_.substr(at));
  }

 private:
  void replace(std::size_t begin, std::size_t end, std::string text) {
    replacements_.push_back({begin, end, std::move(text)});
  }

  [[nodiscard]] std::size_t line_begin(std::size_t offset) const {
    const std::size_t newline = offset == 0 ? bytes_.npos : bytes_.rfind('\n', offset - 1);
    return newline == bytes_.npos ? 0 : newline + 1;
  }
  /// Behind the newline of the line that holds `offset`.
  [[nodiscard]] std::size_t line_end(std::size_t offset) const {
    return std::min(bytes_.find('\n', offset), bytes_.size() - 1) + 1;
  }
  [[nodiscard]] std::size_t indent_of(std::size_t offset) const {
    return offset - line_begin(offset);
  }
  /// Where an item begins: at its key, or at its value in a sequence.
  [[nodiscard]] std::size_t begin_of(NodeIndex node) const {
    return document_[node].key.empty() ? document_[node].span.begin
                                       : document_[node].key_span.begin;
  }

  void change_value(NodeIndex node, const Value& wanted) {
    const Node& old = document_[node];
    if (old.kind == Kind::scalar && wanted.kind == Kind::scalar) {
      if (old.text != wanted.text) change_scalar(node, wanted);
    } else if (old.kind != wanted.kind || wanted.items.empty() || !document_.has_children(node)) {
      if (old.kind != wanted.kind || wanted.items.empty() == document_.has_children(node)) {
        change_whole(node, wanted);
      }
    } else if (old.kind == Kind::mapping) {
      change_mapping(node, wanted);
    } else {
      change_sequence(node, wanted);
    }
  }

  void change_scalar(NodeIndex node, const Value& wanted) {
    const Node& old = document_[node];
    const bool item = old.key.empty();
    const std::size_t indent = indent_of(item ? old.span.begin - 2 : old.key_span.begin);
    std::string text = format_scalar(wanted.text, wanted.bare, indent);
    if (text[0] == '|') {
      // A remark behind the value would become part of the block.
      move_remark_up(node);
      replace(old.span.begin, line_end(old.span.end) - 1, std::move(text));
    } else {
      replace(old.span.begin, old.span.end, std::move(text));
    }
  }

  /// The comment behind a value, as a line of its own above it.
  void move_remark_up(NodeIndex node) {
    const std::size_t end = document_[node].span.end;
    const std::string_view rest = bytes_.substr(end, line_end(end) - 1 - end);
    const std::size_t mark = rest.find('#');
    if (mark == rest.npos) return;
    const std::size_t line = line_begin(begin_of(node));
    const std::size_t indent = bytes_.find_first_not_of(' ', line) - line;
    replace(line, line, std::string(indent, ' ') + std::string(rest.substr(mark)) + "\n");
  }

  /// Another kind of value, or a collection that becomes empty or stops being so: its lines anew.
  void change_whole(NodeIndex node, const Value& wanted) {
    const Node& old = document_[node];
    const bool item = old.key.empty();
    const std::size_t key = item ? old.span.begin - 2 : old.key_span.begin;
    const std::size_t indent = indent_of(key);
    std::string lines = item ? format_sequence_item(wanted, indent) : format_item(wanted, indent);
    move_remark_up(node);
    replace(key, line_end(old.span.end), lines.substr(indent));
  }

  void change_mapping(NodeIndex mapping, const Value& wanted) {
    const std::vector<NodeIndex> children = document_.children(mapping);
    const auto stays = [&](NodeIndex child) {
      return wanted.find(document_[child].key) != nullptr;
    };
    const auto first = std::find_if(children.begin(), children.end(), stays);
    const std::size_t indent = indent_of(begin_of(children.front()));
    if (first == children.end()) {
      const std::string lines = format_items_at(wanted, indent);
      replace(begin_of(children.front()), line_end(document_[children.back()].span.end),
              lines.substr(indent));
      return;
    }
    if (first != children.begin()) remove_leading(children, *first);
    for (auto child = first; child != children.end(); ++child) {
      const Value* item = wanted.find(document_[*child].key);
      if (item == nullptr) {
        replace(line_begin(begin_of(*child)), line_end(document_[*child].span.end), "");
      } else {
        change_value(*child, *item);
      }
    }
    NodeIndex before = no_node;
    for (const Value& item : wanted.items) {
      const NodeIndex existing = document_.find(mapping, item.key);
      if (existing != no_node) {
        before = existing;
      } else {
        insert_item(*first, before, item, indent);
      }
    }
  }

  static std::string format_items_at(const Value& mapping, std::size_t indent) {
    std::string lines;
    for (const Value& item : mapping.items) lines += format_item(item, indent);
    return lines;
  }

  /// The items before `stays` go, the comments and blank lines between them stay. Behind a `- ` the
  /// first item that stays takes their place.
  void remove_leading(const std::vector<NodeIndex>& children, NodeIndex stays) {
    const std::size_t begin = begin_of(children.front());
    const std::size_t line = line_begin(begin);
    const std::string_view margin = bytes_.substr(line, begin - line);
    std::string kept;
    for (std::size_t at = 0; children[at] != stays; ++at) {
      const std::size_t end = line_end(document_[children[at]].span.end);
      kept += bytes_.substr(end, line_begin(begin_of(children[at + 1])) - end);
    }
    replace(line, begin_of(stays), kept.append(margin));
  }

  void insert_item(NodeIndex first, NodeIndex before, const Value& item, std::size_t indent) {
    std::string lines = format_item(item, indent);
    if (before != no_node) {
      const std::size_t end = line_end(document_[before].span.end);
      replace(end, end, std::move(lines));
      return;
    }
    // In front of all others; behind a `- ` the first line is already begun.
    const std::size_t begin = begin_of(first);
    replace(begin, begin, lines.substr(indent) + std::string(indent, ' '));
  }

  void change_sequence(NodeIndex sequence, const Value& wanted) {
    const std::vector<NodeIndex> items = document_.children(sequence);
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (at < wanted.items.size()) {
        change_value(items[at], wanted.items[at]);
      } else {
        const std::size_t begin = line_begin(document_[items[at]].span.begin);
        replace(begin, line_end(document_[items[at]].span.end), "");
      }
    }
    const std::size_t indent = indent_of(document_[items.front()].span.begin) - 2;
    const std::size_t end = line_end(document_[items.back()].span.end);
    std::string lines;
    for (std::size_t at = items.size(); at < wanted.items.size(); ++at) {
      lines += format_sequence_item(wanted.items[at], indent);
    }
    if (!lines.empty()) replace(end, end, std::move(lines));
  }

  const Document& document_;
  std::string_view bytes_;
  std::vector<Replacement> replacements_;
};

bool says_the_same(const Document& document, NodeIndex node, const Value& value) {
  const Node& old = document[node];
  if (old.key != value.key || old.kind != value.kind || old.text != value.text) return false;
  const std::vector<NodeIndex> children = document.children(node);
  if (old.kind == Kind::sequence) {
    return std::equal(
        children.begin(), children.end(), value.items.begin(), value.items.end(),
        [&](NodeIndex child, const Value& item) { return says_the_same(document, child, item); });
  }
  return children.size() == value.items.size() &&
         std::all_of(children.begin(), children.end(), [&](NodeIndex child) {
           const Value* item = value.find(document[child].key);
           return item != nullptr && says_the_same(document, child, *item);
         });
}

void collect_differences(const Value* before, const Value* after, const std::string& path,
                         std::vector<Difference>& differences) {
  const Value& shape = after != nullptr ? *after : *before;
  if (before != nullptr && after != nullptr && before->kind != after->kind) {
    collect_differences(before, nullptr, path, differences);
    collect_differences(nullptr, after, path, differences);
    return;
  }
  if (shape.kind == Kind::scalar) {
    const std::string from = before == nullptr ? "" : before->text;
    const std::string to = after == nullptr ? "" : after->text;
    if (from != to) differences.push_back({path, from, to});
    return;
  }
  const std::size_t old_size = before == nullptr ? 0 : before->items.size();
  const std::size_t new_size = after == nullptr ? 0 : after->items.size();
  if (shape.kind == Kind::sequence) {
    for (std::size_t at = 0; at < std::max(old_size, new_size); ++at) {
      collect_differences(at < old_size ? &before->items[at] : nullptr,
                          at < new_size ? &after->items[at] : nullptr,
                          path + "[" + std::to_string(at) + "]", differences);
    }
    return;
  }
  const std::string prefix = path.empty() ? "" : path + ".";
  for (std::size_t at = 0; at < old_size; ++at) {
    const Value& item = before->items[at];
    collect_differences(&item, after == nullptr ? nullptr : after->find(item.key),
                        prefix + item.key, differences);
  }
  for (std::size_t at = 0; at < new_size; ++at) {
    const Value& item = after->items[at];
    if (before == nullptr || before->find(item.key) == nullptr) {
      collect_differences(nullptr, &item, prefix + item.key, differences);
    }
  }
}

}  // namespace

std::string rewrite_record(const Document& document, const Value& wanted) {
  Document changed(Rewriter(document).run(wanted));
  if (!read_record_form(changed) || !says_the_same(changed, Document::root, wanted)) {
    throw std::logic_error("the changed text does not say what it should");
  }
  return std::string(changed.bytes());
}

std::vector<Difference> find_differences(const Value& before, const Value& after) {
  std::vector<Difference> differences;
  collect_differences(&before, &after, "", differences);
  return differences;
}

}  // namespace custrec
