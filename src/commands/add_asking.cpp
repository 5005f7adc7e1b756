// SPDX-License-Identifier: MIT
// custrec add on a terminal: a new customer, field by field.
#include <algorithm>

#include "commands/add.hpp"
#include "problem/tell.hpp"
#include "schema/form.hpp"
#include "schema/scope.hpp"
#include "terminal/questionnaire.hpp"
#include "terminal/record_page.hpp"

namespace custrec {
namespace {

class Interview {
 public:
  Interview(const Session& session, const Archive& archive, const Person& person,
            const AddOptions& options)
      : options_(options),
        session_(session),
        archive_(archive),
        person_(person),
        schemas_(archive.schemas()),
        filing_(archive, person, session.now()),
        questionnaire_(session, schemas_, filing_.context(), make_form()) {}

  Value run() { return questionnaire_.run(); }

  /// The person said that it is another customer of the same name.
  [[nodiscard]] bool is_forced() const { return options_.force; }

 private:
  Form make_form() {
    return {schemas_.customer().fields,
            [](const FieldPath& path) {
              return path.field().name != "id" && !is_own_field(path.text());
            },
            [this](const Value& answers, const Field& field, const FieldPath& parent) {
              return is_needed(answers, field, parent);
            },
            [this](const Value&, const FieldPath& path) { return offer(path); },
            [this](const Value& answers, const FieldPath& path) {
              const Field& field = path.field();
              return path.steps.size() > 1 || (!field.unique && field.name != "name") ||
                     is_new_customer(answers, field);
            },
            [this](Value answers) {
              order_fields(answers, schemas_);
              return format_record_page(answers, schemas_, session_.language(),
                                        session_.has_colour(true));
            },
            [this](const Value& answers) { return tell_errors(answers); },
            options_.draft};
  }

  [[nodiscard]] bool is_needed(const Value& answers, const Field& field,
                               const FieldPath& parent) const {
    const Reading reading = read_document(format_record(with_anything(answers)));
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

  /// A default, and for whoever collects and looks after the customer oneself.
  [[nodiscard]] std::string offer(const FieldPath& path) const {
    const std::string name = path.text();
    if (name == "owner" || name == "collection.collected_by") return person_.name;
    if (name == "collection.collected_at" || name == "first_contact") {
      return archive_.format_now(session_.now()).substr(0, 10);
    }
    return path.field().default_value;
  }

  /// Who is there already is told at once, not after the last answer.
  bool is_new_customer(const Value& answers, const Field& field) {
    const Reading reading = read_document(format_record(answers));
    Identity identity = identify(reading.document, schemas_, filing_.context());
    identity.reach = find_reach(reading.document, schemas_, filing_.context());
    const auto same = find_duplicate(archive_, filing_, identity, options_.force);
    if (!same) return true;
    session_.complain(fill({"  {}", "  {}"}, {same->message}));
    if (same->rule == "unique") return false;
    if (field.name != "name" || !questionnaire_.confirm({"  Is it another customer? [y/N] ",
                                                         "  是否为另一个客户？[y/N] "})) {
      return false;
    }
    options_.force = true;
    return true;
  }

  /// The same checks as when it is filed, so that saving can't fail for what was typed.
  [[nodiscard]] bool tell_errors(const Value& answers) {
    const NewRecord record = filing_.prepare(answers, options_.draft);
    session_.print_problems(record.problems, true);
    return count_problems(record.problems).errors > 0;
  }

  AddOptions options_;
  const Session& session_;
  const Archive& archive_;
  const Person& person_;
  const Schemas& schemas_;
  Filing filing_;
  Questionnaire questionnaire_;
};

}  // namespace

Exit add_by_asking(Session& session, const Archive& archive, const Person& person,
                   const AddOptions& options) {
  try {
    Interview interview(session, archive, person, options);
    const Value form = interview.run();
    AddOptions wanted = options;
    wanted.force = interview.is_forced();
    return file_customer(session, archive, person, form, wanted);
  } catch (const GivenUp&) {
    session.complain({"\nnothing was saved", "\n未保存"});
    return Exit::refused;
  }
}

}  // namespace custrec
