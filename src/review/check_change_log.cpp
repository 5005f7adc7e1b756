// SPDX-License-Identifier: MIT
// The rule change-log: compares what differs with what the new entries of the change log name.
#include "review/check_change_log.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "archive/revision.hpp"
#include "record/differences.hpp"
#include "record/value_path.hpp"
#include "schema/entry_id.hpp"
#include "schema/field_path.hpp"
#include "schema/fingerprint.hpp"
#include "schema/tidy.hpp"

namespace custrec {
namespace {

/// `contacts[1]` of `contacts[1].mobile`, `contracts.H1` of `contracts.H1.title`; empty for what
/// lies in no list.
std::string entry_of(const FieldPath& path, const std::string& text) {
  const FieldStep& first = path.steps.front();
  if (path.steps.size() < 2) return {};
  if (first.position) return text.substr(0, text.find(']') + 1);
  return first.entry.empty() ? std::string() : first.field->name + "." + first.entry;
}

NodeIndex find_node(const Document& document, const std::string& path) {
  for (NodeIndex node = 0; node < document.nodes().size(); ++node) {
    if (document.path_of(node) == path) return node;
  }
  return no_node;
}

std::vector<NodeIndex> find_entries(const Document& document) {
  const NodeIndex list = document.find(Document::root, "changes");
  if (list == no_node || document[list].kind != Kind::sequence) return {};
  return document.children(list).list();
}

std::string text_of(const Document& document, NodeIndex entry) {
  Value value = value_of(document, entry);
  value.key = "entry";
  return format_item(value, 0);
}

/// What an entry of the change log says of one field.
struct Logged {
  std::string path;  ///< without positions
  std::string to;
};

/// A difference that should be logged.
struct Unlogged {
  Difference difference;
  std::string key;    ///< path without positions
  std::string entry;  ///< of a list that it stands in, or empty
};

class LogComparison {
 public:
  LogComparison(const Archive& archive, const TypeContext& context, const Document& before,
                const Document& after)
      : schemas_(archive.schemas()), context_(context), before_(before), after_(after) {}

  std::vector<Finding> run() {
    read_log();
    Value old_value = value_of(before_, Document::root);
    Value new_value = value_of(after_, Document::root);
    forget_origins(old_value);
    forget_origins(new_value);
    for (Difference& difference : find_differences(old_value, new_value))
      take(std::move(difference));
    drop_logged();
    tell();
    return std::move(findings_);
  }

 private:
  void read_log() {
    std::multiset<std::string> known;
    for (const NodeIndex entry : find_entries(before_)) known.insert(text_of(before_, entry));
    for (const NodeIndex entry : find_entries(after_)) {
      const auto same = known.find(text_of(after_, entry));
      if (same != known.end()) {
        known.erase(same);
        continue;
      }
      if (after_[entry].kind != Kind::mapping) continue;
      const NodeIndex fields = after_.find(entry, "fields");
      if (fields == no_node) continue;
      for (const NodeIndex field : after_.children(fields)) {
        if (after_[field].kind != Kind::mapping) continue;
        logged_.push_back(
            {key_of(after_.text_at(field, "field")), std::string(after_.text_at(field, "to"))});
      }
    }
  }

  [[nodiscard]] std::string key_of(std::string_view path) const {
    return without_positions(with_positions(after_, path));
  }

  void take(Difference difference) {
    if (!touches_reviewed(schemas_, {difference})) return;
    const auto path = find_field_path(schemas_, difference.path);
    // What is no field is told as such.
    if (!path || is_same(path->field(), difference) || is_renamed(path->field(), difference)) {
      return;
    }
    std::string key = key_of(difference.path);
    std::string entry = entry_of(*path, difference.path);
    unlogged_.push_back({std::move(difference), std::move(key), std::move(entry)});
  }

  [[nodiscard]] std::string normal_form(const Field& field, const std::string& text) const {
    if (text.empty()) return text;
    const std::string tidied = tidy_text(field, text, context_).value_or(text);
    return field.codes.empty() ? tidied : std::string(code_part(tidied));
  }

  [[nodiscard]] bool is_same(const Field& field, const Difference& difference) const {
    return normal_form(field, difference.from) == normal_form(field, difference.to);
  }

  /// It only moved to the new name of its field.
  [[nodiscard]] bool is_renamed(const Field& field, const Difference& difference) const {
    if (field.renamed_from.empty() || !difference.from.empty()) return false;
    const std::string path = with_positions(after_, difference.path);
    const std::size_t dot = path.rfind('.');
    const std::string old =
        (dot == std::string::npos ? std::string() : path.substr(0, dot + 1)) + field.renamed_from;
    const NodeIndex node = find_node(before_, old);
    return node != no_node && before_[node].kind == Kind::scalar &&
           normal_form(field, std::string(before_[node].text)) == normal_form(field, difference.to);
  }

