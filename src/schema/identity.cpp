// SPDX-License-Identifier: MIT
// Who a record is about.
#include "schema/identity.hpp"

#include "schema/name_key.hpp"
#include "schema/scope.hpp"

namespace custrec {
namespace {

/// The normal form of a single value, empty when there is none or it is faulty.
std::string normal_value(const Document& document, NodeIndex node, const Field& field,
                         const TypeContext& context) {
  if (node == no_node || document[node].kind != Kind::scalar || document.is_empty(node)) return {};
  const std::string_view text = document[node].text;
  // Most values stand there in their normal form, which is the one that passes the check.
  const Signs signs = document.is_verbatim(node) ? Signs::none() : Signs{};
  if (field.type->check({text, false, field, context, signs}).is_good()) {
    return std::string(text);
  }
  std::string normal = field.type->normalise(text, field, context);
  const bool faulty = normal.empty() || field.type->check({normal, false, field, context}).is_bad();
  return faulty ? "" : normal;
}

}  // namespace

std::vector<std::string> find_reach(const Document& document, const Schemas& schemas,
                                    const TypeContext& context) {
  std::vector<std::string> reach;
  const Field* contacts = find_field(schemas.customer().fields, "contacts");
  if (contacts == nullptr || contacts->type->shape != Shape::entries) return reach;
  const NodeIndex list = find_item(document, Document::root, *contacts);
  if (list == no_node) return reach;
  for (const NodeIndex item : document.children(list)) {
    if (document[item].kind != Kind::mapping) continue;
    for (const Field& field : schemas.fields_of(*contacts)) {
      if (field.type->name != "mobile" && field.type->name != "email") continue;
      std::string value = normal_value(document, find_item(document, item, field), field, context);
      if (!value.empty()) reach.push_back(std::move(value));
    }
  }
  return reach;
}

Identity identify(const Document& document, const Schemas& schemas, const TypeContext& context) {
  Identity identity;
  identity.id = document.text_at(Document::root, "id");
  const FieldList& fields = schemas.customer().fields;
  for (const std::size_t index : fields.identifying()) {
    const Field& field = fields[index];
    const NodeIndex node = find_item(document, Document::root, field);
    std::string value = normal_value(document, node, field, context);
    if (value.empty()) continue;
    const std::uint32_t offset = document[node].span.begin;
    if (field.name == "name") {
      identity.name_key = name_key(value);
      identity.name_offset = offset;
    }
    if (field.unique) identity.unique_values.push_back({field.name, std::move(value), offset});
  }
  return identity;
}

}  // namespace custrec
