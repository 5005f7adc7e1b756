// SPDX-License-Identifier: MIT
// The table of field types and the functions of the simple ones.
#include "schema/field_type.hpp"

#include <algorithm>
#include <array>

#include "schema/code_list.hpp"
#include "schema/decimal.hpp"
#include "schema/email.hpp"
#include "schema/resident_id.hpp"
#include "schema/schema.hpp"
#include "schema/type_fragments.hpp"
#include "schema/uscc.hpp"
#include "text/equal.hpp"
#include "text/similar.hpp"
#include "text/unprintable.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"
#include "time/zone.hpp"

namespace custrec {
namespace {

/// C0 and C1 controls and DEL, but those of `allowed`.
bool has_control(std::string_view text, std::string_view allowed) {
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    const bool allows = allowed.find(static_cast<char>(point.value)) != allowed.npos;
    if (is_control(point.value) && !allows) return true;
    offset += point.length;
  }
  return false;
}

Verdict refuse_control() {
  return bad({"holds a control character, which no one can see", "含有不可见的控制字符"});
}

// text and note

std::string normalise_text(std::string_view input, const Field&, const TypeContext&) {
  input = trim(input);
  if (input.find_first_of("\n\r\t") == std::string_view::npos) return std::string(input);
  std::string line;
  for (const char c : input) {
    const bool blank = c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      line += c;
    } else if (!line.ends_with(' ')) {
      line += ' ';
    }
  }
  return line;
}

Verdict check_text(const TypedValue& value) {
  const bool suspect = value.signs.hold_any(Signs::control | Signs::line_feed);
  if (suspect && has_control(value.text, {})) {
    if (has_control(value.text, "\n\r\t")) return refuse_control();
    return bad({"has line breaks or tabs, a text is one line", "含有换行或制表符，文本须为单行"});
  }
  return is_trimmed(value.text) ? good() : bad({"has blanks around it", "首尾有空白"});
}

std::string normalise_note(std::string_view input, const Field&, const TypeContext&) {
  std::string lines;
  for (const char c : input) {
    if (c == '\r') continue;
    if (c == '\n') lines.erase(lines.find_last_not_of(' ') + 1);
    lines += c == '\t' ? ' ' : c;
  }
  return std::string(trim(lines));
}

Verdict check_note(const TypedValue& value) {
  if (!value.signs.hold_any(Signs::control) || !has_control(value.text, "\n")) return good();
  if (has_control(value.text, "\n\r\t")) return refuse_control();
  return bad({"has tabs or carriage returns", "含有制表符或回车符"});
}

// choice, yes-no

std::string normalise_choice(std::string_view input, const Field& field, const TypeContext&) {
  const std::string_view option = find_option(field, input);
  return std::string(option.empty() ? trim(input) : option);
}

Verdict check_choice(const TypedValue& value) {
  for (const Option& option : value.field.options) {
    if (are_equal(option.value, value.text)) return good();
  }
  return bad(fill({"{} is none of {}", "{} 不在选项之中：{}"},
                  {value.shown(), list_options(value.field)}));
}

std::string normalise_yes_no(std::string_view input, const Field&, const TypeContext&) {
  const std::string word = fold(trim(input));
  for (const std::string_view yes : {"true", "yes", "y", "on", "1", "是", "对", "√", "✓"}) {
    if (word == yes) return "true";
  }
  for (const std::string_view no : {"false", "no", "n", "off", "0", "否", "×"}) {
    if (word == no) return "false";
  }
  return std::string(trim(input));
}

Verdict check_yes_no(const TypedValue& value) {
  if (are_equal(value.text, "true") || are_equal(value.text, "false")) return good();
  return bad(
      fill({"{} is neither true nor false", "{} 既不是 true 也不是 false"}, {value.shown()}));
}

// numbers

std::string normalise_number(std::string_view input, const Field&, const TypeContext&) {
  return normalise_decimal(input);
}

Verdict check_integer(const TypedValue& value) {
  const auto decimal = parse_decimal(value.text);
  if (decimal && value.text.find('.') == std::string_view::npos && decimal->whole.size() <= 18) {
    return good();
  }
  return bad(fill({"{} is no whole number", "{} 不是整数"}, {value.shown()}));
}

Verdict check_decimal(const TypedValue& value) {
  if (parse_decimal(value.text)) return good();
  return bad(fill({"{} is no number", "{} 不是数字"}, {value.shown()}));
}

