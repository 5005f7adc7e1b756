// SPDX-License-Identifier: MIT
// Compares the entries that only custrec writes with those of an earlier state.
#include "review/check_history.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "archive/approval.hpp"
#include "archive/revision.hpp"
#include "record/value.hpp"
#include "schema/anomaly.hpp"
#include "schema/earlier.hpp"
#include "schema/field_path.hpp"
#include "schema/name_key.hpp"
#include "schema/tidy.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

bool is_entry_id(std::string_view part) {
  const std::size_t digits = part.find_first_of("0123456789");
  return digits != 0 && digits != part.npos &&
         part.find_first_not_of("0123456789", digits) == part.npos;
}

/// `needs..status` of `needs.N1.status`: when two people gave the same id, a merge gives one again.
std::string without_entry_ids(std::string_view path) {
  std::string kept;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t dot = std::min(path.find('.', at), path.size());
    const std::string_view part = path.substr(at, dot - at);
    if (at > 0) kept += '.';
    if (at == 0 || !is_entry_id(part)) kept += part;
    at = dot + 1;
  }
  return kept;
}

/// An entry of a list as it is compared.
struct EntryText {
  std::string text;
  std::vector<std::string> values;  ///< personal ones that may be taken out, not in `text`

  [[nodiscard]] std::string whole() const {
    std::string all = text;
    for (const std::string& value : values) all += std::to_string(value.size()) + ":" + value;
    return all;
  }
};

/// Whether `after` is `before` with perhaps fewer values.
bool is_kept(const EntryText& before, const EntryText& after) {
  return before.text == after.text &&
         std::equal(
             before.values.begin(), before.values.end(), after.values.begin(), after.values.end(),
             [](const std::string& was, const std::string& is) { return is.empty() || is == was; });
}

class EntryTexts {
 public:
  /// Personal values may have been taken out of the log when consent is withdrawn in `after`.
  EntryTexts(const Schemas& schemas, const TypeContext& context, const Document& after)
      : schemas_(schemas),
        context_(context),
        withdrawn_(lacks_consent(value_of(after, Document::root))) {}

  [[nodiscard]] EntryText text_of(const Document& document, std::string_view list,
                                  NodeIndex entry) const {
    Value record =
        make_mapping("", {make_sequence(std::string(list), {value_of(document, entry)})});
    tidy_values(record, schemas_, context_);
    const Field* field = find_field(schemas_.customer().fields, std::string(list));
    Value& tidied = record.items[0].items[0];
    EntryText text;
    if (withdrawn_) take_personal_values(tidied, text.values);
    append(tidied, field, text.text);
    return text;
  }

 private:
  void take_personal_values(Value& entry, std::vector<std::string>& values) const {
    const auto fields = std::ranges::find(entry.items, "fields", &Value::key);
    if (fields == entry.items.end()) return;
    for (Value& item : fields->items) {
      if (!may_tell_personal(schemas_, std::string(item.text_at("field")))) continue;
      for (const char* side : {"from", "to"}) values.emplace_back(item.text_at(side));
      std::erase_if(item.items,
                    [](const Value& one) { return one.key == "from" || one.key == "to"; });
    }
  }

  void append(const Value& value, const Field* field, std::string& text) const {
    if (value.kind == Kind::scalar) {
      const bool path = field != nullptr && (field->name == "field" || field->name == "fields");
      const std::string said = path ? without_entry_ids(value.text) : value.text;
      text += std::to_string(said.size()) + ":" + said;
      return;
    }
    std::vector<std::string> parts;
    for (const Value& item : value.items) {
      if (item.is_empty()) continue;
      const Field* inner = value.kind == Kind::sequence ? field : find_inner(field, item.key);
      std::string part = inner == nullptr || value.kind == Kind::sequence ? item.key : inner->name;
      part += "=";
      append(item, inner, part);
      parts.push_back(std::move(part));
    }
    if (value.kind == Kind::mapping) std::sort(parts.begin(), parts.end());
    text += std::to_string(parts.size()) + "(";
    for (const std::string& part : parts) text += part;
    text += ")";
  }

