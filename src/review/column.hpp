// SPDX-License-Identifier: MIT
// Fields looked up once, whose values are then read of many records and entries.
#pragma once

#include <string_view>

#include "archive/archive.hpp"
#include "record/document.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// One field of a record, group or entry. A schema that doesn't have it gives empty values.
class Column {
 public:
  Column() = default;
  Column(const FieldList& fields, std::string_view name) : field_(find_field(fields, name)) {}

  /// Null when the schema has none.
  [[nodiscard]] const Field* field() const { return field_; }
  /// The list, group or value; no_node when there is none.
  [[nodiscard]] NodeIndex find(const Document& document, NodeIndex mapping) const;
  /// Of a scalar, else empty.
  [[nodiscard]] std::string_view text(const Document& document, NodeIndex mapping) const;
  /// The text or the default, when it is one of the options; else empty.
  [[nodiscard]] std::string_view choice(const Document& document, NodeIndex mapping) const;

 private:
  const Field* field_ = nullptr;
};

/// A list or group of the record, with the fields inside.
class ListColumn {
 public:
  ListColumn(const Schemas& schemas, std::string_view name)
      : list_(schemas.customer().fields, name) {
    if (list_.field() != nullptr) fields_ = &schemas.fields_of(*list_.field());
  }
  [[nodiscard]] NodeIndex find(const Document& document) const {
    return list_.find(document, Document::root);
  }
  [[nodiscard]] Column column(std::string_view name) const {
    return fields_ == nullptr ? Column() : Column(*fields_, name);
  }

  template <typename Call>
  void for_each_entry(const Document& document, const Call& call) const {
    const NodeIndex node = find(document);
    if (node == no_node || document[node].kind != Kind::sequence) return;
    for (const NodeIndex entry : document.children(node)) {
      if (document[entry].kind == Kind::mapping) call(entry);
    }
  }

 private:
  Column list_;
  const FieldList* fields_ = nullptr;
};

/// A field of the type code, whose values are counted by the widest class that they are in.
class CodeColumn {
 public:
  CodeColumn(const Archive& archive, const FieldList& fields, std::string_view name);

  /// The code of the class: `310000` of `310115 上海市浦东新区`. Empty for a code that there is
  /// not.
  [[nodiscard]] std::string_view widest(const Document& document, NodeIndex mapping) const;

 private:
  Column column_;
  const CodeList* codes_ = nullptr;
};

}  // namespace custrec
