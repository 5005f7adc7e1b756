// SPDX-License-Identifier: MIT
// The pairs of path and value, and their hash.
#include "schema/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory_resource>
#include <optional>
#include <utility>
#include <vector>

#include "schema/code_list.hpp"
#include "schema/tidy.hpp"
#include "text/sha256.hpp"

namespace custrec {
namespace {

using Digest = std::array<char, sha256_digits>;

/// Enough for most records, so that they cost no allocation.
constexpr std::size_t usual_bytes = 4096;
constexpr std::size_t usual_path = 128;
constexpr std::size_t usual_pairs = 96;
constexpr std::size_t usual_memory = 16384;

/// Short pieces are copied in blocks of one size, which is quicker than to ask how long each is. A
/// short string has room for a name's block in itself.
constexpr std::size_t copied_at_once = 32;
constexpr std::size_t name_block = 16;
static_assert(copied_at_once <= Document::padding);

/// Digits of the longest number.
constexpr std::size_t max_digits = std::numeric_limits<std::size_t>::digits10 + 1;

// Each of these writes at `at` and gives the end of what it has written.

char* write(char* at, std::string_view piece) {
  return std::copy(piece.begin(), piece.end(), at);
}

/// The same of a piece behind which one block can be read, where one more can be written.
char* write_padded(char* at, std::string_view piece) {
  std::memcpy(at, piece.data(), copied_at_once);
  for (std::size_t done = copied_at_once; done < piece.size(); done += copied_at_once) {
    std::memcpy(at + done, piece.data() + done, copied_at_once);
  }
  return at + piece.size();
}

/// The same of the name of a field, where one block can be written.
char* write_name(char* at, const std::string& name) {
  if (name.size() > name_block) return write(at, name);
  std::memcpy(at, name.data(), name_block);
  return at + name.size();
}

inline char* write(char* at, std::size_t number) {
  if (number >= 100) [[unlikely]]
    return std::to_chars(at, at + max_digits, number).ptr;
  *at = static_cast<char>('0' + number / 10);
  at += number >= 10 ? 1 : 0;
  *at++ = static_cast<char>('0' + number % 10);
  return at;
}

/// A text that grows. Behind it there is always room for one block more.
class GrowingText {
 public:
  GrowingText(std::size_t usual_size, std::pmr::monotonic_buffer_resource& memory)
      : memory_(&memory), bytes_(allocate(usual_size)), room_(usual_size) {}

  [[nodiscard]] std::string_view text() const { return {bytes_, size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }
  void cut(std::size_t size) { size_ = size; }

  /// Where `size` bytes can be written behind the text, up to the place that `end_at` is told.
  char* make_room(std::size_t size) {
    const std::size_t needed = size_ + size + copied_at_once;
    if (room_ < needed) grow(2 * needed);
    return bytes_ + size_;
  }
  void end_at(const char* end) { size_ = static_cast<std::size_t>(end - bytes_); }

 private:
  char* allocate(std::size_t size) {
    return std::pmr::polymorphic_allocator<char>(memory_).allocate(size);
  }
  /// What it leaves is freed with the memory.
  [[gnu::cold]] void grow(std::size_t room) {
    char* bytes = allocate(room);
    std::memcpy(bytes, bytes_, size_);
    bytes_ = bytes;
    room_ = room;
  }

  std::pmr::memory_resource* memory_;
  char* bytes_;
  std::size_t room_;
  std::size_t size_ = 0;
};

/// An id that can't be taken for anything else in a path.
bool is_safe_entry_id(std::string_view id) {
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return !id.empty() && letter(id[0]) && std::all_of(id.begin(), id.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9');
  });
}

class Fingerprint {
 public:
  /// Without `context` values count as they stand.
  Fingerprint(const Document& document, const Schemas& schemas, const TypeContext* context,
              FieldItems& field_items)
      : document_(document), schemas_(schemas), context_(context), field_items_(field_items) {
    pairs_.reserve(usual_pairs);
  }

  Digest run() {
    add_fields(Document::root, schemas_.customer().fields);
    if (!sorted_) sort_pairs();
    return sha256_of(text_.text());
  }

 private:
  /// In `text_`.
  struct Pair {
    std::size_t begin;
    std::size_t path_begin;
    std::size_t path_size;
    std::size_t value_begin;
    std::size_t end;
  };

  [[nodiscard]] std::string_view path_of(const Pair& pair) const {
    return text_.text().substr(pair.path_begin, pair.path_size);
  }
  [[nodiscard]] std::string_view value_of(const Pair& pair) const {
    return text_.text().substr(pair.value_begin, pair.end - 1 - pair.value_begin);
  }
  [[nodiscard]] bool is_before(const Pair& left, const Pair& right) const {
    const int order = path_of(left).compare(path_of(right));
    return order != 0 ? order < 0 : value_of(left) < value_of(right);
  }
  void sort_pairs() {
    std::sort(pairs_.begin(), pairs_.end(),
              [&](const Pair& left, const Pair& right) { return is_before(left, right); });
    GrowingText sorted(text_.size() + copied_at_once, memory_);
    char* at = sorted.make_room(text_.size());
    for (const Pair& pair : pairs_) {
      at = write(at, text_.text().substr(pair.begin, pair.end - pair.begin));
    }
    sorted.end_at(at);
    text_ = sorted;
  }

