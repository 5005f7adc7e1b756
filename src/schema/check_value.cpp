// SPDX-License-Identifier: MIT
// Holds one single value to its field. The rules stand in one list, the most telling first; which
// of them concern a field is found out once.
#include "schema/check_value.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "record/plain.hpp"
#include "schema/forbidden.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"
#include "time/zone.hpp"

namespace custrec {
namespace {

using Answer = std::optional<ValueProblem>;

bool is_identifier(const Field& field) {
  return field.type->mask != Mask::none || field.type->name == "uscc";
}

/// A team's own free text may speak of `张*`; a number or a customer's name may not.
Answer ask_masked(const TypedValue& value) {
  const bool identifier = value.personal || is_identifier(value.field);
  if (!identifier || !looks_masked(value.text)) return std::nullopt;
  return ValueProblem{Level::error,
                      "masked-value",
                      {"this is a masked value; the record keeps the whole one",
                       "这是脱敏后的值，档案须保存完整的值"},
                      {}};
}

bool may_lack_zero(const TypedValue& value) {
  return !value.text.starts_with('0') && !value.text.starts_with('+');
}

/// A phone number without the 0 of its area code has lost it in a spreadsheet.
Answer ask_lost_zero(const TypedValue& value) {
  const auto restored = restore_leading_zero(value.text, *value.context.phones);
  if (!restored) return std::nullopt;
  return ValueProblem{
      Level::warning, "spreadsheet-damage",
      fill({"{} seems to have lost the 0 of its area code", "{} 似乎丢失了区号开头的 0"},
           {value.shown()}),
      fill({"write it {}", "应写作 {}"}, {show_value(value.field, *restored, value.personal)})};
}

/// `1.38E+10`: a long number after a spreadsheet has shortened it.
bool is_shortened(std::string_view text) {
  const std::size_t exponent = text.find("E+");
  const auto consists_of = [](std::string_view part, std::string_view allowed) {
    return !part.empty() && part.find_first_not_of(allowed) == part.npos;
  };
  return exponent != text.npos && consists_of(text.substr(0, exponent), "0123456789.") &&
         consists_of(text.substr(exponent + 2), "0123456789");
}

[[gnu::always_inline]] inline bool may_break_type(const TypedValue& value) {
  return !value.field.type->check(value).is_good();
}

bool begins_ideograph(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0xE4 && byte <= 0xE9;
}

/// Most texts begin and end with a letter of ASCII or an ideograph, and hold no control.
bool may_break_text(const TypedValue& value) {
  const std::string_view text = value.text;
  const auto is_letter = [](char c) { return c > ' ' && c < 0x7F; };
  const bool begins = is_letter(text.front()) || begins_ideograph(text.front());
  const bool ends =
      is_letter(text.back()) || (text.size() >= 3 && begins_ideograph(text[text.size() - 3]));
  const bool good = begins && ends && !value.signs.hold_any(Signs::control | Signs::line_feed);
  return !good && may_break_type(value);
}

/// How to mend a value that is none; first of all what a spreadsheet has made of it.
Text hint_of(const TypedValue& value, const Verdict& verdict) {
  const std::string_view type = value.field.type->name;
  const bool is_date = type == "date" || type == "partial-date" || type == "time";
  if (const auto day = is_date ? parse_spreadsheet_day(value.text) : std::nullopt) {
    return fill(
        {"a spreadsheet has made a number of a date, probably {}: give the cell a date format",
         "电子表格将日期变成了数字，可能是 {}：请将单元格设为日期格式"},
        {show_value(value.field, format_date(*day), value.personal)});
  }
  if (!verdict.hint().empty() || !is_shortened(value.text)) return verdict.hint();
  return {"a spreadsheet has shortened the number: copy it anew from a cell of format text",
          "数字被电子表格缩写：请从文本格式的单元格重新复制"};
}

Answer ask_type(const TypedValue& value) {
  const Field& field = value.field;
  const FieldType& type = *field.type;
  const Verdict verdict = type.check(value);
  if (verdict.is_good()) return std::nullopt;
  if (!verdict.is_bad()) {
    return ValueProblem{Level::warning, type.name, verdict.reason(), verdict.hint()};
  }
  const std::string normal = type.normalise(value.text, field, value.context);
  if (normal != value.text && !normal.empty()) {
    const std::string shown = show_value(field, normal, value.personal);
    if (!type.check({normal, value.personal, field, value.context}).is_bad()) {
      const bool same = shown == trim(value.shown());
      return ValueProblem{
          Level::warning, type.name,
          same ? Text{"the value is not in its normal form", "值不是规范写法"}
               : fill({"{} is not in its normal form", "{} 不是规范写法"}, {value.shown()}),
          same ? Text{"it has blanks, signs or invisible characters too many",
                      "含有多余的空白、符号或不可见字符"}
               : fill({"write it {}", "应写作 {}"}, {shown})};
    }
  }
  return ValueProblem{Level::error, type.name, verdict.reason(), hint_of(value, verdict)};
}

bool breaks_pattern(const TypedValue& value) {
  const auto& simple = value.field.simple_pattern;
  if (simple && simple->matches(value.text)) return false;
  return !RE2::FullMatch(re2::StringPiece(value.text.data(), value.text.size()),
                         *value.field.pattern);
}

Answer ask_pattern(const TypedValue& value) {
  const auto& pattern = value.field.pattern;
  return ValueProblem{Level::error, "pattern",
                      fill({"{} does not have the form {}", "{} 不符合格式 {}"},
                           {value.shown(), pattern->pattern()}),
                      value.field.example.empty()
                          ? Text{}
                          : fill({"for example {}", "例如 {}"}, {value.field.example})};
}

bool is_after_now(const TypedValue& value) {
  const auto date = parse_partial_date(value.text);
  const auto time = date ? std::nullopt : parse_time(value.text);
  if (time) return time->instant > value.context.now;
  const std::chrono::year_month_day today(value.context.today);
  return date && compare_partial(
                     *date, {static_cast<int>(today.year()), static_cast<unsigned>(today.month()),
                             static_cast<unsigned>(today.day())}) == std::strong_ordering::greater;
}

/// Whether it is all that a field asks of a date or time.
bool must_be_past(const Field& field) {
  return field.max == "now" && field.min.empty();
}

/// What a date or time that is good begins with is enough to see that it lies days back.
bool may_be_after_now(const TypedValue& value) {
  const std::string_view long_past = value.context.long_past;
  // The year and the month are mostly enough, and their bytes compare as a number.
  std::array<std::uint64_t, 2> beginnings{};
  if (value.text.size() >= sizeof beginnings[0] && long_past.size() >= sizeof beginnings[0]) {
    std::memcpy(&beginnings[0], value.text.data(), sizeof beginnings[0]);
    std::memcpy(&beginnings[1], long_past.data(), sizeof beginnings[1]);
    if constexpr (std::endian::native == std::endian::little) {
      for (std::uint64_t& beginning : beginnings) beginning = __builtin_bswap64(beginning);
    }
    if (beginnings[0] < beginnings[1]) return false;
  }
  return !(value.text < long_past);
}

Answer ask_range(const TypedValue& value) {
  const Field& field = value.field;
  const auto problem = [](Text message) {
    return ValueProblem{Level::error, "range", std::move(message), {}};
  };
  if (field.max == "now") {
    if (is_after_now(value)) {
      return problem(fill({"{} lies in the future", "{} 晚于当前时间"}, {value.shown()}));
    }
  } else if (!field.max.empty() &&
             compare_values(*field.type, value.text, field.max) == std::strong_ordering::greater) {
    return problem(fill({"{} is more than {}", "{} 大于 {}"}, {value.shown(), field.max}));
  }
  if (!field.min.empty() &&
      compare_values(*field.type, value.text, field.min) == std::strong_ordering::less) {
    return problem(fill({"{} is less than {}", "{} 小于 {}"}, {value.shown(), field.min}));
  }
  return std::nullopt;
}

/// Most limits say that an amount is not below zero, and most amounts have no sign.
bool may_be_out_of_range(const TypedValue& value) {
  const bool from_zero = value.field.min == "0" && value.field.max.empty();
  return from_zero ? !is_digit(value.text.front()) : ask_range(value).has_value();
}

/// A text has no more characters than bytes.
bool may_break_length(const TypedValue& value) {
  const Field& field = value.field;
  return field.min_length.has_value() || value.text.size() > field.max_length.value_or(0);
}

Answer ask_length(const TypedValue& value) {
  const Field& field = value.field;
  const std::size_t length = count_code_points(value.text);
  if (field.min_length && length < *field.min_length) {
    return ValueProblem{
        Level::error,
        "length",
        fill({"has {} characters, at least {} are needed", "有 {} 个字符，至少须 {} 个"},
             {length, *field.min_length}),
        {}};
  }
  if (field.max_length && length > *field.max_length) {
    return ValueProblem{
        Level::error,
        "length",
        fill({"has {} characters, at most {} are allowed", "有 {} 个字符，最多 {} 个"},
             {length, *field.max_length}),
        {}};
  }
  return std::nullopt;
}

/// Whether the first character is sure to come first in what the text folds to: an ideograph is, a
/// letter of ASCII where no mark follows that it may be one with.
bool is_first_sure(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (is_ascii(text.front())) return text.size() == 1 || is_ascii(text[1]);
  return count_plain_chinese(text.substr(0, 3)) == 3;
}

/// What of the beginning of `text` is sure to come first in what it folds to: a letter of ASCII, as
/// a small one, or an ideograph stays one unless a mark follows it that it is one with.
std::size_t count_surely_folded(std::string_view text) {
  const std::size_t plain = count_plain_chinese(text);
  if (plain == text.size() || plain == 0) return plain;
  const std::size_t last = static_cast<unsigned char>(text[plain - 1]) < 0x80 ? 1 : 3;
  return plain - last;
}

char fold_byte(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The first character, of ASCII or an ideograph, as it is folded.
unsigned find_first(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  if (byte(0) < 0x80) return static_cast<unsigned char>(fold_byte(text[0]));
  return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
}

bool may_be_vague(const TypedValue& value) {
  const VagueWords& vague = value.field.vague;
  const std::string_view text = value.text;
  // Folding makes at most four bytes one, so a long text is none of these words.
  if (text.size() > 4 * vague.longest) return false;
  // The first character tells most texts from all the words.
  if (!is_first_sure(text)) return true;
  if (!vague.firsts.test(find_first(text) % vague.firsts.size())) return false;
  const std::size_t sure = count_surely_folded(text);
  const std::string_view beginning = text.substr(0, sure);
  return std::any_of(vague.words.begin(), vague.words.end(), [&](const VagueWords::Word& word) {
    const bool fits = sure < text.size() ? word.folded.size() >= sure : word.folded.size() == sure;
    return fits && std::equal(beginning.begin(), beginning.end(), word.folded.begin(),
                              [](char left, char right) { return fold_byte(left) == right; });
  });
}

Answer ask_vague(const TypedValue& value) {
  const VagueWords& vague = value.field.vague;
  const std::string folded = fold(value.text);
  for (const VagueWords::Word& word : vague.words) {
    if (folded != word.folded) continue;
    return ValueProblem{Level::warning, "vague",
                        fill({"{} alone says too little", "仅写“{}”过于含糊"}, {word.word}),
                        value.field.example.empty()
                            ? Text{}
                            : fill({"for example {}", "例如 {}"}, {value.field.example})};
  }
  return std::nullopt;
}

Answer ask_forbidden(const TypedValue& value) {
  const auto found = find_forbidden(value.text);
  if (found.empty()) return std::nullopt;
  return ValueProblem{Level::warning,
                      "forbidden",
                      fill({"holds {}", "含有{}"}, {found[0].what}),
                      {"keep only what the purpose needs", "只保留用途所需的信息"}};
}

Answer ask_shortened(const TypedValue& value) {
  if (!is_shortened(value.text)) return std::nullopt;
  return ValueProblem{
      Level::warning,
      "spreadsheet-damage",
      fill({"{} is a number that a spreadsheet has shortened", "{} 是被电子表格缩写的数字"},
           {value.shown()}),
      {"copy it anew from a cell of format text", "请从文本格式的单元格重新复制"}};
}

bool may_need_quotes(const TypedValue& value) {
  return value.plain && may_be_ambiguous_plain(value.text) && is_ambiguous_plain(value.text);
}

Answer ask_quote(const TypedValue& value) {
  return ValueProblem{Level::warning,
                      "quote",
                      {"stands without quotes, YAML tools take it for something other than text",
                       "未加引号，YAML 工具会误读为其他类型"},
                      value.personal ? Text{"put it in double quotes", "请加双引号"}
                                     : fill({"write \"{}\"", "应写作 \"{}\""}, {value.shown()})};
}

bool is_text(const Field& field) {
  return field.type->name == "text";
}

/// Each rule first has a quick look, which passes over what is certainly good: nearly every value.
/// It looks for one of some signs, or by a function.
struct Rule {
  bool (*concerns)(const Field& field);
  Signs signs;
  bool (*suspects)(const TypedValue& value);  ///< null: only the signs count
  Answer (*ask)(const TypedValue& value);
};

constexpr std::array<Rule, 12> rules = {{
    {[](const Field& field) { return field.may_be_personal() || is_identifier(field); },
     Signs(Signs::asterisk), nullptr, ask_masked},
    {[](const Field& field) { return field.type->name == "phone"; }, Signs::none(), may_lack_zero,
     ask_lost_zero},
    {is_text, Signs::none(), may_break_text, ask_type},
    {[](const Field& field) { return !is_text(field); }, Signs::none(), may_break_type, ask_type},
    {[](const Field& field) { return field.pattern != nullptr; }, Signs::none(), breaks_pattern,
     ask_pattern},
    {must_be_past, Signs::none(), may_be_after_now, ask_range},
    {[](const Field& field) {
       return (!field.min.empty() || !field.max.empty()) && !must_be_past(field);
     },
     Signs::none(), may_be_out_of_range, ask_range},
    {[](const Field& field) { return field.min_length || field.max_length; }, Signs::none(),
     may_break_length, ask_length},
    {[](const Field& field) { return !field.vague.words.empty(); }, Signs::none(), may_be_vague,
     ask_vague},
    {[](const Field& field) { return field.type->free_text; },
     Signs(Signs::number | Signs::address), nullptr, ask_forbidden},
    {is_text, Signs(Signs::exponent), nullptr, ask_shortened},
    {[](const Field& field) { return !field.type->bare; }, Signs::none(), may_need_quotes,
     ask_quote},
}};

bool is_asked(const Field& field, std::size_t rule) {
  return (field.questions.rules >> rule & 1U) != 0;
}

/// Whether `rule` or one after it suspects the value by its function. Written out by the compiler,
/// rule by rule: calls that it can follow.
template <std::size_t rule = 0>
bool is_suspect_from(const TypedValue& value) {
  if constexpr (rules[rule].suspects != nullptr) {
    if (is_asked(value.field, rule) && rules[rule].suspects(value)) return true;
  }
  if constexpr (rule + 1 < rules.size()) return is_suspect_from<rule + 1>(value);
  return false;
}

}  // namespace

bool is_suspect(const TypedValue& value) {
  return value.signs.hold_any(value.field.questions.signs) || is_suspect_from(value);
}

std::optional<ValueProblem> check_value(const Field& field, std::string_view text, bool personal,
                                        bool plain, const TypeContext& context) {
  const Signs signs = field.type->free_text ? find_signs(text) : Signs{};
  const TypedValue value{text, personal, field, context, signs, plain};
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    const auto& [concerns, suspicious, suspects, ask] = rules[rule];
    if (!is_asked(field, rule)) continue;
    if (!signs.hold_any(suspicious) && (suspects == nullptr || !suspects(value))) continue;
    if (Answer answer = ask(value)) return answer;
  }
  return std::nullopt;
}

Questions questions_of(const Field& field) {
  Questions questions;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (!rules[rule].concerns(field)) continue;
    questions.rules = static_cast<std::uint16_t>(questions.rules | 1U << rule);
    questions.signs = questions.signs | rules[rule].signs;
  }
  return questions;
}

std::string TypedValue::shown() const {
  return show_value(field, text, personal);
}

std::string show_value(const Field& field, std::string_view text, bool personal) {
  if (personal) {
    const Mask mask = field.mask == Mask::none ? Mask::whole : field.mask;
    return escape_controls(mask_value(mask, text));
  }
  return cut_to_width(escape_controls(text), 60);
}

}  // namespace custrec