  [[nodiscard]] const Field* find_inner(const Field* field, const std::string& key) const {
    if (field == nullptr) return nullptr;
    const FieldList& fields = schemas_.fields_of(*field);
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& one) {
      return one.name == key || (!one.renamed_from.empty() && one.renamed_from == key);
    });
    return found == fields.end() ? nullptr : &*found;
  }

  const Schemas& schemas_;
  const TypeContext& context_;
  bool withdrawn_;
};

/// Which entries of a list are new, and which of the earlier ones are gone.
struct Growth {
  std::vector<NodeIndex> entries;  ///< of now
  std::set<NodeIndex> added;       ///< of these
  std::vector<NodeIndex> lost;     ///< of the earlier document
};

/// Positions of entries, in order, by what they say.
using Places = std::map<std::string, std::vector<std::size_t>>;

std::optional<std::size_t> find_from(std::size_t next, const Places& places,
                                     const std::string& text) {
  const auto found = places.find(text);
  if (found == places.end()) return std::nullopt;
  const auto place = std::lower_bound(found->second.begin(), found->second.end(), next);
  return place == found->second.end() ? std::nullopt : std::optional(*place);
}

Growth compare(const EntryTexts& texts_of, const Document& before, const Document& after,
               std::string_view list) {
  Growth growth;
  growth.entries = find_entries(after, list);
  std::vector<EntryText> texts;
  Places same;  // with all values
  Places alike;
  texts.reserve(growth.entries.size());
  for (std::size_t at = 0; at < growth.entries.size(); ++at) {
    texts.push_back(texts_of.text_of(after, list, growth.entries[at]));
    same[texts.back().whole()].push_back(at);
    alike[texts.back().text].push_back(at);
    growth.added.insert(growth.entries[at]);
  }
  std::size_t next = 0;
  for (const NodeIndex entry : find_entries(before, list)) {
    const EntryText text = texts_of.text_of(before, list, entry);
    std::optional<std::size_t> place = find_from(next, same, text.whole());
    if (!place) place = find_from(next, alike, text.text);
    if (!place || !is_kept(text, texts[*place])) {
      growth.lost.push_back(entry);
    } else {
      growth.added.erase(growth.entries[*place]);
      next = *place + 1;
    }
  }
  return growth;
}

class History {
 public:
  History(const Archive& archive, const TypeContext& context, const Document& before,
          const Document& after)
      : schemas_(archive.schemas()),
        four_eyes_(archive.settings().four_eyes),
        context_(context),
        before_(before),
        after_(after),
        texts_(schemas_, context, after) {}

  std::vector<Finding> run() {
    changes_ = compare(texts_, before_, after_, "changes");
    reviews_ = compare(texts_, before_, after_, "reviews");
    const bool free = before_.text_at(Document::root, "status") == "draft" &&
                      find_entries(before_, "reviews").empty();
    if (!free) {
      tell_lost("changes", "change-log", changes_);
      tell_dates("changes", "change-log", changes_);
    }
    tell_lost("reviews", "approval", reviews_);
    tell_dates("reviews", "approval", reviews_);
    check_entering();
    check_last_approval();
    if (four_eyes_) check_anomalies();
    return std::move(findings_);
  }

 private:
  void tell_lost(const std::string& list, std::string_view rule, const Growth& growth) {
    if (growth.lost.empty()) return;
    const NodeIndex first = growth.lost.front();
    const NodeIndex node = after_.find(Document::root, list);
    const std::uint32_t offset = node == no_node ? 0 : after_[node].key_span.begin;
    const Text which =
        fill({"the entry of {} by {}", "{} 由 {} 所作的条目"},
             {show(before_.text_at(first, "at")), show(before_.text_at(first, "by"))});
    const Text message =
        growth.lost.size() == 1
            ? fill({"{} was removed, rewritten or moved", "{}已被删除、改写或移动"}, {which})
            : fill({"{} and {} more were removed, rewritten or moved",
                    "{}及另外 {} 条已被删除、改写或移动"},
                   {which, growth.lost.size() - 1});
    findings_.push_back({offset,
                         Level::error,
                         rule,
                         list,
                         message,
                         {"put back what was there; these entries are only added to",
                          "请恢复原有内容；此处只能追加条目"}});
  }

