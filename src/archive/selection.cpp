// SPDX-License-Identifier: MIT
// Which customers a person asks for, and may see.
#include "archive/selection.hpp"

#include <algorithm>

#include "problem/error.hpp"
#include "schema/name_key.hpp"
#include "schema/scope.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"
#include "time/zone.hpp"

namespace custrec {
namespace {

void collect_texts(const Document& document, const FieldPath& path, std::size_t step,
                   NodeIndex node, std::vector<std::string_view>& texts) {
  if (node == no_node) return;
  const Node& value = document[node];
  if (value.kind == Kind::sequence) {
    const std::vector<NodeIndex> items = document.children(node).list();
    const FieldStep& list = path.steps[step - 1];
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (list.position && *list.position != at) continue;
      if (!list.entry.empty() && list.entry != document.text_at(items[at], "id")) continue;
      collect_texts(document, path, step, items[at], texts);
    }
    return;
  }
  if (step == path.steps.size()) {
    if (value.kind == Kind::scalar && !value.text.empty()) texts.push_back(value.text);
    return;
  }
  if (value.kind != Kind::mapping) return;
  collect_texts(document, path, step + 1, find_item(document, node, *path.steps[step].field),
                texts);
}

bool is_within(const CodeList& list, std::string_view code, std::string_view wanted) {
  const Code* at = list.find(code);
  for (int level = 0; at != nullptr && level < 8; ++level) {
    if (at->code == wanted) return true;
    at = at->parent.empty() ? nullptr : list.find(at->parent);
  }
  return false;
}

bool fits(const Archive& archive, const Document& document, const Where& where) {
  const Field& field = where.path.field();
  const auto texts = texts_at(document, where.path);
  if (texts.empty()) return where.value == where.default_value;
  return std::any_of(texts.begin(), texts.end(), [&](std::string_view text) {
    if (text == where.value || fold(text) == fold(where.value)) return true;
    if (field.type->order == Order::number) {
      return compare_values(*field.type, text, where.value) == std::strong_ordering::equal;
    }
    const CodeList* list = field.codes.empty() ? nullptr : archive.codes().find(field.codes);
    return list != nullptr && is_within(*list, code_part(text), code_part(where.value));
  });
}

bool contains_text(const Document& document, const std::string& wanted) {
  return std::any_of(document.nodes().begin(), document.nodes().end(), [&](const Node& node) {
    return node.kind == Kind::scalar && fold(node.text).find(wanted) != std::string::npos;
  });
}

/// Of a partial date it can't be told.
bool tells_past(const Field& field) {
  return field.max == "now" && field.type->name != "partial-date";
}

bool is_since(const Field& field, std::string_view text, std::string_view since) {
  const auto order = compare_values(*field.type, text, since);
  return order && *order != std::strong_ordering::less;
}

struct Candidate {
  std::string path;
  std::string id;
  std::string name;
};

/// Customers whose name is `name`, else those whose name contains it.
std::vector<Candidate> find_by_name(const Archive& archive, const Person& person,
                                    const std::string& name) {
  const std::string key = name_key(name);
  if (key.empty()) return {};
  std::vector<Candidate> same;
  std::vector<Candidate> alike;
  const auto look = [&](const RecordFile& file) -> std::optional<Candidate> {
    if (!file.reading.readable || !may_see(person, file.reading.document)) return std::nullopt;
    const std::string other(file.reading.document.text_at(Document::root, "name"));
    if (name_key(other).find(key) == std::string::npos) return std::nullopt;
    return Candidate{file.path, file.id, other};
  };
  const auto take = [&](std::optional<Candidate> found) {
    if (found) (name_key(found->name) == key ? same : alike).push_back(std::move(*found));
  };
  for_each_record<std::optional<Candidate>>(archive, walk_customers(archive).records, find_cores(),
                                            look, take);
  return same.empty() ? alike : same;
}

}  // namespace

std::string require_record(const Archive& archive, const std::string& id) {
  std::string path = archive.find_record(id);
  if (!path.empty()) return path;
  throw Error(Exit::usage, fill({"there is no customer {}", "没有客户 {}"}, {escape_controls(id)}));
}

std::string find_customer(const Archive& archive, const Person& person, const std::string& word) {
  std::string path = archive.find_record(word);
  if (!path.empty()) return path;
  const auto found = find_by_name(archive, person, word);
  if (found.size() == 1) return found[0].path;
  const std::string shown = escape_controls(word);
  if (found.empty()) {
    throw Error(Exit::usage, fill({"there is no customer {}", "没有客户 {}"}, {shown}));
  }
  std::string ids;
  for (std::size_t at = 0; at < found.size() && at < 10; ++at) {
    if (!ids.empty()) ids += ", ";
    ids += found[at].id;
  }
  throw Error(Exit::usage,
              fill({"{} customers have {} in their name: {}", "{} 个客户的名称含有 {}：{}"},
                   {found.size(), shown, ids}));
}

