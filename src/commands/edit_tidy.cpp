// SPDX-License-Identifier: MIT
// custrec edit --tidy: records in record form, with quotes where values could be misread and values
// that only normalising makes valid in their normal form. Without reason and change entry, since
// nothing gets another meaning.
#include "archive/access.hpp"
#include "archive/filing.hpp"
#include "archive/selection.hpp"
#include "archive/transaction.hpp"
#include "commands/edit.hpp"
#include "record/record_form_reader.hpp"
#include "record/reform.hpp"
#include "record/rewrite.hpp"
#include "schema/tidy.hpp"
#include "terminal/outcome.hpp"

namespace custrec {
namespace {

struct TidyCounts {
  std::size_t tidied = 0;
  std::size_t failed = 0;
  std::size_t hidden = 0;  ///< customers of others, left as they are
};

class Tidying {
 public:
  /// `person` is going to write; null: nothing is written.
  Tidying(const Session& session, const Archive& archive, const EditOptions& options,
          const Person* person)
      : session_(session),
        archive_(archive),
        options_(options),
        person_(person),
        context_(archive.context(session.now())) {}

  void take(const RecordFile& file, Transaction* transaction) {
    require_read(file);
    if (!file.reading.readable || !file.reading.faults.empty()) {
      session_.print_problems(file.problems.empty()
                                  ? place_findings(file.reading.document, file.path, file.id,
                                                   findings_of(file.reading.faults))
                                  : file.problems,
                              true);
      outcome_.failed += 1;
      return;
    }
    if (person_ != nullptr && !may_change(*person_, file.reading.document)) {
      outcome_.hidden += 1;
      return;
    }
    const auto text = tidy(file.reading.document);
    if (!text) {
      session_.complain(
          options_.force
              ? fill({"{}: can't be brought to record form: it is empty, or has keys that no field "
                      "can have",
                      "{}: 无法整理为规范格式：内容为空，或含有不可能是字段的键"},
                     {file.path})
              : fill({"{}: can't be brought to record form with all that is in it; --force leaves "
                      "out comments",
                      "{}: 无法完整地整理为规范格式；--force 可舍弃注释"},
                     {file.path}));
      outcome_.failed += 1;
    } else if (*text != file.reading.document.bytes()) {
      session_.print_line(file.path);
      outcome_.tidied += 1;
      if (transaction != nullptr) {
        transaction->replace(file.path, file.reading.document.bytes(), *text);
      }
    }
  }

  [[nodiscard]] const TidyCounts& outcome() const { return outcome_; }

 private:
  [[nodiscard]] std::optional<std::string> tidy(const Document& document) const {
    Document layout{std::string(document.bytes())};
    if (!read_record_form(layout)) {
      auto reformed = reform_record(document);
      if (!reformed && options_.force) {
        reformed = format_record(value_of(document, Document::root));
      }
      if (!reformed) return std::nullopt;
      layout = Document(std::move(*reformed));
      if (!read_record_form(layout)) return std::nullopt;
    }
    Value wanted = value_of(layout, Document::root);
    tidy_values(wanted, archive_.schemas(), context_);
    return rewrite_record(layout, wanted);
  }

  const Session& session_;
  const Archive& archive_;
  const EditOptions& options_;
  const Person* person_;
  TypeContext context_;
  TidyCounts outcome_;
};

PathList paths_to_tidy(const Archive& archive, const std::vector<std::string>& ids) {
  if (ids.empty()) {
    Walk walk = walk_customers(archive);
    require_walked(walk);
    return std::move(walk.records);
  }
  PathList paths;
  for (const std::string& id : ids) paths.add(require_record(archive, id));
  return paths;
}

}  // namespace

Exit edit_tidy(Session& session, const Archive& archive, const EditOptions& options) {
  const bool write = !options.check && !options.dry_run;
  const Person* person = write ? &session.find_person(archive) : nullptr;
  Tidying tidying(session, archive, options, person);
  const auto take_all = [&](Transaction* transaction) {
    for (const std::string_view path : paths_to_tidy(archive, options.words)) {
      tidying.take(read_record_file(archive, path), transaction);
    }
  };
  if (write) {
    const Lock lock = begin_writing(archive.tree(), person->name);
    Transaction transaction(archive.tree(), lock);
    take_all(&transaction);
    transaction.commit();
  } else {
    take_all(nullptr);
  }
  const TidyCounts& outcome = tidying.outcome();
  session.say(fill(write ? Text{"tidied: {}, failed: {}", "已整理 {}，失败 {}"}
                         : Text{"would be tidied: {}, fail: {}", "需整理 {}，无法整理 {}"},
                   {outcome.tidied, outcome.failed}));
  tell_selection(session, {0, outcome.hidden, 0});
  const bool unclean = options.check && outcome.tidied > 0;
  return outcome.failed > 0 || unclean ? Exit::problems : Exit::clean;
}

}  // namespace custrec
