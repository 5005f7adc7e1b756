// SPDX-License-Identifier: MIT
// Changes the text of a record, not its tree: the bytes of the values that differ are replaced, new
// lines go in at their place, everything else stays byte for byte, comments and blank lines too.
#pragma once

#include <string>
#include <vector>

#include "record/document.hpp"
#include "record/value.hpp"

namespace custrec {

/// The text of `document` changed so that it says `wanted`: items that `wanted` lacks are removed,
/// new ones are put behind the item that comes before them there. `document` must be record form
/// (read by `read_record_form`). The result has been read again and says exactly `wanted`; should
/// it not, std::logic_error is thrown and nothing is lost.
std::string rewrite_record(const Document& document, const Value& wanted);

/// One value that differs, by path (`contacts[0].mobile`); `from` or `to` is empty when it is new
/// or gone. Items of lists are compared by position.
struct Difference {
  std::string path;
  std::string from;
  std::string to;
};
std::vector<Difference> find_differences(const Value& before, const Value& after);

}  // namespace custrec
