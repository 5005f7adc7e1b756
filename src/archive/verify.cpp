// SPDX-License-Identifier: MIT
// All problems of all records.
#include "archive/verify.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "archive/approval.hpp"
#include "archive/check_attachments.hpp"
#include "archive/duplicates.hpp"
#include "archive/key_table.hpp"
#include "archive/walk.hpp"
#include "schema/anomaly.hpp"
#include "schema/check_record.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// The id must fit the pattern of the customer's type, and the path must be the one of the id.
void check_id_path(const Archive& archive, const RecordFile& file, std::vector<Finding>& findings) {
  const Document& document = file.reading.document;
  const NodeIndex id_node = document.find(Document::root, "id");
  if (id_node == no_node || document.is_empty(id_node)) return;
  const std::string_view id = document[id_node].text;
  const auto& pattern = archive.settings().pattern_for(document.text_at(Document::root, "type"));
  const auto path = pattern.path_of(id);
  const std::uint32_t offset = document[id_node].span.begin;
  const auto add = [&](Text message, Text hint) {
    findings.push_back(
        {offset, Level::error, "id-path", "id", std::move(message), std::move(hint)});
  };
  if (!path) {
    add(fill({"{} does not fit the pattern {}", "{} 不符合编号规则 {}"},
             {cut_to_width(escape_controls(id), 60), pattern.text()}),
        {});
  } else if (*path != file.path) {
    add({"the file does not lie where this customer number belongs",
         "文件不在此客户编号应在的位置"},
        fill({"move it to {}, or correct the id", "请移至 {}，或更正编号"}, {*path}));
  }
}

/// Of what `identify` finds most records have a name, and the number of a firm or a person.
constexpr std::size_t usual_keys = 2;

/// So many are looked up one behind the other.
constexpr std::size_t enough_keys = 32;

/// What one thread finds out about a record by itself.
struct Checked {
  bool wanted = false;
  bool whole = true;  ///< all that it says could be read
  std::vector<FileReference> references;
  std::vector<Finding> findings;
  std::vector<Problem> problems;
  std::vector<Unlisted> unlisted;
  std::vector<std::uint64_t> keys;   ///< hashes of what no other record may have, or should
  std::vector<std::uint64_t> files;  ///< hashes of the paths of its attachments
};

class Verifier {
 public:
  Verifier(const Archive& archive, std::chrono::sys_seconds now, const VerifyRequest& request)
      : archive_(archive),
        context_(archive.context(now)),
        request_(request),
        file_fields_(archive.schemas()) {}

