// SPDX-License-Identifier: MIT
// Holds one record to the schemas, in two passes: first every value by itself, then the checks,
// which pass over what the first has found faulty.
#include "schema/check_record.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "schema/check_value.hpp"
#include "schema/scope.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Suggestions cost time; a record of a hundred unknown keys is no record with slips of the pen.
constexpr int max_suggestions = 20;

class RecordChecker {
 public:
  RecordChecker(const Reading& reading, const Schemas& schemas, const TypeContext& context)
      : document_(reading.document),
        schemas_(schemas),
        context_(context),
        faulty_(document_.nodes().size()),
        draft_(document_.text_at(Document::root, "status") == "draft") {
    findings_ = findings_of(reading.faults);
    for (const Fault& fault : reading.faults) fault_offsets_.insert(fault.offset);
  }

  std::vector<Finding> run() {
    const Schema& customer = schemas_.customer();
    const Scope scope{schemas_, document_, Document::root, customer.fields, nullptr};
    check_fields(scope);
    run_checks(customer.checks, scope);
    return std::move(findings_);
  }

 private:
  void add(std::uint32_t offset, std::string field, ValueProblem problem) {
    findings_.push_back({offset, problem.level, problem.rule, std::move(field),
                         std::move(problem.message), std::move(problem.hint)});
  }

  void add_fault(NodeIndex node, ValueProblem problem) {
    std::fill(faulty_.begin() + node, faulty_.begin() + document_[node].end, true);
    add(document_[node].span.begin, path_, std::move(problem));
  }

  /// Where something missing is told: at the key of what it is missing from.
  [[nodiscard]] std::uint32_t missing_offset(NodeIndex parent) const {
    const Node& node = document_[parent];
    return node.key.empty() ? (parent == Document::root ? 0 : node.span.begin)
                            : node.key_span.begin;
  }

  // First pass: values.

  void check_fields(const Scope& scope) {
    for (NodeIndex child = scope.node + 1; child < document_[scope.node].end;
         child = document_[child].end) {
      const PathStep step(path_, document_[child].key);
      const Field* field = find_field(scope.fields, document_[child].key);
      if (field == nullptr) field = find_renamed(scope, document_[child].key);
      if (field == nullptr) {
        refuse_unknown(scope, child);
      } else {
        check_item(*field, child, scope);
      }
    }
    for (const Field& field : scope.fields) check_presence(field, scope);
  }

  [[nodiscard]] const Field* find_renamed(const Scope& scope, std::string_view key) const {
    for (const Field& field : scope.fields) {
      if (field.renamed_from == key && document_.find(scope.node, field.name) == no_node) {
        return &field;
      }
    }
    return nullptr;
  }

  void refuse_unknown(const Scope& scope, NodeIndex child) {
    const std::string_view key = document_[child].key;
    std::optional<std::string> similar;
    if (++unknown_keys_ <= max_suggestions) {
      std::vector<std::string> names;
      for (const Field& field : scope.fields) names.push_back(field.name);
      similar = find_similar(key, names);
    }
    std::fill(faulty_.begin() + child, faulty_.begin() + document_[child].end, true);
    add(document_[child].key_span.begin, path_,
        {Level::error, "unknown-field",
         fill({"the schema has no field {}", "模式中没有字段 {}"},
              {cut_to_width(escape_controls(key), 60)}),
         similar ? fill({"did you mean {}?", "是否想写 {}？"}, {*similar}) : Text{}});
  }

  void check_presence(const Field& field, const Scope& scope) {
    // Most fields need not be there: that is known without a look at the record.
    if (field.retired || draft_ || !field.default_value.empty()) return;
    const bool has_items = field.min_items.value_or(0) > 0;
    if (!field.required && !field.required_when && !has_items) return;
    const NodeIndex node = find_item(document_, scope.node, field);
    if (node != no_node && (!document_.is_empty(node) || is_told(node))) return;
    if (!is_required(field, scope) && !has_items) return;
    const PathStep step(path_, field.name);
    add(node == no_node ? missing_offset(scope.node) : document_[node].key_span.begin, path_,
        {Level::error, "required", fill({"{} is missing", "缺少{}"}, {field.label}),
         field.options.empty() ? field.hint
                               : fill({"one of {}", "可选：{}"}, {list_options(field)})});
  }

  /// Whether a fault of syntax stands at the value or its key.
  [[nodiscard]] bool is_told(NodeIndex node) const {
    return fault_offsets_.contains(document_[node].span.begin) ||
           fault_offsets_.contains(document_[node].key_span.begin);
  }

