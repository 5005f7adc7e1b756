// SPDX-License-Identifier: MIT
// A record or a part of one while it is being made, before it has bytes; and its text in the
// record form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/document.hpp"

namespace custrec {

/// A tree like Document's, free to change. Items of a mapping have keys, in the order written.
struct Value {
  std::string key;
  Kind kind = Kind::scalar;
  std::string text;          ///< of a scalar
  bool bare = false;         ///< of a scalar: never quoted for looking like a number or yes and no
  std::vector<Value> items;  ///< of a mapping or sequence
  NodeIndex origin = no_node;  ///< what it was made from in its document, no_node: it is new

  [[nodiscard]] const Value* find(std::string_view item_key) const;
  [[nodiscard]] Value* find(std::string_view item_key);
  [[nodiscard]] std::string_view text_at(std::string_view item_key) const;
  /// No text, or no items that hold anything.
  [[nodiscard]] bool is_empty() const;
};

Value make_text(std::string key, std::string text, bool bare = false);
Value make_mapping(std::string key, std::vector<Value> items = {});
Value make_sequence(std::string key, std::vector<Value> items = {});

/// The part of `document` at `index` as a Value, with origins. Scalars that stand plain stay bare.
Value value_of(const Document& document, NodeIndex index);

/// The same as if it came from nowhere.
void forget_origins(Value& value);

/// `text` as it stands behind `key: ` in a mapping indented by `indent`: plain, in double quotes,
/// or a block with its lines. Never ends with a newline.
std::string format_scalar(std::string_view text, bool bare, std::size_t indent);

/// `text` in double quotes.
std::string format_quoted(std::string_view text);

/// The lines of `item` (`key: …`) in a mapping indented by `indent`, each ended by a newline.
std::string format_item(const Value& item, std::size_t indent);

/// The lines of `item` as an item of a sequence indented by `indent` (`- …`).
std::string format_sequence_item(const Value& item, std::size_t indent);

/// A whole record, or any other text of the archive. Reading it back gives the same tree.
std::string format_record(const Value& mapping);

}  // namespace custrec
