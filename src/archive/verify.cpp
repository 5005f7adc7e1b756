// SPDX-License-Identifier: MIT
// All problems of all records.
#include "archive/verify.hpp"

#include <iterator>

#include "archive/duplicates.hpp"
#include "archive/walk.hpp"
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

/// What one thread finds out about a record by itself.
struct Checked {
  RecordFile file;
  Identity identity;
  std::vector<Finding> findings;
};

}  // namespace

Verification verify_archive(const Archive& archive, std::chrono::sys_seconds now,
                            const std::set<std::string>& selected, unsigned jobs) {
  const TypeContext context = archive.context(now);
  Walk walk = walk_customers(archive);
  Verification result;
  const auto is_selected = [&](std::string_view path) {
    if (selected.empty()) return true;
    for (std::size_t end = path.size(); end != path.npos && end > 0;
         end = path.rfind('/', end - 1)) {
      if (selected.contains(std::string(path.substr(0, end)))) return true;
    }
    return false;
  };
  const auto take = [&](std::vector<Problem> problems) {
    std::move(problems.begin(), problems.end(), std::back_inserter(result.problems));
  };
  std::erase_if(walk.problems, [&](const Problem& problem) { return !is_selected(problem.path); });
  take(std::move(walk.problems));
  DuplicateIndex duplicates;
  const auto check = [&](std::size_t at) {
    Checked checked{read_record_file(archive, walk.records[at]), {}, {}};
    if (!checked.file.reading.readable) return checked;
    const Reading& reading = checked.file.reading;
    checked.identity = identify(reading.document, archive.schemas(), context);
    checked.identity.id = checked.file.id;
    if (is_selected(checked.file.path)) {
      checked.findings = check_record(reading, archive.schemas(), context);
      check_id_path(archive, checked.file, checked.findings);
    }
    return checked;
  };
  const auto collect = [&](Checked checked) {
    RecordFile& file = checked.file;
    const bool wanted = is_selected(file.path);
    if (wanted) result.records += 1;
    if (!file.reading.readable) {
      if (wanted) take(std::move(file.problems));
      return;
    }
    std::vector<Finding> across = duplicates.add(checked.identity);
    if (!wanted) return;
    std::vector<Finding>& findings = checked.findings;
    std::move(across.begin(), across.end(), std::back_inserter(findings));
    take(place_findings(file.reading.document, file.path, file.id, std::move(findings)));
  };
  run_pipeline<Checked>(walk.records.size(), jobs, check, collect);
  sort_problems(result.problems);
  return result;
}

}  // namespace custrec