  [[nodiscard]] bool is_logged_as_part(const std::string& key) const {
    return std::any_of(logged_.begin(), logged_.end(), [&](const Logged& logged) {
      return key.size() > logged.path.size() && !logged.path.empty() &&
             key.starts_with(logged.path) &&
             (key[logged.path.size()] == '.' || key[logged.path.size()] == '[');
    });
  }

  void drop_logged() {
    std::map<std::string, std::size_t> missing;  // how many more differ than are logged
    for (const Unlogged& one : unlogged_) missing[one.key] += 1;
    for (const Logged& logged : logged_) {
      const auto found = missing.find(logged.path);
      if (found != missing.end() && found->second > 0) found->second -= 1;
    }
    // Those whose outcome is logged are likely the ones.
    std::vector<Unlogged> kept;
    for (const bool named : {false, true}) {
      for (const Unlogged& one : unlogged_) {
        std::size_t& left = missing[one.key];
        if (left == 0 || is_named(one) != named || is_logged_as_part(one.key)) continue;
        left -= 1;
        kept.push_back(one);
      }
    }
    unlogged_ = std::move(kept);
  }

  [[nodiscard]] bool is_named(const Unlogged& one) const {
    return std::any_of(logged_.begin(), logged_.end(), [&](const Logged& logged) {
      return logged.path == one.key && logged.to == one.difference.to;
    });
  }

  void tell() {
    std::set<std::string> whole;
    for (const Unlogged& one : unlogged_) {
      if (one.entry.empty()) {
        add(one.difference.path, one.difference);
        continue;
      }
      const std::string list = one.entry.substr(0, one.entry.find_first_of(".["));
      const std::size_t were = count_items(before_, list);
      const std::size_t are = count_items(after_, list);
      const bool came = are > were && moves(one.entry, &Difference::from);
      const bool went = are < were && moves(one.entry, &Difference::to);
      if (!came && !went) {
        add(one.difference.path, one.difference);
      } else if (whole.insert(one.entry).second) {
        add(one.entry, one.difference);
      }
    }
  }

  static std::size_t count_items(const Document& document, const std::string& list) {
    const NodeIndex node = document.find(Document::root, list);
    return node == no_node ? 0 : document.children(node).size();
  }

  /// Whether `side` is empty in all that differs in the entry: it came, or it went.
  [[nodiscard]] bool moves(const std::string& entry, std::string Difference::*side) const {
    return std::all_of(unlogged_.begin(), unlogged_.end(), [&](const Unlogged& one) {
      return one.entry != entry || (one.difference.*side).empty();
    });
  }

  void add(const std::string& path, const Difference& difference) {
    const bool gone = difference.to.empty();
    const Text message = gone ? Text{"was removed, and no new entry of changes tells it",
                                     "已删除，但 changes 中没有新的更改记录"}
                         : difference.from.empty()
                             ? Text{"is new, and no new entry of changes tells it",
                                    "为新增内容，但 changes 中没有新的更改记录"}
                             : Text{"has changed, and no new entry of changes tells it",
                                    "已更改，但 changes 中没有新的更改记录"};
    findings_.push_back({offset_of(with_positions(after_, path), gone),
                         Level::error,
                         "change-log",
                         gone ? path : with_positions(after_, path),
                         message,
                         {"put back what was there and change it with 'custrec edit', or add the "
                          "entry: who, when, why",
                          "请恢复原内容后用 custrec edit 更改，或补记更改人、时间和原因"}});
  }

  /// What is gone, at the nearest thing around it; at the list, as entries move up.
  [[nodiscard]] std::uint32_t offset_of(std::string path, bool gone) const {
    if (gone) {
      const std::size_t list = path.find('[');
      const std::size_t end = list == std::string::npos ? path.rfind('.') : list;
      path.resize(end == std::string::npos ? 0 : end);
    }
    const NodeIndex node = path.empty() ? no_node : find_node(after_, path);
    if (node == no_node) return 0;
    const bool scalar = after_[node].kind == Kind::scalar;
    return scalar || after_[node].key.empty() ? after_[node].span.begin
                                              : after_[node].key_span.begin;
  }

  const Schemas& schemas_;
  const TypeContext& context_;
  const Document& before_;
  const Document& after_;
  std::vector<Logged> logged_;
  std::vector<Unlogged> unlogged_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_change_log(const Archive& archive, const TypeContext& context,
                                      const Document& before, const Document& after,
                                      const std::vector<Finding>& told) {
  if (before.text_at(Document::root, "status") == "draft" ||
      make_fingerprint(before, archive.schemas(), context) ==
          make_fingerprint(after, archive.schemas(), context)) {
    return {};
  }
  std::vector<Finding> findings = LogComparison(archive, context, before, after).run();
  std::set<std::string> faulty;
  for (const Finding& finding : told) {
    if (finding.level == Level::error) faulty.insert(finding.field);
  }
  std::erase_if(findings, [&](const Finding& finding) { return faulty.contains(finding.field); });
  return findings;
}

}  // namespace custrec
