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

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/sixteen_bytes.hpp"
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

/// Keys are compared by number first: equal ones have equal numbers. Made of the length and the
/// first and last bytes, eight of each at most, which may overlap: no loop over the key is needed.
class KeyHash {
 public:
  KeyHash() = default;
  explicit KeyHash(std::string_view key) {
    if (key.size() >= word) {
      *this = KeyHash(load(key.data()), load(key.data() + key.size() - word), key.size());
      return;
    }
    std::uint64_t bytes = 0;
    for (std::size_t at = key.size(); at-- > 0;) {
      bytes = bytes << 8U | static_cast<unsigned char>(key[at]);
    }
    *this = KeyHash(bytes, bytes, key.size());
  }
  /// The same of a key that isn't empty and from whose beginning eight bytes can be read: without
  /// branches on its size, which the processor would guess wrong.
  static KeyHash of_padded(std::string_view key) {
    const std::size_t size = std::min(key.size(), word);
    const std::uint64_t of_key = ~std::uint64_t{0} >> (8 * (word - size));
    return {load(key.data()) & of_key, load(key.data() + key.size() - size) & of_key, key.size()};
  }
  bool operator==(const KeyHash&) const = default;
  [[nodiscard]] std::uint16_t value() const { return value_; }

 private:
  static constexpr std::size_t word = sizeof(std::uint64_t);

  KeyHash(std::uint64_t first, std::uint64_t last, std::size_t size) {
    const std::uint64_t mixed = (first ^ std::rotl(last, 29) ^ size) * 0x9E3779B97F4A7C15U;
    value_ = static_cast<std::uint16_t>(mixed >> 48U);
  }
  /// The first byte as the lowest.
  static std::uint64_t load(const char* at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, word);
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
    return bytes;
  }

  std::uint16_t value_ = 0;
};

/// Keys that have come so far, by a bit for each hash: nearly all others are seen to be new at
/// once.
class SeenKeys {
 public:
  /// Whether the key may have come before. From now on it has.
  bool note(KeyHash hash) {
    const unsigned number = hash.value();
    std::uint64_t& bits = bits_[number >> 6U & 7U];
    const std::uint64_t bit = std::uint64_t{1} << (number & 63U);
    const bool seen = (bits & bit) != 0;
    bits |= bit;
    return seen;
  }

 private:
  std::array<std::uint64_t, 8> bits_{};
};

struct alignas(64) Node {
  Kind kind = Kind::scalar;
  Style style = Style::plain;  ///< of a scalar
  KeyHash key_hash;            ///< of `key`
  std::uint32_t position = 0;  ///< of an item of a sequence: among those, from 0
  std::string_view key;        ///< of an item of a mapping, else empty
  std::string_view text;       ///< of a scalar, decoded: `null`, `~` and `NO` as they stand there
  Span key_span;
  Span span;                   ///< of the value: quotes and block header included
  NodeIndex end = 0;           ///< the node after this one and all below it
  NodeIndex parent = no_node;  ///< the collection that it stands in; no_node at the root
};
static_assert(sizeof(Node) == 64, "a node is one line of the cache, found by a shift of its index");

class Document;

/// The items that stand directly in a collection, in order.
class Children {
 public:
  class Iterator {
   public:
    using value_type = NodeIndex;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const Node* nodes, NodeIndex at) : nodes_(nodes), at_(at) {}
    NodeIndex operator*() const { return at_; }
    Iterator& operator++() {
      at_ = nodes_[at_].end;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    const Node* nodes_ = nullptr;
    NodeIndex at_ = 0;
  };

  Children(const Document& document, NodeIndex parent);
  [[nodiscard]] Iterator begin() const { return begin_; }
  [[nodiscard]] Iterator end() const { return end_; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }
  // These two count one item after the other.
  [[nodiscard]] std::size_t size() const;
  /// The item at `position`, which must be below size().
  NodeIndex operator[](std::size_t position) const;
  [[nodiscard]] std::vector<NodeIndex> list() const { return {begin_, end_}; }

 private:
  Iterator begin_;
  Iterator end_;
};

/// The tree of one text. It owns the bytes; views stay valid when it is moved.
class Document {
 public:
  /// So many bytes can be read behind the end of the text, and behind each key.
  static constexpr std::size_t padding = 4 * SixteenBytes::size;

  explicit Document(std::string bytes = {});

