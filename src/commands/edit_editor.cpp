// SPDX-License-Identifier: MIT
// custrec edit ID: the whole record in the person's editor, opened again with its problems as
// comments until it is clean or given up. What was changed there becomes the change entry. Nobody
// else is kept waiting meanwhile: the lock is taken in the end only.
#include <algorithm>

#include "archive/filing.hpp"
#include "archive/selection.hpp"
#include "archive/transaction.hpp"
#include "commands/edit.hpp"
#include "record/record_form_reader.hpp"
#include "record/reform.hpp"
#include "schema/form.hpp"
#include "terminal/form_file.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::string_view head_mark = "#:";
constexpr std::string_view reason_mark = "#: reason:";
constexpr std::string_view evidence_mark = "#: evidence:";
constexpr std::string_view end_of_head = "#: ----";

/// Lines above the record that are not part of it.
std::string format_head(const RecordFile& file, const Change& change, Language language) {
  const std::string name = escape_controls(file.reading.document.text_at(Document::root, "name"));
  const Text words =
      fill({"#: {} {}\n"
            "#: Change what has to be changed, save and leave the editor. An unchanged or empty\n"
            "#: text changes nothing. Say here why, and how it was verified:\n",
            "#: {} {}\n"
            "#: 修改后保存并退出编辑器。未作更改或清空则不改动档案。请在此写明原因和核实依据：\n"},
           {file.id, name});
  return words.in(language) + std::string(reason_mark) + " " + change.reason + "\n" +
         std::string(evidence_mark) + " " + change.evidence + "\n" + std::string(end_of_head) +
         "\n";
}

struct Answer {
  std::string reason;
  std::string evidence;
  std::string text;              ///< the record
  std::uint32_t head_lines = 0;  ///< above it
};

/// What isn't said in the head any more stays as in `change`.
Answer read_answer(const std::string& text, const Change& change) {
  Answer answer{change.reason, change.evidence, {}, 0};
  const std::string_view all = text;
  std::size_t at = 0;
  while (all.substr(at).starts_with(head_mark)) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    const std::string_view line = all.substr(at, end - at);
    if (line.starts_with(reason_mark)) answer.reason = trim(line.substr(reason_mark.size()));
    if (line.starts_with(evidence_mark)) answer.evidence = trim(line.substr(evidence_mark.size()));
    at = std::min(end + 1, all.size());
    answer.head_lines += 1;
    if (line.starts_with(end_of_head)) break;
  }
  answer.text = all.substr(at);
  if (!answer.text.empty() && answer.text.back() != '\n') answer.text += '\n';
  return answer;
}

Problem problem_of(std::string_view rule, std::string field, Text message) {
  return {Level::error, rule, "", "", 0, 0, std::move(field), std::move(message), {}};
}

class EditorSession {
 public:
  EditorSession(const Session& session, const Archive& archive, const Person& person,
                const EditOptions& options)
      : session_(session),
        archive_(archive),
        person_(person),
        reviser_(archive, session.now()),
        change_(make_change(archive, reviser_.context(), person, options)),
        file_(read_visible_customer(session, archive, person, options.words[0])),
        layout_(require_record_form(file_)),
        form_(archive,
              format_head(file_, change_, session.language()) + std::string(layout_.bytes())) {}

  Exit run() {
    while (true) {
      const std::string before = form_.text();
      if (!form_.open_editor()) {
        const Text why{"the editor failed; set EDITOR to another", "编辑器未能运行；请设置 EDITOR"};
        if (asked_again_ || form_.text() != before) return give_up(why);
        form_.discard();
        throw Error(Exit::refused, why);
      }
      const Answer answer = read_answer(form_.text_without_problems(), change_);
      if (trim(answer.text).empty() || answer.text == layout_.bytes()) {
        form_.discard();
        session_.say({"nothing was changed", "未更改"});
        return Exit::clean;
      }
      if (form_.text() == before) return give_up({"it came back unchanged", "内容未再更改"});
      if (const auto exit_code = try_to_file(answer)) return *exit_code;
    }
  }

 private:
  Exit give_up(const Text& why) const {
    session_.complain(fill({"{}; nothing was changed in the archive, your text is kept in {}",
                            "{}；档案未更改，您的内容保留在 {}"},
                           {why, form_.whole_path()}));
    return Exit::refused;
  }

  std::optional<Exit> try_to_file(const Answer& answer) {
    std::vector<Problem> problems;
    if (const auto layout = read_edited(answer, problems)) {
      const std::optional<Revision> revision = revise(*layout, answer, problems);
      if (revision && problems.empty()) return file(*revision);
    }
    const Change change{"", answer.reason, answer.evidence, ""};
    asked_again_ = true;
    form_.ask_again(format_head(file_, change, session_.language()) + answer.text, problems,
                    session_.language());
    return std::nullopt;
  }

