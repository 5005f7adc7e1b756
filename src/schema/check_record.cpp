// SPDX-License-Identifier: MIT
// Holds one record to the schemas, in two passes: first every value by itself, then the checks,
// which pass over what the first has found faulty.
#include "schema/check_record.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory_resource>
#include <set>
#include <vector>

#include "record/line_index.hpp"
#include "record/value_path.hpp"
#include "schema/anomaly.hpp"
#include "schema/check_value.hpp"
#include "schema/consent.hpp"
#include "schema/scope.hpp"
#include "schema/signs.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Suggestions cost time; a record of a hundred unknown keys is no record with slips of the pen.
constexpr int max_suggestions = 20;

class RecordChecker {
 public:
  RecordChecker(const Reading& reading, const Schemas& schemas, const TypeContext& context,
                FieldItems& items)
      : document_(reading.document),
        schemas_(schemas),
        context_(context),
        items_(items),
        record_form_(reading.record_form),
        calm_(is_calm(document_.bytes())),
        faulty_(document_.nodes().size(), false, &memory_),
        odd_(document_.nodes().size(), false, &memory_),
        draft_(document_.text_at(Document::root, "status") == "draft") {
    findings_ = findings_of(reading.faults);
    for (const Fault& fault : reading.faults) fault_offsets_.insert(fault.offset);
  }

  std::vector<Finding> run() {
    const Schema& customer = schemas_.customer();
    const Scope record = scope_of(Document::root, customer.fields, nullptr);
    check_fields(record);
    check_entry_ids();
    run_checks(customer.checks, record);
    return std::move(findings_);
  }

 private:
  void add(std::uint32_t offset, std::string field, ValueProblem problem) {
    findings_.push_back({offset, problem.level, problem.rule, std::move(field),
                         std::move(problem.message), std::move(problem.hint)});
  }

  void add_at_key(NodeIndex node, ValueProblem problem) {
    add(document_[node].key_span.begin, document_.path_of(node), std::move(problem));
  }

  void add_fault(NodeIndex node, ValueProblem problem) {
    mark_faulty(node);
    add(document_[node].span.begin, document_.path_of(node), std::move(problem));
  }

  void mark_faulty(NodeIndex node) {
    std::fill(faulty_.begin() + node, faulty_.begin() + document_[node].end, true);
  }

  /// Where something missing is told: at the key of what it is missing from.
  [[nodiscard]] std::uint32_t missing_offset(NodeIndex parent) const {
    const Node& node = document_[parent];
    return node.key.empty() ? (parent == Document::root ? 0 : node.span.begin)
                            : node.key_span.begin;
  }

  [[nodiscard]] std::string path_below(NodeIndex parent, std::string_view name) const {
    std::string path = document_.path_of(parent);
    if (!path.empty()) path += '.';
    return path.append(name);
  }

  [[nodiscard]] Scope scope_of(NodeIndex mapping, const FieldList& fields,
                               const Scope* outer) const {
    return {schemas_, document_, mapping, fields, outer, items_.find(mapping, fields)};
  }

  // First pass: values.

  void check_fields(const Scope& scope) {
    for (const NodeIndex child : document_.children(scope.node)) {
      const Field* field = items_.field_of(child);
      if (field == nullptr) {
        refuse_unknown(scope, child);
      } else {
        check_item(*field, child, scope);
      }
    }
    for (const std::size_t index : scope.fields.may_be_missing()) {
      const NodeIndex node = scope.items[index];
      if (node != no_node && !document_.is_empty(node)) continue;
      check_presence(scope.fields[index], node, scope);
    }
  }

  void refuse_unknown(const Scope& scope, NodeIndex child) {
    const std::string_view key = document_[child].key;
    std::optional<std::string> similar;
    if (++unknown_keys_ <= max_suggestions) {
      std::vector<std::string> names;
      for (const Field& field : scope.fields) names.push_back(field.name);
      similar = find_similar(key, names);
    }
    mark_faulty(child);
    add_at_key(child, {Level::error, "unknown-field",
                       fill({"the schema has no field {}", "模式中没有字段 {}"},
                            {key.empty() ? "\"\"" : cut_to_width(escape_controls(key), 60)}),
                       similar ? fill({"did you mean {}?", "是否想写 {}？"}, {*similar}) : Text{}});
  }

