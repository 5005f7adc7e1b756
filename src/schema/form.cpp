// SPDX-License-Identifier: MIT
// Fills a record in from what people and sheets give.
#include "schema/form.hpp"

#include <algorithm>
#include <set>

#include "text/equal.hpp"
#include "text/seen_texts.hpp"
#include "text/unprintable.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

bool is_separator(char32_t value) {
  return value == U',' || value == U'，' || value == U'、' || value == U';' || value == U'；' ||
         value == U'\n';
}

std::vector<std::string> split_list(std::string_view input) {
  std::vector<std::string> parts;
  SeenTexts seen;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= input.size();) {
    const CodePoint point = at < input.size() ? code_point_at(input, at) : CodePoint{U',', 1};
    if (is_separator(point.value)) {
      const std::string_view part = trim(input.substr(begin, at - begin));
      if (!part.empty() && seen.note(part)) parts.emplace_back(part);
      begin = at + point.length;
    }
    at += point.length;
  }
  return parts;
}

Value& item_of(Value& mapping, const Field& field, Kind kind) {
  for (Value& item : mapping.items) {
    if (are_equal(item.key, field.name) || item.key == field.renamed_from) return item;
  }
  mapping.items.push_back({field.name, kind, {}, false, {}, no_node});
  return mapping.items.back();
}

void drop_empty(Value& value) {
  for (Value& item : value.items) drop_empty(item);
  std::erase_if(value.items, [](const Value& item) { return item.is_empty(); });
}

/// The place of the field that an item belongs to; behind the last for unknown ones.
std::size_t position_of(const FieldList& fields, std::string_view key, const Field* known) {
  if (known != nullptr) return static_cast<std::size_t>(known - fields.begin());
  for (const std::size_t index : fields.renamed()) {
    if (fields[index].renamed_from == key) return index;
  }
  return fields.size();
}

void order_mapping(Value& mapping, const FieldList& fields, const Schemas& schemas) {
  std::vector<std::pair<std::size_t, std::size_t>> order;  // of the field, of the item
  order.reserve(mapping.items.size());
  for (Value& item : mapping.items) {
    const Field* field = find_field(fields, item.key);
    order.emplace_back(position_of(fields, item.key, field), order.size());
    if (field == nullptr || item.kind == Kind::scalar) continue;
    const FieldList& inner = schemas.fields_of(*field);
    if (item.kind == Kind::mapping) order_mapping(item, inner, schemas);
    for (Value& entry : item.items) {
      if (item.kind == Kind::sequence && entry.kind == Kind::mapping) {
        order_mapping(entry, inner, schemas);
      }
    }
  }
  if (std::is_sorted(order.begin(), order.end())) return;
  std::sort(order.begin(), order.end());
  std::vector<Value> items;
  items.reserve(order.size());
  for (const auto& [place, at] : order) items.push_back(std::move(mapping.items[at]));
  mapping.items = std::move(items);
}

/// Each once; labels of options become their values.
Value make_choices(const Field& field, const std::vector<std::string>& parts) {
  Value list = make_sequence(field.name);
  SeenTexts seen;
  for (const std::string& part : parts) {
    const std::string_view option = find_option(field, part);
    const std::string_view text = option.empty() ? std::string_view(part) : option;
    if (seen.note(text)) list.items.push_back(make_text("", std::string(text)));
  }
  return list;
}

}  // namespace

Value make_value(const Field& field, std::string_view input, const TypeContext& context) {
  if (field.type->name == "choices") return make_choices(field, split_list(input));
  return make_text(field.name, field.type->normalise(input, field, context), field.type->bare);
}

