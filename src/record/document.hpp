// SPDX-License-Identifier: MIT
// What a YAML text says: a tree of mappings, sequences and texts, with the place of each in the
// bytes. Two readers make it: `read_record_form` for the plain form that custrec writes, and
// `read_yaml` (yaml-cpp) for any other YAML. For every text that the first accepts both give the
// same tree.
//
// The record form, YAML 1.2 restricted to (man/custrec-record.5 tells it with examples):
//
//   document  = *blank mapping(0)
//   mapping(n)  = 1*( n spaces, key ":" , value(n) )
//   sequence(n) = 1*( n spaces, "- ", ( scalar | mapping(n + 2), its first line on this one ) )
//   value(n)  = blanks ( plain | quoted ) | blanks ( "|" | "|-" ), lines indented by n + 2
//             | blanks "[]" | blanks "{}" | newline mapping(n + 2) | newline sequence(n + 2)
//   key       = [a-z][a-z0-9_]*, of at most 1024 characters
//   quoted    = double quotes with the escapes \" \\ \n \t \uXXXX only
//   blanks    = 1*" "; they may also stand at the end of a line with a value on it
//   blank     = an empty line, or a comment on a line of its own; " # …" may follow a value
//
// No tabs, anchors, aliases, tags, merge keys, flow collections with content, further documents.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace custrec {

/// Bytes `begin` to `end` of the text; empty at the place where something missing would stand.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Place {
  std::uint32_t line = 1;    ///< from 1
  std::uint32_t column = 1;  ///< code points from 1
};

enum class Kind : unsigned char { scalar, mapping, sequence };
enum class Style : unsigned char { plain, quoted, block };

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex no_node = UINT32_MAX;

struct Node {
  Kind kind = Kind::scalar;
  Style style = Style::plain;  ///< of a scalar
  std::string_view key;        ///< of an item of a mapping, else empty
  std::string_view text;       ///< of a scalar, decoded: `null`, `~` and `NO` as they stand there
  Span key_span;
  Span span;          ///< of the value: quotes and block header included
  NodeIndex end = 0;  ///< the node after this one and all below it
};

/// The tree of one text. It owns the bytes; views stay valid when it is moved.
class Document {
 public:
  explicit Document(std::string bytes);

  [[nodiscard]] std::string_view bytes() const { return *bytes_; }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Node& operator[](NodeIndex index) const { return nodes_[index]; }

  /// The root is node 0, always a mapping unless the text had faults.
  static constexpr NodeIndex root = 0;

  /// The item of mapping `parent` under `key` (the first, where a faulty text has several).
  [[nodiscard]] NodeIndex find(NodeIndex parent, std::string_view key) const;
  /// Text of that item when it is a scalar, else empty.
  [[nodiscard]] std::string_view text_at(NodeIndex parent, std::string_view key) const;
  [[nodiscard]] std::vector<NodeIndex> children(NodeIndex parent) const;
  [[nodiscard]] bool has_children(NodeIndex index) const { return nodes_[index].end > index + 1; }
  /// Nothing stands there: an empty scalar, list or mapping.
  [[nodiscard]] bool is_empty(NodeIndex index) const;

  [[nodiscard]] Place place_of(std::uint32_t offset) const;

  // For the readers.
  NodeIndex open(const Node& node);
  void close(NodeIndex index, std::uint32_t end_of_span);
  std::string_view keep(std::string decoded);  ///< a text that doesn't stand in the bytes as it is
  void truncate(NodeIndex index);              ///< forgets the nodes from `index` on
  void clear();

 private:
  std::unique_ptr<std::string> bytes_;
  std::deque<std::string> decoded_;
  std::vector<Node> nodes_;
};

/// Something that makes a text no record: a fault of syntax, at its place.
struct Fault {
  std::uint32_t offset = 0;
  std::string_view rule = "syntax";  ///< or `conflict-marker`
  Text message;
};

/// What a reader made of a text. When `readable` is false the tree is empty; otherwise faults such
/// as a key given twice leave the rest of the tree fit for checking (the first value counts).
struct Reading {
  Document document;
  std::vector<Fault> faults;  ///< in order of place
  bool readable = true;
};

/// Limits that keep one record from harming the rest.
inline constexpr std::size_t max_record_bytes = 4U << 20U;
inline constexpr int max_depth = 32;

/// Reads any text: the limits first, then the record-form reader, then yaml-cpp. Never throws for
/// what a file holds.
Reading read_document(std::string bytes);

}  // namespace custrec
