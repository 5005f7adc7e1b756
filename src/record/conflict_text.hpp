// SPDX-License-Identifier: MIT
// A text with conflict markers: what stands between them, and the text once sides are chosen.
//
//   <<<<<<< ours
//   owner: 张三
//   ||||||| base           only if git is told to show it
//   owner: 李四
//   =======
//   owner: 王五
//   >>>>>>> theirs
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/part.hpp"

namespace custrec {

/// One of them, as bytes of the text; each span holds whole lines.
struct ConflictRegion {
  Span whole;  ///< with the markers
  Span ours;
  Span theirs;
};

/// Those of a text, in order; none when it has no markers. Nothing when the markers don't pair.
std::optional<std::vector<ConflictRegion>> find_conflict_regions(std::string_view text);

/// The side chosen for the conflict at a position; nothing: it stays.
using SideChoice = std::function<std::optional<Side>(std::size_t)>;
std::string choose_sides(std::string_view text, const std::vector<ConflictRegion>& regions,
                         const SideChoice& choice);

/// The fields of which each conflict is, by path, entries by their id where they have one, as
/// either side has them. Nothing when one side of the text by itself is no record.
std::optional<std::vector<std::vector<std::string>>> find_conflict_fields(
    std::string_view text, const std::vector<ConflictRegion>& regions);

/// `needs.N1.status`, `contacts[0].mobile`: entries by their id where they have one.
std::string path_with_ids(const Document& document, NodeIndex index);

/// The two texts between markers; nothing of either is merged.
std::string put_between_markers(std::string_view ours, std::string_view theirs,
                                std::size_t marker_size = 7);

}  // namespace custrec
