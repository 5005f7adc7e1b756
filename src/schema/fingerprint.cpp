// SPDX-License-Identifier: MIT
// The pairs of path and value, and their hash.
#include "schema/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <deque>
#include <vector>

#include "schema/code_list.hpp"
#include "schema/tidy.hpp"
#include "text/sha256.hpp"

namespace custrec {
namespace {

/// Enough for most records, so that they cost few allocations.
constexpr std::size_t usual_bytes = 4096;
constexpr std::size_t usual_pairs = 96;

void append_number(std::string& text, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

/// Eight bytes from `at` on, the first one the heaviest; what isn't there is 0.
std::uint64_t start_of(std::string_view text, std::size_t at) {
  std::array<unsigned char, sizeof(std::uint64_t)> bytes{};
  if (at < text.size()) {
    std::memcpy(bytes.data(), text.data() + at, std::min(bytes.size(), text.size() - at));
  }
  std::uint64_t number = 0;
  for (const unsigned char byte : bytes) number = number << 8U | byte;
  return number;
}

void append_part(std::string& text, std::string_view part) {
  append_number(text, part.size());
  text.append(1, ':').append(part).append(1, ',');
}

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
    paths_.reserve(usual_bytes);
    pairs_.reserve(usual_pairs);
  }

  std::string run() {
    add_fields(Document::root, schemas_.customer().fields);
    std::sort(pairs_.begin(), pairs_.end(), [&](const Pair& a, const Pair& b) {
      if (a.start != b.start) return a.start < b.start;
      const int order = path_of(a).compare(path_of(b));
      return order != 0 ? order < 0 : a.value < b.value;
    });
    std::string text;
    text.reserve(usual_bytes + paths_.size());
    for (const Pair& pair : pairs_) {
      append_part(text, path_of(pair));
      append_part(text, pair.value);
    }
    return sha256(text);
  }

 private:
  struct Pair {
    /// The first bytes of the path as numbers that have their order: few paths need more.
    std::array<std::uint64_t, 2> start;
    std::uint32_t begin;  ///< of the path, in `paths_`
    std::uint32_t size;
    std::string_view value;
  };

  [[nodiscard]] std::string_view path_of(const Pair& pair) const {
    return std::string_view(paths_).substr(pair.begin, pair.size);
  }

  void add_fields(NodeIndex mapping, const FieldList& fields) {
    const std::size_t before = path_.size();
    for (const NodeIndex child : document_.children(mapping)) {
      const Field* field = find_known(mapping, fields, document_[child]);
      if (field == nullptr || !field->reviewed) continue;
      if (before > 0) path_ += '.';
      path_ += field->renamed_from.empty() ? field->name : field->renamed_from;
      add_item(*field, child);
      path_.resize(before);
    }
  }

  /// By its name, or by the one that it was renamed from.
  [[nodiscard]] const Field* find_known(NodeIndex mapping, const FieldList& fields,
                                        const Node& node) const {
    const Field* field = fields.find(node.key, node.key_hash);
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
    if (context_ != nullptr && !value.empty()) {
      if (auto tidied = tidy_text(field, value, *context_)) {
        value = tidied_.emplace_back(std::move(*tidied));
      }
    }
    if (!field.codes.empty()) value = code_part(value);
    if (value.empty()) return;
    pairs_.push_back({{start_of(path_, 0), start_of(path_, sizeof(std::uint64_t))},
                      static_cast<std::uint32_t>(paths_.size()),
                      static_cast<std::uint32_t>(path_.size()),
                      value});
    paths_ += path_;
  }

  const Document& document_;
  const Schemas& schemas_;
  const TypeContext* context_;
  std::string path_;   ///< of what is being added
  std::string paths_;  ///< of all pairs, one behind the other
  std::vector<Pair> pairs_;
  std::deque<std::string> tidied_;
};

}  // namespace

std::string make_fingerprint(const Document& document, const Schemas& schemas,
                             const TypeContext& context) {
  return Fingerprint(document, schemas, &context).run();
}

bool has_fingerprint(const Document& document, const Schemas& schemas, const TypeContext& context,
                     std::string_view fingerprint) {
  // Normal forms are their own normal forms, so values that give the hash as they stand are such.
  return Fingerprint(document, schemas, nullptr).run() == fingerprint ||
         Fingerprint(document, schemas, &context).run() == fingerprint;
}

}  // namespace custrec
