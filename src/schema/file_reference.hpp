// SPDX-License-Identifier: MIT
// Where a record names files: its values of type `file`, whichever fields of the schema have it.
#pragma once

#include <map>
#include <vector>

#include "schema/schema.hpp"

namespace custrec {

struct FileReference {
  const Field* field = nullptr;
  NodeIndex path = no_node;    ///< a text that isn't empty, right or wrong
  NodeIndex sha256 = no_node;  ///< the text beside it in the same entry, of the file's content
};

/// The fields that are files or lead to them, found once: a record that uses none of them costs a
/// look at its keys.
class FileFields {
 public:
  /// `schemas` outlive it.
  explicit FileFields(const Schemas& schemas);

  /// In the order of the schema.
  [[nodiscard]] std::vector<FileReference> find(const Document& document) const;

 private:
  void collect(const FieldList& fields);
  [[nodiscard]] bool leads_to_file(const Field& field) const;
  void find_below(const Document& document, NodeIndex mapping, const FieldList& fields,
                  std::vector<FileReference>& references) const;

  const Schemas& schemas_;
  /// Of every list of fields those that are files or lead to them.
  std::map<const FieldList*, std::vector<const Field*>> leading_;
};

}  // namespace custrec
