// SPDX-License-Identifier: MIT
// What a tidied record says.
#include "schema/tidy.hpp"

#include <algorithm>

#include "record/plain.hpp"
#include "schema/check_value.hpp"

namespace custrec {
namespace {

class Tidier {
 public:
  Tidier(const Schemas& schemas, const TypeContext& context)
      : schemas_(schemas), context_(context) {}

  void tidy_mapping(Value& mapping, const FieldList& fields) const {
    for (Value& item : mapping.items) {
      const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& one) {
        return one.name == item.key || (!one.renamed_from.empty() && one.renamed_from == item.key);
      });
      if (field != fields.end()) tidy_item(item, *field);
    }
  }

 private:
  void tidy_item(Value& item, const Field& field) const {
    if (item.kind == Kind::scalar) {
      if (field.type->check != nullptr) tidy_scalar(item, field);
    } else if (field.type->name == "choices") {
      for (Value& choice : item.items) tidy_choice(choice, field);
    } else if (item.kind == Kind::mapping) {
      tidy_mapping(item, schemas_.fields_of(field));
    } else {
      for (Value& entry : item.items) {
        if (entry.kind == Kind::mapping) tidy_mapping(entry, schemas_.fields_of(field));
      }
    }
  }

  void tidy_scalar(Value& item, const Field& field) const {
    item.bare = item.bare && (field.type->bare || !is_ambiguous_plain(item.text));
    if (item.text.empty()) return;
    auto tidied = tidy_text(field, item.text, context_);
    if (!tidied) return;
    item.text = std::move(*tidied);
    item.bare = field.type->bare;
  }

  void tidy_choice(Value& choice, const Field& field) const {
    if (choice.kind != Kind::scalar) return;
    choice.bare = choice.bare && !is_ambiguous_plain(choice.text);
    if (auto tidied = tidy_text(field, choice.text, context_)) choice.text = std::move(*tidied);
  }

  const Schemas& schemas_;
  const TypeContext& context_;
};

}  // namespace

void tidy_values(Value& record, const Schemas& schemas, const TypeContext& context) {
  Tidier(schemas, context).tidy_mapping(record, schemas.customer().fields);
}

std::optional<std::string> tidy_text(const Field& field, std::string_view text,
                                     const TypeContext& context) {
  if (field.type->shape == Shape::choices) {
    const std::string_view option = find_option(field, text);
    if (option.empty() || option == text) return std::nullopt;
    return std::string(option);
  }
  if (field.type->check == nullptr || !check_value(field, text, true, false, context)) {
    return std::nullopt;
  }
  std::string normal = field.type->normalise(text, field, context);
  if (normal == text || normal.empty()) return std::nullopt;
  const auto problem = check_value(field, normal, true, false, context);
  if (problem && problem->level == Level::error) return std::nullopt;
  return normal;
}

}  // namespace custrec
