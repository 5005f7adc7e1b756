// SPDX-License-Identifier: MIT
// How people and sheets name a field.
#include "schema/field_path.hpp"

#include <algorithm>

#include "schema/field_type.hpp"
#include "text/ascii.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// A number that isn't absurd.
bool is_position(std::string_view text) {
  return !text.empty() && text.size() <= 6 && is_digits(text);
}

/// `contacts[0].mobile` → contacts, 0, mobile. Empty when brackets don't fit.
std::vector<std::string> split_path(std::string_view text) {
  std::vector<std::string> parts;
  std::string part;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.') {
      parts.push_back(std::move(part));
      part.clear();
    } else if (c == '[') {
      const std::size_t close = text.find(']', at);
      if (close == text.npos || !is_position(text.substr(at + 1, close - at - 1))) return {};
      parts.push_back(std::move(part));
      part = text.substr(at + 1, close - at - 1);
      at = close;
    } else {
      part += c;
    }
  }
  parts.push_back(std::move(part));
  return parts;
}

Text unknown_field(std::string_view name, const std::optional<std::string>& similar) {
  const std::string shown = cut_to_width(escape_controls(name), 60);
  return similar ? fill({"there is no field {}; did you mean {}?", "没有字段 {}，是否想写 {}？"},
                        {shown, *similar})
                 : fill({"there is no field {}", "没有字段 {}"}, {shown});
}

/// `N1`: letters and a number, as custrec gives them.
bool is_entry_id(std::string_view part) {
  const std::size_t letters = std::min(part.find_first_of("0123456789"), part.size());
  return letters > 0 && part.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == letters &&
         is_position(part.substr(letters));
}

/// Whether `part` names an entry of the list that `path` leads to, and not a field in it.
bool take_entry(const Schemas& schemas, FieldPath& path, const std::string& part) {
  if (path.steps.empty() || !is_list(path.field())) return false;
  FieldStep& list = path.steps.back();
  if (list.position || !list.entry.empty()) return false;
  if (is_position(part)) {
    list.position = std::stoul(part);
    return true;
  }
  if (!is_entry_id(part) || find_field(schemas.fields_of(*list.field), "id") == nullptr) {
    return false;
  }
  list.entry = part;
  return true;
}

/// By name, or with `labels` by the label in either language.
const Field* find_named(const FieldList& fields, std::string_view name, bool labels) {
  const Field* named = find_field(fields, name);
  if (named != nullptr || !labels) return named;
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
    return field.label.zh == name || fold(field.label.en) == fold(name);
  });
  return found == fields.end() ? nullptr : &*found;
}

std::optional<FieldPath> walk_parts(const Schemas& schemas, const FieldList& from,
                                    const std::vector<std::string>& parts, bool labels = false) {
  if (parts.empty()) return std::nullopt;
  FieldPath path;
  const FieldList* fields = &from;
  for (const std::string& part : parts) {
    if (take_entry(schemas, path, part)) continue;
    const Field* field = find_named(*fields, part, labels);
    if (field == nullptr) return std::nullopt;
    path.steps.push_back({field, std::nullopt, {}});
    fields = &schemas.fields_of(*field);
  }
  return path;
}

std::vector<std::string> known_names(const Schemas& schemas, const FieldList& fields) {
  std::vector<std::string> names;
  for (const Field& field : fields) {
    names.push_back(field.name);
    if (field.type->check != nullptr) continue;
    const std::string prefix = field.name + (is_list(field) ? "[0]." : ".");
    for (const Field& inner : schemas.fields_of(field)) names.push_back(prefix + inner.name);
  }
  return names;
}

}  // namespace

bool is_list(const Field& field) {
  return field.type->name == "entries";
}

std::string heading_key(std::string_view heading) {
  std::string key;
  for (const char c : fold(trim(heading))) {
    if (c != ' ' && c != '*' && c != '_' && c != '\n') key += c;
  }
  const std::size_t bracket = key.ends_with(')') ? key.rfind('(') : std::string::npos;
  if (bracket != std::string::npos && bracket > 0) key.resize(bracket);
  return key;
}

std::string FieldPath::text() const {
  std::string text;
  for (const FieldStep& step : steps) {
    if (!text.empty()) text += '.';
    text += step.field->name;
    if (step.position) text += "[" + std::to_string(*step.position) + "]";
    if (!step.entry.empty()) text += "." + step.entry;
  }
  return text;
}

bool FieldPath::names_entry() const {
  return std::any_of(steps.begin(), steps.end(),
                     [](const FieldStep& step) { return !step.entry.empty(); });
}

std::optional<FieldPath> find_field_path(const Schemas& schemas, std::string_view text) {
  return walk_parts(schemas, schemas.customer().fields, split_path(text));
}

