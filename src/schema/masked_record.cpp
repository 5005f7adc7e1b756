// SPDX-License-Identifier: MIT
// A record as it may be shown.
#include "schema/masked_record.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "schema/check_value.hpp"
#include "schema/field_path.hpp"
#include "schema/field_type.hpp"
#include "schema/scope.hpp"
#include "text/utf8.hpp"

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

using FieldSet = std::set<const Field*>;

void add_field(const Schemas& schemas, std::string_view path, FieldSet& fields) {
  if (const auto found = find_field_path(schemas, path)) fields.insert(&found->field());
}

/// The fields that the record's change log is about.
FieldSet find_logged_fields(const Scope& record) {
  FieldSet fields;
  const Document& document = record.document;
  const NodeIndex changes = document.find(record.node, "changes");
  if (changes == no_node) return fields;
  for (const NodeIndex change : document.children(changes)) {
    const NodeIndex list = document.find(change, "fields");
    if (list == no_node) continue;
    for (const NodeIndex entry : document.children(list)) {
      add_field(record.schemas, document.text_at(entry, "field"), fields);
    }
  }
  return fields;
}

/// Whether a value that a change of the record has, before it or after it, may be personal. Where
/// that depends on other fields, they must say no today and have no change themselves, among
/// `changed`; what they are beside it in an entry isn't known.
template <typename Changed>
bool is_logged_personal(const FieldPath& path, const Scope& record, const Changed& changed) {
  const Field& field = path.field();
  if (field.pii != Pii::none || !field.pii_when) return field.pii != Pii::none;
  if (path.steps.size() > 1 || is_personal(field, record)) return true;
  const FieldSet& fields = changed();
  return std::any_of(field.pii_when->begin(), field.pii_when->end(), [&](const Term& term) {
    return term.reference.way.empty() || fields.contains(term.reference.way.back());
  });
}

std::optional<FieldPath> find_logged_path(const Scope& entry) {
  if (entry.outer == nullptr || entry.outer->outer == nullptr) return std::nullopt;
  std::string path(entry.document.text_at(entry.node, "field"));
  while (path.ends_with(']')) path.resize(std::min(path.rfind('['), path.size() - 1));
  auto found = find_field_path(entry.schemas, path);
  if (!found) return std::nullopt;
  const Shape shape = found->field().type->shape;
  return shape == Shape::single || shape == Shape::choices ? std::move(found) : std::nullopt;
}

/// Names with signs between them, each masked unless it is in `team`.
std::string mask_outsiders(std::string_view text, std::span<const std::string> team) {
  static constexpr std::array<std::string_view, 6> signs = {"、", "，", ",", ";", "；", "/"};
  std::string masked;
  while (true) {
    std::size_t end = text.size();
    std::string_view sign;
    for (const std::string_view one : signs) {
      if (const std::size_t at = text.find(one); at < end) {
        end = at;
        sign = one;
      }
    }
    const std::string_view piece = text.substr(0, end);
    const bool known = std::find(team.begin(), team.end(), trim(piece)) != team.end();
    masked.append(known ? std::string(piece) : mask_value(Mask::name, piece)).append(sign);
    if (sign.empty()) return masked;
    text.remove_prefix(end + sign.size());
  }
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
    if (field == nullptr) return hide_whole(value_of(scope.document, child));
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
    if (structured && field->type->name != "choices") return hide_whole(std::move(value));
    if (!is_personal(*field, scope)) return value;
    const auto logged = path == "changes.fields" ? find_logged_path(scope) : std::nullopt;
    if (logged) {
      field = &logged->field();
      const Scope& record = *scope.outer->outer;
      if (!is_logged_personal(*logged, record,
                              [&]() -> const FieldSet& { return changed_fields(record); })) {
        return value;
      }
    }
    const bool whole = field->pii == Pii::sensitive ? unmask_.sensitive : unmask_.personal;
    if (!whole) return hide(*field, std::move(value));
    if (shown_ != nullptr && !value.is_empty()) {
      shown_->insert(join(path, known) + (logged ? logged_name(scope) : ""));
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
        sequence.items.push_back(hide_whole(value_of(document, item)));
      }
    }
    return sequence;
  }

  [[nodiscard]] Value hide(const Field& field, Value value) const {
    if (value.kind != Kind::scalar) return hide_whole(std::move(value));
    value.text = mask_text(field, value.text, unmask_.team);
    value.bare = value.bare && value.text.empty();
    return value;
  }

  static Value hide_whole(Value value) {
    if (value.kind == Kind::scalar && !value.text.empty()) {
      value.text = mask_value(Mask::whole, value.text);
      value.bare = false;
    }
    for (Value& item : value.items) item = hide_whole(std::move(item));
    return value;
  }

  /// All fields that the change log of the record has values of.
  const FieldSet& changed_fields(const Scope& record) {
    if (!changed_) changed_ = find_logged_fields(record);
    return *changed_;
  }

  Unmask unmask_;
  std::set<std::string>* shown_;
  std::optional<FieldSet> changed_;  ///< once it has been asked for
};

}  // namespace

std::string mask_text(const Field& field, std::string_view text,
                      std::span<const std::string> team) {
  const bool of_either_side = field.mask == Mask::name && field.name != "name" && !team.empty();
  return of_either_side ? mask_outsiders(text, team) : mask_value(field.mask, text);
}

std::string_view shown_place(std::string_view shown) {
  return shown.substr(0, shown.find('('));
}

const Field* find_logged_field(const Scope& entry) {
  const auto path = find_logged_path(entry);
  return path ? &path->field() : nullptr;
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
                                         std::vector<Difference> differences,
                                         std::span<const std::string> team) {
  const Scope record{schemas, document, Document::root, schemas.customer().fields, nullptr};
  FieldSet changed = find_logged_fields(record);
  for (const Difference& difference : differences) add_field(schemas, difference.path, changed);
  for (Difference& difference : differences) {
    const auto path = find_field_path(schemas, difference.path);
    if (path && !is_logged_personal(*path, record, [&]() -> const FieldSet& { return changed; })) {
      continue;
    }
    for (std::string* text : {&difference.from, &difference.to}) {
      if (text->empty()) continue;
      *text = path ? escape_controls(mask_text(path->field(), *text, team)) : "***";
    }
  }
  return differences;
}

void hide_old_values(std::vector<Difference>& differences) {
  for (Difference& difference : differences) difference.from = "***";
}

}  // namespace custrec