Where parse_where(const Archive& archive, const TypeContext& context, std::string_view text) {
  const std::size_t sign = text.find('=');
  if (sign == std::string_view::npos) {
    throw Error(Exit::usage,
                fill({"{}: FIELD=VALUE is expected", "{}：应为 字段=值"}, {escape_controls(text)}));
  }
  FieldPathResult found = parse_field_path(archive.schemas(), text.substr(0, sign));
  if (!found.path) throw Error(Exit::usage, found.mistake);
  const Field& field = found.path->field();
  const std::string_view value = trim(text.substr(sign + 1));
  if (field.type->name == "choices") {
    const std::string_view option = find_option(field, value);
    return {std::move(*found.path), std::string(option.empty() ? value : option), {}};
  }
  if (field.type->check == nullptr) {
    throw Error(Exit::usage, fill({"{} is no single value; name a field in it",
                                   "{} 不是单个值，请指明其中的字段"},
                                  {found.path->text()}));
  }
  Where where{*found.path, field.type->normalise(value, field, context),
              field.type->normalise(field.default_value, field, context)};
  const std::string_view type = field.type->name;
  const bool listed = type == "choice" || type == "code" || type == "yes-no" || type == "person";
  if (listed && !where.value.empty()) {
    const Verdict verdict = field.type->check({where.value, false, field, context});
    if (verdict.is_bad()) {
      throw Error(Exit::usage,
                  fill({"{}: {}{}{}", "{}: {}{}{}"},
                       {found.path->text(), verdict.reason(),
                        verdict.hint().empty() ? Text{} : Text{"; ", "；"}, verdict.hint()}));
    }
  }
  return where;
}

std::vector<std::string_view> texts_at(const Document& document, const FieldPath& path) {
  std::vector<std::string_view> texts;
  collect_texts(document, path, 0, Document::root, texts);
  return texts;
}

std::string parse_since(const TypeContext& context, std::string_view text) {
  std::string since = normalise_time(text, *context.zone);
  if (!parse_time(since)) {
    throw Error(Exit::usage, fill({"--since {}: a date (2026-03-01) or a time is expected",
                                   "--since {}：应为日期（2026-03-01）或时间"},
                                  {escape_controls(text)}));
  }
  return since;
}

bool has_news(const Schemas& schemas, const Document& document, NodeIndex node,
              const FieldList& fields, std::string_view since) {
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
    const NodeIndex at = find_item(document, node, field);
    if (at == no_node) return false;
    const FieldList& inner = schemas.fields_of(field);
    if (document[at].kind == Kind::mapping) {
      return has_news(schemas, document, at, inner, since);
    }
    if (document[at].kind == Kind::sequence) {
      const auto items = document.children(at);
      return std::any_of(items.begin(), items.end(), [&](NodeIndex item) {
        return document[item].kind == Kind::mapping &&
               has_news(schemas, document, item, inner, since);
      });
    }
    return tells_past(field) && is_since(field, document[at].text, since);
  });
}

bool has_news(const Value& entry, const FieldList& fields, std::string_view since) {
  if (since.empty() || std::none_of(fields.begin(), fields.end(), tells_past)) return true;
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
    return tells_past(field) && is_since(field, entry.text_at(field.name), since);
  });
}

bool may_see(const Person& person, const Document& document) {
  return person.sees_all() || is_same_name(document.text_at(Document::root, "owner"), person.name);
}

Selector::Selector(const Archive& archive, const Person& person, const Selection& selection)
    : archive_(archive), person_(person), selection_(selection), wanted_(fold(selection.text)) {
  if (!selection.ids.empty()) {
    for (const std::string& id : selection.ids) paths_.add(require_record(archive, id));
    paths_.sort();
    return;
  }
  Walk walk = walk_customers(archive);
  unreadable_ = count_unreadable(walk);
  paths_ = std::move(walk.records);
}

Match Selector::match(const RecordFile& file) const {
  if (!file.reading.readable) return Match::unreadable;
  const Document& document = file.reading.document;
  if (!may_see(person_, document)) return Match::hidden;
  const bool fit = std::all_of(selection_.where.begin(), selection_.where.end(),
                               [&](const Where& where) { return fits(archive_, document, where); });
  const bool recent = fit && (selection_.since.empty() ||
                              has_news(archive_.schemas(), document, Document::root,
                                       archive_.schemas().customer().fields, selection_.since));
  return recent && (wanted_.empty() || contains_text(document, wanted_)) ? Match::taken
                                                                         : Match::unfit;
}

}  // namespace custrec