  /// New entries between those above and below, as far as these are known.
  void tell_dates(const std::string& list, std::string_view rule, const Growth& growth) {
    for (std::size_t at = 0; at < growth.entries.size(); ++at) {
      const NodeIndex entry = growth.entries[at];
      if (!growth.added.contains(entry)) continue;
      const bool last = at + 1 == growth.entries.size();
      const NodeIndex below = last ? no_node : growth.entries[at + 1];
      if (at > 0 && is_earlier(time_of(entry), time_of(growth.entries[at - 1]))) {
        tell_date(entry, rule, list,
                  {"is new, but dated before the entry above it", "为新增条目，但早于其上一条"});
      } else if (below != no_node && !growth.added.contains(below) &&
                 is_earlier(time_of(below), time_of(entry))) {
        tell_date(entry, rule, list,
                  {"is new, but dated after the entry below it", "为新增条目，但晚于其下一条"});
      }
    }
  }

  void tell_date(NodeIndex entry, std::string_view rule, const std::string& list, Text message) {
    add_at(after_.find(entry, "at"), list, rule, std::move(message),
           {"new entries go to the end, with the time when they are made",
            "新条目应加在末尾，并写明实际时间"});
  }

  /// Who entered the record, and when.
  void check_entering() {
    for (const char* name : {"entered_by", "entered_at"}) {
      const std::string path = std::string("collection.") + name;
      const std::string was = normal_form(path, before_);
      if (was.empty() || was == normal_form(path, after_)) continue;
      const NodeIndex group = after_.find(Document::root, "collection");
      const NodeIndex node = group == no_node ? no_node : after_.find(group, name);
      add_at(node == no_node ? group : node, path, "change-log",
             fill({"was {}; who entered a record, and when, never changes",
                   "原为 {}；录入人和录入时间不得更改"},
                  {show(was)}),
             {"put back what was there", "请恢复原有内容"});
    }
  }

  [[nodiscard]] std::string normal_form(const std::string& path, const Document& document) const {
    const NodeIndex group = document.find(Document::root, "collection");
    if (group == no_node || document[group].kind != Kind::mapping) return {};
    std::string text(document.text_at(group, path.substr(path.find('.') + 1)));
    const auto field = find_field_path(schemas_, path);
    if (text.empty() || !field) return text;
    return tidy_text(field->field(), text, context_).value_or(text);
  }

  void check_last_approval() {
    if (!is_in_force(after_.text_at(Document::root, "status"))) return;
    const std::vector<Approval> approvals = find_approvals(after_);
    if (approvals.empty() || !reviews_.added.contains(approvals.back().node)) return;
    const Approval& last = approvals.back();
    check_what_it_covers(last);
    if (four_eyes_) check_unseen_changes(last, approvals);
  }

  void check_what_it_covers(const Approval& last) {
    const NodeIndex at = after_.find(last.node, "at");
    const auto tell = [&](std::string_view time) {
      add_at(
          at, "", "approval",
          fill({"is dated before what it covers, of {}", "早于其所审核的内容（{}）"}, {show(time)}),
          {"let the record be approved again, with the time when that happens",
           "请重新审核，并写明实际时间"});
    };
    const NodeIndex collection = after_.find(Document::root, "collection");
    if (collection != no_node && is_earlier(last.at, after_.text_at(collection, "entered_at"))) {
      tell(after_.text_at(collection, "entered_at"));
      return;
    }
    for (const NodeIndex change : find_changes_since(after_, schemas_, nullptr)) {
      if (!is_earlier(last.at, time_of(change))) continue;
      tell(time_of(change));
      return;
    }
  }