  Verification run() {
    if (request_.selected && request_.selected->empty()) return {};
    Walk walk = walk_customers(archive_, request_.jobs);
    if (count_unreadable(walk) > 0) listed_files_.add_missing_records();
    std::erase_if(walk.problems,
                  [&](const Problem& problem) { return !holds_selected(problem.path); });
    result_.problems = std::move(walk.problems);
    keys_.reserve(walk.records.size() * usual_keys);
    std::uint32_t record = 0;
    for_each_batch<Checked>(
        archive_, walk.records, request_.jobs,
        [&](std::span<const RecordFile> files, std::span<Checked> checked) {
          check(files, checked);
        },
        [&](Checked& checked) {
          take(checked, walk.records[record], record);
          record += 1;
          if (request_.progress) request_.progress(record, walk.records.size());
        },
        request_.contents ? 1 : pipeline_block);
    take_keys();
    compare_alike(walk.records);
    add_problems(
        listed_files_.find_unlisted(archive_.tree(), walk.records, request_.jobs,
                                    [&](std::string_view path) { return is_selected(path); }));
    sort_problems(result_.problems);
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool is_selected(std::string_view path) const {
    if (!request_.selected) return true;
    for (std::size_t end = path.size(); end != path.npos && end > 0;
         end = path.rfind('/', end - 1)) {
      if (request_.selected->contains(std::string(path.substr(0, end)))) return true;
    }
    return false;
  }

  /// The same, or something below it is selected.
  [[nodiscard]] bool holds_selected(const std::string& path) const {
    if (is_selected(path)) return true;
    const auto next = request_.selected->lower_bound(path + "/");
    return next != request_.selected->end() && next->starts_with(path + "/");
  }

  /// The steps follow each other for the whole batch.
  void check(std::span<const RecordFile> files, std::span<Checked> checked) const {
    using Step = void (Verifier::*)(const RecordFile&, FieldItems&, Checked&) const;
    std::array<FieldItems, RecordReader::most_in_batch> items;
    for (std::size_t at = 0; at < files.size(); ++at) look_up(files[at], checked[at]);
    for (std::size_t at = 0; at < files.size(); ++at) items[at].begin(files[at].reading.document);
    for (const Step step :
         {&Verifier::check_content, &Verifier::check_review, &Verifier::conclude}) {
      for (std::size_t at = 0; at < files.size(); ++at) {
        const bool goes_on = checked[at].wanted && files[at].reading.readable;
        if (goes_on) (this->*step)(files[at], items[at], checked[at]);
      }
    }
  }

  /// What others must know of the record, and whether more is asked of it.
  void look_up(const RecordFile& file, Checked& checked) const {
    checked.problems.clear();
    checked.unlisted.clear();
    checked.keys.clear();
    checked.files.clear();
    checked.wanted = is_selected(file.path);
    checked.whole = file.reading.readable && file.reading.faults.empty();
    if (!file.reading.readable) {
      if (checked.wanted) checked.problems = file.problems;
      return;
    }
    const Document& document = file.reading.document;
    checked.references = file_fields_.find(document);
    for (const FileReference& reference : checked.references) {
      const std::string_view path = document[reference.path].text;
      checked.files.push_back(ListedFiles::hash_of(path));
      checked.wanted = checked.wanted || is_selected(path);
    }
    add_identity_hashes(document, archive_.schemas(), context_, checked.keys);
  }

  void check_content(const RecordFile& file, FieldItems& items, Checked& checked) const {
    checked.findings = check_record(file.reading, archive_.schemas(), context_, items);
    check_id_path(archive_, file, checked.findings);
    if (checked.references.empty()) return;
    std::ranges::move(check_attachments(archive_.tree(), file.reading.document, checked.references,
                                        request_.contents, checked.findings),
                      std::back_inserter(checked.findings));
  }

  void check_review(const RecordFile& file, FieldItems& items, Checked& checked) const {
    std::ranges::move(check_approval(archive_, context_, file.reading.document, items),
                      std::back_inserter(checked.findings));
  }

  void conclude(const RecordFile& file, FieldItems& /*items*/, Checked& checked) const {
    const Document& document = file.reading.document;
    std::vector<Finding> findings = std::move(checked.findings);
    if (request_.further) {
      std::ranges::move(request_.further(file, findings), std::back_inserter(findings));
    }
    apply_anomalies(document, context_, false, findings);
    if (findings.empty()) return;
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.offset < b.offset; });
    findings = limit_findings(std::move(findings));
    for (const Finding& finding : findings) {
      if (finding.unlisted < 2) continue;
      checked.unlisted.push_back({finding.level, finding.rule, finding.unlisted - 1});
    }
    checked.problems = place_findings(document, file.path, file.id, std::move(findings));
  }

  void take(Checked& checked, std::string_view path, std::uint32_t record) {
    result_.records += checked.wanted ? 1 : 0;
    if (!checked.whole) listed_files_.add_unknown(std::string(layout::id_of_path(path)));
    listed_files_.add(checked.files);
    add_problems(std::move(checked.problems));
    std::ranges::copy(checked.unlisted, std::back_inserter(result_.unlisted));
    for (const std::uint64_t key : checked.keys) {
      keys_.prefetch(key);
      waiting_keys_.emplace_back(key, record);
    }
    if (waiting_keys_.size() >= enough_keys) take_keys();
  }

  void take_keys() {
    for (const auto& [key, record] : waiting_keys_) {
      const auto first = keys_.find_or_add(key, record);
      if (!first || *first == record) continue;
      alike_.insert(*first);
      alike_.insert(record);
    }
    waiting_keys_.clear();
  }

  void add_problems(std::vector<Problem> problems) {
    std::move(problems.begin(), problems.end(), std::back_inserter(result_.problems));
  }

  /// Records that share the hash of a key are read once more, and compared by what they say.
  void compare_alike(const PathList& paths) {
    DuplicateIndex duplicates;
    RecordReader reader(archive_);
    for (const std::uint32_t record : alike_) {
      const RecordFile& file = reader.read(paths[record]);
      if (!file.reading.readable) continue;
      Identity identity = identify(file.reading.document, archive_.schemas(), context_);
      identity.id = file.id;
      const bool selected = is_selected(file.path);
      if (selected && request_.before) changed_.emplace(file.id, request_.before(file.path));
      const auto holders = find_holders(duplicates, identity);
      std::vector<Finding> findings = duplicates.add(identity);
      if (!selected) {
        std::erase_if(findings, [&](const Finding& finding) {
          const auto holder = holders.find(finding.offset);
          return holder == holders.end() || !is_new(holder->second, identity, finding);
        });
      }
      apply_anomalies(file.reading.document, context_, false, findings);
      if (findings.empty()) continue;
      add_problems(place_findings(file.reading.document, file.path, file.id, std::move(findings)));
    }
  }

  /// Who was the first with each value that is taken, by its offset.
  static std::map<std::uint32_t, std::string> find_holders(const DuplicateIndex& duplicates,
                                                           const Identity& identity) {
    std::map<std::uint32_t, std::string> holders;
    for (const UniqueValue& value : identity.unique_values) {
      if (auto holder = duplicates.find_holder(value)) holders.emplace(value.offset, *holder);
    }
    const auto namesakes = duplicates.find_by_name(identity);
    if (!namesakes.empty()) holders.emplace(identity.name_offset, namesakes.front());
    return holders;
  }

  /// Whether `holder` has changed and did not share then what `finding` tells of `identity`.
  [[nodiscard]] bool is_new(const std::string& holder, const Identity& identity,
                            const Finding& finding) const {
    const auto changed = changed_.find(holder);
    if (changed == changed_.end()) return false;
    const std::optional<Identity>& before = changed->second;
    if (!before) return true;
    if (finding.offset == identity.name_offset && finding.rule == "duplicate-customer") {
      return before->name_key != identity.name_key;
    }
    const auto shares = [&](const UniqueValue& was) {
      return std::any_of(identity.unique_values.begin(), identity.unique_values.end(),
                         [&](const UniqueValue& value) {
                           return value.offset == finding.offset && value.field == was.field &&
                                  value.value == was.value;
                         });
    };
    return std::none_of(before->unique_values.begin(), before->unique_values.end(), shares);
  }

  const Archive& archive_;
  TypeContext context_;
  const VerifyRequest& request_;
  FileFields file_fields_;
  ListedFiles listed_files_;
  KeyTable keys_;
  /// These wait until their places in the table are in the processor's cache.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> waiting_keys_;
  std::set<std::uint32_t> alike_;                           ///< in the order of paths
  std::map<std::string, std::optional<Identity>> changed_;  ///< selected ones, as they were; by id
  Verification result_;
};

}  // namespace

Verification verify_archive(const Archive& archive, std::chrono::sys_seconds now,
                            const VerifyRequest& request) {
  return Verifier(archive, now, request).run();
}

}  // namespace custrec