FieldPathResult parse_field_path(const Schemas& schemas, const FieldList& fields,
                                 std::string_view text) {
  if (auto path = walk_parts(schemas, fields, split_path(text))) return {std::move(path), {}};
  return Headings(schemas, fields).find(text);
}

FieldPathResult parse_field_path(const Schemas& schemas, std::string_view text) {
  return parse_field_path(schemas, schemas.customer().fields, text);
}

Headings::Headings(const Schemas& schemas, const FieldList& fields)
    : schemas_(schemas), fields_(fields) {
  for (const Field& field : fields) {
    if (field.type->check != nullptr || field.type->name == "choices") {
      add_names(field, {{{&field, std::nullopt, {}}}});
    }
  }
  for (const Field& field : fields) {
    if (field.type->name == "group") add_group(schemas, {{{&field, std::nullopt, {}}}});
  }
  for (const Field& field : fields) {
    if (is_list(field) && (field.required || field.min_items.value_or(0) > 0)) {
      lists_.push_back(&field);
      add_list(schemas, {{{&field, 0, {}}}});
    }
  }
}

void Headings::add(std::string_view heading, const FieldPath& path) {
  std::string key = heading_key(heading);
  const auto same = [&](const Row& row) { return row.key == key; };
  if (!key.empty() && std::none_of(rows_.begin(), rows_.end(), same)) {
    rows_.push_back({std::move(key), path});
  }
}

void Headings::add_names(const Field& field, const FieldPath& path) {
  add(field.name, path);
  add(field.label.en, path);
  add(field.label.zh, path);
  for (const std::string& heading : field.also) add(heading, path);
  if (!field.renamed_from.empty()) add(field.renamed_from, path);
}

void Headings::add_group(const Schemas& schemas, const FieldPath& path) {
  for (const Field& field : schemas.fields_of(path.field())) {
    FieldPath inner = path;
    inner.steps.push_back({&field, std::nullopt, {}});
    if (field.type->name == "group") {
      add_group(schemas, inner);
    } else if (!is_list(field)) {
      add_names(field, inner);
    }
  }
}

/// The list's own names mean the first field that an entry must have: `联系人` is the name.
void Headings::add_list(const Schemas& schemas, const FieldPath& path) {
  for (const Field& field : schemas.fields_of(path.field())) {
    FieldPath inner = path;
    inner.steps.push_back({&field, std::nullopt, {}});
    if (field.required) add_names(path.field(), inner);
    add_names(field, inner);
  }
}

/// `联系人2手机号码`, `contacts2mobile`: the list, a number from 1, and a heading of its entries.
std::optional<FieldPath> Headings::find_numbered(std::string_view key) const {
  for (const Field* list : lists_) {
    std::vector<std::string> names = {list->name, list->label.en, list->label.zh};
    names.insert(names.end(), list->also.begin(), list->also.end());
    for (const std::string& name : names) {
      const std::string prefix = heading_key(name);
      if (prefix.empty() || !key.starts_with(prefix)) continue;
      std::string_view rest = key.substr(prefix.size());
      const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
      const std::string_view number = rest.substr(0, digits);
      rest.remove_prefix(digits);
      if (!number.empty() && (!is_position(number) || number[0] == '0')) continue;
      FieldPath path{{{list, number.empty() ? 0 : std::stoul(std::string(number)) - 1, {}}}};
      for (const Field& field : schemas_.fields_of(*list)) {
        const auto fits = [&](const std::string& heading) { return heading_key(heading) == rest; };
        const bool hit = rest.empty()
                             ? field.required
                             : fits(field.name) || fits(field.label.en) || fits(field.label.zh) ||
                                   std::any_of(field.also.begin(), field.also.end(), fits);
        if (!hit) continue;
        path.steps.push_back({&field, std::nullopt, {}});
        return path;
      }
    }
  }
  return std::nullopt;
}

FieldPathResult Headings::find(std::string_view heading) const {
  const std::string trimmed(trim(heading));
  if (auto path = walk_parts(schemas_, fields_, split_path(trimmed))) return {std::move(path), {}};
  const std::string key = heading_key(trimmed);
  for (const Row& row : rows_) {
    if (row.key == key) return {row.path, {}};
  }
  if (auto path = find_numbered(key)) return {std::move(path), {}};
  if (auto path = walk_parts(schemas_, fields_, split_path(trimmed), true)) {
    return {std::move(path), {}};
  }
  std::vector<std::string> candidates = known_names(schemas_, fields_);
  for (const Row& row : rows_) candidates.push_back(row.key);
  return {std::nullopt, unknown_field(trimmed, find_similar(trimmed, candidates))};
}

}  // namespace custrec
