// SPDX-License-Identifier: MIT
// From the text of a schema file to its compiled form. Each property of a field is a row of one
// table, so the table is also the list of what is known.
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <set>

#include "problem/error.hpp"
#include "record/configuration.hpp"
#include "schema/check_value.hpp"
#include "schema/field_type.hpp"
#include "schema/pattern_fault.hpp"
#include "schema/schema.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Field parse_field(const Configuration& file, NodeIndex index);

std::vector<Option> parse_options(const Configuration& file, NodeIndex index) {
  std::vector<Option> options;
  std::set<std::string> values;
  for (const NodeIndex item : file.sequence(index)) {
    Option option;
    option.value = file.text(file.required(item, "value"));
    option.label = same_text(option.value);
    for (const NodeIndex property : file.mapping(item, {"value", "label", "also"})) {
      const std::string_view key = file.document()[property].key;
      if (key == "label") option.label = file.label(property);
      if (key == "also") option.also = file.texts(property);
    }
    if (!values.insert(option.value).second) {
      file.fail(item, fill({"the option {} stands here twice", "选项 {} 重复"}, {option.value}));
    }
    options.push_back(std::move(option));
  }
  return options;
}

/// A field can't have been renamed from the name of another, nor two from the same.
void refuse_taken_names(const Configuration& file, const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    const bool taken = std::any_of(fields.begin(), fields.end(), [&](const Field& other) {
      return other.name == field.renamed_from || (&other != &field && !field.renamed_from.empty() &&
                                                  other.renamed_from == field.renamed_from);
    });
    if (taken) {
      throw Error(Exit::settings,
                  fill({"{}:{}:{}: {} can't be renamed from {}, which is the name of another field",
                        "{}:{}:{}: {} 不能由 {} 更名而来，后者是另一字段的名称"},
                       {file.path(), field.place.line, field.place.column, field.name,
                        field.renamed_from}));
    }
  }
}

/// Names are compared one by one, and each pattern takes a millisecond to compile.
constexpr std::size_t most_fields = 1000;
constexpr std::size_t most_patterns = 100;

void refuse_another_field(const Configuration& file, NodeIndex item,
                          const std::vector<Field>& fields) {
  if (fields.size() < most_fields) return;
  file.fail(item, fill({"more than {} fields", "字段超过 {} 个"}, {most_fields}));
}

void refuse_many_patterns(const Configuration& file) {
  std::size_t count = 0;
  for (NodeIndex node = 0; node < file.document().nodes().size(); ++node) {
    if (file.document()[node].key != "pattern" || ++count <= most_patterns) continue;
    file.fail(node, fill({"more than {} patterns", "pattern 超过 {} 个"}, {most_patterns}));
  }
}

std::vector<Field> parse_fields(const Configuration& file, NodeIndex index) {
  std::vector<Field> fields;
  for (const NodeIndex item : file.sequence(index)) {
    refuse_another_field(file, item, fields);
    Field field = parse_field(file, item);
    const auto same = [&](const Field& other) { return other.name == field.name; };
    if (std::any_of(fields.begin(), fields.end(), same)) {
      file.fail(item, fill({"the field {} stands here twice", "字段 {} 重复"}, {field.name}));
    }
    fields.push_back(std::move(field));
  }
  refuse_taken_names(file, fields);
  return fields;
}

void set_type(Field& field, const Configuration& file, NodeIndex value) {
  const std::string name = file.text(value);
  field.type = find_field_type(name);
  if (field.type != nullptr) return;
  std::vector<std::string> names;
  for (const FieldType& type : field_types()) names.emplace_back(type.name);
  const auto similar = find_similar(name, names);
  file.fail(value, similar ? fill({"{} is no field type; did you mean {}?",
                                   "没有字段类型 {}，是否想写 {}？"},
                                  {name, *similar})
                           : fill({"{} is no field type", "没有字段类型 {}"}, {name}));
}

void set_pattern(Field& field, const Configuration& file, NodeIndex value) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  auto pattern = std::make_shared<RE2>(file.text(value), options);
  if (!pattern->ok()) {
    file.fail(value, fill({"not a regular expression of RE2: {}", "不是有效的 RE2 正则表达式：{}"},
                          {describe_pattern_fault(*pattern)}));
  }
  field.simple_pattern = parse_simple_pattern(pattern->pattern());
  field.pattern = std::move(pattern);
}

