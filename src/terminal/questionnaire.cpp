// SPDX-License-Identifier: MIT
// A form asked on a terminal.
#include "terminal/questionnaire.hpp"

#include <vector>

#include "schema/check_value.hpp"
#include "schema/form.hpp"
#include "terminal/prompt.hpp"
#include "terminal/standard_streams.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

bool is_single(const Field& field) {
  return field.type->check != nullptr || field.type->name == "choices";
}

bool needs_entries(const Field& list) {
  return list.required || list.min_items.value_or(0) > 0;
}

/// The number of a choice means the choice.
std::string option_by_number(const Field& field, const std::string& answer) {
  const bool number = answer.size() <= 2 && answer.find_first_not_of("0123456789") == answer.npos;
  const std::size_t position = number && !answer.empty() ? std::stoul(answer) : 0;
  return position >= 1 && position <= field.options.size() ? field.options[position - 1].value
                                                           : answer;
}

}  // namespace

Value Questionnaire::run() {
  session_.complain(
      {"Fields with * are required. Enter: leave empty or take [what is offered]; "
       "?: help; Ctrl-C: leave without saving.",
       "带 * 的为必填项。回车：留空或采用[默认值]；?：说明；Ctrl-C：放弃。"});
  ask_fields(form_.fields, {}, true);
  if (confirm({"Fill in optional fields too? [y/N] ", "是否填写选填项？[y/N] "})) {
    ask_fields(form_.fields, {}, false);
  }
  read_back();
  return std::move(answers_);
}

std::string Questionnaire::must_ask(const std::string& question) const {
  auto line = ask_line(question);
  if (!line) throw GivenUp();
  return std::move(*line);
}

bool Questionnaire::confirm(const Text& question) const {
  const std::string answer = must_ask(say(question));
  return answer == "y" || answer == "Y" || answer == "yes" || answer == "是";
}

/// A field is asked in the round of the required or of the optional ones; what has a default goes
/// with the optional ones. Entries of a kind of their own are added by themselves.
void Questionnaire::ask_fields(const FieldList& fields, const FieldPath& parent, bool required) {
  for (const Field& field : fields) {
    FieldPath path = parent;
    path.steps.push_back({&field, std::nullopt, {}});
    if (field.retired || !form_.is_asked(path)) continue;
    const std::string_view type = field.type->name;
    if (type == "group") {
      ask_fields(field.fields, path, required);
    } else if (type == "entries") {
      const bool optional = !needs_entries(field) && field.of.empty();
      if (required ? needs_entries(field)
                   : optional && confirm(fill({"Add to {}? [y/N] ", "是否填写{}？[y/N] "},
                                              {field.label}))) {
        ask_entries(path);
      }
    } else if (must_fill(field, parent) == required && !has_answer(path)) {
      ask_field(path, required);
    }
  }
}

/// All fields of an entry at once, the required ones first asked for until they are there.
void Questionnaire::ask_entries(const FieldPath& list) {
  for (std::size_t position = 0;; ++position) {
    session_.complain(
        fill({"{} {}", "{} {}"}, {list.field().label, static_cast<unsigned>(position + 1)}));
    for (const Field& field : schemas_.fields_of(list.field())) {
      FieldPath path = list;
      path.steps.back().position = position;
      path.steps.push_back({&field, std::nullopt, {}});
      if (!field.retired && form_.is_asked(path) && field.type->check != nullptr) {
        ask_field(path, field.required);
      }
    }
    if (!confirm(
            fill({"Another one ({})? [y/N] ", "再填一条（{}）？[y/N] "}, {list.field().label}))) {
      return;
    }
  }
}

/// Conditions see the answers given so far.
bool Questionnaire::must_fill(const Field& field, const FieldPath& parent) const {
  if (!field.default_value.empty()) return false;
  if (field.required || !field.required_when) return field.required;
  return form_.is_needed(answers_, field, parent);
}

bool Questionnaire::has_answer(const FieldPath& path) const {
  const Value* at = &answers_;
  for (const FieldStep& step : path.steps) {
    at = at->find(step.field->name);
    if (at == nullptr) return false;
  }
  return !at->is_empty();
}