Verdict check_money(const TypedValue& value) {
  const auto decimal = parse_decimal(value.text);
  if (!decimal) {
    return bad(fill({"{} is no amount in yuan", "{} 不是以元为单位的金额"}, {value.shown()}));
  }
  const std::size_t point = value.text.find('.');
  if (point != std::string_view::npos && value.text.size() - point > 3) {
    return bad(fill({"{} has more than two decimals", "{} 的小数超过两位"}, {value.shown()}));
  }
  if (decimal->whole.size() > 15) {
    return bad(fill({"{} has more than 15 digits before the point", "{} 的整数部分超过 15 位"},
                    {value.shown()}));
  }
  return good();
}

// dates and times

bool looks_like_date(std::string_view text) {
  static constexpr std::string_view pattern = "dddd-dd-dd";
  if (text.size() < pattern.size()) return false;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool digit = text[at] >= '0' && text[at] <= '9';
    if (pattern[at] == 'd' ? !digit : text[at] != '-') return false;
  }
  return true;
}

Verdict refuse_date(const TypedValue& value, const Text& expected) {
  if (looks_like_date(value.text) && !parse_date(value.text.substr(0, 10))) {
    return bad(fill({"{} is no day of the calendar", "日历中没有 {} 这一天"}, {value.shown()}));
  }
  return bad(fill(expected, {value.shown()}));
}

std::string normalise_date_value(std::string_view input, const Field&, const TypeContext&) {
  return normalise_date(input);
}

Verdict check_date(const TypedValue& value) {
  if (parse_date(value.text)) return good();
  return refuse_date(
      value, {"{} is no date, which is written YYYY-MM-DD", "{} 不是日期，日期写作 YYYY-MM-DD"});
}

std::string normalise_partial(std::string_view input, const Field&, const TypeContext&) {
  return normalise_partial_date(input);
}

Verdict check_partial(const TypedValue& value) {
  if (parse_partial_date(value.text)) return good();
  return refuse_date(value, {"{} is no date, which is written YYYY, YYYY-MM or YYYY-MM-DD",
                             "{} 不是日期，日期写作 YYYY、YYYY-MM 或 YYYY-MM-DD"});
}

std::string normalise_time_value(std::string_view input, const Field&, const TypeContext& context) {
  return normalise_time(input, *context.zone);
}

Verdict check_time(const TypedValue& value) {
  if (is_time(value.text)) return good();
  return refuse_date(
      value, {"{} is no time, which is written YYYY-MM-DD or like 2024-03-15T09:12:00+08:00",
              "{} 不是时间，时间写作 YYYY-MM-DD 或如 2024-03-15T09:12:00+08:00"});
}

// identifiers

std::string normalise_uscc_value(std::string_view input, const Field&, const TypeContext&) {
  return normalise_uscc(input);
}
/// Most values are good, so what may be shown of one is made for the others only.
template <typename Check>
Verdict tell_if_bad(const TypedValue& value, const Check& check) {
  Verdict verdict = check(std::string_view());
  if (verdict.is_good()) return verdict;
  return check(value.shown());
}

Verdict check_uscc_value(const TypedValue& value) {
  return tell_if_bad(value, [&](std::string_view shown) { return check_uscc(value.text, shown); });
}

std::string normalise_resident(std::string_view input, const Field&, const TypeContext&) {
  return normalise_resident_id(input);
}
Verdict check_resident(const TypedValue& value) {
  return tell_if_bad(value, [&](std::string_view shown) {
    return check_resident_id(value.text, shown, value.context.today,
                             value.context.codes->counties());
  });
}

std::string normalise_mobile_value(std::string_view input, const Field&, const TypeContext&) {
  return normalise_mobile(input);
}
Verdict check_mobile_value(const TypedValue& value) {
  return tell_if_bad(value, [&](std::string_view shown) {
    return check_mobile(value.text, shown, *value.context.phones);
  });
}

std::string normalise_phone_value(std::string_view input, const Field&,
                                  const TypeContext& context) {
  return normalise_phone(input, *context.phones);
}
Verdict check_phone_value(const TypedValue& value) {
  return tell_if_bad(value, [&](std::string_view shown) {
    return check_phone(value.text, shown, *value.context.phones);
  });
}

std::string normalise_email_value(std::string_view input, const Field&, const TypeContext&) {
  return normalise_email(input);
}
Verdict check_email_value(const TypedValue& value) {
  return tell_if_bad(value, [&](std::string_view shown) { return check_email(value.text, shown); });
}

// code, person, file

std::string normalise_code(std::string_view input, const Field& field, const TypeContext& context) {
  const CodeList* list = context.codes->find(field.codes);
  const std::string wanted(trim(input));
  const Code* code = list == nullptr ? nullptr : list->find_by_input(wanted);
  if (code == nullptr && list != nullptr) code = list->find_by_input(to_upper_ascii(wanted));
  return code == nullptr ? wanted : format_code(*code);
}

