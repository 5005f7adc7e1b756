// SPDX-License-Identifier: MIT
// custrec add on a terminal: one field at a time in the order of the form, each answer checked at
// once, everything read back before it is saved (requirement 2).
#include <algorithm>

#include "commands/add.hpp"
#include "problem/tell.hpp"
#include "schema/check_value.hpp"
#include "schema/form.hpp"
#include "schema/scope.hpp"
#include "terminal/prompt.hpp"
#include "terminal/record_page.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// The person has had enough: nothing is filed.
struct GivenUp {};

class Interview {
 public:
  Interview(const Session& session, const Archive& archive, const Person& person,
            const AddOptions& options)
      : options_(options),
        session_(session),
        archive_(archive),
        person_(person),
        schemas_(archive.schemas()),
        filing_(archive, person, session.now()) {}

  /// What was answered; a customer of the same name is filed when the person said so.
  struct Answers {
    Value form;
    bool force = false;
  };

  Answers run() {
    session_.complain(
        {"Fields with * are required. Enter: leave empty or take [what is offered]; "
         "?: help; Ctrl-C: leave without saving.",
         "带 * 的为必填项。回车：留空或采用[默认值]；?：说明；Ctrl-C：放弃。"});
    ask_fields(schemas_.customer().fields, {}, true);
    if (confirm({"Fill in optional fields too? [y/N] ", "是否填写选填项？[y/N] "})) {
      ask_fields(schemas_.customer().fields, {}, false);
    }
    read_back();
    return {std::move(form_), options_.force};
  }

 private:
  [[nodiscard]] std::string say(const Text& text) const { return text.in(session_.language()); }

  std::string must_ask(const std::string& question) const {
    auto line = ask_line(question);
    if (!line) throw GivenUp();
    return std::move(*line);
  }

  [[nodiscard]] bool confirm(const Text& question) const {
    const std::string answer = must_ask(say(question));
    return answer == "y" || answer == "Y" || answer == "yes" || answer == "是";
  }

  static bool is_asked(const Field& field, const FieldPath& path) {
    return !field.retired && field.name != "id" && !is_own_field(path.text());
  }

  /// A field is asked in the round of the required or of the optional ones; what has a default goes
  /// with the optional ones.
  void ask_fields(const FieldList& fields, const FieldPath& parent, bool required) {
    for (const Field& field : fields) {
      FieldPath path = parent;
      path.steps.push_back({&field, std::nullopt, {}});
      if (!is_asked(field, path)) continue;
      const std::string_view type = field.type->name;
      if (type == "group") {
        ask_fields(field.fields, path, required);
      } else if (type == "entries") {
        if (required && needs_entries(field)) ask_entries(field);
      } else if (must_fill(field, parent) == required && !has_answer(path)) {
        ask_field(path, required);
      }
    }
  }

  static bool needs_entries(const Field& field) {
    return field.required || field.min_items.value_or(0) > 0;
  }

  /// All fields of an entry at once, the required ones first asked for until they are there.
  void ask_entries(const Field& list) {
    for (std::size_t position = 0;; ++position) {
      session_.complain(
          fill({"{} {}", "{} {}"}, {list.label, static_cast<unsigned>(position + 1)}));
      for (const Field& field : schemas_.fields_of(list)) {
        const FieldPath path{{{&list, position, {}}, {&field, std::nullopt, {}}}};
        if (is_asked(field, path) && field.type->check != nullptr) {
          ask_field(path, field.required);
        }
      }
      if (!confirm(fill({"Another one ({})? [y/N] ", "再填一位（{}）？[y/N] "}, {list.label})))
        return;
    }
  }

  /// Conditions see the answers given so far.
  [[nodiscard]] bool must_fill(const Field& field, const FieldPath& parent) const {
    if (!field.default_value.empty()) return false;
    if (field.required || !field.required_when) return field.required;
    const Reading reading = read_document(format_record(with_anything(form_)));
    if (!reading.readable) return false;
    const Scope record{schemas_, reading.document, Document::root, schemas_.customer().fields,
                       nullptr};
    if (parent.steps.empty()) return is_required(field, record);
    const NodeIndex group = find_item(reading.document, Document::root, *parent.steps[0].field);
    const Scope inner{schemas_, reading.document, group == no_node ? Document::root : group,
                      parent.steps[0].field->fields, &record};
    return is_required(field, inner);
  }

  /// A record has at least one field, even before the first answer.
  static Value with_anything(Value form) {
    if (form.items.empty()) form.items.push_back(make_text("id", "?"));
    return form;
  }

  [[nodiscard]] bool has_answer(const FieldPath& path) const {
    const Value* at = &form_;
    for (const FieldStep& step : path.steps) {
      at = at->find(step.field->name);
      if (at == nullptr) return false;
    }
    return !at->is_empty();
  }