namespace {

/// What no record may hold goes, as blanks around a value do.
void drop_noncharacters(Value& value) {
  if (find_noncharacter(value.text)) {
    value.text = replace_all(std::move(value.text), "\xEF\xBF\xBE", "");
    value.text = replace_all(std::move(value.text), "\xEF\xBF\xBF", "");
  }
  for (Value& item : value.items) drop_noncharacters(item);
}

void put(Value& record, const FieldPath& path, Value value) {
  drop_noncharacters(value);
  Value* at = &record;
  for (std::size_t step = 0; step + 1 < path.steps.size(); ++step) {
    const bool list = path.steps[step].field->type->name == "entries";
    at = &item_of(*at, *path.steps[step].field, list ? Kind::sequence : Kind::mapping);
    if (!list) continue;
    const std::size_t position = path.steps[step].position.value_or(0);
    while (at->items.size() <= position) at->items.push_back(make_mapping(""));
    at = &at->items[position];
  }
  Value& item = item_of(*at, path.field(), Kind::scalar);
  value.key = item.key;
  item = std::move(value);
}

}  // namespace

void fill_in(Value& record, const FieldPath& path, std::string_view input,
             const TypeContext& context) {
  put(record, path, make_value(path.field(), input, context));
}

void fill_in(Value& record, const FieldPath& path, const std::vector<std::string>& choices) {
  put(record, path, make_choices(path.field(), choices));
}

namespace {

using Kept = std::set<std::pair<std::string, std::string>>;

void collect_texts(const Value& value, const std::string& key, Kept& texts) {
  if (value.kind == Kind::scalar) texts.emplace(key, value.text);
  for (const Value& item : value.items) {
    collect_texts(item, item.key.empty() ? key : item.key, texts);
  }
}

void normalise_mapping(Value& mapping, const FieldList& fields, const Schemas& schemas,
                       const TypeContext& context, const Kept& kept) {
  for (Value& item : mapping.items) {
    const Field* field = find_field(fields, item.key);
    if (field == nullptr) continue;
    const bool single = field->type->check != nullptr || field->type->name == "choices";
    if (item.kind == Kind::scalar && single && !kept.contains({item.key, item.text})) {
      Value value = make_value(*field, item.text, context);
      value.origin = item.origin;
      item = std::move(value);
    }
    if (item.kind == Kind::mapping) {
      normalise_mapping(item, schemas.fields_of(*field), schemas, context, kept);
    }
    for (Value& entry : item.items) {
      if (item.kind == Kind::sequence && entry.kind == Kind::mapping) {
        normalise_mapping(entry, schemas.fields_of(*field), schemas, context, kept);
      }
    }
  }
}

}  // namespace

void normalise_values(Value& record, const Schemas& schemas, const TypeContext& context,
                      const Value& keep) {
  Kept kept;
  collect_texts(keep, "", kept);
  normalise_mapping(record, schemas.customer().fields, schemas, context, kept);
}

void normalise_entry(Value& entry, const FieldList& fields, const Schemas& schemas,
                     const TypeContext& context) {
  normalise_mapping(entry, fields, schemas, context, {});
}

void order_fields(Value& record, const Schemas& schemas) {
  order_mapping(record, schemas.customer().fields, schemas);
}

void tidy_form(Value& record, const Schemas& schemas) {
  drop_empty(record);
  order_fields(record, schemas);
}

void fill_defaults(Value& record, const Schemas& schemas, const TypeContext& context) {
  const auto fill = [&](Value& mapping, const FieldList& fields) {
    for (const Field& field : fields) {
      if (field.default_value.empty() || field.retired) continue;
      const Value* item = mapping.find(field.name);
      if (item != nullptr && !item->is_empty()) continue;
      FieldPath path{{{&field, std::nullopt, {}}}};
      fill_in(mapping, path, field.default_value, context);
    }
  };
  const FieldList& own = schemas.customer().fields;
  for (Value& item : record.items) {
    const Field* field = item.kind == Kind::mapping ? find_field(own, item.key) : nullptr;
    if (field != nullptr) fill(item, schemas.fields_of(*field));
  }
  fill(record, own);
}

}  // namespace custrec