Verdict refuse_code(const TypedValue& value, const CodeList* list) {
  const auto candidates =
      list == nullptr ? std::vector<const Code*>() : list->find_candidates(value.text, 5);
  std::string names;
  for (const Code* candidate : candidates) {
    names += (names.empty() ? "" : ", ") + format_code(*candidate);
  }
  const Text reason =
      fill({"{} is no code or name of the list {}", "{} 不是代码表 {} 中的代码或名称"},
           {value.shown(), value.field.codes});
  if (candidates.empty()) return bad(reason);
  return bad(reason, fill(candidates.size() < 5 ? Text{"it may be {}", "可能是 {}"}
                                                : Text{"it may be {} or others", "可能是 {} 等"},
                          {names}));
}

Verdict check_code(const TypedValue& value) {
  const CodeList* list = value.context.codes->find(value.field.codes);
  if (list != nullptr && list->is_current(value.text)) return good();
  const Code* code = list == nullptr ? nullptr : list->find(code_part(value.text));
  if (code == nullptr) return refuse_code(value, list);
  if (name_part(value.text).empty()) {
    return bad(
        fill({"the name is missing behind the code {}", "代码 {} 之后缺少名称"}, {code->code}));
  }
  if (name_part(value.text) != code->name) {
    const bool hidden = value.shown() != value.text;
    return bad(fill(
        {"the code {} has the name {}, not {}", "代码 {} 的名称是 {}，不是 {}"},
        {code->code, code->name, hidden ? value.shown() : std::string(name_part(value.text))}));
  }
  if (!code->abolished) return good();
  const Code* successor = list->find(code->successor);
  return doubtful(
      fill({"the code {} has been abolished", "代码 {} 已撤销"}, {code->code}),
      successor == nullptr ? Text{} : fill({"it is {} now", "现为 {}"}, {format_code(*successor)}));
}

std::string normalise_trimmed(std::string_view input, const Field&, const TypeContext&) {
  return std::string(trim(input));
}

Verdict check_person(const TypedValue& value) {
  const auto& people = value.context.people;
  for (const std::string& name : people) {
    if (are_equal(name, value.text)) return good();
  }
  constexpr std::size_t most_compared = 200;
  const auto similar =
      people.size() > most_compared ? std::nullopt : find_similar(value.text, people);
  return bad(fill({"{} is not in team.yaml", "{} 不在 team.yaml 中"}, {value.shown()}),
             similar ? fill({"did you mean {}?", "是否想写 {}？"}, {*similar}) : Text{});
}

Verdict check_file(const TypedValue& value) {
  std::string_view rest = value.text;
  bool inside = rest.starts_with("attachments/") && rest.find_first_of("\\\r\n\t") == rest.npos;
  while (inside && !rest.empty()) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, slash);
    inside = !part.empty() && part != "." && part != ".." && slash + 1 != rest.size();
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  if (inside) return good();
  return bad(fill({"{} is no path inside attachments/", "{} 不是 attachments/ 之内的路径"},
                  {value.shown()}));
}

constexpr std::array<FieldType, 21> type_table = {{
    {"text", check_text, normalise_text, Order::text, false, Mask::none, fragment::text,
     Shape::single, true},
    {"note", check_note, normalise_note, Order::text, false, Mask::none, fragment::note,
     Shape::single, true},
    {"choice", check_choice, normalise_choice, Order::text, false, Mask::none, {}},
    {"choices", nullptr, nullptr, Order::text, false, Mask::none, {}, Shape::choices},
    {"yes-no", check_yes_no, normalise_yes_no, Order::text, true, Mask::none,
     R"({"enum":[true,false,"true","false"]})"},
    {"integer", check_integer, normalise_number, Order::number, true, Mask::none,
     fragment::integer},
    {"decimal", check_decimal, normalise_number, Order::number, false, Mask::none,
     R"({"type":"string","pattern":"^-?[0-9]+([.][0-9]+)?$"})"},
    {"money", check_money, normalise_number, Order::number, false, Mask::none,
     R"({"type":"string","pattern":"^-?0*[0-9]{1,15}([.][0-9]{1,2})?$"})"},
    {"date", check_date, normalise_date_value, Order::time, true, Mask::none, fragment::date},
    {"partial-date", check_partial, normalise_partial, Order::time, true, Mask::none,
     fragment::partial_date},
    {"time", check_time, normalise_time_value, Order::time, true, Mask::none, fragment::time},
    {"uscc", check_uscc_value, normalise_uscc_value, Order::text, false, Mask::none,
     fragment::uscc},
    {"resident-id", check_resident, normalise_resident, Order::text, false, Mask::id,
     fragment::resident_id},
    {"mobile", check_mobile_value, normalise_mobile_value, Order::text, false, Mask::mobile,
     R"({"type":"string","pattern":"^1[3-9][0-9]{9}$"})"},
    {"phone", check_phone_value, normalise_phone_value, Order::text, false, Mask::phone, {}},
    {"email", check_email_value, normalise_email_value, Order::text, false, Mask::email,
     fragment::email},
    {"code", check_code, normalise_code, Order::text, false, Mask::none, {}},
    {"person", check_person, normalise_trimmed, Order::text, false, Mask::none, {}},
    {"file", check_file, normalise_trimmed, Order::text, false, Mask::none, fragment::file},
    {"entries", nullptr, nullptr, Order::text, false, Mask::none, {}, Shape::entries},
    {"group", nullptr, nullptr, Order::text, false, Mask::none, {}, Shape::group},
}};