  void ask_field(const FieldPath& path, bool required) {
    const Field& field = path.field();
    show_options(field);
    const std::string offered = offer(path);
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
      if (answer.empty() && (!required || options_.draft)) return;
      if (answer.empty()) {
        session_.complain(fill({"  {} is required", "  {}为必填项"}, {field.label}));
        continue;
      }
      if (take_answer(path, option_by_number(field, answer))) return;
    }
  }

  void show_options(const Field& field) const {
    std::string lines;
    for (std::size_t at = 0; at < field.options.size(); ++at) {
      lines +=
          (at == 0 ? "  " : "   ") + std::to_string(at + 1) + " " + say(field.options[at].label);
    }
    if (!lines.empty()) session_.complain(same_text(lines));
  }

  static std::string option_by_number(const Field& field, const std::string& answer) {
    const bool number = answer.size() <= 2 && answer.find_first_not_of("0123456789") == answer.npos;
    const std::size_t position = number ? std::stoul(answer) : 0;
    return position >= 1 && position <= field.options.size() ? field.options[position - 1].value
                                                             : answer;
  }

  /// What Enter takes: a default, and for whoever collects and looks after the customer oneself.
  [[nodiscard]] std::string offer(const FieldPath& path) const {
    const std::string name = path.text();
    if (name == "owner" || name == "collection.collected_by") return person_.name;
    if (name == "collection.collected_at" || name == "first_contact") {
      return archive_.format_now(session_.now()).substr(0, 10);
    }
    return path.field().default_value;
  }

  void explain(const Field& field) const {
    if (!field.hint.empty()) session_.complain(fill({"  {}", "  {}"}, {field.hint}));
    if (!field.example.empty()) {
      session_.complain(fill({"  for example {}", "  例如 {}"}, {field.example}));
    }
    if (field.hint.empty() && field.example.empty()) {
      session_.complain(fill({"  type {}", "  类型 {}"}, {field.type->name}));
    }
  }

  /// Keeps the answer if it holds; what is odd but possible is told and kept.
  bool take_answer(const FieldPath& path, const std::string& answer) {
    const Field& field = path.field();
    const Value value = make_value(field, answer, filing_.context());
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
      const auto problem = check_value(item, text, false, false, filing_.context());
      if (!problem) continue;
      session_.complain(fill(
          {"  {}{}{}", "  {}{}{}"},
          {problem->message, problem->hint.empty() ? Text{} : Text{"; ", "；"}, problem->hint}));
      if (problem->level == Level::error) return false;
    }
    const Value before = form_;
    fill_in(form_, path, answer, filing_.context());
    if (path.steps.size() == 1 && (field.unique || field.name == "name") &&
        !is_new_customer(field)) {
      form_ = before;
      return false;
    }
    if (field.type->name == "code") session_.complain(same_text("  " + value.text));
    return true;
  }

  /// Who is there already is told at once, not after the last answer.
  bool is_new_customer(const Field& field) {
    const Reading reading = read_document(format_record(form_));
    Identity identity = identify(reading.document, schemas_, filing_.context());
    identity.reach = find_reach(reading.document, schemas_, filing_.context());
    const auto same = find_duplicate(archive_, filing_, identity, options_.force);
    if (!same) return true;
    session_.complain(fill({"  {}", "  {}"}, {same->message}));
    if (same->rule == "unique") return false;
    if (field.name != "name" ||
        !confirm({"  Is it another customer? [y/N] ", "  是否为另一个客户？[y/N] "})) {
      return false;
    }
    options_.force = true;
    return true;
  }

  /// Shows everything with its problems until the person saves it.
  void read_back() {
    while (true) {
      order_fields(form_, schemas_);
      session_.complain({"", ""});
      session_.complain(same_text(
          format_record_page(form_, schemas_, session_.language(), session_.has_colour(true))));
      const std::string answer =
          must_ask(say({"Enter: save; FIELD=VALUE: change something; q: leave without saving > ",
                        "回车：保存；字段=值：更改；q：放弃 > "}));
      if (answer == "q") throw GivenUp();
      if (answer.empty()) {
        if (!tell_errors()) return;
        continue;
      }
      change(answer);
    }
  }

  void change(const std::string& assignment) {
    const std::size_t sign = assignment.find('=');
    const FieldPathResult found =
        parse_field_path(schemas_, std::string_view(assignment).substr(0, sign));
    if (!found.path) {
      session_.complain(found.mistake);
    } else if (is_own_field(found.path->text()) || (found.path->field().type->check == nullptr &&
                                                    found.path->field().type->name != "choices")) {
      session_.complain({"that can't be changed here", "此处不能更改该项"});
    } else if (sign == std::string::npos) {
      ask_field(*found.path, false);
    } else if (trim(std::string_view(assignment).substr(sign + 1)).empty()) {
      fill_in(form_, *found.path, "", filing_.context());
    } else {
      take_answer(
          *found.path,
          option_by_number(found.path->field(),
                           std::string(trim(std::string_view(assignment).substr(sign + 1)))));
    }
  }

  /// The same checks as when it is filed, so that saving can't fail for what was typed.
  [[nodiscard]] bool tell_errors() {
    const NewRecord record = filing_.prepare(form_, options_.draft);
    session_.print_problems(record.problems, true);
    return count_problems(record.problems).errors > 0;
  }

  AddOptions options_;
  const Session& session_;
  const Archive& archive_;
  const Person& person_;
  const Schemas& schemas_;
  Filing filing_;
  Value form_ = make_mapping("");
};

}  // namespace

Exit add_by_asking(Session& session, const Archive& archive, const Person& person,
                   const AddOptions& options) {
  try {
    Interview::Answers answers = Interview(session, archive, person, options).run();
    AddOptions wanted = options;
    wanted.force = answers.force;
    return file_customer(session, archive, person, answers.form, wanted);
  } catch (const GivenUp&) {
    session.complain({"\nnothing was saved", "\n未保存"});
    return Exit::refused;
  }
}

}  // namespace custrec
