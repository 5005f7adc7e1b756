// SPDX-License-Identifier: MIT
// Where a record names files.
#include "schema/file_reference.hpp"

#include "schema/field_type.hpp"
#include "schema/scope.hpp"

namespace custrec {
namespace {

bool has_fields(const Field& field) {
  return field.type->shape == Shape::entries || field.type->shape == Shape::group;
}

bool has_text(const Document& document, NodeIndex node) {
  return node != no_node && document[node].kind == Kind::scalar && !document.is_empty(node);
}

}  // namespace

FileFields::FileFields(const Schemas& schemas) : schemas_(schemas) {
  collect(schemas.customer().fields);
  // A kind may hold entries of itself, so this goes on until nothing is added.
  for (bool grown = true; grown;) {
    grown = false;
    for (auto& [fields, leading] : leading_) {
      std::vector<const Field*> found;
      for (const Field& field : *fields) {
        if (leads_to_file(field)) found.push_back(&field);
      }
      grown = grown || found.size() > leading.size();
      leading = std::move(found);
    }
  }
}

void FileFields::collect(const FieldList& fields) {
  if (!leading_.try_emplace(&fields).second) return;
  for (const Field& field : fields) {
    if (has_fields(field)) collect(schemas_.fields_of(field));
  }
}

bool FileFields::leads_to_file(const Field& field) const {
  static const FieldType* const file = find_field_type("file");
  return field.type == file ||
         (has_fields(field) && !leading_.at(&schemas_.fields_of(field)).empty());
}

std::vector<FileReference> FileFields::find(const Document& document) const {
  std::vector<FileReference> references;
  find_below(document, Document::root, schemas_.customer().fields, references);
  return references;
}

void FileFields::find_below(const Document& document, NodeIndex mapping, const FieldList& fields,
                            std::vector<FileReference>& references) const {
  if (document[mapping].kind != Kind::mapping) return;
  for (const Field* field : leading_.at(&fields)) {
    const NodeIndex node = find_item(document, mapping, *field);
    if (node == no_node) continue;
    if (field->type->shape == Shape::single) {
      if (!has_text(document, node)) continue;
      const NodeIndex sha256 = document.find(mapping, "sha256");
      references.push_back({field, node, has_text(document, sha256) ? sha256 : no_node});
    } else if (field->type->shape == Shape::group) {
      find_below(document, node, schemas_.fields_of(*field), references);
    } else if (document[node].kind == Kind::sequence) {
      for (const NodeIndex entry : document.children(node)) {
        find_below(document, entry, schemas_.fields_of(*field), references);
      }
    }
  }
}

}  // namespace custrec