  [[nodiscard]] std::string_view bytes() const { return *bytes_; }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Node& operator[](NodeIndex index) const { return nodes_[index]; }

  /// The root is node 0, always a mapping unless the text had faults.
  static constexpr NodeIndex root = 0;

  /// The item of mapping `parent` under `key` (the first, where a faulty text has several).
  [[nodiscard]] NodeIndex find(NodeIndex parent, std::string_view key) const {
    return find(parent, key, KeyHash(key));
  }
  [[nodiscard]] NodeIndex find(NodeIndex parent, std::string_view key, KeyHash hash) const;
  /// Text of that item when it is a scalar, else empty.
  [[nodiscard]] std::string_view text_at(NodeIndex parent, std::string_view key) const {
    const NodeIndex item = find(parent, key);
    return item == no_node ? std::string_view() : nodes_[item].text;
  }
  [[nodiscard]] Children children(NodeIndex parent) const { return {*this, parent}; }
  [[nodiscard]] bool has_children(NodeIndex index) const { return nodes_[index].end > index + 1; }
  /// Nothing stands there: an empty scalar, list or mapping.
  [[nodiscard]] bool is_empty(NodeIndex index) const {
    const Node& node = nodes_[index];
    return node.kind == Kind::scalar ? node.text.empty() : node.end == index + 1;
  }

  /// Its text is part of one line of `bytes`, as it stands there: then all of it is printable.
  [[nodiscard]] bool is_verbatim(NodeIndex index) const {
    const auto text = reinterpret_cast<std::uintptr_t>(nodes_[index].text.data());
    return text - reinterpret_cast<std::uintptr_t>(bytes_->data()) < bytes_->size();
  }

  [[nodiscard]] Place place_of(std::uint32_t offset) const;
  /// How messages name the value: `contacts[0].mobile`; empty for the root.
  [[nodiscard]] std::string path_of(NodeIndex index) const;

  // For the readers.
  /// A scalar. What it stands in and where that ends is filled in here, and in `open` too.
  void add(const Node& node);
  /// A collection; what is added from now on stands in it, until it is closed.
  NodeIndex open(const Node& node);
  /// The root last of all: from then on its items are found quickly.
  void close(NodeIndex index, std::uint32_t end_of_span);
  /// A text that doesn't stand in the bytes as it is.
  std::string_view keep(std::string_view decoded);
  void drop_last(NodeIndex index);  ///< forgets the last item of the open collection, at `index`
  void clear();

  /// Ends the tree and gives the bytes back, so that the memory of both can be used again.
  std::string release();
  void assign(std::string bytes);  ///< what comes after `release`

 private:
  /// Most of what is looked for are items of the root, which has many.
  void index_root();
  [[nodiscard]] bool is_item(NodeIndex index, KeyHash hash, std::string_view key) const;

  static constexpr std::size_t slots = 128;

  std::unique_ptr<std::string> bytes_;
  std::vector<std::string> decoded_;  ///< chunks that never grow beyond their capacity
  std::vector<Node> nodes_;
  NodeIndex innermost_ = no_node;  ///< the open collection
  bool root_indexed_ = false;      ///< not when it has too many items
  /// Items of the root by their hashes, each in the first free slot from there on; 0: free.
  std::array<NodeIndex, slots> root_items_{};
};

inline void Document::add(const Node& node) {
  Node& added = nodes_.emplace_back(node);
  added.end = static_cast<NodeIndex>(nodes_.size());
  added.parent = innermost_;
}

inline NodeIndex Document::open(const Node& node) {
  add(node);
  innermost_ = static_cast<NodeIndex>(nodes_.size() - 1);
  return innermost_;
}

inline Children::Children(const Document& document, NodeIndex parent)
    : begin_(document.nodes().data(), parent + 1),
      end_(document.nodes().data(), document[parent].end) {}

/// The mappings in the list `list` of a record; none when it isn't a list.
std::vector<NodeIndex> find_entries(const Document& document, std::string_view list);

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
  bool record_form = false;  ///< then all that it says is printable
};

/// Limits that keep one record from harming the rest.
inline constexpr std::size_t max_record_bytes = 4U << 20U;
inline constexpr int max_depth = 32;

/// Reads any text: with the record-form reader, else, within the limits, with yaml-cpp. Never
/// throws for what a file holds.
Reading read_document(std::string bytes);

/// The same in the memory of an earlier reading; `bytes` is what its document released.
void read_document(std::string bytes, Reading& reading);

}  // namespace custrec