  /// Of a field that is empty or not there.
  void check_presence(const Field& field, NodeIndex node, const Scope& scope) {
    if (draft_ || (node != no_node && is_told(node))) return;
    if (!is_required(field, scope) && field.min_items.value_or(0) == 0) return;
    add(node == no_node ? missing_offset(scope.node) : document_[node].key_span.begin,
        path_below(scope.node, field.name),
        {Level::error, "required", fill({"{} is missing", "缺少{}"}, {field.label}),
         field.options.empty() ? field.hint
                               : fill({"one of {}", "可选：{}"}, {list_options(field)})});
  }

  /// Whether a fault of syntax stands at the value or its key.
  [[nodiscard]] bool is_told(NodeIndex node) const {
    if (fault_offsets_.empty()) return false;
    return fault_offsets_.contains(document_[node].span.begin) ||
           fault_offsets_.contains(document_[node].key_span.begin);
  }

  void check_item(const Field& field, NodeIndex node, const Scope& scope) {
    if (is_told(node)) {
      mark_faulty(node);
      return;
    }
    if (document_.is_empty(node)) return;
    const std::size_t told = field.retired ? findings_.size() : 0;
    switch (field.type->shape) {
      case Shape::single:
        check_single(field, node, scope);
        break;
      case Shape::group:
        check_group(field, node, scope);
        break;
      case Shape::choices:
      case Shape::entries:
        check_list(field, node, scope);
        break;
    }
    if (field.retired && findings_.size() == told) tell_retired(field, node);
  }

  [[gnu::cold]] void tell_retired(const Field& field, NodeIndex node) {
    add_at_key(node, {Level::warning,
                      "retired-field",
                      fill({"the field {} is no longer used", "字段{}已停用"}, {field.label}),
                      {}});
  }

  void check_single(const Field& field, NodeIndex node, const Scope& scope) {
    const Node& value = document_[node];
    if (value.kind != Kind::scalar) {
      refuse_structure(field, node);
      return;
    }
    const bool suspect = is_suspect(
        {value.text, false, field, context_, signs_of(field, node), value.style == Style::plain});
    if (suspect && !check_closely(field, node, scope)) return;
    if (scope.outer != nullptr && field.names_entry) note_entry_id(node);
  }

  [[gnu::cold]] void refuse_structure(const Field& field, NodeIndex node) {
    add_fault(node, {Level::error,
                     field.type->name,
                     {"one value is expected here, not a list or fields",
                      "此处应为单个值，而不是列表或字段"},
                     {}});
  }

  [[nodiscard]] Signs signs_of(const Field& field, NodeIndex node) const {
    const std::string_view text = document_[node].text;
    // In record form a block is made of whole lines as they stand there.
    const bool block = record_form_ && document_[node].style == Style::block;
    if (calm_ && (block || document_.is_verbatim(node))) {
      const Signs shape = block ? Signs(Signs::line_feed) : Signs::none();
      return field.type->free_text ? find_signs_of_calm(text) | shape : shape;
    }
    return field.type->free_text ? find_signs(text) : Signs{};
  }

  /// False when the value is wrong.
  [[gnu::noinline]] bool check_closely(const Field& field, NodeIndex node, const Scope& scope) {
    auto problem = check_value(field, document_[node].text, is_personal(field, scope),
                               document_[node].style == Style::plain, context_);
    if (problem && problem->rule != "quote" && repeats_another(field, node)) problem.reset();
    if (problem && problem->rule == "person" && four_eyes_need(node)) {
      problem->level = Level::error;
    }
    if (problem && problem->level == Level::error) {
      add_fault(node, std::move(*problem));
      return false;
    }
    if (problem) {
      odd_[node] = true;
      add(document_[node].span.begin, document_.path_of(node), std::move(*problem));
    }
    return true;
  }