  void check_item(const Field& field, NodeIndex node, const Scope& scope) {
    if (is_told(node)) {
      std::fill(faulty_.begin() + node, faulty_.begin() + document_[node].end, true);
      return;
    }
    if (document_.is_empty(node)) return;
    const std::size_t told = findings_.size();
    if (field.type->check != nullptr) {
      check_single(field, node, scope);
    } else if (field.type->name == "group") {
      check_group(field, node, scope);
    } else if (check_is_list(field, node)) {
      check_list(field, node, scope);
    }
    if (field.retired && findings_.size() == told) {
      add(document_[node].key_span.begin, path_,
          {Level::warning,
           "retired-field",
           fill({"the field {} is no longer used", "字段{}已停用"}, {field.label}),
           {}});
    }
  }

  void check_single(const Field& field, NodeIndex node, const Scope& scope) {
    if (document_[node].kind != Kind::scalar) {
      add_fault(node, {Level::error,
                       field.type->name,
                       {"one value is expected here, not a list or fields",
                        "此处应为单个值，而不是列表或字段"},
                       {}});
      return;
    }
    const bool personal = is_personal(field, scope);
    auto problem = check_value(field, document_[node].text, personal,
                               document_[node].style == Style::plain, context_);
    // The change log repeats what stood in other fields, right or wrong.
    const bool repeated =
        path_.starts_with("changes[") && (field.name == "from" || field.name == "to");
    if (problem && repeated && problem->rule != "quote") problem.reset();
    if (problem && problem->level == Level::error) {
      add_fault(node, std::move(*problem));
      return;
    }
    if (problem) add(document_[node].span.begin, path_, std::move(*problem));
    if (field.name == "id" && scope.outer != nullptr) note_entry_id(field, node, personal);
  }

  void check_group(const Field& field, NodeIndex node, const Scope& scope) {
    if (document_[node].kind != Kind::mapping) {
      add_fault(node, {Level::error,
                       "group",
                       {"fields (name: value) are expected here", "此处应为若干“字段: 值”"},
                       {}});
      return;
    }
    check_fields({schemas_, document_, node, schemas_.fields_of(field), &scope});
  }

  bool check_is_list(const Field& field, NodeIndex node) {
    if (document_[node].kind == Kind::sequence) return true;
    add_fault(node, {Level::error,
                     field.type->name,
                     {"a list (- …) is expected here", "此处应为列表（- …）"},
                     {}});
    return false;
  }

  void check_list(const Field& field, NodeIndex node, const Scope& scope) {
    std::size_t count = 0;
    std::vector<std::string_view> seen;
    for (NodeIndex item = node + 1; item < document_[node].end; item = document_[item].end) {
      const PathStep step(path_, count++);
      if (field.type->name == "choices") {
        check_chosen(field, item, seen);
      } else if (document_[item].kind == Kind::mapping) {
        check_fields({schemas_, document_, item, schemas_.fields_of(field), &scope});
      } else {
        add_fault(item, {Level::error,
                         "entries",
                         {"an entry is made of fields (name: value)", "条目由若干“字段: 值”组成"},
                         {}});
      }
    }
    check_count(field, node, count);
  }

  void check_count(const Field& field, NodeIndex node, std::size_t count) {
    const auto problem = [&](const Text& pattern, std::size_t limit) {
      add(document_[node].key_span.begin, path_,
          {Level::error, "items", fill(pattern, {count, limit}), {}});
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
      fault(verdict.reason);
    } else if (node.style == Style::plain) {
      Field plain_text = Field();
      plain_text.type = find_field_type("text");
      auto problem = check_value(plain_text, node.text, false, true, context_);
      if (problem) add(node.span.begin, path_, std::move(*problem));
    }
  }

  void note_entry_id(const Field& field, NodeIndex node, bool personal) {
    const auto [first, added] = entry_ids_.emplace(document_[node].text, path_);
    if (added) return;
    add_fault(node, {Level::error,
                     "entry-id",
                     fill({"the id {} is also that of {}", "编号 {} 与 {} 重复"},
                          {show_value(field, document_[node].text, personal),
                           first->second.substr(0, first->second.rfind('.'))}),
                     {}});
  }

  // Second pass: checks.

  void run_checks(const std::vector<Check>& checks, const Scope& scope) {
    for (const Check& check : checks) {
      if (holds(check.when, scope)) run_check(check, scope);
    }
    for (const Field& field : scope.fields) {
      if (field.type->check != nullptr) continue;
      const NodeIndex node = find_item(document_, scope.node, field);
      if (node == no_node || faulty_[node]) continue;
      const PathStep step(path_, field.name);
      if (field.type->name == "group") {
        run_checks({}, {schemas_, document_, node, schemas_.fields_of(field), &scope});
      } else if (field.type->name == "entries") {
        std::size_t position = 0;
        for (const NodeIndex item : document_.children(node)) {
          const PathStep item_step(path_, position++);
          if (faulty_[item]) continue;
          run_checks(schemas_.checks_of(field),
                     {schemas_, document_, item, schemas_.fields_of(field), &scope});
        }
      }
    }
  }

