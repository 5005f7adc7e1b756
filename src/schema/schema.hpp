// SPDX-License-Identifier: MIT
// The schemas: what a record and its entries may say. man/custrec-schema.5 describes the language;
// this is its compiled form.
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/document.hpp"
#include "schema/mask.hpp"
#include "schema/signs.hpp"
#include "schema/simple_pattern.hpp"
#include "text/equal.hpp"
#include "text/text.hpp"

namespace re2 {
class RE2;
}

namespace custrec {

class Configuration;
struct Field;
struct FieldType;
struct Schema;

/// Fields in the order of the schema, found by name in a step or two.
class FieldList {
 public:
  FieldList() = default;
  explicit FieldList(std::vector<Field> fields);

  [[nodiscard]] const Field* begin() const;
  [[nodiscard]] const Field* end() const;
  [[nodiscard]] Field* begin();
  [[nodiscard]] Field* end();
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return fields_.empty(); }
  const Field& operator[](std::size_t index) const;

  /// Null when there is none of that name.
  [[nodiscard]] const Field* find(std::string_view name) const;
  /// The same of the key of `item`.
  [[nodiscard]] const Field* find(const Node& item) const;
  /// A retired field, or one that has a default or may be left out, is never missing: these are the
  /// others.
  [[nodiscard]] const std::vector<std::size_t>& may_be_missing() const { return may_be_missing_; }
  /// Those that tell one customer from another: unique ones, and the name.
  [[nodiscard]] const std::vector<std::size_t>& identifying() const { return identifying_; }
  /// Those that aren't single values.
  [[nodiscard]] const std::vector<std::size_t>& structured() const { return structured_; }
  /// Those with another name before.
  [[nodiscard]] const std::vector<std::size_t>& renamed() const { return renamed_; }
  /// All of them in the order of the names that they had first.
  [[nodiscard]] const std::vector<std::size_t>& by_oldest_name() const { return by_oldest_name_; }

 private:
  /// Behind the first slot, which hardly ever another field has.
  [[nodiscard]] const Field* find_further(const Node& item) const;

  std::vector<Field> fields_;
  std::vector<std::uint16_t> table_ = {0};  ///< by hash, a power of two of them: index + 1, or 0
  std::size_t last_slot_ = 0;               ///< of these
  std::vector<std::size_t> may_be_missing_;
  std::vector<std::size_t> identifying_;
  std::vector<std::size_t> structured_;
  std::vector<std::size_t> renamed_;
  std::vector<std::size_t> by_oldest_name_;
};

/// The field that a name in a condition or check means: so many scopes outward, then through groups
/// down. Compiled once, so that hardly a name is looked up while records are checked.
struct FieldReference {
  std::size_t outward = 0;
  /// A field of the record. Between the scopes counted and the record may lie entries of other
  /// kinds, which only a record can tell: one of them that has a field of this name goes first.
  bool of_record = false;
  std::vector<const Field*> way;  ///< the last is the field itself; empty: not compiled
};

struct Option {
  std::string value;
  Text label;
  std::vector<std::string> also;
};

/// `field: value`, `field: [a, b]` or `field: present`.
struct Term {
  Place place;  ///< in the schema file
  std::string field;
  std::vector<std::string> values;  ///< empty: present is enough
  FieldReference reference;         ///< of `field`
};
using Condition = std::vector<Term>;  ///< all must hold; empty always holds

enum class Pii : unsigned char { none, personal, sensitive };

/// Words that don't do alone.
struct VagueWords {
  struct Word {
    std::string word;
    std::string folded;
  };
  std::vector<Word> words;
  std::size_t longest = 0;   ///< bytes of a folded one
  std::bitset<1024> firsts;  ///< a bit for the first character of each, by its remainder
};

/// Which rules of check_value.cpp may have a word to say of the values of a field.
struct Questions {
  std::uint16_t rules = 0;      ///< a bit for each
  Signs signs = Signs::none();  ///< each is enough for one of them to look closely
};

/// What every value is asked about stands first, in one line of the processor's cache.
struct alignas(64) Field {
  std::string name;
  const FieldType* type = nullptr;
  Questions questions;
  KeyHash name_hash;
  std::uint16_t name_rank = 0;  ///< among the fields beside it, by `oldest_name`
  bool required = false;
  bool unique = false;
  bool retired = false;
  bool reviewed = true;
  bool names_entry = false;  ///< it is the `id`
  Pii pii = Pii::none;
  Mask mask = Mask::none;             ///< of a personal field: never none
  const Schema* kind = nullptr;       ///< of the entries
  std::optional<Condition> pii_when;  ///< personal only then
  std::vector<Option> options;
  std::string codes;
  std::string min;  ///< empty: no limit; `now` as max of dates and times
  std::string max;
  std::optional<Condition> required_when;
  std::string default_value;
  std::shared_ptr<const re2::RE2> pattern;
  std::optional<SimplePattern> simple_pattern;        ///< the same, when it is one
  std::optional<std::size_t> min_length, max_length;  ///< in characters
  std::optional<std::size_t> min_items, max_items;
  VagueWords vague;
  std::string of;    ///< name of the kind of the entries, or empty
  FieldList fields;  ///< of a group, or of entries that are no kind of their own
  Place place;       ///< of the kind or code list that it names, else of the field
  Text label;
  std::vector<std::string> also;
  Text hint;
  std::string example;
  std::string renamed_from;