void set_pii(Field& field, const Configuration& file, NodeIndex value) {
  const std::string word = file.text(value);
  if (word != "none" && word != "personal" && word != "sensitive") {
    file.fail(value, {"none, personal or sensitive is expected here",
                      "此处应为 none、personal 或 sensitive"});
  }
  field.pii = word == "none" ? Pii::none : word == "personal" ? Pii::personal : Pii::sensitive;
}

void set_mask(Field& field, const Configuration& file, NodeIndex value) {
  const auto mask = find_mask(file.text(value));
  if (!mask) {
    file.fail(value, {"a mask is expected here: name, mobile, phone, email, id, address or whole",
                      "此处应为脱敏方式：name、mobile、phone、email、id、address 或 whole"});
  }
  field.mask = *mask;
}

void set_vague(Field& field, const Configuration& file, NodeIndex value) {
  VagueWords& vague = field.vague;
  for (const std::string& word : file.texts(value)) {
    std::string folded = fold(word);
    if (folded.empty()) file.fail(value, {"a word is expected here", "此处应有词语"});
    vague.longest = std::max(vague.longest, folded.size());
    vague.firsts.set(code_point_at(folded, 0).value % vague.firsts.size());
    vague.words.push_back({word, std::move(folded)});
  }
}

struct Property {
  std::string_view name;
  void (*set)(Field&, const Configuration&, NodeIndex);
};

using Conf = const Configuration&;
constexpr std::array<Property, 28> properties = {{
    {"name", [](Field& field, Conf file, NodeIndex at) { field.name = file.text(at); }},
    {"label", [](Field& field, Conf file, NodeIndex at) { field.label = file.label(at); }},
    {"also", [](Field& field, Conf file, NodeIndex at) { field.also = file.texts(at); }},
    {"type", set_type},
    {"required", [](Field& field, Conf file, NodeIndex at) { field.required = file.yes_no(at); }},
    {"required_when", [](Field& field, Conf file,
                         NodeIndex at) { field.required_when = parse_condition(file, at); }},
    {"default", [](Field& field, Conf file, NodeIndex at) { field.default_value = file.text(at); }},
    {"unique", [](Field& field, Conf file, NodeIndex at) { field.unique = file.yes_no(at); }},
    {"options",
     [](Field& field, Conf file, NodeIndex at) { field.options = parse_options(file, at); }},
    {"codes", [](Field& field, Conf file, NodeIndex at) { field.codes = file.text(at); }},
    {"pattern", set_pattern},
    {"min", [](Field& field, Conf file, NodeIndex at) { field.min = file.text(at); }},
    {"max", [](Field& field, Conf file, NodeIndex at) { field.max = file.text(at); }},
    {"min_length",
     [](Field& field, Conf file, NodeIndex at) { field.min_length = file.count(at); }},
    {"max_length",
     [](Field& field, Conf file, NodeIndex at) { field.max_length = file.count(at); }},
    {"min_items", [](Field& field, Conf file, NodeIndex at) { field.min_items = file.count(at); }},
    {"max_items", [](Field& field, Conf file, NodeIndex at) { field.max_items = file.count(at); }},
    {"of", [](Field& field, Conf file, NodeIndex at) { field.of = file.text(at); }},
    {"fields", [](Field& field, Conf file,
                  NodeIndex at) { field.fields = FieldList(parse_fields(file, at)); }},
    {"vague", set_vague},
    {"pii", set_pii},
    {"pii_when",
     [](Field& field, Conf file, NodeIndex at) { field.pii_when = parse_condition(file, at); }},
    {"mask", set_mask},
    {"reviewed", [](Field& field, Conf file, NodeIndex at) { field.reviewed = file.yes_no(at); }},
    {"hint", [](Field& field, Conf file, NodeIndex at) { field.hint = file.label(at); }},
    {"example", [](Field& field, Conf file, NodeIndex at) { field.example = file.text(at); }},
    {"renamed_from",
     [](Field& field, Conf file, NodeIndex at) { field.renamed_from = file.text(at); }},
    {"retired", [](Field& field, Conf file, NodeIndex at) { field.retired = file.yes_no(at); }},
}};

const Property* find_property(std::string_view name) {
  const auto* found = std::find_if(properties.begin(), properties.end(),
                                   [&](const Property& row) { return row.name == name; });
  return found == properties.end() ? nullptr : found;
}

