// SPDX-License-Identifier: MIT
// custrec edit --resolve: what is left to do after a merge that had conflicts.
#include "commands/edit_resolve.hpp"

#include <algorithm>

#include "archive/layout.hpp"
#include "archive/merge_record.hpp"
#include "archive/transaction.hpp"
#include "record/conflict_text.hpp"
#include "record/part_text.hpp"
#include "record/value_path.hpp"
#include "schema/field_path.hpp"
#include "terminal/git_command.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Conflict find_conflict(const Archive& archive, const std::string& word) {
  const std::string& root = archive.tree().root();
  Conflict conflict{word, archive.find_record(word), {}, {}};
  for (const auto& [path, stages] :
       find_conflicted_files(root, std::string(layout::customers_folder))) {
    if (layout::id_of_path(path) != word) continue;
    conflict.path = path;
    conflict.stages = stages;
  }
  if (conflict.path.empty()) {
    throw Error(Exit::usage, fill({"there is no customer {}; --resolve takes the number",
                                   "没有客户 {}；--resolve "
                                   "须用客户编号"},
                                  {escape_controls(word)}));
  }
  // With both sides and what they had in common.
  conflict.text = archive.tree().read(conflict.path, 4 * max_record_bytes);
  return conflict;
}

/// Fields as people name them, by path.
std::vector<std::string> read_fields(const Archive& archive, const EditOptions& options) {
  std::vector<std::string> fields;
  for (auto word = options.words.begin() + 1; word != options.words.end(); ++word) {
    const FieldPathResult field = parse_field_path(archive.schemas(), *word);
    fields.push_back(field.path ? field.path->text() : *word);
  }
  return fields;
}

std::string join(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : ", ") + word;
  return escape_controls(joined);
}

/// The conflicts of one record's text, from markers to a resolved file.
class Resolving {
 public:
  Resolving(Session& session, const Archive& archive, const Person& person,
            const EditOptions& options, const Lock& lock, Conflict conflict)
      : session_(session),
        archive_(archive),
        options_(options),
        lock_(lock),
        conflict_(std::move(conflict)),
        text_(conflict_.text.value_or("")),
        merger_(archive, session.now(), person.name) {}

  Exit run() {
    read_markers();
    if (regions_.empty()) return finish();
    choose();
    if (regions_.empty()) return finish();
    if (text_ != conflict_.text && !options_.dry_run) {
      Transaction transaction(archive_.tree(), lock_);
      transaction.replace(conflict_.path, *conflict_.text, text_);
      transaction.commit();
    }
    tell_what_is_left();
    return Exit::problems;
  }

 private:
  void read_markers() {
    auto regions = find_conflict_regions(text_);
    if (regions && !regions->empty() && !conflict_.stages.base.empty()) {
      merge_again_unless_done();
      regions = find_conflict_regions(text_);
    }
    auto fields = regions ? find_conflict_fields(text_, *regions) : std::nullopt;
    if (!fields) {
      throw Error(Exit::refused,
                  fill({"the conflict in {0} is not around whole fields; mend the file by hand, "
                        "then run 'custrec edit --resolve {1}' again",
                        "{0} 中的冲突不以字段为界；请手工修正文件，再运行 custrec edit --resolve "
                        "{1}"},
                       {conflict_.path, conflict_.id}));
    }
    regions_ = std::move(*regions);
    fields_ = std::move(*fields);
  }

  /// In a clone without the driver git has merged by lines: then there are other conflicts than
  /// custrec would leave. What a person has done to that since would be lost, so there must be no
  /// line that none of the sides has.
  void merge_again_unless_done() {
    const MergeTexts texts = read_stages();
    const auto merge = merger_.merge(texts);
    if (!merge || has_only_conflicts_of(merge->text)) return;
    require_untouched(texts);
    text_ = merge->text;
    session_.say(fill({"{}: merged anew by field and by entry; 'custrec init --hooks' has git do "
                       "so in this clone",
                       "{}：已按字段和条目重新合并；custrec init --hooks 可使 git 在此克隆中照此"
                       "合并"},
                      {conflict_.id}));
  }

  [[nodiscard]] bool has_only_conflicts_of(const std::string& merged) const {
    const auto list = [](std::string_view text) {
      std::vector<std::pair<std::string_view, std::string_view>> sides;
      for (const ConflictRegion& region :
           find_conflict_regions(text).value_or(std::vector<ConflictRegion>())) {
        sides.emplace_back(
            text.substr(region.ours.begin, region.ours.end - region.ours.begin),
            text.substr(region.theirs.begin, region.theirs.end - region.theirs.begin));
      }
      return sides;
    };
    const auto known = list(merged);
    const auto found = list(text_);
    return std::all_of(found.begin(), found.end(), [&](const auto& sides) {
      return std::find(known.begin(), known.end(), sides) != known.end();
    });
  }

