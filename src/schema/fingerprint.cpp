// SPDX-License-Identifier: MIT
// The pairs of path and value, and their hash.
#include "schema/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
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
constexpr std::size_t usual_pairs = 96;
constexpr std::size_t usual_memory = 16384;

void append_number(std::pmr::string& text, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

/// The pairs one behind the other. Whether there is room is asked once for each.
class PairsText {
 public:
  explicit PairsText(std::pmr::memory_resource& memory) : bytes_(usual_bytes, &memory) {}

  [[nodiscard]] std::string_view text() const { return {bytes_.data(), size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }

  void make_room(std::size_t bytes) {
    if (bytes_.size() - size_ < bytes) bytes_.resize(2 * bytes_.size() + bytes);
  }
  /// For what `add_part` puts around its part.
  static constexpr std::size_t around_part = 22;

  /// Adds `LENGTH:BYTES,` where room was made, and tells where its bytes begin.
  std::size_t add_part(std::string_view part) {
    char* at = std::to_chars(bytes_.data() + size_, bytes_.data() + bytes_.size(), part.size()).ptr;
    *at++ = ':';
    const auto begin = static_cast<std::size_t>(at - bytes_.data());
    at = std::copy(part.begin(), part.end(), at);
    *at++ = ',';
    size_ = static_cast<std::size_t>(at - bytes_.data());
    return begin;
  }

  void add(std::string_view bytes) {
    make_room(bytes.size());
    std::copy(bytes.begin(), bytes.end(), bytes_.data() + size_);
    size_ += bytes.size();
  }

 private:
  std::pmr::vector<char> bytes_;
  std::size_t size_ = 0;
};

/// An id that can't be taken for anything else in a path.
bool is_entry_id(std::string_view id) {
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return !id.empty() && letter(id[0]) && std::all_of(id.begin(), id.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9');
  });
}

class Fingerprint {
 public:
  /// Without `context` values count as they stand.
  Fingerprint(const Document& document, const Schemas& schemas, const TypeContext* context)
      : document_(document), schemas_(schemas), context_(context) {
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
    PairsText sorted(memory_);
    for (const Pair& pair : pairs_) {
      sorted.add(text_.text().substr(pair.begin, pair.end - pair.begin));
    }
    text_ = std::move(sorted);
  }

  /// In the order of their names, so that hardly ever a pair has to be sorted in.
  void add_fields(NodeIndex mapping, const FieldList& fields) {
    std::pmr::vector<NodeIndex> items(fields.size(), no_node, &memory_);
    for (const NodeIndex child : document_.children(mapping)) {
      const Field* field = find_known(mapping, fields, document_[child]);
      if (field != nullptr && field->reviewed) items[field_index(fields, *field)] = child;
    }
    const std::size_t before = path_.size();
    for (const std::size_t index : fields.by_oldest_name()) {
      if (items[index] == no_node) continue;
      if (before > 0) path_ += '.';
      path_ += fields[index].oldest_name();
      add_item(fields[index], items[index]);
      path_.resize(before);
    }
  }

  static std::size_t field_index(const FieldList& fields, const Field& field) {
    return static_cast<std::size_t>(&field - fields.begin());
  }

  /// By its name, or by the one that it was renamed from.
  [[nodiscard]] const Field* find_known(NodeIndex mapping, const FieldList& fields,
                                        const Node& node) const {
    const Field* field = fields.find(node);
    if (field != nullptr) return field;
    for (const std::size_t index : fields.renamed()) {
      if (fields[index].renamed_from != node.key) continue;
      if (document_.find(mapping, fields[index].name) == no_node) return &fields[index];
    }
    return nullptr;
  }

  void add_item(const Field& field, NodeIndex node) {
    const Kind kind = document_[node].kind;
    if (kind == Kind::scalar) {
      add_pair(field, document_[node].text);
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
    if (is_entry_id(id) && find_field(fields, "id") != nullptr) {
      path_.append(1, '.').append(id);
    } else {
      path_ += '[';
      append_number(path_, document_[item].position);
      path_ += ']';
    }
    add_fields(item, fields);
    path_.resize(before);
  }

  void add_pair(const Field& field, std::string_view value) {
    std::optional<std::string> tidied;
    if (context_ != nullptr && !value.empty()) tidied = tidy_text(field, value, *context_);
    if (tidied) value = *tidied;
    if (!field.codes.empty()) value = code_part(value);
    if (value.empty()) return;
    Pair pair{text_.size(), 0, path_.size(), 0, 0};
    text_.make_room(path_.size() + value.size() + 2 * PairsText::around_part);
    pair.path_begin = text_.add_part(path_);
    pair.value_begin = text_.add_part(value);
    pair.end = text_.size();
    sorted_ = sorted_ && (pairs_.empty() || !is_before(pair, pairs_.back()));
    pairs_.push_back(pair);
  }

  std::array<std::byte, usual_memory> buffer_;
  std::pmr::monotonic_buffer_resource memory_{buffer_.data(), buffer_.size()};
  const Document& document_;
  const Schemas& schemas_;
  const TypeContext* context_;
  std::pmr::string path_{&memory_};  ///< of what is being added
  PairsText text_{memory_};          ///< what the hash is of
  std::pmr::vector<Pair> pairs_{&memory_};
  bool sorted_ = true;
};

}  // namespace

std::string make_fingerprint(const Document& document, const Schemas& schemas,
                             const TypeContext& context) {
  const Digest digest = Fingerprint(document, schemas, &context).run();
  return {digest.begin(), digest.end()};
}

bool has_fingerprint(const Document& document, const Schemas& schemas, const TypeContext& context,
                     std::string_view fingerprint) {
  const auto equals = [&](const Digest& digest) {
    return std::string_view(digest.data(), digest.size()) == fingerprint;
  };
  // Normal forms are their own normal forms, so values that give the hash as they stand are such.
  return equals(Fingerprint(document, schemas, nullptr).run()) ||
         equals(Fingerprint(document, schemas, &context).run());
}

}  // namespace custrec