[[noreturn]] void fail_unknown_property(const Configuration& file, NodeIndex item) {
  const std::string_view key = file.document()[item].key;
  std::vector<std::string> names;
  for (const Property& row : properties) names.emplace_back(row.name);
  const auto similar = find_similar(key, names);
  file.fail_at_key(
      item,
      similar
          ? fill({"a field has no property {}; did you mean {}?", "字段没有属性 {}，是否想写 {}？"},
                 {escape_controls(key), *similar})
          : fill({"a field has no property {}", "字段没有属性 {}"}, {escape_controls(key)}));
}

bool is_field_name(std::string_view name) {
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos;
}

/// What a field of this type can't do without, and what makes no sense for it.
void check_field(const Configuration& file, NodeIndex index, const Field& field) {
  const std::string_view type = field.type->name;
  const bool structured = field.type->check == nullptr;
  if (!is_field_name(field.name)) {
    file.fail(file.required(index, "name"),
              {"a name is made of a-z, 0-9 and _, and begins with a letter",
               "名称由 a-z、0-9 和 _ 组成，并以字母开头"});
  }
  const auto needs = [&](bool missing, std::string_view property) {
    if (missing) {
      file.fail(index,
                fill({"a field of type {} needs {}", "{} 类型的字段需要 {}"}, {type, property}));
    }
  };
  needs(type == "choice" && field.options.empty(), "options");
  needs(type == "code" && field.codes.empty(), "codes");
  needs(type == "group" && field.fields.empty(), "fields");
  needs(type == "entries" && field.of.empty() == field.fields.empty(), "of / fields");
  if (structured && (field.unique || field.pattern || field.may_be_personal())) {
    file.fail(index,
              fill({"unique, pattern and pii belong to single values, not to a field of type {}",
                    "unique、pattern、pii 只用于单个值，不用于 {} 类型"},
                   {type}));
  }
  const auto check_limit = [&](const std::string& limit, std::string_view property) {
    if (!limit.empty() && field.type->order == Order::text) {
      file.fail(file.required(index, property),
                fill({"a field of type {} has no {}", "{} 类型的字段没有 {}"}, {type, property}));
    }
    const bool now = limit == "now" && property == "max" && field.type->order == Order::time;
    if (!limit.empty() && !now && !compare_values(*field.type, limit, limit)) {
      file.fail(file.required(index, property),
                fill({"{} is no value of type {}", "{} 不是 {} 类型的值"}, {limit, type}));
    }
  };
  const auto is_default = [&](const Option& option) { return option.value == field.default_value; };
  const bool fits =
      field.default_value.empty() ||
      (field.options.empty()
           ? compare_values(*field.type, field.default_value, field.default_value).has_value()
           : std::any_of(field.options.begin(), field.options.end(), is_default));
  if (!fits) {
    file.fail(file.required(index, "default"),
              fill({"{} is no value of the field", "{} 不是该字段的值"}, {field.default_value}));
  }
  check_limit(field.min, "min");
  check_limit(field.max, "max");
}

Field parse_field(const Configuration& file, NodeIndex index) {
  Field field;
  field.place = file.place_of(index);
  for (const NodeIndex item : file.any_mapping(index)) {
    const Property* property = find_property(file.document()[item].key);
    if (property == nullptr) fail_unknown_property(file, item);
    property->set(field, file, item);
    if (property->name == "of" || property->name == "codes") field.place = file.place_of(item);
  }
  static_cast<void>(file.required(index, "name"));
  static_cast<void>(file.required(index, "type"));
  check_field(file, index, field);
  if (field.label.empty()) field.label = same_text(field.name);
  field.questions = questions_of(field);
  if (field.may_be_personal() && field.mask == Mask::none) {
    field.mask = field.type->mask == Mask::none ? Mask::whole : field.type->mask;
  }
  return field;
}

struct Operator {
  std::string_view sign;
  Comparison comparison;
};
constexpr std::array<Operator, 6> operators = {{{"==", Comparison::equal},
                                                {"!=", Comparison::unequal},
                                                {"<", Comparison::less},
                                                {"<=", Comparison::at_most},
                                                {">", Comparison::more},
                                                {">=", Comparison::at_least}}};

