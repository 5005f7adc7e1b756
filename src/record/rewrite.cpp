// SPDX-License-Identifier: MIT
// Changes the text of a record: the tree it has and the tree it should have are walked side by
// side, which gives a list of replacements of bytes; these are applied from the end to the
// beginning.
#include "record/rewrite.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "record/plain.hpp"
#include "record/record_form_reader.hpp"
#include "record/saying.hpp"

namespace custrec {
namespace {

struct Replacement {
  std::size_t begin;
  std::size_t end;
  std::string text;
};

bool says_the_same(const Document& document, NodeIndex node, const Value& value) {
  const Node& old = document[node];
  if (old.kind != value.kind || old.text != value.text) return false;
  const std::vector<NodeIndex> children = document.children(node).list();
  if (children.size() != value.items.size()) return false;
  if (old.kind == Kind::sequence) {
    return std::equal(
        children.begin(), children.end(), value.items.begin(),
        [&](NodeIndex child, const Value& item) { return says_the_same(document, child, item); });
  }
  return std::all_of(children.begin(), children.end(), [&](NodeIndex child) {
    const Value* item = value.find(document[child].key);
    return item != nullptr && says_the_same(document, child, *item);
  });
}

constexpr std::size_t no_item = SIZE_MAX;

/// Finds out which of the items of a sequence each wanted one is.
class ItemMatcher {
 public:
  ItemMatcher(const Document& document, const std::vector<NodeIndex>& items, const Value& wanted)
      : document_(document), items_(items), wanted_(wanted.items) {}

  /// Positions in `items`, in rising order; `no_item` for new ones.
  std::vector<std::size_t> run() {
    match([&](const Value& value, std::size_t from, std::size_t end) {
      const auto found = std::lower_bound(items_.begin(), items_.end(), value.origin);
      const auto at = static_cast<std::size_t>(found - items_.begin());
      return found != items_.end() && *found == value.origin && at >= from && at < end ? at
                                                                                       : no_item;
    });
    const auto is_candidate = [](const Value& value, std::size_t from, std::size_t end) {
      return value.origin == no_node && from < end;
    };
    match([&](const Value& value, std::size_t from, std::size_t end) {
      return is_candidate(value, from, end) ? find_same(value, from, end) : no_item;
    });
    // A plain value that takes the place of another keeps the remark behind it.
    match([&](const Value& value, std::size_t from, std::size_t end) {
      const bool may_take = is_candidate(value, from, end) && value.kind == Kind::scalar;
      return may_take ? first_between(scalars_, from, end) : no_item;
    });
    return std::move(matches_);
  }

 private:
  /// Calls `find` with each wanted one that isn't found yet, and between which items it may be.
  template <typename Find>
  void match(const Find& find) {
    std::vector<std::size_t> ends(wanted_.size(), items_.size());
    for (std::size_t to = wanted_.size(); to-- > 1;) {
      ends[to - 1] = matches_[to] == no_item ? ends[to] : matches_[to];
    }
    std::size_t from = 0;
    for (std::size_t to = 0; to < wanted_.size(); ++to) {
      if (matches_[to] == no_item) matches_[to] = find(wanted_[to], from, ends[to]);
      if (matches_[to] != no_item) from = matches_[to] + 1;
    }
  }

  std::size_t find_same(const Value& value, std::size_t from, std::size_t end) {
    if (same_.empty()) note_items();
    const auto same = same_.find(make_saying(value));
    return same == same_.end() ? no_item : first_between(same->second, from, end);
  }

  /// Mostly what is new comes last, and then nobody needs to know.
  void note_items() {
    for (std::size_t at = 0; at < items_.size(); ++at) {
      same_[make_saying(value_of(document_, items_[at]))].push_back(at);
      if (document_[items_[at]].kind == Kind::scalar) scalars_.push_back(at);
    }
  }

  static std::size_t first_between(const std::vector<std::size_t>& positions, std::size_t from,
                                   std::size_t end) {
    const auto found = std::lower_bound(positions.begin(), positions.end(), from);
    return found != positions.end() && *found < end ? *found : no_item;
  }

