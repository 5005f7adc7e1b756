// SPDX-License-Identifier: MIT
// The rule change-log: compares what differs with what the new entries of the change log name.
#include "review/check_change_log.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "archive/revision.hpp"
#include "record/differences.hpp"
#include "record/value_path.hpp"
#include "review/check_history.hpp"
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

/// The nodes of a document by their paths, made when the first is asked for.
class NodesByPath {
 public:
  explicit NodesByPath(const Document& document) : document_(document) {}

  NodeIndex find(const std::string& path) {
    if (nodes_.empty()) add(Document::root, "");
    const auto found = nodes_.find(path);
    return found == nodes_.end() ? no_node : found->second;
  }

 private:
  void add(NodeIndex node, const std::string& path) {
    nodes_.emplace(path, node);
    if (document_[node].kind == Kind::scalar) return;
    const bool list = document_[node].kind == Kind::sequence;
    std::size_t position = 0;
    for (const NodeIndex item : document_.children(node)) {
      add(item, list ? path + "[" + std::to_string(position++) + "]"
                     : path + (path.empty() ? "" : ".") + std::string(document_[item].key));
    }
  }

  const Document& document_;
  std::unordered_map<std::string, NodeIndex> nodes_;
};

/// What differs in an entry of a list.
struct EntryMoves {
  bool came = true;  ///< nothing of it was there
  bool went = true;  ///< nothing of it is there
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
      : archive_(archive),
        schemas_(archive.schemas()),
        context_(context),
        before_(before),
        after_(after),
        positions_(after),
        nodes_before_(before),
        nodes_after_(after) {}

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
    for (const NodeIndex entry : find_new_entries(archive_, context_, before_, after_, "changes")) {
      const NodeIndex fields = after_.find(entry, "fields");
      if (fields == no_node) continue;
      for (const NodeIndex field : after_.children(fields)) {
        if (after_[field].kind != Kind::mapping) continue;
        const std::string key = key_of(after_.text_at(field, "field"));
        logged_[key] += 1;
        outcomes_.emplace(key, after_.text_at(field, "to"));
      }
    }
  }

  [[nodiscard]] std::string key_of(std::string_view path) {
    return without_positions(positions_.with_positions(path));
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
  [[nodiscard]] bool is_renamed(const Field& field, const Difference& difference) {
    if (field.renamed_from.empty() || !difference.from.empty()) return false;
    const std::string path = positions_.with_positions(difference.path);
    const std::size_t dot = path.rfind('.');
    const std::string old =
        (dot == std::string::npos ? std::string() : path.substr(0, dot + 1)) + field.renamed_from;
    const NodeIndex node = nodes_before_.find(old);
    return node != no_node && before_[node].kind == Kind::scalar &&
           normal_form(field, std::string(before_[node].text)) == normal_form(field, difference.to);
  }

  /// A part of it that an entry names as a whole.
  [[nodiscard]] bool is_logged_as_part(const std::string& key) const {
    for (std::size_t at = key.find_first_of(".[", 1); at != std::string::npos;
         at = key.find_first_of(".[", at + 1)) {
      if (logged_.contains(key.substr(0, at))) return true;
    }
    return false;
  }

  void drop_logged() {
    std::map<std::string, std::size_t> missing;  // how many more differ than are logged
    for (const Unlogged& one : unlogged_) missing[one.key] += 1;
    for (auto& [key, count] : missing) {
      const auto found = logged_.find(key);
      if (found != logged_.end()) count -= std::min(count, found->second);
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
    return outcomes_.contains({one.key, one.difference.to});
  }

  void tell() {
    std::set<std::string> whole;
    const std::map<std::string, EntryMoves> moves = find_moves();
    std::map<std::string, std::pair<std::size_t, std::size_t>> sizes;  // of lists: then and now
    for (const Unlogged& one : unlogged_) {
      if (one.entry.empty()) {
        add(one.difference.path, one.difference);
        continue;
      }
      const std::string list = one.entry.substr(0, one.entry.find_first_of(".["));
      const auto [size, is_new] = sizes.try_emplace(list);
      if (is_new) size->second = {count_items(before_, list), count_items(after_, list)};
      const auto [were, are] = size->second;
      const bool came = are > were && moves.at(one.entry).came;
      const bool went = are < were && moves.at(one.entry).went;
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

  [[nodiscard]] std::map<std::string, EntryMoves> find_moves() const {
    std::map<std::string, EntryMoves> moves;
    for (const Unlogged& one : unlogged_) {
      EntryMoves& entry = moves[one.entry];
      entry.came = entry.came && one.difference.from.empty();
      entry.went = entry.went && one.difference.to.empty();
    }
    return moves;
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
    const std::string position = positions_.with_positions(path);
    findings_.push_back({offset_of(position, gone),
                         Level::error,
                         "change-log",
                         gone ? path : position,
                         message,
                         {"put back what was there and change it with 'custrec edit', or add the "
                          "entry: who, when, why",
                          "请恢复原内容后用 custrec edit 更改，或补记更改人、时间和原因"}});
  }

  /// What is gone, at the nearest thing around it; at the list, as entries move up.
  [[nodiscard]] std::uint32_t offset_of(std::string path, bool gone) {
    if (gone) {
      const std::size_t list = path.find('[');
      const std::size_t end = list == std::string::npos ? path.rfind('.') : list;
      path.resize(end == std::string::npos ? 0 : end);
    }
    const NodeIndex node = path.empty() ? no_node : nodes_after_.find(path);
    if (node == no_node) return 0;
    const bool scalar = after_[node].kind == Kind::scalar;
    return scalar || after_[node].key.empty() ? after_[node].span.begin
                                              : after_[node].key_span.begin;
  }

  const Archive& archive_;
  const Schemas& schemas_;
  const TypeContext& context_;
  const Document& before_;
  const Document& after_;
  EntryPositions positions_;
  NodesByPath nodes_before_;
  NodesByPath nodes_after_;
  /// How often the new entries name what, by path without positions, and with which outcome.
  std::map<std::string, std::size_t> logged_;
  std::set<std::pair<std::string, std::string>> outcomes_;
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
