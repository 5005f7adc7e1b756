// SPDX-License-Identifier: MIT
// A record as it may be shown.
#include "schema/masked_record.hpp"

#include <algorithm>

#include "schema/check_value.hpp"
#include "schema/field_path.hpp"
#include "schema/field_type.hpp"
#include "schema/scope.hpp"

namespace custrec {
namespace {

/// `contacts.mobile` of `contacts[0].mobile`.
std::string name_without_positions(std::string_view path) {
  std::string name;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] == '[')
      at = std::min(path.find(']', at), path.size() - 1);
    else
      name += path[at];
  }
  return name;
}

class Masker {
 public:
  Masker(Unmask unmask, std::set<std::string>* shown) : unmask_(unmask), shown_(shown) {}

  Value mask_own(const Scope& record, const std::set<std::string>* wanted) {
    Value mapping = make_mapping("");
    std::size_t next = 0;
    for (const NodeIndex child : record.document.children(record.node)) {
      const Field* field = find_field_of(record, record.document[child].key, next);
      const bool is_wanted =
          wanted == nullptr || (field != nullptr && wanted->contains(field->name));
      if (is_wanted) mapping.items.push_back(mask_item(record, field, child, {}));
    }
    return mapping;
  }

 private:
  Value mask_mapping(const Scope& scope, const std::string& path) {
    Value mapping = make_mapping(std::string(scope.document[scope.node].key));
    std::size_t next = 0;
    for (const NodeIndex child : scope.document.children(scope.node)) {
      const Field* field = find_field_of(scope, scope.document[child].key, next);
      mapping.items.push_back(mask_item(scope, field, child, path));
    }
    return mapping;
  }

  /// Mostly the one at `next`, since records have the order of their schema.
  static const Field* find_field_of(const Scope& scope, std::string_view key, std::size_t& next) {
    const FieldList& fields = scope.fields;
    for (std::size_t count = 0; count < fields.size(); ++count) {
      const std::size_t at = (next + count) % fields.size();
      const Field& field = fields[at];
      if (field.name != key && (field.renamed_from.empty() || field.renamed_from != key)) continue;
      next = at + 1;
      return &field;
    }
    return nullptr;
  }

  Value mask_item(const Scope& scope, const Field* field, NodeIndex child,
                  const std::string& path) {
    if (field == nullptr) return hide(value_of(scope.document, child), Mask::whole);
    Value value = mask_known(scope, *field, child, path);
    value.key = field->name;
    return value;
  }

  static std::string join(const std::string& path, const Field& field) {
    return path.empty() ? field.name : path + "." + field.name;
  }

  Value mask_known(const Scope& scope, const Field& known, NodeIndex child,
                   const std::string& path) {
    const Document& document = scope.document;
    const Field* field = &known;
    const bool structured = field->type->check == nullptr;
    if (structured && document[child].kind == Kind::mapping) {
      return mask_mapping({scope.schemas, document, child, scope.schemas.fields_of(*field), &scope},
                          join(path, known));
    }
    if (structured && document[child].kind == Kind::sequence) {
      return mask_list(scope, *field, child, join(path, known));
    }
    Value value = value_of(document, child);
    if (structured && field->type->name != "choices") return hide(std::move(value), Mask::whole);
    if (!is_personal(*field, scope)) return value;
    const Field* logged = path == "changes.fields" ? find_logged_field(scope) : nullptr;
    if (logged != nullptr) {
      field = logged;
      if (!is_personal(*field, *scope.outer->outer)) return value;
    }
    const bool whole = field->pii == Pii::sensitive ? unmask_.sensitive : unmask_.personal;
    if (!whole) return hide(std::move(value), field->mask);
    if (shown_ != nullptr && !value.is_empty()) {
      shown_->insert(join(path, known) + (logged == nullptr ? "" : logged_name(scope)));
    }
    return value;
  }

  static std::string logged_name(const Scope& entry) {
    return "(" + name_without_positions(entry.document.text_at(entry.node, "field")) + ")";
  }

  Value mask_list(const Scope& scope, const Field& field, NodeIndex list, const std::string& path) {
    const Document& document = scope.document;
    Value sequence = make_sequence(std::string(document[list].key));
    for (const NodeIndex item : document.children(list)) {
      if (document[item].kind == Kind::mapping) {
        sequence.items.push_back(mask_mapping(
            {scope.schemas, document, item, scope.schemas.fields_of(field), &scope}, path));
      } else if (field.type->name == "choices") {
        sequence.items.push_back(value_of(document, item));
      } else {
        sequence.items.push_back(hide(value_of(document, item), Mask::whole));
      }
    }
    return sequence;
  }

  static Value hide(Value value, Mask mask) {
    if (value.kind == Kind::scalar && !value.text.empty()) {
      value.text = mask_value(mask, value.text);
      value.bare = false;
    }
    for (Value& item : value.items) item = hide(std::move(item), Mask::whole);
    return value;
  }

  Unmask unmask_;
  std::set<std::string>* shown_;
};

}  // namespace

std::string_view shown_place(std::string_view shown) {
  return shown.substr(0, shown.find('('));
}

const Field* find_logged_field(const Scope& entry) {
  if (entry.outer == nullptr || entry.outer->outer == nullptr) return nullptr;
  std::string path(entry.document.text_at(entry.node, "field"));
  while (path.ends_with(']')) path.resize(path.rfind('['));
  const auto found = find_field_path(entry.schemas, path);
  if (!found) return nullptr;
  const bool single =
      found->field().type->check != nullptr || found->field().type->name == "choices";
  return single ? &found->field() : nullptr;
}

Value mask_record(const Document& document, const Schemas& schemas, Unmask unmask,
                  std::set<std::string>* shown, const std::set<std::string>* wanted) {
  const Scope scope{schemas, document, Document::root, schemas.customer().fields, nullptr};
  return Masker(unmask, shown).mask_own(scope, wanted);
}

std::string mask_customer_name(const Document& document, const Schemas& schemas) {
  const Scope record{schemas, document, Document::root, schemas.customer().fields, nullptr};
  const Field* name = find_field(record.fields, "name");
  const NodeIndex node = record.find(*name);
  if (node == no_node) return {};
  const std::string text(document[node].text);
  return is_personal(*name, record) ? mask_value(name->mask, text) : text;
}

std::vector<Difference> mask_differences(const Document& document, const Schemas& schemas,
                                         std::vector<Difference> differences) {
  const Scope record{schemas, document, Document::root, schemas.customer().fields, nullptr};
  for (Difference& difference : differences) {
    const auto path = find_field_path(schemas, difference.path);
    if (path && !is_personal(path->field(), record)) continue;
    for (std::string* text : {&difference.from, &difference.to}) {
      if (!text->empty()) *text = path ? show_value(path->field(), *text, true) : "***";
    }
  }
  return differences;
}

}  // namespace custrec