  void run_check(const Check& check, const Scope& scope) {
    if (check.compares) {
      compare(check, scope, check.left, check.right);
    } else if (!draft_ && !any_has(check, scope)) {
      const Located list = locate(scope, check.has[0].list);
      report(check,
             list.node == no_node ? missing_offset(Document::root)
                                  : document_[list.node].key_span.begin,
             check.has[0].list);
    }
  }

  /// `left` and `right` may lead into a list, then item by item.
  void compare(const Check& check, const Scope& scope, std::string_view left,
               std::string_view right) {
    const std::size_t dot = left.find('.');
    const Located first = locate(scope, left.substr(0, dot));
    if (dot != left.npos && first.field != nullptr && first.field->type->name == "entries") {
      if (first.node == no_node || faulty_[first.node]) return;
      const std::string_view list = left.substr(0, dot + 1);
      std::size_t position = 0;
      const PathStep step(path_, first.field->name);
      for (const NodeIndex item : document_.children(first.node)) {
        const PathStep item_step(path_, position++);
        const Scope inner{schemas_, document_, item, schemas_.fields_of(*first.field), &scope};
        compare(check, inner, left.substr(dot + 1),
                right.starts_with(list) ? right.substr(list.size()) : right);
      }
      return;
    }
    const Located left_side = locate(scope, left);
    if (left_side.node == no_node || faulty_[left_side.node]) return;
    std::string_view right_text = right;
    if (check.right_is_field) {
      const Located right_side = locate(scope, right);
      if (right_side.node == no_node || faulty_[right_side.node]) return;
      right_text = document_[right_side.node].text;
    }
    const std::string_view left_text = document_[left_side.node].text;
    if (left_text.empty() || right_text.empty()) return;
    const auto order = compare_values(*left_side.field->type, left_text, right_text);
    if (!order || satisfies(check.comparison, *order)) return;
    const PathStep step(path_, left);
    report(check, document_[left_side.node].span.begin, path_);
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
      const Located list = locate(scope, has.list);
      if (list.node == no_node) return false;
      if (faulty_[list.node]) return true;
      const auto items = document_.children(list.node);
      return std::any_of(items.begin(), items.end(), [&](NodeIndex item) {
        const Scope inner{schemas_, document_, item, schemas_.fields_of(*list.field), &scope};
        return document_[item].kind == Kind::mapping && holds(has.entry, inner);
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

  /// Adds one step to the path for as long as it lives.
  class PathStep {
   public:
    PathStep(std::string& path, std::string_view name) : path_(path), size_(path.size()) {
      if (!path.empty()) path += '.';
      path += cut_to_width(escape_controls(name), 60);
    }
    PathStep(std::string& path, std::size_t position) : path_(path), size_(path.size()) {
      path += "[" + std::to_string(position) + "]";
    }
    PathStep(const PathStep&) = delete;
    PathStep& operator=(const PathStep&) = delete;
    ~PathStep() { path_.resize(size_); }

   private:
    std::string& path_;
    std::size_t size_;
  };

  const Document& document_;
  const Schemas& schemas_;
  const TypeContext& context_;
  std::set<std::uint32_t> fault_offsets_;
  std::vector<bool> faulty_;  ///< by node: told already
  bool draft_;
  int unknown_keys_ = 0;
  std::string path_;
  std::map<std::string_view, std::string> entry_ids_;
  std::vector<std::string> checked_;  ///< fields at which a check has failed
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> findings_of(const std::vector<Fault>& faults) {
  std::vector<Finding> findings;
  findings.reserve(faults.size());
  for (const Fault& fault : faults) {
    findings.push_back({fault.offset, Level::error, fault.rule, {}, fault.message, {}});
  }
  return findings;
}

std::vector<Finding> check_record(const Reading& reading, const Schemas& schemas,
                                  const TypeContext& context) {
  std::vector<Finding> findings = RecordChecker(reading, schemas, context).run();
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.offset < b.offset; });
  return findings;
}

std::vector<Problem> place_findings(const Document& document, const std::string& path,
                                    const std::string& id, std::vector<Finding> findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.offset < b.offset; });
  const std::string_view bytes = document.bytes();
  std::size_t line_start = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  std::uint32_t line = 1;
  std::vector<Problem> problems;
  for (Finding& finding : findings) {
    for (std::size_t newline = bytes.find('\n', line_start); newline < finding.offset;
         newline = bytes.find('\n', line_start)) {
      line += 1;
      line_start = newline + 1;
    }
    const std::size_t begin = std::min<std::size_t>(line_start, finding.offset);
    const std::size_t column = 1 + count_code_points(bytes.substr(begin, finding.offset - begin));
    problems.push_back({finding.level, finding.rule, id, path, line,
                        static_cast<std::uint32_t>(column), std::move(finding.field),
                        std::move(finding.message), std::move(finding.hint)});
  }
  return problems;
}

}  // namespace custrec
