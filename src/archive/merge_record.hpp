// SPDX-License-Identifier: MIT
// Merging two texts of a customer against the one that both come from, as git asks for it. The
// merging itself is that of record/merge_parts.hpp; this adds what needs the schema and the team:
// times of entries, ids that both sides gave, and what becomes of an approval.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/renumber_entries.hpp"
#include "record/part.hpp"

namespace custrec {

struct RecordMerge {
  std::string text;
  std::vector<std::string> conflicts;  ///< their paths; none: merged
  std::vector<NewEntryId> new_ids;
  bool resubmitted = false;  ///< the approval no longer fitted
};

struct MergeTexts {
  std::string base;
  std::string ours;
  std::string theirs;
};

class RecordMerger {
 public:
  /// `by` is who merges; empty: nobody who is in the team, then a change entry names who made the
  /// last change. `archive` and `by` outlive it.
  RecordMerger(const Archive& archive, std::chrono::sys_seconds now, const std::string& by);

  /// Nothing when one of the three is no record that can be read (see `find_unreadable`). The text
  /// is record form; with conflicts it is so whatever sides are chosen, and only of a whole record
  /// between markers either side is what it was. Throws std::logic_error rather than give a text
  /// that does not say what was merged.
  [[nodiscard]] std::optional<RecordMerge> merge(const MergeTexts& texts,
                                                 std::size_t marker_size = 7) const;

  /// A text that is merged by now, and what its sides were: an approval that fitted one of them and
  /// doesn't fit it is taken back. True if it was; then `text` has changed.
  [[nodiscard]] bool settle_approval(std::string& text,
                                     const std::vector<std::string>& sides) const;

 private:
  [[nodiscard]] bool has_fitting_approval(const std::string& text) const;
  [[nodiscard]] bool has_lost_approval(const std::string& text) const;
  void resubmit(Part& root) const;
  [[nodiscard]] std::string find_writer(const Part& root) const;

  const Archive& archive_;
  std::chrono::sys_seconds now_;
  TypeContext context_;
  const std::string& by_;
};

/// The root of the record, brought to record form if need be; nothing when `text` is no record.
std::optional<Part> read_record_parts(const std::string& text);

}  // namespace custrec