  void check_unseen_changes(const Approval& last, const std::vector<Approval>& approvals) {
    const std::string_view others = find_latest(approvals, [&](const Approval& one) {
      return reviews_.added.contains(one.node) && !is_same_name(one.by, last.by);
    });
    for (const NodeIndex change : find_changes_since(after_, schemas_, nullptr)) {
      if (!changes_.added.contains(change)) continue;
      if (!is_same_name(after_.text_at(change, "by"), last.by)) continue;
      if (!others.empty() && !is_earlier(others, time_of(change))) continue;
      add_at(
          after_.find(last.node, "by"), "", "four-eyes",
          fill({"{} approved the record and made the change of {}, which is new and which no one "
                "else has approved",
                "{} 审核了档案，而 {} 的新增更改由其本人所作，且无他人审核"},
               {show(last.by), show(time_of(change))}),
          {"somebody else must review it", "须由他人审核"});
      return;
    }
  }

  /// The time of the latest of those that are `wanted`; empty when there is none.
  template <typename Wanted>
  static std::string_view find_latest(const std::vector<Approval>& approvals,
                                      const Wanted& wanted) {
    std::string_view latest;
    for (const Approval& approval : approvals) {
      if (wanted(approval) && (latest.empty() || is_earlier(latest, approval.at))) {
        latest = approval.at;
      }
    }
    return latest;
  }

  /// Those accepted since the earlier state wait for an approval since then.
  void check_anomalies() {
    std::set<std::string> known;
    for (const WeightyAnomaly& anomaly : find_to_be_approved(before_, context_)) {
      known.insert(key_of(before_, anomaly));
    }
    const std::vector<Approval> approvals = find_approvals(after_);
    const auto is_added = [&](const Approval& approval) {
      return reviews_.added.contains(approval.node);
    };
    const std::string_view by_added = find_latest(approvals, is_added);
    const std::string_view by_known =
        find_latest(approvals, [&](const Approval& approval) { return !is_added(approval); });
    for (const WeightyAnomaly& anomaly : find_to_be_approved(after_, context_)) {
      if (known.contains(key_of(after_, anomaly))) continue;
      if (!by_added.empty() && !is_earlier(by_added, anomaly.at)) continue;
      if (by_known.empty() || is_earlier(by_known, anomaly.at)) continue;
      add_at(anomaly.node, "", "approval",
             {"is new, but dated before an approval that was given without it",
              "为新增内容，但日期早于不含此项的审核"},
             {"'custrec edit ID status=submitted --reason …' brings it to a review",
              "可用 custrec edit 编号 status=submitted --reason … 提交审核"});
    }
  }

  [[nodiscard]] static std::string key_of(const Document& document, const WeightyAnomaly& anomaly) {
    std::string key;
    for (const char* name :
         {"field", "rule", "resolution", "resolved_at", "found_at", "found_by"}) {
      key += std::string(document.text_at(anomaly.node, name)) + "\n";
    }
    return key;
  }

  [[nodiscard]] std::string_view time_of(NodeIndex entry) const {
    return after_.text_at(entry, "at");
  }

  static std::string show(std::string_view text) { return cut_to_width(escape_controls(text), 40); }

  /// At `node`, or at the beginning of the record when there is none.
  void add_at(NodeIndex node, const std::string& field, std::string_view rule, Text message,
              Text hint) {
    const bool there = node != no_node;
    findings_.push_back({there ? after_[node].span.begin : 0, Level::error, rule,
                         there ? after_.path_of(node) : field, std::move(message),
                         std::move(hint)});
  }

  const Schemas& schemas_;
  bool four_eyes_;
  const TypeContext& context_;
  const Document& before_;
  const Document& after_;
  EntryTexts texts_;
  Growth changes_;
  Growth reviews_;
  std::vector<Finding> findings_;
};

}  // namespace

std::set<NodeIndex> find_new_entries(const Archive& archive, const TypeContext& context,
                                     const Document& before, const Document& after,
                                     std::string_view list) {
  return compare(EntryTexts(archive.schemas(), context, after), before, after, list).added;
}

std::vector<Finding> check_history(const Archive& archive, const TypeContext& context,
                                   const Document& before, const Document& after) {
  return History(archive, context, before, after).run();
}

}  // namespace custrec