/// `left OP right`, with blanks around the sign.
void parse_that(const Configuration& file, NodeIndex index, Check& check) {
  const std::string text = file.text(index);
  const std::size_t first = text.find(' ');
  const std::size_t second = first == text.npos ? first : text.find(' ', first + 1);
  if (second != text.npos) {
    const std::string_view sign = std::string_view(text).substr(first + 1, second - first - 1);
    for (const Operator& row : operators) {
      if (row.sign != sign) continue;
      check.compares = true;
      check.left = text.substr(0, first);
      check.comparison = row.comparison;
      check.right = trim(std::string_view(text).substr(second + 1));
      if (!check.right.empty()) return;
    }
  }
  file.fail(index, {"a comparison is expected here: FIELD OP FIELD, or a value on the right; OP is "
                    "== != < <= > or >=",
                    "此处应为比较：字段 运算符 字段或值，运算符为 == != < <= > >="});
}

Check::Has parse_has(const Configuration& file, NodeIndex index) {
  const std::vector<NodeIndex> items = file.any_mapping(index);
  if (items.size() != 1) {
    file.fail(index, {"one list with the values of an entry is expected here",
                      "此处应为一个列表及其条目的值"});
  }
  return {file.place_of_key(items[0]),
          std::string(file.document()[items[0]].key),
          parse_condition(file, items[0]),
          {}};
}

Check parse_check(const Configuration& file, NodeIndex index) {
  Check check;
  check.message = file.label(file.required(index, "message"));
  for (const NodeIndex item : file.mapping(index, {"when", "that", "has", "level", "message"})) {
    const std::string_view key = file.document()[item].key;
    if (key == "when") check.when = parse_condition(file, item);
    if (key == "that") {
      parse_that(file, item, check);
      check.place = file.place_of(item);
    }
    if (key == "level") {
      const std::string level = file.text(item);
      if (level != "error" && level != "warning") {
        file.fail(item, {"error or warning is expected here", "此处应为 error 或 warning"});
      }
      check.warning = level == "warning";
    }
    if (key == "has" && file.document()[item].kind == Kind::sequence) {
      for (const NodeIndex one : file.sequence(item)) check.has.push_back(parse_has(file, one));
    } else if (key == "has") {
      check.has.push_back(parse_has(file, item));
    }
  }
  if (check.compares == !check.has.empty()) {
    file.fail(index, {"a check is either a that or a has", "校验须为 that 或 has 之一"});
  }
  return check;
}

}  // namespace

Condition parse_condition(const Configuration& file, NodeIndex index) {
  Condition condition;
  for (const NodeIndex item : file.any_mapping(index)) {
    Term term{
        file.place_of_key(item), std::string(file.document()[item].key), file.texts(item), {}};
    if (term.values == std::vector<std::string>{"present"}) term.values.clear();
    condition.push_back(std::move(term));
  }
  return condition;
}

Schema parse_schema(const std::string& path, std::string text) {
  const Configuration file(path, std::move(text));
  refuse_many_patterns(file);
  Schema schema;
  schema.path = path;
  schema.kind = file.text(file.required(Document::root, "kind"));
  schema.place = file.place_of(file.required(Document::root, "kind"));
  schema.title = same_text(schema.kind);
  for (const NodeIndex item :
       file.mapping(Document::root, {"kind", "version", "title", "sections", "checks"})) {
    const std::string_view key = file.document()[item].key;
    if (key == "version") schema.version = file.count(item);
    if (key == "title") schema.title = file.label(item);
    if (key == "checks") {
      for (const NodeIndex check : file.sequence(item)) {
        schema.checks.push_back(parse_check(file, check));
      }
    }
  }
  std::vector<Field> fields;
  for (const NodeIndex item : file.sequence(file.required(Document::root, "sections"))) {
    Section section{{}, fields.size()};
    static_cast<void>(file.mapping(item, {"title", "fields"}));
    const NodeIndex title = file.document().find(item, "title");
    if (title != no_node) section.title = file.label(title);
    for (Field& field : parse_fields(file, file.required(item, "fields"))) {
      refuse_another_field(file, item, fields);
      const auto same = [&](const Field& other) { return other.name == field.name; };
      if (std::any_of(fields.begin(), fields.end(), same)) {
        file.fail(item, fill({"the field {} stands in two sections", "字段 {} 出现在两个分节中"},
                             {field.name}));
      }
      fields.push_back(std::move(field));
    }
    schema.sections.push_back(std::move(section));
  }
  refuse_taken_names(file, fields);
  schema.fields = FieldList(std::move(fields));
  return schema;
}

}  // namespace custrec
