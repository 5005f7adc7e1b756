// SPDX-License-Identifier: MIT
// The `deadlines:` of custrec.yaml, compiled against the schemas.
#include "review/deadline_rules.hpp"

#include <algorithm>

#include "problem/error.hpp"
#include "record/configuration.hpp"
#include "schema/field_type.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Each is looked at for each record.
constexpr std::size_t most_rows = 1000;

/// `; did you mean X?` or nothing.
Text suggestion(const std::optional<std::string>& similar) {
  if (!similar) return {};
  return fill({"; did you mean {}?", "，是否想写 {}？"}, {*similar});
}

bool is_name(std::string_view name) {
  return name[0] >= 'a' && name[0] <= 'z' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == name.npos;
}

/// Compiles one row after the other.
class RowReader {
 public:
  RowReader(const Configuration& file, const Schemas& schemas) : file_(file), schemas_(schemas) {}

  struct Result {
    std::string each;
    std::vector<FieldReference> lists;
    DeadlineRow row;
  };

  Result read(NodeIndex index) {
    static_cast<void>(file_.mapping(
        index, {"name", "label", "each", "from", "to", "within", "at_least", "when"}));
    const auto find = [&](std::string_view key) { return file_.document().find(index, key); };
    Result result;
    levels_ = {&schemas_.customer().fields};
    if (find("each") != no_node) {
      result.each = file_.text(find("each"));
      result.lists = read_each(find("each"));
    }
    DeadlineRow& row = result.row;
    row.name = read_name(file_.required(index, "name"));
    row.label = find("label") == no_node ? Text{} : file_.label(find("label"));
    row.from = read_sources(file_.required(index, "from"));
    if (find("to") != no_node) read_end(row, find("to"));
    read_limit(row, index);
    if (find("when") != no_node) read_condition(row, find("when"));
    return result;
  }

 private:
  std::string read_name(NodeIndex index) const {
    std::string name = file_.text(index);
    if (!is_name(name)) {
      file_.fail(index, {"a name is made of a-z, 0-9 and -, and begins with a letter",
                         "名称由 a-z、0-9 和 - 组成，并以字母开头"});
    }
    return name;
  }

  [[noreturn]] void fail_unknown(NodeIndex index, const Levels& levels,
                                 const std::string& path) const {
    file_.fail(index, fill({"there is no field {}{}", "没有字段 {}{}"},
                           {escape_controls(path),
                            suggestion(find_similar_field(schemas_, levels, path))}));
  }

  /// The lists of `path`, and what is left of it behind them. `levels` then begin in the last.
  std::vector<FieldReference> enter_lists(std::string_view& path, Levels& levels) const {
    std::vector<FieldReference> lists;
    for (std::size_t dot = path.find('.'); dot != path.npos; dot = path.find('.', dot + 1)) {
      FieldReference list = find_reference(schemas_, levels, path.substr(0, dot));
      if (list.way.empty() || list.way.back()->type->shape != Shape::entries) continue;
      if (!lists.empty() && list.outward > 0) break;
      path.remove_prefix(dot + 1);
      dot = 0;
      levels.insert(levels.begin(), &schemas_.fields_of(*list.way.back()));
      lists.push_back(std::move(list));
    }
    return lists;
  }

  std::vector<FieldReference> read_each(NodeIndex index) {
    const std::string text = file_.text(index);
    std::string_view path = text;
    Levels levels = levels_;
    std::vector<FieldReference> lists = enter_lists(path, levels);
    FieldReference last = find_reference(schemas_, levels, path);
    if (last.way.empty() || (!lists.empty() && last.outward > 0)) {
      fail_unknown(index, levels_, text);
    }
    if (last.way.back()->type->shape != Shape::entries) {
      file_.fail(index, fill({"{} is no list of entries", "{} 不是条目列表"}, {text}));
    }
    levels.insert(levels.begin(), &schemas_.fields_of(*last.way.back()));
    lists.push_back(std::move(last));
    levels_ = std::move(levels);
    return lists;
  }

  TimeSource read_source(NodeIndex index) const {
    const std::string text = file_.text(index);
    std::string_view path = text;
    Levels levels = levels_;
    TimeSource source;
    source.lists = enter_lists(path, levels);
    source.field = find_reference(schemas_, levels, path);
    if (source.field.way.empty() || (!source.lists.empty() && source.field.outward > 0)) {
      fail_unknown(index, levels_, text);
    }
    const std::string_view type = source.field.way.back()->type->name;
    if (type != "date" && type != "time") {
      file_.fail(index, fill({"{} is no date or time", "{} 不是日期或时间"}, {text}));
    }
    return source;
  }

  [[nodiscard]] std::vector<TimeSource> read_sources(NodeIndex index) const {
    if (file_.document()[index].kind == Kind::scalar) return {read_source(index)};
    std::vector<TimeSource> sources;
    for (const NodeIndex item : file_.sequence(index)) sources.push_back(read_source(item));
    if (sources.empty()) file_.fail(index, {"a field is expected here", "此处应为字段"});
    return sources;
  }

  void read_end(DeadlineRow& row, NodeIndex index) const {
    const Node& node = file_.document()[index];
    row.to_complete = node.kind == Kind::scalar && node.text == "complete";
    if (!row.to_complete) row.to = read_sources(index);
  }

  [[nodiscard]] Limit read_one_limit(NodeIndex index) const {
    const auto limit = parse_limit(file_.text(index));
    if (!limit) {
      file_.fail(index, {"a limit is expected here, like 30min, 24h, 7d, 3wd (working days), 3mo "
                         "or 1y",
                         "此处应为时限，如 30min、24h、7d、3wd（工作日）、3mo 或 1y"});
    }
    return *limit;
  }

