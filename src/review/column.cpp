// SPDX-License-Identifier: MIT
// Fields looked up once.
#include "review/column.hpp"

#include <algorithm>

#include "schema/code_list.hpp"
#include "schema/scope.hpp"

namespace custrec {

NodeIndex Column::find(const Document& document, NodeIndex mapping) const {
  if (field_ == nullptr || mapping == no_node || document[mapping].kind != Kind::mapping) {
    return no_node;
  }
  return find_item(document, mapping, *field_);
}

std::string_view Column::text(const Document& document, NodeIndex mapping) const {
  const NodeIndex node = find(document, mapping);
  return node == no_node || document[node].kind != Kind::scalar ? std::string_view()
                                                                : document[node].text;
}

std::string_view Column::choice(const Document& document, NodeIndex mapping) const {
  if (field_ == nullptr) return {};
  std::string_view value = text(document, mapping);
  if (value.empty()) value = field_->default_value;
  const bool known = std::any_of(field_->options.begin(), field_->options.end(),
                                 [&](const Option& option) { return option.value == value; });
  return known ? value : std::string_view();
}

CodeColumn::CodeColumn(const Archive& archive, const FieldList& fields, std::string_view name)
    : column_(fields, name) {
  const Field* field = column_.field();
  if (field != nullptr && !field->codes.empty()) codes_ = archive.codes().find(field->codes);
}

std::string_view CodeColumn::widest(const Document& document, NodeIndex mapping) const {
  if (codes_ == nullptr) return {};
  const Code* code = codes_->find(code_part(column_.text(document, mapping)));
  for (int level = 0; code != nullptr && !code->parent.empty() && level < 8; ++level) {
    const Code* wider = codes_->find(code->parent);
    if (wider == nullptr) break;
    code = wider;
  }
  return code == nullptr ? std::string_view() : code->code;
}

}  // namespace custrec