  void require_untouched(const MergeTexts& texts) const {
    const std::string all = "\n" + texts.base + "\n" + texts.ours + "\n" + texts.theirs + "\n";
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      const std::string line = text_.substr(at, end - at);
      at = end + 1;
      const bool marker = line.starts_with("<<<<<<<") || line.starts_with("|||||||") ||
                          line.starts_with("=======") || line.starts_with(">>>>>>>");
      if (marker || all.find("\n" + line + "\n") != std::string::npos) continue;
      throw Error(Exit::refused,
                  fill({"{0} was changed since git left the conflict there; go on by hand and then "
                        "run 'custrec edit --resolve {1}', or start anew with 'git checkout "
                        "--merge -- {0}'",
                        "{0} 在 git 留下冲突后已被更改；请手工改完后运行 custrec edit --resolve "
                        "{1}，或用 git checkout --merge -- {0} 重新开始"},
                       {conflict_.path, conflict_.id}));
    }
  }

  [[nodiscard]] MergeTexts read_stages() const {
    const std::string& root = archive_.tree().root();
    return {read_blob(root, conflict_.stages.base), read_blob(root, conflict_.stages.ours),
            read_blob(root, conflict_.stages.theirs)};
  }

  /// Puts the chosen side in place of the conflicts that were named, or of all.
  void choose() {
    const auto side = taken_side(options_);
    if (!side) return;
    const std::vector<std::string> wanted = read_fields(archive_, options_);
    std::vector<bool> chosen(regions_.size(), wanted.empty());
    for (const std::string& field : wanted) {
      bool found = false;
      for (std::size_t at = 0; at < regions_.size(); ++at) {
        const bool named =
            std::any_of(fields_[at].begin(), fields_[at].end(), [&](const std::string& path) {
              return is_within(path, field) || is_within(field, path);
            });
        if (named) chosen[at] = found = true;
      }
      if (found) continue;
      throw Error(Exit::usage,
                  fill({"{} is in no conflict; there are: {}", "{} 没有冲突；有冲突的是：{}"},
                       {escape_controls(field), join(list_fields())}));
    }
    text_ = choose_sides(text_, regions_,
                         [&](std::size_t at) { return chosen[at] ? side : std::nullopt; });
    regions_ = find_conflict_regions(text_).value_or(std::vector<ConflictRegion>());
    fields_ = find_conflict_fields(text_, regions_)
                  .value_or(std::vector<std::vector<std::string>>(regions_.size()));
  }

  [[nodiscard]] std::vector<std::string> list_fields() const {
    std::vector<std::string> all;
    for (const auto& fields : fields_) all.insert(all.end(), fields.begin(), fields.end());
    return all;
  }

  void tell_what_is_left() const {
    for (std::size_t at = 0; at < regions_.size(); ++at) {
      const Place place = Document(text_).place_of(regions_[at].whole.begin);
      session_.complain(fill({"{}:{}: conflict: {}", "{}:{}：冲突：{}"},
                             {conflict_.path, place.line, join(fields_[at])}));
    }
    session_.complain(
        fill({"choose: custrec edit --resolve {0} --take ours FIELD…, or --take theirs; without "
              "FIELD all of them. Or mend the file by hand, then custrec edit --resolve {0}",
              "请选择：custrec edit --resolve {0} --take ours 字段…，或 --take theirs；不写字段则为"
              "全部。也可手工修正文件，再运行 custrec edit --resolve {0}"},
             {conflict_.id}));
  }

  Exit finish() {
    const Reading reading = read_document(text_);
    if (!reading.readable || !reading.faults.empty()) {
      session_.print_problems(place_findings(reading.document, conflict_.path, conflict_.id,
                                             findings_of(reading.faults)),
                              true);
      throw Error(Exit::refused, fill({"{} can't be read; mend the file by hand: {}/{}",
                                       "{} 无法读取，请手工修复文件：{}/{}"},
                                      {conflict_.id, archive_.tree().root(), conflict_.path}));
    }
    const std::string merged = text_;
    mend_doubled_ids();
    std::vector<std::string> sides = {merged};
    if (is_in_conflict()) {
      const MergeTexts texts = read_stages();
      sides.insert(sides.end(), {texts.ours, texts.theirs});
    }
    const bool resubmitted = merger_.settle_approval(text_, sides);
    if (!is_in_conflict() && text_ == conflict_.text) {
      session_.say(fill({"{}: there is no conflict", "{}：没有冲突"}, {conflict_.id}));
      return Exit::clean;
    }
    if (!options_.dry_run) settle_conflict(archive_, lock_, conflict_, text_);
    if (resubmitted) {
      session_.say(fill({"{}: it is not what was approved any more, so it is submitted again",
                         "{}：合并后与审核内容不一致，重新提交审核"},
                        {conflict_.id}));
    }
    tell_end();
    return Exit::clean;
  }

  [[nodiscard]] bool is_in_conflict() const {
    return !(conflict_.stages.ours.empty() && conflict_.stages.theirs.empty());
  }

  /// As merge buttons leave them, which run no driver.
  void mend_doubled_ids() {
    auto root = read_record_parts(text_);
    if (!root) return;
    note_entry_times(archive_.schemas(), archive_.settings().zone, *root);
    const auto new_ids = renumber_doubled_entries(archive_.schemas(), *root);
    if (new_ids.empty()) return;
    text_ = format_parts(*root);
    for (const NewEntryId& entry : new_ids) {
      session_.say(fill(entry.to.empty()
                            ? Text{"{}: {}.{} was there twice alike; it is there once",
                                   "{}：{}.{} 完全重复，只保留一条"}
                            : Text{"{}: {}.{} was there twice; the later one is {} now",
                                   "{}：{}.{} 重复，较晚的一条改为 {}"},
                        {conflict_.id, entry.list, escape_controls(entry.from), entry.to}));
    }
  }

  void tell_end() const {
    const Reading reading = read_document(text_);
    const auto findings =
        check_record(reading, archive_.schemas(), archive_.context(session_.now()));
    const auto errors = std::count_if(findings.begin(), findings.end(), [](const Finding& finding) {
      return finding.level == Level::error;
    });
    session_.say(fill(options_.dry_run   ? Text{"{}: it would be resolved (--dry-run)",
                                              "{}：冲突将解决（--dry-run）"}
                      : is_in_conflict() ? Text{"{}: resolved and staged; 'git commit', or "
                                                "'git rebase --continue', goes on",
                                                "{}：冲突已解决并暂存；请继续 git commit 或 "
                                                "git rebase --continue"}
                                         : Text{"{}: resolved", "{}：已解决"},
                      {conflict_.id}));
    if (errors == 0) return;
    session_.say(fill(
        {"errors in {}: {}; see 'custrec verify {}'", "{} 中的错误：{}，请见 custrec verify {}"},
        {conflict_.id, errors, conflict_.id}));
  }

  Session& session_;
  const Archive& archive_;
  const EditOptions& options_;
  const Lock& lock_;
  Conflict conflict_;
  std::string text_;
  RecordMerger merger_;
  std::vector<ConflictRegion> regions_;
  std::vector<std::vector<std::string>> fields_;  ///< of each region
};

