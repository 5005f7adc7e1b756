// SPDX-License-Identifier: MIT
// Merging two texts of a customer.
#include "archive/merge_record.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "archive/approval.hpp"
#include "archive/follow_positions.hpp"
#include "archive/revision.hpp"
#include "archive/status.hpp"
#include "record/conflict_text.hpp"
#include "record/merge_parts.hpp"
#include "record/part_text.hpp"
#include "record/record_form_reader.hpp"
#include "record/reform.hpp"

namespace custrec {
namespace {

/// As record form; nothing when it is none.
std::optional<Document> read_form(const std::string& text) {
  Document document(text);
  return read_record_form(document) ? std::optional(std::move(document)) : std::nullopt;
}

/// Holds the text to what was merged.
void require_faithful(const Part& merged, const std::string& text) {
  const auto regions = find_conflict_regions(text);
  bool faithful = regions.has_value();
  for (const Side side : {Side::ours, Side::theirs}) {
    if (!faithful) break;
    const auto document =
        read_form(choose_sides(text, *regions, [&](std::size_t) { return side; }));
    const auto wanted = choose_side(merged, side);
    faithful = document && wanted && says_the_same(read_parts(*document), *wanted);
  }
  if (!faithful) throw std::logic_error("the merged text does not say what it should");
}

void set_wanted_status(Part& root, const std::string& wanted) {
  std::erase_if(root.items, [](const Part& item) { return item.key == "wanted_status"; });
  if (wanted.empty()) return;
  const auto status = std::find_if(root.items.begin(), root.items.end(),
                                   [](const Part& item) { return item.key == "status"; });
  root.items.insert(status + 1, make_part(make_text("wanted_status", wanted)));
}

/// Behind the last of `changes`, which is made if need be.
void append_entry(Part& root, const Value& changes) {
  Part made = make_part(changes);
  Part* list = root.find("changes");
  if (list == nullptr) {
    root.items.push_back(std::move(made));
  } else {
    if (list->items.empty()) {
      list->body.clear();
      list->remark.clear();
    }
    list->items.push_back(std::move(made.items.at(0)));
  }
}

}  // namespace

std::optional<Part> read_record_parts(const std::string& text) {
  const Reading reading = read_document(text);
  if (!reading.readable || !reading.faults.empty()) return std::nullopt;
  auto form = read_form(text);
  if (!form) {
    const auto reformed = reform_record(reading.document);
    if (reformed) form = read_form(*reformed);
  }
  return form ? std::optional(read_parts(*form)) : std::nullopt;
}

RecordMerger::RecordMerger(const Archive& archive, std::chrono::sys_seconds now,
                           const std::string& by)
    : archive_(archive), now_(now), context_(archive.context(now)), by_(by) {}

std::optional<RecordMerge> RecordMerger::merge(const MergeTexts& texts,
                                               std::size_t marker_size) const {
  auto base = read_record_parts(texts.base);
  auto ours = read_record_parts(texts.ours);
  auto theirs = read_record_parts(texts.theirs);
  if (!base || !ours || !theirs) return std::nullopt;
  const Schemas& schemas = archive_.schemas();
  for (Part* root : {&*base, &*ours, &*theirs}) {
    note_entry_times(schemas, archive_.settings().zone, *root);
  }
  RecordMerge result;
  result.new_ids = renumber_new_entries(schemas, *base, *ours, *theirs);
  Part merged = merge_parts(*base, *ours, *theirs);
  if (merged.conflict) {
    result.text = put_between_markers(texts.ours, texts.theirs, marker_size);
    result.conflicts = {""};
    result.new_ids.clear();
    return result;
  }
  follow_positions(merged);
  const bool fitted = has_fitting_approval(texts.ours) || has_fitting_approval(texts.theirs);
  const auto is_lost = [&](Side side) {
    return has_lost_approval(format_parts(*choose_side(merged, side)));
  };
  if (fitted && is_lost(Side::ours) && is_lost(Side::theirs)) {
    resubmit(merged);
    result.resubmitted = true;
  }
  result.text = format_parts(merged, marker_size);
  result.conflicts = find_conflict_paths(merged);
  require_faithful(merged, result.text);
  return result;
}

bool RecordMerger::settle_approval(std::string& text, const std::vector<std::string>& sides) const {
  const bool fitted = std::any_of(sides.begin(), sides.end(), [&](const std::string& side) {
    return has_fitting_approval(side);
  });
  if (!fitted || !has_lost_approval(text)) return false;
  auto root = read_record_parts(text);
  if (!root) return false;
  resubmit(*root);
  text = format_parts(*root);
  require_faithful(*root, text);
  return true;
}

bool RecordMerger::has_fitting_approval(const std::string& text) const {
  const Reading reading = read_document(text);
  if (!reading.readable) return false;
  return is_in_force(reading.document.text_at(Document::root, "status")) &&
         !has_lost_approval(text);
}

bool RecordMerger::has_lost_approval(const std::string& text) const {
  const Reading reading = read_document(text);
  if (!reading.readable) return false;
  const std::vector<Finding> findings = check_approval(archive_, context_, reading.document);
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.rule == "approval"; });
}

void RecordMerger::resubmit(Part& root) const {
  const Part* changes = root.find("changes");
  if (changes != nullptr && (changes->conflict || changes->kind != Kind::sequence)) return;
  const std::string before(root.text_at("status"));
  const std::string wanted = is_settled(before) ? before : "";
  const Language language = archive_.settings().language.value_or(Language::english);
  const Text reason{"merged: it is not what was approved any more", "合并后与审核通过的内容不一致"};
  std::vector<Difference> differences = {{"status", before, "submitted"}};
  if (!wanted.empty()) differences.push_back({"wanted_status", "", wanted});
  Value record = make_mapping("");
  append_change(record, archive_, now_, {find_writer(root), reason.in(language), {}, {}},
                differences);
  append_entry(root, record.items.at(0));
  if (Part* status = root.find("status")) set_text(*status, "submitted", false, 0);
  set_wanted_status(root, wanted);
}

std::string RecordMerger::find_writer(const Part& root) const {
  if (!by_.empty()) return by_;
  const Part* changes = root.find("changes");
  if (changes != nullptr && changes->kind == Kind::sequence) {
    for (auto entry = changes->items.rbegin(); entry != changes->items.rend(); ++entry) {
      if (!entry->text_at("by").empty()) return std::string(entry->text_at("by"));
    }
  }
  const Part* collection = root.find("collection");
  return collection == nullptr ? "" : std::string(collection->text_at("entered_by"));
}

}  // namespace custrec
