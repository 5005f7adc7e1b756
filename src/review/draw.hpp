// SPDX-License-Identifier: MIT
// Which records are drawn for second verification. A record's rank is the SHA-256 of
// "<seed>\n<id>\n"; the smallest are drawn. So anybody can draw the same again, and a record more
// or less hardly moves the others.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/walk.hpp"
#include "review/sample.hpp"
#include "time/period.hpp"

namespace custrec {

/// 64 lower-case hexadecimal digits, compared as text.
std::string find_rank(std::string_view seed, std::string_view id);

/// The first ceil(rate % of `ids`) by rank, in that order.
std::vector<std::string> draw(std::vector<std::string> ids, std::size_t rate,
                              std::string_view seed);

/// Who may be drawn.
struct Population {
  std::vector<std::string> ids;  ///< entered in the period, drafts left out; in order of paths
  std::size_t unreadable = 0;    ///< files that are no records
};

/// `progress` is told how many records have been looked at, and of how many. Throws Error(files)
/// when the system refuses to read one: who would be drawn then is not known.
Population find_population(const Archive& archive, const Period& period,
                           const std::function<void(std::size_t, std::size_t)>& progress);

/// Whether a record was entered in `period`, by the days of `zone`, and is no draft.
bool is_entered_in(const Document& document, const Period& period, const Zone& zone);

/// What drawing again does to a sample.
struct Redraw {
  Sample sample;                   ///< as it is then
  std::vector<std::string> added;  ///< ids, in order of rank
  std::vector<std::string> gone;   ///< open ones that are no longer in `population`
};

/// Adds what the draw of today's population has and `sample` lacks; what was drawn stays, apart
/// from open records that left the population. For a new sample: one without records.
Redraw draw_again(Sample sample, const Population& population);

}  // namespace custrec
