// SPDX-License-Identifier: MIT
// custrec add --editor: a commented form in the person's editor, reopened with its problems as
// comments until it is clean or given up. The text is never lost.
#include <algorithm>
#include <functional>
#include <vector>

#include "commands/add.hpp"
#include "commands/add_entry.hpp"
#include "schema/form.hpp"
#include "terminal/form_file.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// What a person fills in, and what becomes of it.
struct EditorForm {
  const FieldList& fields;
  Text title;  ///< or empty
  std::function<bool(const std::string& path)> is_asked;
  std::function<std::string(const Field&)> offer;  ///< what stands there already
  std::function<std::vector<Problem>(const Value&)> find_problems;
  std::function<Exit(const Value&)> file;
};

class FormWriter {
 public:
  FormWriter(const Schemas& schemas, const EditorForm& form, Language language)
      : schemas_(schemas), form_(form), language_(language) {}

  std::string write() {
    if (!form_.title.empty()) text_ = "# " + form_.title.in(language_) + "\n";
    text_ +=
        Text{
            "# Fill in what you know, save and leave the editor. Lines with * are required.\n"
            "# Remove the # in front of an optional field to fill it in.\n"
            "# An empty file files nothing.\n",
            "# 填写后保存并退出编辑器。带 * 的为必填项。\n"
            "# 选填项请去掉行首的 # 再填写。\n"
            "# 清空文件即放弃登记。\n"}
            .in(language_);
    write_fields(form_.fields, 0, "");
    return std::move(text_);
  }

 private:
  void write_fields(const FieldList& fields, std::size_t indent, const std::string& path) {
    bool first = true;
    for (const Field& field : fields) {
      const std::string inner = path.empty() ? field.name : path + "." + field.name;
      if (field.retired || !form_.is_asked(inner)) continue;
      const std::string_view type = field.type->name;
      const bool list = type == "entries";
      if (list && !field.required && field.min_items.value_or(0) == 0) continue;
      const FieldList& below = schemas_.fields_of(field);
      // A kind that needs entries of itself would never end.
      if (list && std::find(lists_.begin(), lists_.end(), &below) != lists_.end()) continue;
      if (list || type == "group") {
        text_ += std::string(indent, ' ') + field.name + ":\n";
        if (list) text_ += std::string(indent + 2, ' ') + "-\n";
        lists_.push_back(&below);
        write_fields(below, indent + (list ? 4 : 2), inner);
        lists_.pop_back();
      } else {
        write_field(field, indent, first);
      }
      first = false;
    }
  }

  void write_field(const Field& field, std::size_t indent, bool first_in_parent) {
    const std::string margin(indent, ' ');
    const std::string offered = form_.offer(field);
    const bool needed = field.required || field.required_when || !offered.empty() ||
                        (first_in_parent && indent > 0);
    std::string remark = field.label.in(language_) + (field.required ? "*" : "");
    if (!field.hint.empty()) remark += " – " + field.hint.in(language_);
    if (!field.example.empty()) remark += Text{", e.g. ", "，如 "}.in(language_) + field.example;
    text_ += margin + "# " + replace_all(remark, "\n", " ") + "\n";
    for (const Option& option : field.options) {
      text_ += margin + "#   " + option.value + " " + option.label.in(language_) + "\n";
    }
    text_ += margin + (needed ? "" : "# ") + field.name + ": " + offered + "\n";
  }

  const Schemas& schemas_;
  const EditorForm& form_;
  Language language_;
  std::vector<const FieldList*> lists_;  ///< being written, from the outside inward
  std::string text_;
};

class FormSession {
 public:
  FormSession(const Session& session, const Archive& archive, const EditorForm& form)
      : session_(session),
        archive_(archive),
        wanted_(form),
        blank_(FormWriter(archive.schemas(), form, session.language()).write()),
        form_(archive, blank_) {}

  Exit run() {
    while (true) {
      const std::string before = form_.text();
      if (!form_.open_editor()) {
        const Text why{"the editor failed; set EDITOR to another", "编辑器未能运行；请设置 EDITOR"};
        if (form_.text() != blank_) return give_up(why);
        form_.discard();
        throw Error(Exit::refused, why);
      }
      if (trim(form_.text()).empty() || form_.text() == blank_) {
        form_.discard();
        session_.complain({"nothing was filed", "未登记"});
        return Exit::refused;
      }
      if (form_.text() == before) {
        return give_up({"the form came back unchanged", "表格未作更改"});
      }
      if (const auto exit_code = try_to_file()) return *exit_code;
    }
  }

 private:
  Exit give_up(const Text& why) const {
    session_.complain(
        fill({"{}; nothing was filed, the text is kept in {}", "{}；未登记，内容保留在 {}"},
             {why, form_.whole_path()}));
    return Exit::refused;
  }

  /// Files the form, or puts its problems on top for the next round.
  std::optional<Exit> try_to_file() {
    const std::string text = form_.text_without_problems();
    const Reading reading = read_document(text);
    std::vector<Problem> problems;
    if (reading.readable && reading.faults.empty()) {
      Value form = value_of(reading.document, Document::root);
      normalise_entry(form, wanted_.fields, archive_.schemas(), archive_.context(session_.now()));
      problems = wanted_.find_problems(form);
      if (count_problems(problems).errors == 0) {
        const Exit exit_code = wanted_.file(form);
        if (exit_code == Exit::clean) form_.discard();
        return exit_code;
      }
    } else {
      problems = place_findings(reading.document, "form.yaml", "", findings_of(reading.faults));
    }
    form_.ask_again(text, problems, session_.language());
    return std::nullopt;
  }

  const Session& session_;
  const Archive& archive_;
  const EditorForm& wanted_;
  std::string blank_;  ///< the form as it was made
  FormFile form_;
};

}  // namespace

Exit add_in_editor(Session& session, const Archive& archive, const Person& person,
                   const AddOptions& options) {
  require_editor();
  const auto find_problems = [&](const Value& form) {
    Filing filing(archive, person, session.now());
    NewRecord record = filing.prepare(form, options.draft);
    if (auto same = find_duplicate(archive, filing, record.identity, options.force)) {
      record.problems.push_back(std::move(*same));
    }
    return std::move(record.problems);
  };
  const EditorForm form{archive.schemas().customer().fields,
                        {},
                        [](const std::string& path) { return path != "id" && !is_own_field(path); },
                        [](const Field& field) { return field.default_value; },
                        find_problems,
                        [&](const Value& answers) {
                          return file_customer(session, archive, person, answers, options);
                        }};
  return FormSession(session, archive, form).run();
}

Exit add_entry_in_editor(Session& session, const EntryRequest& request) {
  require_editor();
  const Value record = read_record_of(session, request);
  const EditorForm form{
      request.archive.schemas().fields_of(request.list),
      fill({"{} of {} {}", "{}：{} {}"}, {request.list.kind->title, record.text_at("id"),
                                          escape_controls(record.text_at("name"))}),
      [&](const std::string& path) { return !is_own_entry_field(request.list, path); },
      [&](const Field& field) {
        return known_entry_value(request.archive, request.list, field, make_mapping(""), record,
                                 request.person, session.now());
      },
      [&](const Value& entry) { return find_entry_problems(session, request, entry); },
      [&](const Value& entry) { return file_entry(session, request, entry); }};
  return FormSession(session, request.archive, form).run();
}

}  // namespace custrec
