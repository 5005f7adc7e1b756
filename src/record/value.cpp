// SPDX-License-Identifier: MIT
// Values in the making and the writer of the record form.
#include "record/value.hpp"

#include <algorithm>
#include <array>

#include "record/plain.hpp"
#include "text/equal.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Lines that a literal block shows as they are: more than one, the first not indented, none of
/// blanks only at the end.
bool fits_block(std::string_view text) {
  if (text.find('\n') == std::string_view::npos || text.front() == '\n' || text.front() == ' ' ||
      text.ends_with("\n\n") || text == "\n") {
    return false;
  }
  for (std::size_t line = 0; line <= text.size();) {
    const std::size_t newline = std::min(text.find('\n', line), text.size());
    const std::string_view content = text.substr(line, newline - line);
    const bool blanks_only = !content.empty() && content.find_first_not_of(' ') == content.npos;
    if (blanks_only || !is_printable_line(content)) return false;
    line = newline + 1;
  }
  return true;
}

std::string format_block(std::string_view text, std::size_t indent) {
  std::string block = text.ends_with('\n') ? "|" : "|-";
  if (text.ends_with('\n')) text.remove_suffix(1);
  for (std::size_t line = 0; line <= text.size();) {
    const std::size_t newline = std::min(text.find('\n', line), text.size());
    block += '\n';
    if (newline > line) {
      block.append(indent + 2, ' ');
      block += text.substr(line, newline - line);
    }
    line = newline + 1;
  }
  return block;
}

void append_escape(std::string& quoted, char32_t value) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  quoted += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) quoted += digits[(value >> shift) & 0xFU];
}

std::string_view empty_collection(Kind kind) {
  return kind == Kind::sequence ? "[]" : "{}";
}

void append_items(std::string& lines, const Value& collection, std::size_t indent);

/// What stands behind `key:`, with its newline.
void append_value(std::string& lines, const Value& item, std::size_t indent) {
  if (item.kind == Kind::scalar) {
    lines += ' ';
    lines += format_scalar(item.text, item.bare, indent);
  } else if (item.items.empty()) {
    lines += ' ';
    lines += empty_collection(item.kind);
  }
  lines += '\n';
  append_items(lines, item, indent + 2);
}

void append_item(std::string& lines, const Value& item, std::size_t indent) {
  lines.append(indent, ' ');
  lines += item.key;
  lines += ':';
  append_value(lines, item, indent);
}

void append_sequence_item(std::string& lines, const Value& item, std::size_t indent) {
  const std::size_t begin = lines.size();
  if (item.kind == Kind::scalar || item.items.empty()) {
    lines.append(indent, ' ');
    lines += '-';
    append_value(lines, item, indent);
    return;
  }
  append_items(lines, item, indent + 2);
  lines[begin + indent] = '-';
}

void append_items(std::string& lines, const Value& collection, std::size_t indent) {
  for (const Value& item : collection.items) {
    if (collection.kind == Kind::mapping) {
      append_item(lines, item, indent);
    } else {
      append_sequence_item(lines, item, indent);
    }
  }
}

}  // namespace

const Value* Value::find(std::string_view item_key) const {
  for (const Value& item : items) {
    if (are_equal(item.key, item_key)) return &item;
  }
  return nullptr;
}

Value* Value::find(std::string_view item_key) {
  for (Value& item : items) {
    if (are_equal(item.key, item_key)) return &item;
  }
  return nullptr;
}

std::string_view Value::text_at(std::string_view item_key) const {
  const Value* item = find(item_key);
  return item == nullptr ? std::string_view() : std::string_view(item->text);
}

bool Value::is_empty() const {
  if (kind == Kind::scalar) return text.empty();
  return std::all_of(items.begin(), items.end(), [](const Value& item) { return item.is_empty(); });
}

Value make_text(std::string key, std::string text, bool bare) {
  return {std::move(key), Kind::scalar, std::move(text), bare, {}, no_node};
}

Value make_mapping(std::string key, std::vector<Value> items) {
  return {std::move(key), Kind::mapping, {}, false, std::move(items), no_node};
}

Value make_sequence(std::string key, std::vector<Value> items) {
  return {std::move(key), Kind::sequence, {}, false, std::move(items), no_node};
}

Value value_of(const Document& document, NodeIndex index) {
  const Node& node = document[index];
  Value value{std::string(node.key),      node.kind, std::string(node.text),
              node.style == Style::plain, {},        index};
  for (const NodeIndex child : document.children(index)) {
    value.items.push_back(value_of(document, child));
  }
  return value;
}

void forget_origins(Value& value) {
  value.origin = no_node;
  for (Value& item : value.items) forget_origins(item);
}

std::string format_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    const std::string_view character = text.substr(offset, point.length);
    if (point.value == U'"' || point.value == U'\\') {
      quoted += '\\';
      quoted += character;
    } else if (point.value == U'\n') {
      quoted += "\\n";
    } else if (point.value == U'\t') {
      quoted += "\\t";
    } else if (!is_printable_line(character)) {
      append_escape(quoted, point.value);
    } else {
      quoted += character;
    }
    offset += point.length;
  }
  return quoted + '"';
}

std::string format_scalar(std::string_view text, bool bare, std::size_t indent) {
  if (fits_block(text)) return format_block(text, indent);
  const bool plain = is_plain_safe(text) && (bare || !is_ambiguous_plain(text));
  return plain ? std::string(text) : format_quoted(text);
}

std::string format_item(const Value& item, std::size_t indent) {
  std::string lines;
  append_item(lines, item, indent);
  return lines;
}

std::string format_sequence_item(const Value& item, std::size_t indent) {
  std::string lines;
  append_sequence_item(lines, item, indent);
  return lines;
}

std::string format_record(const Value& mapping) {
  constexpr std::size_t usual_bytes = 2048;
  std::string lines;
  lines.reserve(usual_bytes);
  append_items(lines, mapping, 0);
  return lines;
}

}  // namespace custrec