  /// In the order of their names, so that hardly ever a pair has to be sorted in.
  void add_fields(NodeIndex mapping, const FieldList& fields) {
    // By the rank of the name: a bit for each that is there, and where it stands.
    constexpr std::size_t bits = 64;
    const std::size_t words = (fields.size() + bits - 1) / bits;
    auto* present = allocate<std::uint64_t>(words);
    auto* items = allocate<NodeIndex>(fields.size());
    std::fill_n(present, words, 0);
    field_items_.find(mapping, fields);
    for (const NodeIndex child : document_.children(mapping)) {
      const Field* field = field_items_.field_of(child);
      if (field == nullptr || !field->reviewed) continue;
      items[field->name_rank] = child;
      present[field->name_rank / bits] |= std::uint64_t{1} << field->name_rank % bits;
    }
    const std::size_t before = path_.size();
    for (std::size_t word = 0; word < words; ++word) {
      for (std::uint64_t left = present[word]; left != 0; left &= left - 1) {
        const auto rank = word * bits + static_cast<std::size_t>(std::countr_zero(left));
        const Field& field = fields[fields.by_oldest_name()[rank]];
        enter(field.oldest_name());
        add_item(field, items[rank]);
        path_.cut(before);
      }
    }
  }

  template <typename Entry>
  Entry* allocate(std::size_t count) {
    return std::pmr::polymorphic_allocator<Entry>(&memory_).allocate(count);
  }

  void enter(const std::string& name) {
    char* at = path_.make_room(1 + name.size());
    if (path_.size() > 0) *at++ = '.';
    path_.end_at(write_name(at, name));
  }

  void add_item(const Field& field, NodeIndex node) {
    const Kind kind = document_[node].kind;
    if (kind == Kind::scalar) {
      add_pair(field, node);
    } else if (kind == Kind::mapping) {
      add_fields(node, schemas_.fields_of(field));
    } else {
      for (const NodeIndex item : document_.children(node)) add_list_item(field, item);
    }
  }

  /// An entry is known by its id or else by its position; the place of a plain value among others
  /// has no meaning.
  void add_list_item(const Field& field, NodeIndex item) {
    if (document_[item].kind != Kind::mapping) {
      add_item(field, item);
      return;
    }
    const FieldList& fields = schemas_.fields_of(field);
    const std::size_t before = path_.size();
    const std::string_view id = document_.text_at(item, "id");
    if (is_safe_entry_id(id) && find_field(fields, "id") != nullptr) {
      char* at = path_.make_room(1 + id.size());
      *at++ = '.';
      path_.end_at(write(at, id));
    } else {
      char* at = path_.make_room(2 + max_digits);
      *at++ = '[';
      at = write(at, std::size_t{document_[item].position});
      *at++ = ']';
      path_.end_at(at);
    }
    add_fields(item, fields);
    path_.cut(before);
  }

  void add_pair(const Field& field, NodeIndex node) {
    std::string_view value = document_[node].text;
    std::optional<std::string> tidied;
    if (context_ != nullptr && !value.empty()) tidied = tidy_text(field, value, *context_);
    if (tidied) value = *tidied;
    if (!field.codes.empty()) value = code_part(value);
    if (value.empty()) return;
    const std::string_view path = path_.text();
    char* const begin = text_.make_room(path.size() + value.size() + 2 * (max_digits + 2));
    char* at = write(begin, path.size());
    *at++ = ':';
    const char* const path_begin = at;
    at = write_padded(at, path);
    *at++ = ',';
    at = write(at, value.size());
    *at++ = ':';
    const char* const value_begin = at;
    at = tidied ? write(at, value) : write_padded(at, value);
    *at++ = ',';
    const auto offset_of = [&, start = text_.size()](const char* place) {
      return start + static_cast<std::size_t>(place - begin);
    };
    const Pair pair{offset_of(begin), offset_of(path_begin), path.size(), offset_of(value_begin),
                    offset_of(at)};
    text_.end_at(at);
    note_order(pair, document_[node].parent);
    pairs_.push_back(pair);
  }

  /// Values that stand directly in one mapping come in the order of their names.
  void note_order(const Pair& pair, NodeIndex parent) {
    const bool surely_after = parent == last_parent_ && document_[parent].kind == Kind::mapping;
    last_parent_ = parent;
    if (surely_after || pairs_.empty()) return;
    sorted_ = sorted_ && !is_before(pair, pairs_.back());
  }

  std::array<std::byte, usual_memory> buffer_;
  std::pmr::monotonic_buffer_resource memory_{buffer_.data(), buffer_.size()};
  const Document& document_;
  const Schemas& schemas_;
  const TypeContext* context_;
  FieldItems& field_items_;
  GrowingText path_{usual_path, memory_};   ///< of what is being added
  GrowingText text_{usual_bytes, memory_};  ///< what the hash is of
  std::pmr::vector<Pair> pairs_{&memory_};
  NodeIndex last_parent_ = no_node;  ///< what the last of them stands in
  bool sorted_ = true;
};

}  // namespace

std::string make_fingerprint(const Document& document, const Schemas& schemas,
                             const TypeContext& context) {
  FieldItems items(document);
  const Digest digest = Fingerprint(document, schemas, &context, items).run();
  return {digest.begin(), digest.end()};
}

bool has_fingerprint(const Document& document, const Schemas& schemas, const TypeContext& context,
                     std::string_view fingerprint) {
  FieldItems items(document);
  return has_fingerprint(document, schemas, context, fingerprint, items);
}

bool has_fingerprint(const Document& document, const Schemas& schemas, const TypeContext& context,
                     std::string_view fingerprint, FieldItems& items) {
  const auto equals = [&](const Digest& digest) {
    return std::string_view(digest.data(), digest.size()) == fingerprint;
  };
  // Normal forms are their own normal forms, so values that give the hash as they stand are such.
  return equals(Fingerprint(document, schemas, nullptr, items).run()) ||
         equals(Fingerprint(document, schemas, &context, items).run());
}

}  // namespace custrec
