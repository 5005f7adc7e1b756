// SPDX-License-Identifier: MIT
// A form asked on a terminal: one field at a time in its order, each answer checked at once,
// everything read back before it is saved (requirement 2).
#pragma once

#include <functional>
#include <string>

#include "record/value.hpp"
#include "schema/field_path.hpp"
#include "schema/field_type.hpp"
#include "terminal/session.hpp"

namespace custrec {

/// The person has had enough: nothing is filed. Thrown by `Questionnaire`.
struct GivenUp {};

/// What a form is of, and what is known about it while it is filled in. Paths start at `fields`.
struct Form {
  const FieldList& fields;
  std::function<bool(const FieldPath&)> is_asked;
  /// Whether a field that may be left out generally is needed after the answers so far.
  std::function<bool(const Value& answers, const Field&, const FieldPath& parent)> is_needed;
  /// What Enter takes, or empty.
  std::function<std::string(const Value& answers, const FieldPath&)> offer;
  /// Whether an answer that is a good value may stay; says why not.
  std::function<bool(const Value& answers, const FieldPath&)> accept;
  std::function<std::string(const Value& answers)> show;  ///< the page that is read back
  std::function<bool(const Value& answers)> tell_errors;  ///< true: there are some
  bool may_stay_incomplete = false;
};

class Questionnaire {
 public:
  Questionnaire(const Session& session, const Schemas& schemas, const TypeContext& context,
                Form form)
      : session_(session), schemas_(schemas), context_(context), form_(std::move(form)) {}

  /// The answers, read back and without errors. Throws GivenUp.
  Value run();

  [[nodiscard]] bool confirm(const Text& question) const;

 private:
  [[nodiscard]] std::string say(const Text& text) const { return text.in(session_.language()); }
  [[nodiscard]] std::string must_ask(const std::string& question) const;
  void ask_fields(const FieldList& fields, const FieldPath& parent, bool required);
  void ask_entries(const FieldPath& list);
  [[nodiscard]] bool must_fill(const Field& field, const FieldPath& parent) const;
  [[nodiscard]] bool has_answer(const FieldPath& path) const;
  void ask_field(const FieldPath& path, bool required);
  void show_options(const Field& field) const;
  void explain(const Field& field) const;
  bool take_answer(const FieldPath& path, const std::string& answer);
  void read_back();
  void change(const std::string& assignment);

  const Session& session_;
  const Schemas& schemas_;
  const TypeContext& context_;
  Form form_;
  Value answers_ = make_mapping("");
};

}  // namespace custrec
