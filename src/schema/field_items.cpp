// SPDX-License-Identifier: MIT
// Looks up the keys of a mapping among the fields that it may have.
#include "schema/field_items.hpp"

#include <algorithm>

namespace custrec {

void FieldItems::begin(const Document& document) {
  const std::size_t nodes = document.nodes().size();
  document_ = &document;
  items_of_ = make_table<const NodeIndex*>(nodes);
  field_of_ = make_table<const Field*>(nodes);
  std::fill_n(items_of_, nodes, nullptr);
}

const NodeIndex* FieldItems::find_anew(NodeIndex mapping, const FieldList& fields) {
  auto* items = make_table<NodeIndex>(fields.size());
  std::fill_n(items, fields.size(), no_node);
  for (const NodeIndex child : document_->children(mapping)) {
    const Field* field = fields.find((*document_)[child]);
    if (field != nullptr) items[field - fields.begin()] = child;
    field_of_[child] = field;
  }
  for (const std::size_t index : fields.renamed()) {
    if (items[index] != no_node) continue;
    const NodeIndex child = document_->find(mapping, fields[index].renamed_from);
    if (child == no_node) continue;
    items[index] = child;
    field_of_[child] = &fields[index];
  }
  items_of_[mapping] = items;
  return items;
}

}  // namespace custrec