constexpr std::size_t date_length = 10;

/// The day or part of a date that a stored time or date names.
std::optional<PartialDate> parse_civil_date(std::string_view text) {
  if (text.size() <= date_length) return parse_partial_date(text);
  if (!parse_time(text)) return std::nullopt;
  return parse_partial_date(text.substr(0, date_length));
}

/// Times as parts of dates, and as instants when both are that.
std::optional<std::strong_ordering> compare_times(std::string_view left, std::string_view right) {
  if (left.size() > date_length && right.size() > date_length) {
    const auto left_time = parse_time(left);
    const auto right_time = parse_time(right);
    if (!left_time || !right_time) return std::nullopt;
    return left_time->instant <=> right_time->instant;
  }
  const auto left_date = parse_civil_date(left);
  const auto right_date = parse_civil_date(right);
  if (!left_date || !right_date) return std::nullopt;
  return compare_partial(*left_date, *right_date);
}

}  // namespace

std::string find_long_past(std::chrono::sys_days today) {
  // Offsets are less than a day, and `today` is that of one of them.
  constexpr std::chrono::days certain{4};
  const std::chrono::year_month_day date(today - certain);
  return date.year() < std::chrono::year(1) ? std::string() : format_date(date);
}

std::span<const FieldType> field_types() {
  return type_table;
}

const FieldType* find_field_type(std::string_view name) {
  const auto* found = std::find_if(type_table.begin(), type_table.end(),
                                   [&](const FieldType& row) { return row.name == name; });
  return found == type_table.end() ? nullptr : found;
}

std::optional<std::strong_ordering> compare_values(const FieldType& type, std::string_view left,
                                                   std::string_view right) {
  if (type.order == Order::time) return compare_times(left, right);
  if (type.order == Order::number) {
    const auto left_number = parse_decimal(left);
    const auto right_number = parse_decimal(right);
    if (!left_number || !right_number) return std::nullopt;
    return compare_decimals(*left_number, *right_number);
  }
  if (type.check == check_code) return code_part(left) <=> code_part(right);
  return left <=> right;
}

std::optional<std::strong_ordering> compare_good_values(const FieldType& type,
                                                        std::string_view left,
                                                        std::string_view right) {
  if (type.order != Order::time) return compare_values(type, left, right);
  const std::size_t common = std::min(left.size(), right.size());
  // Of a date, a part of one or a time the parts that both have are the text that both begin with.
  if (common <= date_length) return left.substr(0, common) <=> right.substr(0, common);
  constexpr std::size_t offset_length = 6;
  const bool one_form = left.size() == right.size() &&
                        left.substr(common - offset_length) == right.substr(common - offset_length);
  return one_form ? left <=> right : compare_values(type, left, right);
}

Text list_options(const Field& field) {
  Text list;
  for (const Option& option : field.options) {
    if (!list.en.empty()) {
      list.en += ", ";
      list.zh += "、";
    }
    list.en += option.value;
    list.zh += option.value;
    if (option.label.zh != option.value) list.zh += " " + option.label.zh;
  }
  return list;
}

std::string_view find_option(const Field& field, std::string_view input) {
  for (const Option& option : field.options) {
    if (option.value == input) return option.value;
  }
  const std::string wanted = fold(trim(input));
  const auto names_it = [&](const std::string& name) { return fold(name) == wanted; };
  for (const Option& option : field.options) {
    if (names_it(option.value) || names_it(option.label.en) || names_it(option.label.zh) ||
        std::any_of(option.also.begin(), option.also.end(), names_it)) {
      return option.value;
    }
  }
  return {};
}

}  // namespace custrec