  [[nodiscard]] const std::string& oldest_name() const {
    return renamed_from.empty() ? name : renamed_from;
  }
  [[nodiscard]] bool may_be_personal() const { return pii != Pii::none || pii_when.has_value(); }
};

struct Section {
  Text title;
  std::size_t first_field = 0;
};

enum class Comparison : unsigned char { equal, unequal, less, at_most, more, at_least };

/// One `that` or `has` with its `when`.
struct Check {
  Place place;  ///< of `that`
  Condition when;
  bool compares = false;
  std::string left;  ///< path of a field: `contracts.ends_on`
  Comparison comparison = Comparison::equal;
  std::string right;  ///< path of a field, or a constant
  /// Those that `left` leads into, from the outside inward: the comparison is made in each entry.
  std::vector<FieldReference> lists;
  FieldReference left_field;   ///< seen from the entry, if there are lists
  FieldReference right_field;  ///< the same; empty for a constant
  struct Has {
    Place place;
    std::string list;
    Condition entry;
    FieldReference list_field;
  };
  std::vector<Has> has;  ///< one of them must hold
  bool warning = false;
  Text message;
};

struct Schema {
  std::string kind;
  Place place;       ///< of the kind
  std::string path;  ///< of the file, for messages
  std::size_t version = 1;
  Text title;
  std::vector<Section> sections;
  FieldList fields;
  std::vector<Check> checks;
};

/// A folder of schemas: `customer` is the record, the others are kinds of entries.
class Schemas {
 public:
  /// `files` maps path (`schemas/customer.yaml`) to text. Throws Error(settings) with the place of
  /// the first mistake: an unknown property, type, kind, option or field, a pattern that is none.
  /// `has_codes` says whether a code list of that name exists.
  Schemas(const std::map<std::string, std::string>& files,
          const std::function<bool(std::string_view)>& has_codes);

  [[nodiscard]] const Schema& customer() const { return *customer_; }
  [[nodiscard]] const Schema* find(std::string_view kind) const;
  [[nodiscard]] const std::map<std::string, Schema>& all() const { return schemas_; }

  /// What stands inside `field`: the fields of its kind, or its own.
  [[nodiscard]] const FieldList& fields_of(const Field& field) const;
  /// The checks that each entry of `field` must pass.
  [[nodiscard]] const std::vector<Check>& checks_of(const Field& field) const;

 private:
  std::map<std::string, Schema> schemas_;
  const Schema* customer_ = nullptr;
};

inline const Field* FieldList::begin() const {
  return fields_.data();
}
inline const Field* FieldList::end() const {
  return fields_.data() + fields_.size();
}
inline Field* FieldList::begin() {
  return fields_.data();
}
inline Field* FieldList::end() {
  return fields_.data() + fields_.size();
}
inline const Field* FieldList::find(const Node& item) const {
  const std::size_t first = table_[item.key_hash.value() & last_slot_];
  if (first == 0) return nullptr;
  const Field* field = &fields_[first - 1];
  return are_equal_padded(field->name, item.key) ? field : find_further(item);
}
inline const Field& FieldList::operator[](std::size_t index) const {
  return fields_[index];
}
inline std::size_t FieldList::size() const {
  return fields_.size();
}

const Field* find_field(const FieldList& fields, std::string_view name);

/// The fields whose names a condition may use, those of the innermost scope first, of the record
/// last.
using Levels = std::vector<const FieldList*>;

/// What `path` means there: a name, or names joined by dots through groups and lists. Its way is
/// empty when there is no such field.
FieldReference find_reference(const Schemas& schemas, const Levels& levels, std::string_view path);

/// The mapping at `index` as a condition, its names not looked up yet.
Condition parse_condition(const Configuration& file, NodeIndex index);

/// Looks up the names of `condition`, which stands in the file `path`. Throws Error(settings) with
/// the place of a field that there is not, or of a value that is none of its options.
void link_condition(const Schemas& schemas, const Levels& levels, const std::string& path,
                    Condition& condition);

/// The field that a mistyped `path` most likely means there.
std::optional<std::string> find_similar_field(const Schemas& schemas, const Levels& levels,
                                              std::string_view path);

/// One schema by itself; names in conditions and checks are not looked up yet.
Schema parse_schema(const std::string& path, std::string text);

}  // namespace custrec