  const Document& document_;
  const std::vector<NodeIndex>& items_;
  const std::vector<Value>& wanted_;
  std::vector<std::size_t> matches_ = std::vector<std::size_t>(wanted_.size(), no_item);
  std::unordered_map<std::string, std::vector<std::size_t>> same_;  ///< items by what they say
  std::vector<std::size_t> scalars_;                                ///< those that are plain values
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
  void insert(std::size_t at, std::string text) {
    if (!text.empty()) replace(at, at, std::move(text));
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
  /// The dash of an item of a sequence.
  [[nodiscard]] std::size_t dash_of(NodeIndex item) const {
    return bytes_.find_first_not_of(' ', line_begin(begin_of(item)));
  }
  void remove_lines(NodeIndex node) {
    replace(line_begin(begin_of(node)), line_end(document_[node].span.end), "");
  }

  void change_value(NodeIndex node, const Value& wanted) {
    const Node& old = document_[node];
    const bool filled = document_.has_children(node);
    if (old.kind == Kind::scalar && wanted.kind == Kind::scalar) {
      const bool misread = wanted.origin == node && old.style == Style::plain && !wanted.bare &&
                           is_ambiguous_plain(old.text);
      if (old.text != wanted.text || misread) change_scalar(node, wanted);
    } else if (old.kind == wanted.kind && filled && wanted.items.empty() && !old.key.empty()) {
      make_empty(node);
    } else if (old.kind != wanted.kind || filled == wanted.items.empty()) {
      change_whole(node, wanted);
    } else if (filled && old.kind == Kind::mapping) {
      change_mapping(node, wanted);
    } else if (filled) {
      change_sequence(node, wanted);
    }
  }

  void change_scalar(NodeIndex node, const Value& wanted) {
    const Node& old = document_[node];
    const std::size_t indent = indent_of(old.key.empty() ? dash_of(node) : old.key_span.begin);
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
    const auto moved = moved_to_.find(node);
    const std::size_t line = moved != moved_to_.end() ? moved->second : line_begin(begin_of(node));
    const std::size_t indent = bytes_.find_first_not_of(' ', line) - line;
    insert(line, std::string(indent, ' ') + std::string(rest.substr(mark)) + "\n");
  }

  /// A collection under a key loses its last item: comments between the items stay.
  void make_empty(NodeIndex node) {
    insert(document_[node].key_span.end + 1,
           document_[node].kind == Kind::sequence ? " []" : " {}");
    for (const NodeIndex child : document_.children(node)) remove_lines(child);
  }

  /// Another kind of value, or a collection that stops being empty: its lines anew.
  void change_whole(NodeIndex node, const Value& wanted) {
    const Node& old = document_[node];
    const std::size_t begin = old.key.empty() ? dash_of(node) : old.key_span.begin;
    const std::size_t indent = indent_of(begin);
    const std::string lines =
        old.key.empty() ? format_sequence_item(wanted, indent) : format_item(wanted, indent);
    move_remark_up(node);
    replace(begin, line_end(old.span.end), lines.substr(indent));
  }

  void change_mapping(NodeIndex mapping, const Value& wanted) {
    const std::vector<NodeIndex> children = document_.children(mapping).list();
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
        remove_lines(*child);
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
  /// first item that stays takes their place, and those comments come to stand above the dash: no
  /// deeper than it, where they could become part of a block before.
  void remove_leading(const std::vector<NodeIndex>& children, NodeIndex stays) {
    const std::size_t begin = begin_of(children.front());
    const std::size_t line = line_begin(begin);
    const bool behind_dash = bytes_[bytes_.find_first_not_of(' ', line)] == '-';
    std::string kept;
    for (std::size_t at = 0; children[at] != stays; ++at) {
      if (!behind_dash) {
        remove_lines(children[at]);
        continue;
      }
      const std::size_t end = line_end(document_[children[at]].span.end);
      const std::size_t dash = dash_of(children.front());
      kept += with_indent(bytes_.substr(end, line_begin(begin_of(children[at + 1])) - end),
                          indent_of(dash));
    }
    if (!behind_dash) return;
    replace(line, begin_of(stays), kept.append(bytes_.substr(line, begin - line)));
    moved_to_[stays] = line;
  }

  static std::string with_indent(std::string_view lines, std::size_t indent) {
    std::string text;
    while (!lines.empty()) {
      const std::size_t end = lines.find('\n') + 1;
      const std::size_t begin = std::min(lines.find_first_not_of(' '), end - 1);
      if (begin + 1 < end) text += std::string(indent, ' ');
      text += lines.substr(begin, end - begin);
      lines.remove_prefix(end);
    }
    return text;
  }

  void insert_item(NodeIndex first, NodeIndex before, const Value& item, std::size_t indent) {
    std::string lines = format_item(item, indent);
    if (before != no_node) {
      insert(line_end(document_[before].span.end), std::move(lines));
      return;
    }
    // In front of all others; behind a `- ` the first line is already begun.
    insert(begin_of(first), lines.substr(indent) + std::string(indent, ' '));
  }

  void change_sequence(NodeIndex sequence, const Value& wanted) {
    const std::vector<NodeIndex> items = document_.children(sequence).list();
    const std::vector<std::size_t> matches = ItemMatcher(document_, items, wanted).run();
    const std::size_t indent = indent_of(dash_of(items.front()));
    // New items at the front go above the comments there, which belong to the old first one.
    std::size_t end_of_last = line_end(document_[sequence].key_span.end);
    std::vector<bool> stays(items.size(), false);
    for (std::size_t at = 0; at < matches.size(); ++at) {
      if (matches[at] == no_item) {
        insert(end_of_last, format_sequence_item(wanted.items[at], indent));
      } else {
        const NodeIndex item = items[matches[at]];
        stays[matches[at]] = true;
        change_value(item, wanted.items[at]);
        end_of_last = line_end(document_[item].span.end);
      }
    }
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (!stays[at]) remove_lines(items[at]);
    }
  }

  const Document& document_;
  std::string_view bytes_;
  std::vector<Replacement> replacements_;
  std::map<NodeIndex, std::size_t> moved_to_;  ///< items that have gone up to a line with a dash
};

}  // namespace

std::string rewrite_record(const Document& document, const Value& wanted) {
  Document changed(Rewriter(document).run(wanted));
  if (!read_record_form(changed) || !says_the_same(changed, Document::root, wanted)) {
    throw std::logic_error("the changed text does not say what it should");
  }
  return std::string(changed.bytes());
}

}  // namespace custrec