void Questionnaire::ask_field(const FieldPath& path, bool required) {
  const Field& field = path.field();
  show_options(field);
  const std::string offered = form_.offer(answers_, path);
  std::string question = say(field.label) + (required ? "*" : "");
  if (!offered.empty()) question += " [" + offered + "]";
  question += say({": ", "："});
  while (true) {
    std::string answer = must_ask(question);
    if (answer == "?") {
      explain(field);
      continue;
    }
    if (answer.empty()) answer = offered;
    if (answer.empty() && (!required || form_.may_stay_incomplete)) return;
    if (answer.empty()) {
      session_.complain(fill({"  {} is required", "  {}为必填项"}, {field.label}));
      continue;
    }
    if (take_answer(path, option_by_number(field, answer))) return;
  }
}

void Questionnaire::show_options(const Field& field) const {
  std::string lines;
  for (std::size_t at = 0; at < field.options.size(); ++at) {
    lines += (at == 0 ? "  " : "   ") + std::to_string(at + 1) + " " + say(field.options[at].label);
  }
  if (!lines.empty()) session_.complain(same_text(lines));
}

void Questionnaire::explain(const Field& field) const {
  if (!field.hint.empty()) session_.complain(fill({"  {}", "  {}"}, {field.hint}));
  if (!field.example.empty()) {
    session_.complain(fill({"  for example {}", "  例如 {}"}, {field.example}));
  }
  if (field.hint.empty() && field.example.empty()) {
    session_.complain(fill({"  type {}", "  类型 {}"}, {field.type->name}));
  }
}

/// Keeps the answer if it holds; what is odd but possible is told and kept.
bool Questionnaire::take_answer(const FieldPath& path, const std::string& answer) {
  const Field& field = path.field();
  const Value value = make_value(field, answer, context_);
  std::vector<std::string_view> texts = {value.text};
  if (value.kind == Kind::sequence) {
    texts.clear();
    for (const Value& item : value.items) texts.emplace_back(item.text);
  }
  const bool listed = value.kind == Kind::sequence;
  const FieldType* single = find_field_type(field.options.empty() ? "text" : "choice");
  for (const std::string_view text : texts) {
    Field item = field;
    if (listed) item.type = single;
    const auto problem = check_value(item, text, false, false, context_);
    if (!problem) continue;
    session_.complain(
        fill({"  {}{}{}", "  {}{}{}"},
             {problem->message, problem->hint.empty() ? Text{} : Text{"; ", "；"}, problem->hint}));
    if (problem->level == Level::error) return false;
  }
  const Value before = answers_;
  fill_in(answers_, path, answer, context_);
  if (!form_.accept(answers_, path)) {
    answers_ = before;
    return false;
  }
  if (field.type->name == "code") session_.complain(same_text("  " + value.text));
  return true;
}

/// Shows everything with its problems until the person saves it.
void Questionnaire::read_back() {
  while (true) {
    write_to(stderr, "\n" + form_.show(answers_) + "\n");
    const std::string answer =
        must_ask(say({"Enter: save; FIELD=VALUE: change something; q: leave without saving > ",
                      "回车：保存；字段=值：更改；q：放弃 > "}));
    if (answer == "q") throw GivenUp();
    if (!answer.empty()) {
      change(answer);
    } else if (!form_.tell_errors(answers_)) {
      return;
    }
  }
}

void Questionnaire::change(const std::string& assignment) {
  const std::size_t sign = assignment.find('=');
  const FieldPathResult found =
      parse_field_path(schemas_, form_.fields, std::string_view(assignment).substr(0, sign));
  if (!found.path) {
    session_.complain(found.mistake);
    return;
  }
  const std::string value(
      sign == std::string::npos ? "" : trim(std::string_view(assignment).substr(sign + 1)));
  if (!form_.is_asked(*found.path) || !is_single(found.path->field())) {
    session_.complain({"that can't be changed here", "此处不能更改该项"});
  } else if (sign == std::string::npos) {
    ask_field(*found.path, false);
  } else if (value.empty()) {
    fill_in(answers_, *found.path, "", context_);
  } else {
    take_answer(*found.path, option_by_number(found.path->field(), value));
  }
}

}  // namespace custrec
