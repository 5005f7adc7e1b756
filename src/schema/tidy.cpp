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
    if (item.text.empty() || !check_value(field, item.text, true, false, context_)) return;
    const std::string normal = field.type->normalise(item.text, field, context_);
    if (normal == item.text || normal.empty()) return;
    const auto problem = check_value(field, normal, true, false, context_);
    if (problem && problem->level == Level::error) return;
    item.text = normal;
    item.bare = field.type->bare;
  }

  static void tidy_choice(Value& choice, const Field& field) {
    if (choice.kind != Kind::scalar) return;
    choice.bare = choice.bare && !is_ambiguous_plain(choice.text);
    const std::string_view option = find_option(field, choice.text);
    if (!option.empty()) choice.text = option;
  }

  const Schemas& schemas_;
  const TypeContext& context_;
};

}  // namespace

void tidy_values(Value& record, const Schemas& schemas, const TypeContext& context) {
  Tidier(schemas, context).tidy_mapping(record, schemas.customer().fields);
}

}  // namespace custrec
