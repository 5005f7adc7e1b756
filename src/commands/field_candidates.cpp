// SPDX-License-Identifier: MIT
// Names of fields, step by step along their paths, and the values that a schema lists.
#include "commands/field_candidates.hpp"

#include <algorithm>

#include "archive/walk.hpp"
#include "record/value.hpp"
#include "schema/code_list.hpp"
#include "schema/field_path.hpp"
#include "schema/field_type.hpp"

namespace custrec {
namespace {

/// Whether a label is being typed.
bool is_label(std::string_view text) {
  return !text.empty() && (static_cast<unsigned char>(text[0]) & 0x80U) != 0;
}

class FieldCompleter {
 public:
  FieldCompleter(const Archive& archive, const FieldWish& wish, const std::string& typed,
                 Language language)
      : archive_(archive), wish_(wish), typed_(typed), language_(language) {}

  std::vector<Candidate> run() {
    const std::size_t equals = typed_.find('=');
    if (equals == std::string::npos) {
      offer_names();
    } else if (wish_.assigns) {
      offer_values(equals);
    }
    return std::move(candidates_);
  }

 private:
  void offer(std::string word, std::string about) {
    if (!word.starts_with(typed_)) return;
    candidates_.push_back({std::move(word), std::move(about)});
  }

  void offer_names() {
    const std::size_t dot = typed_.rfind('.');
    if (dot == std::string::npos) return offer_fields("", wish_.fields);
    const std::string before = typed_.substr(0, dot);
    const FieldPathResult found = parse_field_path(archive_.schemas(), wish_.fields, before);
    if (!found.path) return;
    const FieldStep& step = found.path->steps.back();
    const bool named = step.position || !step.entry.empty();
    if (step.field->type->shape == Shape::entries && !named &&
        wish_.lists == FieldWish::Lists::entries) {
      offer_entries(before + ".", *step.field);
    } else {
      offer_fields(before + ".", archive_.schemas().fields_of(*step.field));
    }
  }

  void offer_fields(const std::string& before, const FieldList& fields) {
    for (const Field& field : fields) {
      if (field.retired || !is_wanted(before + field.name)) continue;
      offer_field(before + field.name, field, field.label.in(language_));
      if (is_label(std::string_view(typed_).substr(before.size()))) {
        offer_field(before + field.label.zh, field, field.name);
      }
    }
  }

  [[nodiscard]] bool is_wanted(const std::string& path) const {
    if (std::ranges::find(wish_.without, path) != wish_.without.end()) return false;
    return std::ranges::none_of(wish_.given, [&](const std::string& assignment) {
      return assignment.starts_with(path) && assignment[path.size()] == '=';
    });
  }

  void offer_field(const std::string& name, const Field& field, const std::string& about) {
    const Shape shape = field.type->shape;
    if (shape == Shape::single || shape == Shape::choices) {
      offer(name + (wish_.assigns ? "=" : ""), about);
      return;
    }
    if (wish_.lists == FieldWish::Lists::whole) offer(name, about);
    offer(name + ".", about);
  }

  /// Entries that are there, by their id or place, and a new one where that is possible.
  void offer_entries(const std::string& before, const Field& list) {
    std::size_t size = 0;
    if (!wish_.customer.empty()) {
      const RecordFile file = read_record_file(archive_, wish_.customer);
      if (!file.reading.readable) return;
      const Value record = value_of(file.reading.document, Document::root);
      if (const Value* entries = record.find(list.name)) {
        for (const Value& entry : entries->items) {
          const std::string id(entry.text_at("id"));
          offer(before + (id.empty() ? std::to_string(size) : id) + ".", list.label.in(language_));
          size += 1;
        }
      }
    }
    const auto is_begun = [&](const std::string& entry) {
      return std::ranges::any_of(wish_.given,
                                 [&](const std::string& word) { return word.starts_with(entry); });
    };
    std::string entry = before + std::to_string(size) + ".";
    while (is_begun(entry)) {
      offer(entry, list.label.in(language_));
      entry = before + std::to_string(++size) + ".";
    }
    offer(entry, Text{"a new one", "新增一条"}.in(language_));
  }

  void offer_values(std::size_t equals) {
    std::string_view name = std::string_view(typed_).substr(0, equals);
    if (name.ends_with('+') || name.ends_with('-')) name.remove_suffix(1);
    const FieldPathResult found = parse_field_path(archive_.schemas(), wish_.fields, name);
    if (!found.path) return;
    const Field& field = found.path->field();
    const std::string before = typed_.substr(0, equals + 1);
    const bool label = is_label(std::string_view(typed_).substr(equals + 1));
    for (const Option& option : field.options) {
      offer(before + option.value, option.label.in(language_));
      if (label) offer(before + option.label.zh, option.value);
    }
    if (field.type->name == "yes-no") {
      offer(before + "true", Text{"yes", "是"}.in(language_));
      offer(before + "false", Text{"no", "否"}.in(language_));
    } else if (field.type->name == "person") {
      for (const Person& person : archive_.team().people()) {
        offer(before + person.name, person.department);
      }
    } else if (field.type->name == "code") {
      offer_codes(before, field, label);
    }
  }

  /// Of a list of thousands the widest classes first.
  void offer_codes(const std::string& before, const Field& field, bool label) {
    const CodeList* list = archive_.codes().find(field.codes);
    if (list == nullptr) return;
    for (const Code& code : list->codes()) {
      if (code.abolished || (typed_.size() == before.size() && !code.parent.empty())) continue;
      offer(before + std::string(code.code), std::string(code.name));
      if (label) offer(before + std::string(code.name), std::string(code.code));
    }
  }

  const Archive& archive_;
  const FieldWish& wish_;
  const std::string& typed_;
  Language language_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<Candidate> find_field_candidates(const Archive& archive, const FieldWish& wish,
                                             const std::string& typed, Language language) {
  return FieldCompleter(archive, wish, typed, language).run();
}

}  // namespace custrec