  /// Whether the name at `node` says who may not review what.
  [[nodiscard]] bool four_eyes_need(NodeIndex node) const {
    const std::string path = without_positions(document_.path_of(node));
    return path == "collection.collected_by" || path == "collection.entered_by" ||
           path == "changes[].by" || path == "reviews[].by" || path == "anomalies[].found_by";
  }

  /// The change log repeats what stood in other fields, right or wrong.
  [[nodiscard]] bool repeats_another(const Field& field, NodeIndex node) const {
    return (field.name == "from" || field.name == "to") &&
           document_.path_of(node).starts_with("changes[");
  }

  void check_group(const Field& field, NodeIndex node, const Scope& scope) {
    if (document_[node].kind != Kind::mapping) {
      add_fault(node, {Level::error,
                       "group",
                       {"fields (name: value) are expected here", "此处应为若干“字段: 值”"},
                       {}});
      return;
    }
    check_fields(scope_of(node, schemas_.fields_of(field), &scope));
  }

  void check_list(const Field& field, NodeIndex node, const Scope& scope) {
    if (document_[node].kind != Kind::sequence) {
      add_fault(node, {Level::error,
                       field.type->name,
                       {"a list (- …) is expected here", "此处应为列表（- …）"},
                       {}});
      return;
    }
    std::vector<std::string_view> seen;
    for (const NodeIndex item : document_.children(node)) {
      if (field.type->shape == Shape::choices) {
        check_chosen(field, item, seen);
      } else if (document_[item].kind == Kind::mapping) {
        check_fields(scope_of(item, schemas_.fields_of(field), &scope));
      } else {
        add_fault(item, {Level::error,
                         "entries",
                         {"an entry is made of fields (name: value)", "条目由若干“字段: 值”组成"},
                         {}});
      }
    }
    check_count(field, node);
  }

  void check_count(const Field& field, NodeIndex node) {
    if (!field.min_items && !field.max_items) return;
    const std::size_t count = document_.children(node).size();
    const auto problem = [&](const Text& pattern, std::size_t limit) {
      add_at_key(node, {Level::error, "items", fill(pattern, {count, limit}), {}});
    };
    if (field.min_items && count < *field.min_items) {
      problem({"has {} items, at least {} are needed", "有 {} 项，至少须 {} 项"}, *field.min_items);
    } else if (field.max_items && count > *field.max_items) {
      problem({"has {} items, at most {} are allowed", "有 {} 项，最多 {} 项"}, *field.max_items);
    }
  }

  /// One item of `choices`: a label, or one of the options, none of them twice.
  void check_chosen(const Field& field, NodeIndex item, std::vector<std::string_view>& seen) {
    const Node& node = document_[item];
    const auto fault = [&](Text message) {
      add_fault(item, {Level::error, "choices", std::move(message), {}});
    };
    if (node.kind != Kind::scalar || node.text.empty()) {
      fault({"one value is expected here", "此处应为单个值"});
      return;
    }
    if (std::find(seen.begin(), seen.end(), node.text) != seen.end()) {
      fault(fill({"{} stands here twice", "{} 重复"}, {show_value(field, node.text, false)}));
      return;
    }
    seen.push_back(node.text);
    const FieldType* single = find_field_type(field.options.empty() ? "text" : "choice");
    const Verdict verdict = single->check({node.text, false, field, context_});
    if (verdict.is_bad()) {
      fault(verdict.reason());
    } else if (node.style == Style::plain) {
      auto problem = check_value(label_field(), node.text, false, true, context_);
      if (problem) add(node.span.begin, document_.path_of(item), std::move(*problem));
    }
  }

  /// What a single label is held to.
  static const Field& label_field() {
    static const Field label = [] {
      Field field;
      field.type = find_field_type("text");
      field.questions = questions_of(field);
      return field;
    }();
    return label;
  }

  void note_entry_id(NodeIndex node) {
    const bool seen = entry_ids_seen_.note(KeyHash::of_padded(document_[node].text));
    entry_ids_may_repeat_ = entry_ids_may_repeat_ || seen;
    entry_ids_.push_back(node);
  }