  /// The edited text in record form; nothing, and why, when it can't be read.
  [[nodiscard]] std::optional<Document> read_edited(const Answer& answer,
                                                    std::vector<Problem>& problems) const {
    const Reading reading = read_document(answer.text);
    if (!reading.readable || !reading.faults.empty()) {
      problems = place_findings(reading.document, "line", file_.id, findings_of(reading.faults));
      for (Problem& problem : problems) problem.line += answer.head_lines;
      return std::nullopt;
    }
    Document document(answer.text);
    if (read_record_form(document)) return document;
    document = Document(reform_record(reading.document).value_or(""));
    if (read_record_form(document)) return document;
    problems.push_back(
        problem_of("syntax", "",
                   {"this is YAML, but can't be brought to record form without losing a comment",
                    "此内容是 YAML，但无法在不丢失注释的情况下转为规范格式"}));
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Revision> revise(const Document& layout, const Answer& answer,
                                               std::vector<Problem>& problems) const {
    Value wanted = value_of(layout, Document::root);
    Value before = value_of(file_.reading.document, Document::root);
    forget_origins(before);
    std::string status;
    for (const Difference& difference : find_differences(before, wanted)) {
      const std::string_view top =
          std::string_view(difference.path).substr(0, difference.path.find_first_of(".["));
      if (difference.path == "status") {
        status = difference.to;
      } else if (is_own_field(difference.path) || top == "id" || top == "changes" ||
                 top == "reviews") {
        problems.push_back(problem_of("check", difference.path,
                                      fill({"is set by custrec itself; leave it as it was ({})",
                                            "由 custrec 自行设置，请恢复原样（{}）"},
                                           {escape_controls(difference.from)})));
      }
    }
    if (find_invalid_utf8(answer.reason + answer.evidence)) {
      problems.push_back(problem_of("syntax", "reason", {"is not UTF-8", "不是 UTF-8 编码"}));
    }
    if (!problems.empty()) return std::nullopt;
    normalise_values(wanted, archive_.schemas(), reviser_.context(), before);
    for (Value& item : wanted.items) {
      if (item.key == "status") item.text = before.text_at("status");
    }
    Change change = change_;
    change.reason = answer.reason;
    change.evidence = answer.evidence;
    Revision revision = reviser_.revise(file_, layout, std::move(wanted), status, change);
    if (revision.refusal) {
      problems.push_back(problem_of("check", "status", *revision.refusal));
      return std::nullopt;
    }
    if (revision.lacks_reason) {
      problems.push_back(problem_of(
          "required", "reason",
          {"say why, in the line '#: reason:' below", "请在下方“#: reason:”行写明更改原因"}));
    }
    for (Problem& problem : problems_of(archive_, person_, session_.now(), revision)) {
      if (problem.level == Level::error) problems.push_back(std::move(problem));
    }
    return revision;
  }

  Exit file(const Revision& revision) const {
    const Lock lock = begin_writing(archive_.tree(), person_.name);
    if (archive_.tree().read(file_.path) != file_.reading.document.bytes()) {
      return give_up(fill({"{} was changed by somebody else meanwhile", "{} 在此期间已被他人更改"},
                          {file_.id}));
    }
    Transaction transaction(archive_.tree(), lock);
    transaction.replace(revision.path, revision.before, revision.after);
    transaction.commit();
    form_.discard();
    session_.print_problems(revision.problems, true);
    tell_revision(session_, archive_, person_, file_, revision);
    return Exit::clean;
  }

  const Session& session_;
  const Archive& archive_;
  const Person& person_;
  Reviser reviser_;
  Change change_;
  RecordFile file_;
  Document layout_;
  FormFile form_;
  bool asked_again_ = false;  ///< so that there is something of the person's in it
};

}  // namespace

Exit edit_in_editor(Session& session, const Archive& archive, const Person& person,
                    const EditOptions& options) {
  if (options.dry_run) {
    throw Error(Exit::usage,
                {"--dry-run needs FIELD=VALUE or --from", "--dry-run 须与 字段=值 或 --from 同用"});
  }
  if (session.options().no_input) {
    throw Error(Exit::usage,
                {"nothing to change: give FIELD=VALUE", "没有要更改的内容：请给出 字段=值"});
  }
  require_editor();
  return EditorSession(session, archive, person, options).run();
}

}  // namespace custrec
