// SPDX-License-Identifier: MIT
// What changed between two states of a record, as its change log tells it.
#pragma once

#include <string>
#include <vector>

#include "record/value.hpp"

namespace custrec {

/// One value that differs, by path; `from` or `to` is empty when it is new or gone. An entry is
/// named by its `id` where it has one (`needs.N1.status`), else by its position (from 0) in `after`
/// (`contacts[0].mobile`), or in `before` when it is gone. Items of a list of plain values stand
/// under the list itself (`tags`), one for each that came or went. Entries without an id that stand
/// in another order than before are one difference of the list: their positions, `[0] [1]` and
/// `[1] [0]`.
struct Difference {
  std::string path;
  std::string from;
  std::string to;
};

/// Entries are known again by their `origin` where both have one, else by their `id`, else by
/// saying the same, else by their order. Origins must be of the same document or of none.
std::vector<Difference> find_differences(const Value& before, const Value& after);

}  // namespace custrec
