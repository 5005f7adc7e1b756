// SPDX-License-Identifier: MIT
// Holds one single value to its field. The rules stand in one list, the most telling first; which
// of them concern a field is found out once.
#include "schema/check_value.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "record/plain.hpp"
#include "schema/forbidden.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"
#include "time/zone.hpp"

namespace custrec {
namespace {

struct Question {
  const Field& field;
  std::string_view text;
  bool personal;
  bool plain;
  const TypeContext& context;
  Signs signs;

  [[nodiscard]] std::string shown() const { return show_value(field, text, personal); }
};

using Answer = std::optional<ValueProblem>;

bool is_free_text(const Field& field) {
  return field.type->name == "text" || field.type->name == "note";
}

bool is_identifier(const Field& field) {
  return field.type->mask != Mask::none || field.type->name == "uscc";
}

/// A team's own free text may speak of `张*`; a number or a customer's name may not.
Answer ask_masked(const Question& question) {
  const bool identifier = question.personal || is_identifier(question.field);
  if (!question.signs.asterisk || !identifier || !looks_masked(question.text)) return std::nullopt;
  return ValueProblem{Level::error,
                      "masked-value",
                      {"this is a masked value; the record keeps the whole one",
                       "这是脱敏后的值，档案须保存完整的值"},
                      {}};
}

/// A phone number without the 0 of its area code has lost it in a spreadsheet.
Answer ask_lost_zero(const Question& question) {
  const bool begins_well = question.text.starts_with('0') || question.text.starts_with('+');
  if (begins_well) return std::nullopt;
  const auto restored = restore_leading_zero(question.text, *question.context.phones);
  if (!restored) return std::nullopt;
  return ValueProblem{
      Level::warning, "spreadsheet-damage",
      fill({"{} seems to have lost the 0 of its area code", "{} 似乎丢失了区号开头的 0"},
           {question.shown()}),
      fill({"write it {}", "应写作 {}"},
           {show_value(question.field, *restored, question.personal)})};
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

/// How to mend a value that is none; first of all what a spreadsheet has made of it.
Text hint_of(const Question& question, const Verdict& verdict) {
  const std::string_view type = question.field.type->name;
  const bool is_date = type == "date" || type == "partial-date" || type == "time";
  if (const auto day = is_date ? parse_spreadsheet_day(question.text) : std::nullopt) {
    return fill(
        {"a spreadsheet has made a number of a date, probably {}: give the cell a date format",
         "电子表格将日期变成了数字，可能是 {}：请将单元格设为日期格式"},
        {show_value(question.field, format_date(*day), question.personal)});
  }
  if (!verdict.hint().empty() || !is_shortened(question.text)) return verdict.hint();
  return {"a spreadsheet has shortened the number: copy it anew from a cell of format text",
          "数字被电子表格缩写：请从文本格式的单元格重新复制"};
}

Answer ask_type(const Question& question) {
  const Field& field = question.field;
  const FieldType& type = *field.type;
  const TypedValue value{question.text, question.personal, field, question.context, question.signs};
  const Verdict verdict = type.check(value);
  if (verdict.is_good()) return std::nullopt;
  if (!verdict.is_bad()) {
    return ValueProblem{Level::warning, type.name, verdict.reason(), verdict.hint()};
  }
  const std::string normal = type.normalise(question.text, field, question.context);
  if (normal != question.text && !normal.empty()) {
    const std::string shown = show_value(field, normal, question.personal);
    if (!type.check({normal, question.personal, field, question.context}).is_bad()) {
      const bool same = shown == trim(question.shown());
      return ValueProblem{
          Level::warning, type.name,
          same ? Text{"the value is not in its normal form", "值不是规范写法"}
               : fill({"{} is not in its normal form", "{} 不是规范写法"}, {question.shown()}),
          same ? Text{"it has blanks, signs or invisible characters too many",
                      "含有多余的空白、符号或不可见字符"}
               : fill({"write it {}", "应写作 {}"}, {shown})};
    }
  }
  return ValueProblem{Level::error, type.name, verdict.reason(), hint_of(question, verdict)};
}

Answer ask_pattern(const Question& question) {
  const auto& pattern = question.field.pattern;
  if (RE2::FullMatch(re2::StringPiece(question.text.data(), question.text.size()), *pattern)) {
    return std::nullopt;
  }
  return ValueProblem{Level::error, "pattern",
                      fill({"{} does not have the form {}", "{} 不符合格式 {}"},
                           {question.shown(), pattern->pattern()}),
                      question.field.example.empty()
                          ? Text{}
                          : fill({"for example {}", "例如 {}"}, {question.field.example})};
}

bool is_after_now(const Question& question) {
  const auto date = parse_partial_date(question.text);
  const auto time = date ? std::nullopt : parse_time(question.text);
  if (time) return time->instant > question.context.now;
  const std::chrono::year_month_day today(question.context.today);
  return date && compare_partial(
                     *date, {static_cast<int>(today.year()), static_cast<unsigned>(today.month()),
                             static_cast<unsigned>(today.day())}) == std::strong_ordering::greater;
}

Answer ask_range(const Question& question) {
  const Field& field = question.field;
  const auto problem = [](Text message) {
    return ValueProblem{Level::error, "range", std::move(message), {}};
  };
  if (field.max == "now") {
    if (is_after_now(question)) {
      return problem(fill({"{} lies in the future", "{} 晚于当前时间"}, {question.shown()}));
    }
  } else if (!field.max.empty() && compare_values(*field.type, question.text, field.max) ==
                                       std::strong_ordering::greater) {
    return problem(fill({"{} is more than {}", "{} 大于 {}"}, {question.shown(), field.max}));
  }
  if (!field.min.empty() &&
      compare_values(*field.type, question.text, field.min) == std::strong_ordering::less) {
    return problem(fill({"{} is less than {}", "{} 小于 {}"}, {question.shown(), field.min}));
  }
  return std::nullopt;
}

Answer ask_length(const Question& question) {
  const Field& field = question.field;
  const std::size_t length = count_code_points(question.text);
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

/// The first character of what `text` folds to, where that can be seen at once: ideographs stay,
/// and letters of ASCII become small, unless a mark follows them, of which none that changes them
/// lies beyond U+3000.
std::optional<char32_t> find_first_folded(std::string_view text) {
  const CodePoint first = code_point_at(text, 0);
  if (first.value >= 0x4E00 && first.value <= 0x9FFF) return first.value;
  if (first.value >= 0x80) return std::nullopt;
  const auto next = static_cast<unsigned char>(text.size() > 1 ? text[1] : 0);
  if (next >= 0x80 && next < 0xE3) return std::nullopt;
  return first.value >= 'A' && first.value <= 'Z' ? first.value + ('a' - 'A') : first.value;
}

Answer ask_vague(const Question& question) {
  const VagueWords& vague = question.field.vague;
  // Folding makes at most four bytes one, so a long text is none of these words.
  if (question.text.size() > 4 * vague.longest) return std::nullopt;
  const auto first = find_first_folded(question.text);
  if (first && !vague.firsts.test(*first % vague.firsts.size())) return std::nullopt;
  const std::string folded = fold(question.text);
  for (const VagueWords::Word& word : vague.words) {
    if (folded != word.folded) continue;
    return ValueProblem{Level::warning, "vague",
                        fill({"{} alone says too little", "仅写“{}”过于含糊"}, {word.word}),
                        question.field.example.empty()
                            ? Text{}
                            : fill({"for example {}", "例如 {}"}, {question.field.example})};
  }
  return std::nullopt;
}

Answer ask_forbidden(const Question& question) {
  if (!question.signs.number && !question.signs.address) return std::nullopt;
  const auto found = find_forbidden(question.text);
  if (found.empty()) return std::nullopt;
  return ValueProblem{Level::warning,
                      "forbidden",
                      fill({"holds {}", "含有{}"}, {found[0].what}),
                      {"keep only what the purpose needs", "只保留用途所需的信息"}};
}

Answer ask_shortened(const Question& question) {
  if (!question.signs.exponent || !is_shortened(question.text)) return std::nullopt;
  return ValueProblem{
      Level::warning,
      "spreadsheet-damage",
      fill({"{} is a number that a spreadsheet has shortened", "{} 是被电子表格缩写的数字"},
           {question.shown()}),
      {"copy it anew from a cell of format text", "请从文本格式的单元格重新复制"}};
}

Answer ask_quote(const Question& question) {
  if (!question.plain || !is_ambiguous_plain(question.text)) return std::nullopt;
  return ValueProblem{Level::warning,
                      "quote",
                      {"stands without quotes, YAML tools take it for something other than text",
                       "未加引号，YAML 工具会误读为其他类型"},
                      question.personal
                          ? Text{"put it in double quotes", "请加双引号"}
                          : fill({"write \"{}\"", "应写作 \"{}\""}, {question.shown()})};
}

struct Rule {
  bool (*concerns)(const Field& field);
  Answer (*ask)(const Question& question);
};

constexpr std::array<Rule, 10> rules = {{
    {[](const Field& field) { return field.may_be_personal() || is_identifier(field); },
     ask_masked},
    {[](const Field& field) { return field.type->name == "phone"; }, ask_lost_zero},
    {[](const Field&) { return true; }, ask_type},
    {[](const Field& field) { return field.pattern != nullptr; }, ask_pattern},
    {[](const Field& field) { return !field.min.empty() || !field.max.empty(); }, ask_range},
    {[](const Field& field) { return field.min_length || field.max_length; }, ask_length},
    {[](const Field& field) { return !field.vague.words.empty(); }, ask_vague},
    {[](const Field& field) { return is_free_text(field); }, ask_forbidden},
    {[](const Field& field) { return field.type->name == "text"; }, ask_shortened},
    {[](const Field& field) { return !field.type->bare; }, ask_quote},
}};

/// The first answer of `rule` and those after it. Written out by the compiler, rule by rule: calls
/// that it can follow.
template <std::size_t rule = 0>
Answer ask_from(const Question& question) {
  if ((question.field.questions >> rule & 1U) != 0) {
    if (Answer answer = rules[rule].ask(question)) return answer;
  }
  if constexpr (rule + 1 < rules.size()) return ask_from<rule + 1>(question);
  return std::nullopt;
}

}  // namespace

std::optional<ValueProblem> check_value(const Field& field, std::string_view text, bool personal,
                                        bool plain, const TypeContext& context) {
  const Signs signs = is_free_text(field) ? find_signs(text) : Signs{};
  const Question question{field, text, personal, plain, context, signs};
  return ask_from(question);
}

std::uint16_t questions_of(const Field& field) {
  unsigned questions = 0;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (rules[rule].concerns(field)) questions |= 1U << rule;
  }
  return static_cast<std::uint16_t>(questions);
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