  /// No two entries have the same id.
  void check_entry_ids() {
    if (!entry_ids_may_repeat_) return;
    const auto text = [&](NodeIndex node) { return document_[node].text; };
    std::sort(entry_ids_.begin(), entry_ids_.end(), [&](NodeIndex a, NodeIndex b) {
      const int order = text(a).compare(text(b));
      return order != 0 ? order < 0 : a < b;
    });
    std::size_t first = 0;
    for (std::size_t at = 1; at < entry_ids_.size(); ++at) {
      if (text(entry_ids_[at]) == text(entry_ids_[first])) {
        refuse_entry_id(entry_ids_[at], entry_ids_[first]);
      } else {
        first = at;
      }
    }
  }

  [[gnu::cold]] void refuse_entry_id(NodeIndex node, NodeIndex first) {
    const Field& field = *items_.field_of(node);
    const NodeIndex other = document_[first].parent;
    const bool same_list = document_[document_[node].parent].parent == document_[other].parent;
    add_fault(node, {Level::error, "entry-id",
                     fill({"the id {} is also that of {}", "编号 {} 与 {} 重复"},
                          {show_value(field, document_[node].text, field.may_be_personal()),
                           document_.path_of(other)}),
                     same_list ? Text{"'custrec edit --resolve ID' gives the later one the next id",
                                      "custrec edit --resolve 编号 可为较晚的一条改用下一个编号"}
                               : Text{}});
  }

  // Second pass: checks.

  void run_checks(const std::vector<Check>& checks, const Scope& scope) {
    for (const Check& check : checks) {
      if (holds(check.when, scope)) run_check(check, scope);
    }
    for (const std::size_t index : scope.fields.structured()) {
      const Field& field = scope.fields[index];
      const NodeIndex node = scope.find(field);
      if (node == no_node || faulty_[node]) continue;
      const FieldList& inner = schemas_.fields_of(field);
      if (field.type->shape == Shape::group) {
        if (document_[node].kind == Kind::mapping) run_checks({}, scope_of(node, inner, &scope));
      } else if (field.type->shape == Shape::entries) {
        for (const NodeIndex item : document_.children(node)) {
          if (faulty_[item]) continue;
          run_checks(schemas_.checks_of(field), scope_of(item, inner, &scope));
        }
      }
    }
  }

  void run_check(const Check& check, const Scope& scope) {
    if (check.compares) {
      compare_in_lists(check, 0, scope);
    } else if (!draft_ && !any_has(check, scope)) {
      const Located list = locate(scope, check.has[0].list_field);
      report(check,
             list.node == no_node ? missing_offset(Document::root)
                                  : document_[list.node].key_span.begin,
             check.has[0].list);
    }
  }

  /// Goes into the lists from number `depth` on.
  void compare_in_lists(const Check& check, std::size_t depth, const Scope& scope) {
    if (depth == check.lists.size()) {
      compare(check, scope);
      return;
    }
    const Located list = locate(scope, check.lists[depth]);
    if (list.node == no_node || faulty_[list.node]) return;
    const FieldList& fields = schemas_.fields_of(*list.field);
    for (const NodeIndex item : document_.children(list.node)) {
      if (!faulty_[item]) compare_in_lists(check, depth + 1, scope_of(item, fields, &scope));
    }
  }

  void compare(const Check& check, const Scope& scope) {
    const Located left = locate(scope, check.left_field);
    if (left.node == no_node || faulty_[left.node]) return;
    std::string_view right_text = check.right;
    bool good = false;
    if (!check.right_field.way.empty()) {
      const Located right = locate(scope, check.right_field);
      if (right.node == no_node || faulty_[right.node]) return;
      right_text = document_[right.node].text;
      good = !odd_[left.node] && !odd_[right.node] &&
             left.field->type->order == right.field->type->order;
    }
    const std::string_view left_text = document_[left.node].text;
    if (left_text.empty() || right_text.empty()) return;
    const auto compare_texts = good ? compare_good_values : compare_values;
    const auto order = compare_texts(*left.field->type, left_text, right_text);
    if (!order || satisfies(check.comparison, *order)) return;
    report(check, document_[left.node].span.begin, document_.path_of(left.node));
  }