void require_repository(const Archive& archive) {
  if (is_in_git(archive.tree().root())) return;
  throw Error(Exit::refused, {"this archive is not in a git repository, so there is no conflict",
                              "此档案不在 git 仓库中，没有冲突"});
}

}  // namespace

Exit list_conflicts(Session& session, const Archive& archive) {
  require_repository(archive);
  const auto files = find_conflicted_files(archive.tree().root(), ".");
  for (const auto& [path, stages] : files) {
    const std::string_view id = layout::id_of_path(path);
    if (!id.empty()) session.print_line(std::string(id));
  }
  for (const auto& [path, stages] : files) {
    if (!layout::id_of_path(path).empty()) continue;
    session.say(fill(
        {"{}: no record; mend it by hand, then 'git add' it", "{}：不是档案；请手工修正后 git add"},
        {escape_controls(path)}));
  }
  session.say(files.empty()
                  ? Text{"nothing is in conflict", "没有冲突"}
                  : fill({"files in conflict: {}", "有冲突的文件 {} 个"}, {files.size()}));
  return files.empty() ? Exit::clean : Exit::problems;
}

Exit edit_resolve(Session& session, const Archive& archive, const Person& person,
                  const EditOptions& options) {
  require_repository(archive);
  const Lock lock = begin_writing(archive.tree(), person.name);
  Conflict conflict = find_conflict(archive, options.words[0]);
  const ConflictStages& stages = conflict.stages;
  const bool known = !(stages.ours.empty() && stages.theirs.empty());
  if (known && (stages.ours.empty() || stages.theirs.empty())) {
    return resolve_removed(session, archive, options, lock, conflict);
  }
  const auto regions = find_conflict_regions(conflict.text.value_or(""));
  const bool by_hand = conflict.text && regions && regions->empty();
  if (known && stages.base.empty()) {
    if (!by_hand) return resolve_two_customers(session, archive, person, options, lock, conflict);
    const auto resumed = options.take.empty()
                             ? resume_two_customers(session, archive, options, conflict)
                             : std::nullopt;
    if (resumed) return *resumed;
  }
  return Resolving(session, archive, person, options, lock, std::move(conflict)).run();
}

}  // namespace custrec
