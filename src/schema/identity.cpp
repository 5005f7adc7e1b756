// SPDX-License-Identifier: MIT
// Who a record is about.
#include "schema/identity.hpp"

#include <functional>

#include "schema/name_key.hpp"
#include "schema/scope.hpp"

namespace custrec {
namespace {

/// The normal form of a single value, empty when there is none or it is faulty. Unless it stands
/// there as it is, as most do, it is kept in `made`.
std::string_view normal_value(const Document& document, NodeIndex node, const Field& field,
                              const TypeContext& context, std::string& made) {
  if (node == no_node || document[node].kind != Kind::scalar || document.is_empty(node)) return {};
  const std::string_view text = document[node].text;
  // A value passes the check in its normal form only.
  const Signs signs = document.is_verbatim(node) ? Signs::none() : Signs{};
  if (field.type->check({text, false, field, context, signs}).is_good()) return text;
  made = field.type->normalise(text, field, context);
  const bool faulty = made.empty() || field.type->check({made, false, field, context}).is_bad();
  return faulty ? std::string_view() : made;
}

/// Calls `take` with each field that tells one customer from another, where it stands, and its
/// normal form.
template <typename Take>
void for_each_identifying(const Document& document, const Schemas& schemas,
                          const TypeContext& context, const Take& take) {
  const FieldList& fields = schemas.customer().fields;
  std::string made;
  for (const std::size_t index : fields.identifying()) {
    const Field& field = fields[index];
    const NodeIndex node = find_item(document, Document::root, field);
    const std::string_view value = normal_value(document, node, field, context, made);
    if (!value.empty()) take(field, node, value);
  }
}

bool is_name(const Field& field) {
  return field.name == "name";
}

}  // namespace

std::vector<std::string> find_reach(const Document& document, const Schemas& schemas,
                                    const TypeContext& context) {
  std::vector<std::string> reach;
  std::string made;
  const Field* contacts = find_field(schemas.customer().fields, "contacts");
  if (contacts == nullptr || contacts->type->shape != Shape::entries) return reach;
  const NodeIndex list = find_item(document, Document::root, *contacts);
  if (list == no_node) return reach;
  for (const NodeIndex item : document.children(list)) {
    if (document[item].kind != Kind::mapping) continue;
    for (const Field& field : schemas.fields_of(*contacts)) {
      if (field.type->name != "mobile" && field.type->name != "email") continue;
      const NodeIndex node = find_item(document, item, field);
      const std::string_view value = normal_value(document, node, field, context, made);
      if (!value.empty()) reach.emplace_back(value);
    }
  }
  return reach;
}

Identity identify(const Document& document, const Schemas& schemas, const TypeContext& context) {
  Identity identity;
  identity.id = document.text_at(Document::root, "id");
  for_each_identifying(document, schemas, context,
                       [&](const Field& field, NodeIndex node, std::string_view value) {
                         const std::uint32_t offset = document[node].span.begin;
                         if (is_name(field)) {
                           identity.name_key = name_key(value);
                           identity.name_offset = offset;
                         }
                         if (!field.unique) return;
                         identity.unique_values.push_back({field.name, std::string(value), offset});
                       });
  return identity;
}

void add_identity_hashes(const Document& document, const Schemas& schemas,
                         const TypeContext& context, std::vector<std::uint64_t>& hashes) {
  const std::hash<std::string_view> hash;
  for_each_identifying(document, schemas, context,
                       [&](const Field& field, NodeIndex /*node*/, std::string_view value) {
                         if (is_name(field)) {
                           const std::string key = name_key(value);
                           if (!key.empty()) hashes.push_back(hash(key));
                         }
                         if (!field.unique) return;
                         hashes.push_back(hash(value) * 31 + field.name_hash.value());
                       });
}

}  // namespace custrec