  static bool satisfies(Comparison comparison, std::strong_ordering order) {
    switch (comparison) {
      case Comparison::equal:
        return order == std::strong_ordering::equal;
      case Comparison::unequal:
        return order != std::strong_ordering::equal;
      case Comparison::less:
        return order == std::strong_ordering::less;
      case Comparison::at_most:
        return order != std::strong_ordering::greater;
      case Comparison::more:
        return order == std::strong_ordering::greater;
      case Comparison::at_least:
        return order != std::strong_ordering::less;
    }
    return true;
  }

  [[nodiscard]] bool any_has(const Check& check, const Scope& scope) const {
    return std::any_of(check.has.begin(), check.has.end(), [&](const Check::Has& has) {
      const Located list = locate(scope, has.list_field);
      if (list.node == no_node) return false;
      if (faulty_[list.node]) return true;
      const FieldList& fields = schemas_.fields_of(*list.field);
      const Children items = document_.children(list.node);
      return std::any_of(items.begin(), items.end(), [&](NodeIndex item) {
        return document_[item].kind == Kind::mapping &&
               holds(has.entry, scope_of(item, fields, &scope));
      });
    });
  }

  /// One problem per value: of several checks that fail at one place the first is told.
  void report(const Check& check, std::uint32_t offset, std::string field) {
    if (std::find(checked_.begin(), checked_.end(), field) != checked_.end()) return;
    const bool missing =
        std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
          return finding.rule == "required" && finding.field == field;
        });
    if (missing) return;
    checked_.push_back(field);
    add(offset, std::move(field),
        {check.warning ? Level::warning : Level::error, "check", check.message, {}});
  }

  /// Enough for the tables of most records, so that they cost no allocation.
  std::array<std::byte, 2048> buffer_;
  std::pmr::monotonic_buffer_resource memory_{buffer_.data(), buffer_.size()};
  const Document& document_;
  const Schemas& schemas_;
  const TypeContext& context_;
  FieldItems& items_;
  std::set<std::uint32_t> fault_offsets_;
  bool record_form_;
  bool calm_;                      ///< its bytes hold no signs
  std::pmr::vector<bool> faulty_;  ///< by node: told already
  std::pmr::vector<bool> odd_;     ///< by node: it has a warning
  bool draft_;
  int unknown_keys_ = 0;
  std::pmr::vector<NodeIndex> entry_ids_{&memory_};
  SeenKeys entry_ids_seen_;
  bool entry_ids_may_repeat_ = false;
  std::vector<std::string> checked_;  ///< fields at which a check has failed
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> findings_of(const std::vector<Fault>& faults) {
  std::vector<Finding> findings;
  findings.reserve(faults.size());
  for (const Fault& fault : faults) {
    const bool conflict = fault.rule == "conflict-marker";
    findings.push_back({fault.offset,
                        Level::error,
                        fault.rule,
                        {},
                        fault.message,
                        conflict ? Text{"'custrec edit --resolve ID' helps",
                                        "可用 custrec edit --resolve 编号 处理"}
                                 : Text{}});
  }
  return findings;
}

std::vector<Finding> check_record(const Reading& reading, const Schemas& schemas,
                                  const TypeContext& context) {
  FieldItems items(reading.document);
  return check_record(reading, schemas, context, items);
}

std::vector<Finding> check_record(const Reading& reading, const Schemas& schemas,
                                  const TypeContext& context, FieldItems& items) {
  std::vector<Finding> findings = RecordChecker(reading, schemas, context, items).run();
  check_consent(reading.document, schemas, findings);
  apply_anomalies(reading.document, context, true, findings);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.offset < b.offset; });
  return findings;
}

std::vector<Problem> place_findings(const Document& document, const std::string& path,
                                    const std::string& id, std::vector<Finding> findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.offset < b.offset; });
  const LineIndex lines(document.bytes());
  std::vector<Problem> problems;
  for (Finding& finding : findings) {
    const Place place = lines.place_of(finding.offset);
    problems.push_back({finding.level, finding.rule, id, path, place.line, place.column,
                        std::move(finding.field), std::move(finding.message),
                        std::move(finding.hint)});
  }
  return problems;
}

}  // namespace custrec