  void read_limit(DeadlineRow& row, NodeIndex index) const {
    const NodeIndex within = file_.document().find(index, "within");
    const NodeIndex ahead = file_.document().find(index, "at_least");
    if ((within == no_node) == (ahead == no_node)) {
      file_.fail(index,
                 {"a deadline has either within or at_least", "时限须有 within 或 at_least 之一"});
    }
    row.ahead = ahead != no_node;
    if (row.ahead && row.to.empty()) {
      file_.fail_at_key(ahead,
                        {"at_least needs a to: what lies ahead", "at_least 须有 to：其后的时间"});
    }
    const NodeIndex value = row.ahead ? ahead : within;
    if (file_.document()[value].kind == Kind::mapping) {
      read_limits(row, value);
    } else {
      row.limit = read_one_limit(value);
    }
  }

  void read_limits(DeadlineRow& row, NodeIndex index) const {
    const NodeIndex by = file_.required(index, "by");
    const std::string path = file_.text(by);
    row.by = find_reference(schemas_, levels_, path);
    if (row.by.way.empty()) fail_unknown(by, levels_, path);
    const Field& field = *row.by.way.back();
    if (field.type->name != "choice") {
      file_.fail(by, fill({"{} is no choice", "{} 不是选项字段"}, {path}));
    }
    std::vector<std::string> values;
    for (const Option& option : field.options) values.push_back(option.value);
    for (const NodeIndex item : file_.any_mapping(index)) {
      const std::string key(file_.document()[item].key);
      if (item == by) continue;
      if (std::find(values.begin(), values.end(), key) == values.end()) {
        file_.fail_at_key(
            item, fill({"{} is no option of {}{}", "{} 不是 {} 的选项{}"},
                       {escape_controls(key), path, suggestion(find_similar(key, values))}));
      }
      row.limits.emplace_back(key, read_one_limit(item));
    }
    if (row.limits.empty()) {
      file_.fail(index, fill({"limits by the options of {} are expected here",
                              "此处应按 {} 的选项列出时限"},
                             {path}));
    }
  }

  void read_condition(DeadlineRow& row, NodeIndex index) const {
    row.when = parse_condition(file_, index);
    link_condition(schemas_, levels_, file_.path(), row.when);
    row.any_status = std::any_of(row.when.begin(), row.when.end(), [](const Term& term) {
      return term.reference.of_record && term.reference.way.size() == 1 &&
             term.reference.way[0]->name == "status";
    });
  }

  const Configuration& file_;
  const Schemas& schemas_;
  Levels levels_;  ///< where the names of the present row are looked for
};

}  // namespace

bool DeadlineRow::uses(LimitUnit unit) const {
  return (limit && limit->unit == unit) ||
         std::any_of(limits.begin(), limits.end(),
                     [&](const auto& row) { return row.second.unit == unit; });
}

DeadlineRules DeadlineRules::read(const Archive& archive) {
  auto text = archive.tree().read(layout::settings_file, max_record_bytes);
  return parse(std::move(text).value_or(std::string()), archive.schemas());
}

DeadlineRules DeadlineRules::parse(std::string settings, const Schemas& schemas) {
  const Configuration file(std::string(layout::settings_file), std::move(settings));
  DeadlineRules rules;
  const NodeIndex deadlines = file.document().find(Document::root, "deadlines");
  if (deadlines == no_node) return rules;
  RowReader reader(file, schemas);
  std::size_t count = 0;
  for (const NodeIndex item : file.sequence(deadlines)) {
    if (++count > most_rows) {
      file.fail(item, fill({"more than {} deadlines", "时限超过 {} 条"}, {most_rows}));
    }
    RowReader::Result result = reader.read(item);
    rules.add(std::move(result.each), std::move(result.lists), std::move(result.row));
  }
  return rules;
}

void DeadlineRules::add(std::string each, std::vector<FieldReference> lists, DeadlineRow row) {
  if (std::find(names_.begin(), names_.end(), row.name) == names_.end()) {
    names_.push_back(row.name);
  }
  auto list = std::find_if(lists_.begin(), lists_.end(),
                           [&](const DeadlineList& other) { return other.each == each; });
  if (list == lists_.end()) {
    lists_.push_back({std::move(each), std::move(lists), {}, false});
    list = lists_.end() - 1;
  }
  list->any_status = list->any_status || row.any_status;
  auto group =
      std::find_if(list->groups.begin(), list->groups.end(),
                   [&](const DeadlineGroup& other) { return other.front().name == row.name; });
  if (group == list->groups.end()) {
    list->groups.emplace_back();
    group = list->groups.end() - 1;
  }
  if (row.label.empty()) row.label = label_of(row.name);
  group->push_back(std::move(row));
}

Text DeadlineRules::label_of(const std::string& name) const {
  for (const DeadlineList& list : lists_) {
    for (const DeadlineGroup& group : list.groups) {
      if (!group.empty() && group.front().name == name) return group.front().label;
    }
  }
  return same_text(name);
}

bool DeadlineRules::uses(LimitUnit unit) const {
  for (const DeadlineList& list : lists_) {
    for (const DeadlineGroup& group : list.groups) {
      for (const DeadlineRow& row : group) {
        if (row.uses(unit)) return true;
      }
    }
  }
  return false;
}

void DeadlineRules::require_name(const std::string& name) const {
  if (std::find(names_.begin(), names_.end(), name) != names_.end()) return;
  throw Error(Exit::usage,
              fill({"there is no deadline {} in custrec.yaml{}", "custrec.yaml 中没有时限 {}{}"},
                   {escape_controls(name), suggestion(find_similar(name, names_))}));
}

}  // namespace custrec
