// SPDX-License-Identifier: MIT
// Changes the text of a record, not its tree: the bytes of the values that differ are replaced, new
// lines go in at their place, everything else stays byte for byte, comments and blank lines too.
#pragma once

#include <string>

#include "record/document.hpp"
#include "record/value.hpp"

namespace custrec {

/// The text of `document` changed so that it says `wanted`: items that `wanted` lacks are removed,
/// new ones are put behind the item that comes before them there. Items of lists are known by their
/// `origin`, or by saying the same. A plain scalar that isn't `bare` any more and could be misread
/// gets its quotes. `document` must be record form (read by `read_record_form`). The result has
/// been read again and says exactly `wanted`; should it not, std::logic_error is thrown and nothing
/// is lost.
std::string rewrite_record(const Document& document, const Value& wanted);

}  // namespace custrec
