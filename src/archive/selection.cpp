// SPDX-License-Identifier: MIT
// Which customers a person asks for, among those they may see.
#include "archive/selection.hpp"

#include <algorithm>

#include "archive/access.hpp"
#include "problem/error.hpp"
#include "schema/masked_record.hpp"
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

bool has_value(const Archive& archive, const Where& where,
               const std::vector<std::string_view>& texts) {
  const Field& field = where.path.field();
  return std::any_of(texts.begin(), texts.end(), [&](std::string_view text) {
    if (text == where.value || fold(text) == fold(where.value)) return true;
    if (field.type->order == Order::number) {
      return compare_values(*field.type, text, where.value) == std::strong_ordering::equal;
    }
    const CodeList* list = field.codes.empty() ? nullptr : archive.codes().find(field.codes);
    return list != nullptr && is_within(*list, code_part(text), code_part(where.value));
  });
}

template <typename Fits>
bool any_text(const Value& value, const Fits& fits) {
  if (value.kind == Kind::scalar) return fits(value.text);
  return std::any_of(value.items.begin(), value.items.end(),
                     [&](const Value& item) { return any_text(item, fits); });
}

/// Who may not see a value whole can't have it told digit by digit.
void refuse_sensitive(const Person& person, const std::vector<Where>& conditions) {
  for (const Where& where : conditions) {
    const bool sensitive = where.path.field().pii == Pii::sensitive && !where.value.empty();
    if (!sensitive || person.has_role("manager")) continue;
    throw Error(Exit::refused, fill({"{} is sensitive; only managers may look for a value of it",
                                     "{} 是敏感信息，只有管理者可按其值查找"},
                                    {where.path.text()}));
  }
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
    const Document& document = file.reading.document;
    if (!file.reading.readable || !may_see(person, document)) return std::nullopt;
    const std::string other(document.text_at(Document::root, "name"));
    const std::string other_key = name_key(other);
    if (other_key.find(key) == std::string::npos) return std::nullopt;
    const std::string shown = mask_customer_name(document, archive.schemas());
    const bool hidden = other_key != key && name_key(shown).find(key) == std::string::npos;
    return hidden ? std::nullopt : std::optional(Candidate{file.path, file.id, other});
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
    const Verdict verdict =
        field.type->check({where.value, field.may_be_personal(), field, context});
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

std::vector<const Value*> values_at(const Value& record, const FieldPath& path) {
  std::vector<const Value*> values = {&record};
  for (const FieldStep& step : path.steps) {
    std::vector<const Value*> next;
    for (const Value* value : values) {
      const Value* item = value->find(step.field->name);
      if (item == nullptr) continue;
      if (item->kind != Kind::sequence) next.push_back(item);
      for (std::size_t at = 0; at < item->items.size() && item->kind == Kind::sequence; ++at) {
        if (step.position && *step.position != at) continue;
        if (!step.entry.empty() && step.entry != item->items[at].text_at("id")) continue;
        next.push_back(&item->items[at]);
      }
    }
    values = std::move(next);
  }
  return values;
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

Selector::Selector(const Archive& archive, const Person& person, const Selection& selection)
    : archive_(archive), person_(person), selection_(selection), wanted_(fold(selection.text)) {
  refuse_sensitive(person, selection.where);
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
                               [&](const Where& where) { return fits(document, where); });
  const bool recent = fit && (selection_.since.empty() ||
                              has_news(archive_.schemas(), document, Document::root,
                                       archive_.schemas().customer().fields, selection_.since));
  return recent && (wanted_.empty() || contains_text(document)) ? Match::taken : Match::unfit;
}

bool Selector::fits(const Document& document, const Where& where) const {
  const auto texts = texts_at(document, where.path);
  if (texts.empty()) return where.value == where.default_value;
  if (!has_value(archive_, where, texts)) return false;
  if (!where.path.field().may_be_personal()) return true;
  // What stays masked whatever this person does fits by nothing but its mask.
  const std::set<std::string> wanted = {where.path.steps[0].field->name};
  const Value record = mask_record(document, archive_.schemas(),
                                   unmask_for(person_, archive_.team()), nullptr, &wanted);
  const auto values = values_at(record, where.path);
  return std::any_of(values.begin(), values.end(), [&](const Value* value) {
    return any_text(*value,
                    [&](const std::string& text) { return fold(text) == fold(where.value); });
  });
}

bool Selector::contains_text(const Document& document) const {
  const auto contains = [&](std::string_view text) {
    return fold(text).find(wanted_) != std::string::npos;
  };
  const std::vector<Node>& nodes = document.nodes();
  const bool may = wanted_.find('*') != std::string::npos ||
                   std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) {
                     return node.kind == Kind::scalar && contains(node.text);
                   });
  if (!may) return false;
  if (any_text(mask_record(document, archive_.schemas(), mask_for_all(archive_.team())), contains))
    return true;
  return any_text(mask_record(document, archive_.schemas(), unmask_for(person_, archive_.team())),
                  [&](std::string_view text) { return fold(trim(text)) == wanted_; });
}

}  // namespace custrec
